"""Guards: what stands around a hit and changes its meaning.

Phrase guards (idioms, news, fiction, the past) are data of `guards.toml`; the guards here need to look
backwards over words of no fixed order: negation, and sentences that ask or address the other side.
"""

from collections.abc import Iterable, Mapping

from moderation.document import BREAK, QUESTION, View

NEAR = 8  # words on either side that a guard of scope "near" reaches
_LOOK_BACK = 7  # words; how far a negation reaches over filler words
_CLOSE_SELF = 4  # words between "aku" and what it is the subject of


class Surroundings:
    """Answers questions about the words around a hit, from the word sets of `sets.toml`."""

    def __init__(self, sets: Mapping[str, frozenset[str]]) -> None:
        self._negators = sets["negator"]
        self._fillers = sets["filler"]
        self._you = sets["you"]
        self._self = sets["self"]
        self._asking = sets["asking"]

    def is_negated(self, view: View, start: int, gaps: Iterable[tuple[int, int]] = ()) -> bool:
        """Tell whether a negation governs a hit: before it or in a gap, with only filler words between.

        Args:
            view: the text.
            start: first word of the hit.
            gaps: words of the hit that its phrase does not name.
        """
        return self._governed(view, start, start - _LOOK_BACK) or any(
            self._governed(view, after, first) for first, after in gaps
        )

    def _governed(self, view: View, start: int, stop: int) -> bool:
        clause = view.clauses[start]
        for at in range(start - 1, max(stop, 0) - 1, -1):
            word = view.words[at]
            if view.clauses[at] != clause:
                return False
            if word in self._negators:
                # "tidak bisa tidak ..." says yes
                return not (
                    at > 1 and view.words[at - 2] in self._negators and view.clauses[at - 2] == clause
                )
            if word not in self._fillers:
                return False
        return False

    def is_asked(self, view: View, start: int, end: int) -> bool:
        """Tell whether the hit stands in a question about the reader, not in a statement of the writer."""
        first, last = self._sentence(view, start, end)
        if last >= len(view.words) or view.words[last] != QUESTION:
            return False
        sentence = view.words[first:last]
        if self._has_close_self(view, first, start, end):
            return False
        return any(word in self._you for word in sentence) or any(
            word in self._asking for word in view.words[first:start]
        )

    def is_addressed(self, view: View, start: int, end: int) -> bool:
        """Tell whether the sentence speaks to the reader ("kamu bilang ...") and not of the writer."""
        first, last = self._sentence(view, start, end)
        if self._has_close_self(view, first, start, end):
            return False
        return any(word in self._you for word in view.words[first:last])

    def _has_close_self(self, view: View, first: int, start: int, end: int) -> bool:
        return any(word in self._self for word in view.words[max(first, start - _CLOSE_SELF) : end])

    def _sentence(self, view: View, start: int, end: int) -> tuple[int, int]:
        first = start
        while first > 0 and view.words[first - 1] not in (BREAK, QUESTION) and start - first < 40:
            first -= 1
        last = end
        while last < len(view.words) and view.words[last] not in (BREAK, QUESTION) and last - end < 40:
            last += 1
        return first, last
