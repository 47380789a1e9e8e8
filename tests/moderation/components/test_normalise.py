"""From raw text to words, and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.components.normalise import Normaliser
from moderation.document import BREAK, LAUGHTER, QUESTION

SLANG = {
    "gw": ("aku",),
    "ga": ("tidak",),
    "pgn": ("pengen",),
    "bundir": ("bunuh", "diri"),
    "gpp": ("tidak", "apa"),
}
NORMALISER = Normaliser(
    SLANG, ("bunuh", "diri", "mati", "kill", "myself", "gantung", "hidup", "minum", "lompat")
)


def words(text: str) -> tuple[str, ...]:
    return NORMALISER.view(text).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gw pgn mati", ("aku", "pengen", "mati")),
        ("gpp", ("tidak", "apa")),
        ("matiiiii", ("mati",)),
        ("killlll", ("kill",)),
        ("m4t1", ("mati",)),
        ("k!ll mys3lf", ("kill", "myself")),
        ("m*ti", ("mati",)),
        ("*mati*", ("mati",)),
        ("b u n d i r", ("bunuh", "diri")),
        ("b.u.n.d.i.r", ("bunuh", "diri")),
        ("g a n t u n g d i r i", ("gantung", "diri")),
        ("gntng", ("gantung",)),
        ("bunuhdiri", ("bunuh", "diri")),
        ("hidupku", ("hidup", "aku")),
        ("kuminum", ("aku", "minum")),
        ("hidupnya", ("hidup",)),
        ("mati-mati", ("mati",)),
        ("lompat2", ("lompat",)),
        ("wkwkwkwk", (LAUGHTER,)),
        ("mati. hidup?", ("mati", BREAK, "hidup", QUESTION)),
        ("3x sehari", ("3x", "sehari")),
        ("skilled", ("skilled",)),
        ("", ()),
    ],
)
def test_words_are_put_into_their_normal_form(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_every_word_points_at_its_source() -> None:
    text = "aku  b.u.n.d.i.r, ya"
    view = NORMALISER.view(text)
    sources = [text[start:end] for start, end in zip(view.starts, view.ends, strict=True)]
    assert sources == ["aku", "b.u.n.d.i.r", "b.u.n.d.i.r", "ya"]


def test_a_comma_ends_a_clause() -> None:
    assert NORMALISER.view("ga, mati").clauses == (0, 1)


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    view = NORMALISER.view(text)

    assert len(view.words) == len(view.starts) == len(view.ends) == len(view.clauses)
    assert list(view.starts) == sorted(view.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(view.starts, view.ends, strict=True))
