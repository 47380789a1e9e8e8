"""Words: both languages say the same things, none is unused, none promises what can't be kept (ux.md)."""

import re
from pathlib import Path

import pytest

from tests.static.fluent import LANGUAGES, PAGES, STATIC, files, messages

SOURCES = [
    path
    for path in sorted(STATIC.rglob("*.ts*"))
    if path.suffix in (".ts", ".tsx")
    and not {"node_modules", "dist"} & set(path.relative_to(STATIC).parts)
    and ".test." not in path.name
]
FACES = ("header.ftl", "launcher.ftl", "seeker.ftl", "shared.ftl")

#: ux.md, section 1.3: promises of secrecy; and words that seekers' copy avoids (section 6).
PROMISES = (
    "100% rahasia",
    "100 % rahasia",
    "dijamin aman",
    "tidak ada yang tahu",
    "fully anonymous",
    "completely private",
    "we will never tell",
)
CLINICAL = (
    "pasien",
    "gejala",
    "gangguan",
    "klien",
    "komit",
    "harus",
    "kasus",
    "patient",
    "symptom",
    "disorder",
)
#: Nothing that a seeker reads names a level, a score or a flag (section 1.4).
SCORES = ("tandai kamu", "risiko", "skor", "peringkat", "risk", "score", "flag")


def used_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the literal strings of the sources, and patterns of the template strings that make keys."""
    literals: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for path in SOURCES:
        source = path.read_text("utf-8")
        literals.update(re.findall(r"[\"']([a-z][\w-]*)[\"']", source))
        groups = re.findall(r"\bnamed\([^,]+, \"([\w-]+)\"", source)  # named(texts, "cause", value)
        patterns.extend(re.compile(rf"{group}-[\w-]+") for group in groups)
        for template in re.findall(r"`((?:[a-z][\w-]*-)?\$\{[^`]*)`", source):
            parts = re.split(r"\$\{[^}]*\}", template)
            if re.fullmatch(r"[\w-]*[a-z]{3}[\w-]*", "".join(parts)):
                patterns.append(re.compile("[\\w-]+".join(re.escape(part) for part in parts)))
    return literals, patterns


@pytest.mark.parametrize("name", sorted(files("id")))
def test_both_languages_have_the_same_keys(name: str) -> None:
    keys = {language: [one.key for one in messages(files(language)[name])] for language in LANGUAGES}
    assert keys["id"] == keys["en"]


@pytest.mark.parametrize("name", sorted(files("id")))
def test_both_languages_fill_in_the_same_variables(name: str) -> None:
    found = []
    for language in LANGUAGES:
        variables = {
            one.key: set(re.findall(r"\$(\w+)", one.words)) for one in messages(files(language)[name])
        }
        found.append(variables)
    assert found[0] == found[1]


def test_no_key_stands_in_two_files_of_a_face() -> None:
    for language in LANGUAGES:
        keys = [one.key for name in FACES for one in messages(files(language)[name])]
        assert sorted(keys) == sorted(set(keys))


def test_every_message_has_a_comment_for_its_reviewer() -> None:
    bare = [
        f"{language}/{name}: {one.key}"
        for language in LANGUAGES
        for name, path in files(language).items()
        for one in messages(path)
        if not one.comment
    ]
    assert not bare


def test_every_file_of_a_seeker_says_who_reviewed_it() -> None:
    for language in LANGUAGES:
        for name in (*FACES, "pages.ftl"):
            assert "### Seeker copy. Reviewed by" in files(language)[name].read_text("utf-8"), name


def test_no_key_is_unused() -> None:
    literals, patterns = used_in_code()
    unused = [
        f"{name}: {one.key}"
        for name, path in files("id").items()
        if name != "pages.ftl"
        for one in messages(path)
        if one.key not in literals and not any(pattern.fullmatch(one.key) for pattern in patterns)
    ]
    assert not unused


def test_no_key_of_the_pages_is_unused() -> None:
    sources = "".join(path.read_text("utf-8") for path in PAGES.glob("*.html"))
    sources += (PAGES.parent / "pages.py").read_text("utf-8")
    names = set(re.findall(r"words\[[\"']([\w-]+)[\"']\]", sources))
    assert {one.key for one in messages(files("id")["pages.ftl"])} == names


def test_every_key_that_the_code_asks_for_is_there() -> None:
    known = {one.key for name, path in files("id").items() if name != "pages.ftl" for one in messages(path)}
    asked = {
        f"{path.name}: {key}"
        for path in SOURCES
        for key in re.findall(r"\bt\(\s*\"([\w-]+)\"", path.read_text("utf-8"))
        if key not in known
    }
    assert not asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_promise_secrecy_or_sound_like_an_alarm(language: str) -> None:
    for name, path in files(language).items():
        for one in messages(path):
            words = one.words.lower()
            assert not [promise for promise in PROMISES if promise in words], f"{name}: {one.key}"
            assert "!" not in words and "oops" not in words, f"{name}: {one.key}"
            assert not re.search("[\U0001f300-\U0001faff]", words), f"{name}: {one.key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_seekers_read_no_clinical_words_and_no_scores(language: str) -> None:
    for name in (*FACES, "pages.ftl"):
        for one in messages(files(language)[name]):
            found = [word for word in (*CLINICAL, *SCORES) if re.search(rf"\b{word}", one.words.lower())]
            assert not found, f"{name}: {one.key}: {found}"


def test_no_text_stands_in_markup() -> None:
    literal = re.compile(r">\s*([A-Za-z][\w,.' ]*[a-z.?])\s*</[a-z]")
    named = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"[A-Za-z]")
    found = [
        f"{path.relative_to(STATIC)}: {match[0]}"
        for path in SOURCES
        if path.suffix == ".tsx"
        for match in (*literal.finditer(path.read_text("utf-8")), *named.finditer(path.read_text("utf-8")))
    ]
    assert not found


def test_nothing_writes_markup_or_inline_styles() -> None:
    banned = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\bstyle="
    )
    found = [str(path.relative_to(STATIC)) for path in SOURCES if banned.search(path.read_text("utf-8"))]
    assert not found


def test_seekers_leave_no_trace_but_the_session_of_the_tab() -> None:
    banned = re.compile(
        r"localStorage|indexedDB|document\.cookie|serviceWorker|caches\.|Notification|pushState|vibrate"
    )
    seeker = [path for path in SOURCES if path.parent.name in ("widget", "core") or path.name == "embed.ts"]
    found = [path.name for path in seeker if banned.search(_without_comments(path))]
    assert not found


def _without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
