"""Reads and checks the lexicon files, and compiles them.

Any fault stops the start with an error that names the file and the entry: half a lexicon must not screen
silently.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from chatserver.domain.safety import Category, Level
from moderation.phrases import (
    Alternative,
    Combine,
    Entry,
    Guard,
    Phrase,
    PhraseError,
    parse_phrase,
    parse_set,
)

LEXICONS = Path(__file__).parent / "lexicons"
SETS_FILE = "sets.toml"
SLANG_FILE = "slang.toml"
GUARDS_FILE = "guards.toml"
COMBINE_FILE = "combine.toml"
_SHARED_FILES = frozenset((SETS_FILE, SLANG_FILE, GUARDS_FILE, COMBINE_FILE))

MAX_CUE_WEIGHT = 3.0
SCOPES = ("overlap", "near", "text")

#: Guards that are code (components/guards.py), not phrases.
CODE_GUARDS = frozenset(("negated", "asked", "addressed"))
#: Sets that code needs by name.
CODE_SETS = ("negator", "filler", "you", "self", "asking")

Sets = dict[str, frozenset[Alternative]]
Slang = dict[str, tuple[str, ...]]
_Row = TypeVar("_Row", Entry, Combine, Guard)


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file and the entry."""


class Lexicon(msgspec.Struct, frozen=True):
    """All lexicon files, checked and compiled to phrases."""

    entries: tuple[Entry, ...]
    entry_phrases: tuple[tuple[Phrase, ...], ...]
    guards: tuple[Guard, ...]
    guard_phrases: tuple[tuple[Phrase, ...], ...]
    unless_phrases: tuple[tuple[Phrase, ...], ...]
    combines: tuple[Combine, ...]
    slang: Slang
    words: Mapping[str, frozenset[str]]  # single words of the sets that code needs
    digest: str

    def vocabulary(self) -> frozenset[str]:
        """Return every whole word that a phrase or a needed set uses."""
        groups = (*self.entry_phrases, *self.guard_phrases, *self.unless_phrases)
        words = {
            word
            for phrases in groups
            for phrase in phrases
            for cluster in phrase.clusters
            for slot in cluster
            for alternative in slot.alternatives
            for word in (alternative.words[:-1] if alternative.is_stem else alternative.words)
        }
        return frozenset(words.union(*self.words.values()))


def load_lexicon(folder: Path = LEXICONS) -> Lexicon:
    """Read every `*.toml` of `folder`.

    Raises:
        LexiconError: a file is missing, cannot be read, or says something impossible.
    """
    paths = sorted(folder.glob("*.toml"))
    raw = {path.name: _read(path) for path in paths}
    missing = _SHARED_FILES - raw.keys()
    if missing:
        raise LexiconError(f"{folder.name}: missing {', '.join(sorted(missing))}")
    slang = _read_slang(raw[SLANG_FILE])
    sets = _read_sets(raw[SETS_FILE], slang)
    guards = tuple(row for _, row in _rows(GUARDS_FILE, raw[GUARDS_FILE], "guard", Guard))
    entries: list[Entry] = []
    phrases: list[tuple[Phrase, ...]] = []
    known_guards = CODE_GUARDS | {guard.name for guard in guards}
    seen: set[str] = set()
    for name, table in raw.items():
        if name in _SHARED_FILES:
            continue
        for where, entry in _rows(name, table, "entry", Entry):
            _check_entry(where, entry, known_guards, seen)
            entries.append(entry)
            phrases.append(_phrases(where, entry.phrases, sets, slang))
    if not entries:
        raise LexiconError(f"{folder.name}: no entries in any file")
    combines = tuple(_checked_combines(raw[COMBINE_FILE], {entry.tag for entry in entries}, seen))
    for guard in guards:
        if guard.scope not in SCOPES:
            raise LexiconError(
                f"{GUARDS_FILE}: guard {guard.name!r}: scope must be one of {', '.join(SCOPES)}"
            )
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return Lexicon(
        entries=tuple(entries),
        entry_phrases=tuple(phrases),
        guards=guards,
        guard_phrases=tuple(_phrases(f"{GUARDS_FILE}: {g.name!r}", g.phrases, sets, slang) for g in guards),
        unless_phrases=tuple(_phrases(f"{GUARDS_FILE}: {g.name!r}", g.unless, sets, slang) for g in guards),
        combines=combines,
        slang=slang,
        words={
            name: frozenset(" ".join(alternative.words) for alternative in sets[name]) for name in CODE_SETS
        },
        digest=digest.hexdigest(),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LexiconError(f"{path.name}: cannot be read: {error}") from error


def _read_slang(table: dict[str, Any]) -> Slang:
    slang: Slang = {}
    for form, spellings in table.get("slang", {}).items():
        if not isinstance(spellings, str):
            raise LexiconError(f"{SLANG_FILE}: {form!r}: spellings must be one string, parted by spaces")
        for spelling in spellings.split():
            if slang.get(spelling, (form,)) != (form,):
                raise LexiconError(f"{SLANG_FILE}: {spelling!r} stands for {form!r} and {slang[spelling]!r}")
            slang[spelling] = tuple(form.split())
    return slang


def _read_sets(table: dict[str, Any], slang: Slang) -> Sets:
    sets: Sets = {}
    for name, members in table.get("sets", {}).items():
        if not isinstance(members, list) or not all(isinstance(member, str) for member in members):
            raise LexiconError(f"{SETS_FILE}: set {name!r}: must be a list of strings")
        included = [member[1:] for member in members if member.startswith("@")]
        unknown = [other for other in included if other not in sets]
        if unknown:
            raise LexiconError(f"{SETS_FILE}: set {name!r}: {unknown[0]!r} is not defined above it")
        try:
            own = parse_set([member for member in members if not member.startswith("@")], slang)
        except PhraseError as error:
            raise LexiconError(f"{SETS_FILE}: set {name!r}: {error}") from error
        sets[name] = own.union(*(sets[other] for other in included))
    missing = [name for name in CODE_SETS if name not in sets]
    if missing:
        raise LexiconError(f"{SETS_FILE}: set {missing[0]!r} is needed and missing")
    return sets


def _rows(name: str, table: dict[str, Any], key: str, kind: type[_Row]) -> Iterator[tuple[str, _Row]]:
    rows = table.get(key, [])
    defaults = table.get("defaults", {})
    if not isinstance(rows, list) or not isinstance(defaults, dict):
        raise LexiconError(f"{name}: [[{key}]] must be tables, [defaults] one table")
    for number, row in enumerate(rows, start=1):
        label = row.get("id") or row.get("name") if isinstance(row, dict) else None
        where = f"{name}: {key} {label!r}" if label else f"{name}: {key} number {number}"
        try:
            yield where, msgspec.convert({**defaults, **row}, kind)
        except (msgspec.ValidationError, TypeError) as error:
            raise LexiconError(f"{where}: {error}") from error


def _check_entry(where: str, entry: Entry, guards: frozenset[str], seen: set[str]) -> None:
    problem = ""
    if entry.id in seen:
        problem = "this id is used twice"
    elif not entry.phrases:
        problem = "no phrases"
    elif entry.level == Level.NONE:
        problem = "level must be 1 to 4"
    elif entry.level == Level.DISTRESS and not 0 < entry.weight <= MAX_CUE_WEIGHT:
        problem = f"a cue (level 1) needs a weight above 0, at most {MAX_CUE_WEIGHT}"
    elif entry.level > Level.DISTRESS and entry.weight:
        problem = "only cues (level 1) carry a weight"
    elif (entry.level > Level.DISTRESS) == (entry.category == Category.NONE):
        problem = "category must be 'none' for cues and a subject from level 2 on"
    elif not entry.source or not entry.reviewer:
        problem = "source and reviewer must be said"
    elif not guards.issuperset(entry.guards):
        problem = f"unknown guard {sorted(set(entry.guards) - guards)[0]!r}"
    if problem:
        raise LexiconError(f"{where}: {problem}")
    seen.add(entry.id)


def _checked_combines(table: dict[str, Any], tags: set[str], seen: set[str]) -> Iterator[Combine]:
    for where, combine in _rows(COMBINE_FILE, table, "combine", Combine):
        unknown = [tag for tag in combine.tags if tag not in tags]
        if len(combine.tags) < 2 or unknown:
            raise LexiconError(f"{where}: needs two or more tags that entries carry; unknown: {unknown}")
        if combine.id in seen:
            raise LexiconError(f"{where}: this id is used twice")
        seen.add(combine.id)
        yield combine


def _phrases(where: str, texts: tuple[str, ...], sets: Sets, slang: Slang) -> tuple[Phrase, ...]:
    try:
        return tuple(parse_phrase(text, sets, slang) for text in texts)
    except PhraseError as error:
        raise LexiconError(f"{where}: {error}") from error
