"""Lexicon files are checked before anything is screened."""

import shutil
from pathlib import Path

import pytest

from chatserver.domain.safety import Author, Document, Level
from moderation.loading import LEXICONS, LexiconError, load_lexicon
from moderation.screening import load_screen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "lexicons"
    shutil.copytree(LEXICONS, copy)
    return copy


ENTRY = """
[[entry]]
id = "new"
level = {level}
weight = {weight}
category = "{category}"
phrases = ["{phrase}"]
guards = ["{guard}"]
source = "a test"
reviewer = "nobody"
"""


def entry(
    level: int = 2, weight: float = 0.0, category: str = "suicide", phrase: str = "xyzzy", guard: str = "news"
) -> str:
    return ENTRY.format(level=level, weight=weight, category=category, phrase=phrase, guard=guard)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (entry(level=0), "level must be"),
        (entry(level=7), "7"),
        (entry(category="weather"), "weather"),
        (entry(level=1, category="none"), "weight above 0"),
        (entry(level=1, weight=9.0, category="none"), "at most"),
        (entry(weight=0.5), "only cues"),
        (entry(category="none"), "category"),
        (entry(phrase="@nowhere"), "unknown set"),
        (entry(phrase="mati ..2"), "gap"),
        (entry(guard="luck"), "unknown guard"),
        (entry() + entry(), "used twice"),
        (entry() + 'colour = "red"', "colour"),
    ],
)
def test_a_fault_names_the_file_and_the_entry(folder: Path, text: str, problem: str) -> None:
    (folder / "extra.toml").write_text(text)

    with pytest.raises(LexiconError, match=problem) as raised:
        load_lexicon(folder)

    assert "extra.toml" in str(raised.value)
    assert "'new'" in str(raised.value)


def test_a_combine_rule_over_a_tag_that_no_entry_carries_is_named(folder: Path) -> None:
    rule = '[[combine]]\nid = "odd"\ntags = ["intent", "weather"]\nlevel = 3\ncategory = "suicide"\n'
    path = folder / "combine.toml"
    path.write_text(path.read_text() + rule)
    with pytest.raises(LexiconError, match=r"combine\.toml: combine 'odd'.*weather"):
        load_lexicon(folder)


def test_a_file_that_is_not_toml_is_named(folder: Path) -> None:
    (folder / "broken.toml").write_text("[[entry")
    with pytest.raises(LexiconError, match=r"broken\.toml"):
        load_lexicon(folder)


@pytest.mark.parametrize("name", ["sets.toml", "guards.toml", "slang.toml", "combine.toml"])
def test_a_missing_shared_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(LexiconError, match=name):
        load_lexicon(folder)


def test_a_new_phrase_is_screened_and_changes_the_version(folder: Path) -> None:
    before = load_screen()(Document("xyzzy", Author.SEEKER))
    (folder / "extra.toml").write_text(entry())

    after = load_screen(folder)(Document("xyzzy", Author.SEEKER))

    assert (before.level, after.level) == (Level.NONE, Level.PASSIVE)
    assert before.version != after.version


def test_every_shipped_entry_says_where_it_comes_from_and_who_checked_it() -> None:
    for shipped in load_lexicon().entries:
        assert "authored for this project" in shipped.source
        assert shipped.reviewer
