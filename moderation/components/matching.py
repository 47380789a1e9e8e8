"""Finds lexicon phrases in a view: one Aho-Corasick pass, then a join of the places found.

Every alternative of every phrase is a key of one automaton over the normalised words. What a phrase needs is
checked on the few alternatives found, never on the text again; so the cost grows with the text and its hits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import ahocorasick  # type: ignore[import-not-found]  # a C extension without type stubs

from moderation.document import BREAK, QUESTION, View
from moderation.phrases import Alternative, Phrase, Slot

WINDOW = 256  # words matched at once; bounds what hits can cost in a hostile text
OVERLAP = 32  # words that two windows share, so that a phrase on the border is found
#: Gaps up to this many words stay inside a sentence; wider ones may cross its end. No recall lost on a-f.
NARROW = 2
_MAX_PLACES = 12  # places of one alternative, and rows of one phrase, kept per window
_MAX_REPEATS = 3  # hits of one rule kept per window of a long text

_Span = tuple[int, int]  # first word, word after the last
_Row = tuple[int, int, tuple[_Span, ...]]  # first word, word after the last, gaps between


class Hit(NamedTuple):
    """A phrase found.

    Attributes:
        rule: number of the rule it belongs to.
        start, end: its words `[start, end)` in the view.
        gaps: words in between that the phrase does not name, as spans.
    """

    rule: int
    start: int
    end: int
    gaps: tuple[_Span, ...] = ()


class _Needs(NamedTuple):
    rule: int
    mask: int  # one bit per slot
    clusters: tuple[tuple[tuple[int, int], ...], ...]  # (slot, gap) in order


class Matcher:
    """All phrases of all rules, compiled. Immutable after construction.

    Args:
        rules: phrases of each rule; a hit names the rule by its place in this sequence.
        late_from: rules from here on are looked for only where one before was found.
    """

    def __init__(self, rules: Sequence[Iterable[Phrase]], late_from: int) -> None:
        self._slots: dict[frozenset[Alternative], int] = {}
        needs = [self._compile(number, phrase) for number, phrases in enumerate(rules) for phrase in phrases]
        alternatives = sorted(
            {one for group in self._slots for one in group}, key=lambda one: (one.words, one.is_stem)
        )
        numbers = {alternative: number for number, alternative in enumerate(alternatives)}
        self._members = [frozenset(numbers[one] for one in group) for group in self._slots]
        self._masks = [0] * len(alternatives)
        for slot, members in enumerate(self._members):
            for number in members:
                self._masks[number] |= 1 << slot
        self._early, self._late = self._by_pivot(needs, late_from)
        self._automaton = ahocorasick.Automaton()
        for number, alternative in enumerate(alternatives):
            key = " " + " ".join(alternative.words) + ("" if alternative.is_stem else " ")
            self._automaton.add_word(key, (len(key), len(alternative.words), number))
        self._automaton.make_automaton()

    def _compile(self, rule: int, phrase: Phrase) -> _Needs:
        clusters = tuple(
            tuple((self._number(slot), slot.gap) for slot in cluster) for cluster in phrase.clusters
        )
        mask = 0
        for cluster in clusters:
            for slot, _ in cluster:
                mask |= 1 << slot
        return _Needs(rule, mask, clusters)

    def _number(self, slot: Slot) -> int:
        return self._slots.setdefault(slot.alternatives, len(self._slots))

    def _by_pivot(
        self, needs: Iterable[_Needs], late_from: int
    ) -> tuple[dict[int, tuple[_Needs, ...]], dict[int, tuple[_Needs, ...]]]:
        """File each phrase under its slot of the rarest words: only those need to start a look at it."""
        common = [mask.bit_count() for mask in self._masks]
        weight = [sum(common[number] for number in members) for members in self._members]
        early: dict[int, list[_Needs]] = defaultdict(list)
        late: dict[int, list[_Needs]] = defaultdict(list)
        for need in needs:
            slots = {slot for cluster in need.clusters for slot, _ in cluster}
            pivot = min(slots, key=lambda slot: (max(common[n] for n in self._members[slot]), weight[slot]))
            table = early if need.rule < late_from else late
            for number in self._members[pivot]:
                table[number].append(need)
        return (
            {number: tuple(found) for number, found in early.items()},
            {number: tuple(found) for number, found in late.items()},
        )

    def find(self, view: View) -> list[Hit]:
        """Return every phrase found in `view`, in order of rule and position."""
        count = len(view.words)
        if count <= WINDOW:
            return sorted(set(self._find_in(view.words, 0)))
        hits: set[Hit] = set()
        for first in range(0, count, WINDOW - OVERLAP):
            repeats: dict[int, int] = defaultdict(int)
            for hit in self._find_in(view.words[first : first + WINDOW], first):
                repeats[hit.rule] += 1
                if repeats[hit.rule] <= _MAX_REPEATS:
                    hits.add(hit)
        return sorted(hits)

    def _find_in(self, words: tuple[str, ...], first: int) -> list[Hit]:
        window = _Window(words, self._members)
        present = 0
        masks = self._masks
        found = window.found
        word_at = window.word_at
        for end, (size, count, number) in self._automaton.iter(f" {' '.join(words)} "):
            start = word_at[end - size + 1]
            places = found.get(number)
            if places is None:
                found[number] = [(start, start + count)]
                present |= masks[number]
            elif len(places) < _MAX_PLACES:
                places.append((start, start + count))
        hits = list(_search(self._early, window, present, first))
        if hits:
            hits.extend(_search(self._late, window, present, first))
        return hits


class _Window:
    """What one pass over some words found; joins places to rows."""

    def __init__(self, words: tuple[str, ...], members: list[frozenset[int]]) -> None:
        self.found: dict[int, list[_Span]] = {}
        self.word_at: dict[int, int] = {}
        self._words = words
        self._members = members
        self._by_slot: dict[int, list[_Span]] = {}
        place = 0
        for index, word in enumerate(words):
            self.word_at[place] = index
            place += len(word) + 1

    def join(self, need: _Needs) -> list[_Row]:
        """Return rows that satisfy a phrase: one cluster at all its places, several at their first."""
        if len(need.clusters) == 1:
            return self._follow(need.clusters[0])
        pieces = []
        for cluster in need.clusters:
            rows = self._follow(cluster)
            if not rows:
                return []
            pieces.append(rows[0])
        return pieces

    def _follow(self, cluster: tuple[tuple[int, int], ...]) -> list[_Row]:
        """Return the rows of places that satisfy the slots of a cluster and their gaps."""
        rows: list[_Row] = [(start, end, ()) for start, end in self._places(cluster[0][0])[:_MAX_PLACES]]
        for slot, gap in cluster[1:]:
            places = self._places(slot)
            longer: list[_Row] = []
            for start, end, gaps in rows:
                for after, last in places:
                    if end <= after <= end + gap:
                        if after == end:
                            longer.append((start, last, gaps))
                        elif gap > NARROW or not self._has_break(end, after):
                            longer.append((start, last, (*gaps, (end, after))))
                        break
            if not longer:
                return longer
            rows = longer
        return rows

    def _has_break(self, start: int, end: int) -> bool:
        return any(word in (BREAK, QUESTION) for word in self._words[start:end])

    def _places(self, slot: int) -> list[_Span]:
        places = self._by_slot.get(slot)
        if places is None:
            members = self._members[slot]
            places = []
            for number, spans in self.found.items():
                if number in members:
                    places.extend(spans)
            places.sort()
            self._by_slot[slot] = places
        return places


def _search(table: dict[int, tuple[_Needs, ...]], window: _Window, present: int, first: int) -> Iterator[Hit]:
    for number in window.found:
        for need in table.get(number, ()):
            mask = need.mask
            if mask & present == mask:
                for start, end, gaps in window.join(need):
                    moved = tuple((at + first, to + first) for at, to in gaps) if first else gaps
                    yield Hit(need.rule, first + start, first + end, moved)
