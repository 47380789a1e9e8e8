"""The phrase language of the lexicons, and the types that lexicon files are read into.

A phrase is a row of items between spaces. `README.md` beside the lexicon files explains it with examples:

    word        this normalised word          a|b_c       one of these; `_` joins words of one alternative
    stem*       any word that starts so       @name       one of the set `name` (sets.toml)
    ..3         up to three words between     &           and, elsewhere in the text, in any order
    ?           the question mark that ends a sentence
"""

import msgspec

from chatserver.domain.safety import Category, Level
from moderation.document import QUESTION

MAX_GAP = 12  # words; a wider gap says nothing about what belongs together


class Alternative(msgspec.Struct, frozen=True):
    """A fixed row of words; with `is_stem` the last one only needs to start so."""

    words: tuple[str, ...]
    is_stem: bool = False


class Slot(msgspec.Struct, frozen=True):
    """One place of a phrase: any of `alternatives`, at most `gap` words after the place before it."""

    alternatives: frozenset[Alternative]
    gap: int = 0


class Phrase(msgspec.Struct, frozen=True):
    """A compiled phrase: every cluster must be found, each a row of slots."""

    clusters: tuple[tuple[Slot, ...], ...]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One guarded rule of a lexicon file.

    Attributes:
        id: unique over all files; part of the evidence that professionals see.
        phrases: in the phrase language.
        level: 2 to 4, or 1 for a cue.
        weight: of a cue, 0.0 to 3.0; 0.0 for rules of level 2 or more.
        category: subject; `none` for cues.
        guards: names of guards that can silence or lower a hit; the file's default when absent.
        tag: what the rule means for `combine` rules; several rules may share one.
        source, reviewer: where the wording comes from and who has checked it.
        note: for the next person who edits it.
    """

    id: str
    phrases: tuple[str, ...]
    level: Level
    category: Category
    source: str
    reviewer: str
    guards: tuple[str, ...] = ()
    weight: float = 0.0
    tag: str = ""
    note: str = ""


class Combine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule over rules: all `tags` present (unguarded) in one text make `level`."""

    id: str
    tags: tuple[str, ...]
    level: Level
    category: Category
    source: str
    reviewer: str
    within: int = 40  # words between the first and the last evidence
    note: str = ""


class Guard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words around a hit that change its meaning.

    Attributes:
        name: used in the `guards` of entries.
        scope: `overlap` (shares a word with the hit), `near` (within eight words), `text` (anywhere).
        cap: a guarded hit is lowered to this level; 0 silences it.
        phrases: what to look for.
        unless: phrases that lift the guard again.
    """

    name: str
    scope: str
    phrases: tuple[str, ...]
    cap: Level = Level.NONE
    unless: tuple[str, ...] = ()
    note: str = ""


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong in it."""


def parse_phrase(
    text: str, sets: dict[str, frozenset[Alternative]], slang: dict[str, tuple[str, ...]]
) -> Phrase:
    """Read one phrase of the phrase language.

    Args:
        text: the phrase.
        sets: alternatives of each `@name`.
        slang: normal forms; words of the phrase are put into them, so that authors may write as people type.

    Raises:
        PhraseError: an item cannot be read, a set is unknown, or a gap is misplaced or too wide.
    """
    clusters: list[tuple[Slot, ...]] = []
    slots: list[Slot] = []
    gap = 0
    for item in [*text.split(), "&"]:
        if item == "&":
            if not slots or gap:
                raise PhraseError(f"empty part or gap at the end of a part in {text!r}")
            clusters.append(tuple(slots))
            slots = []
        elif item.startswith(".."):
            gap = _parse_gap(item, text, bool(slots))
        else:
            slots.append(Slot(_parse_alternatives(item, text, sets, slang), gap))
            gap = 0
    return Phrase(tuple(clusters))


def parse_set(items: list[str], slang: dict[str, tuple[str, ...]]) -> frozenset[Alternative]:
    """Read the members of a set; words of one member are separated by spaces or `_`."""
    return frozenset(_parse_alternative(item.replace(" ", "_"), item, slang) for item in items)


def _parse_gap(item: str, text: str, has_before: bool) -> int:
    if not item[2:].isdecimal() or not 1 <= int(item[2:]) <= MAX_GAP or not has_before:
        raise PhraseError(f"gap {item!r} in {text!r}: must be ..1 to ..{MAX_GAP}, between two items")
    return int(item[2:])


def _parse_alternatives(
    item: str, text: str, sets: dict[str, frozenset[Alternative]], slang: dict[str, tuple[str, ...]]
) -> frozenset[Alternative]:
    found: set[Alternative] = set()
    for choice in item.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in sets:
                raise PhraseError(f"unknown set {choice!r} in {text!r}")
            found |= sets[choice[1:]]
        else:
            found.add(_parse_alternative(choice, text, slang))
    return frozenset(found)


def _parse_alternative(choice: str, text: str, slang: dict[str, tuple[str, ...]]) -> Alternative:
    is_stem = choice.endswith("*")
    parts = choice.removesuffix("*").split("_")
    if not all((part.isalnum() and part == part.lower()) or part == QUESTION for part in parts):
        raise PhraseError(f"cannot read {choice!r} in {text!r}: lower-case letters and digits only")
    words: list[str] = []
    for index, part in enumerate(parts):
        is_last_stem = is_stem and index == len(parts) - 1
        words.extend((part,) if is_last_stem else slang.get(part, (part,)))
    return Alternative(tuple(words), is_stem)
