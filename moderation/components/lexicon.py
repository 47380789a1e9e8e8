"""The lexicon component: phrases found by the matcher, judged by their guards, joined by `combine` rules."""

from collections.abc import Iterable, Sequence

from chatserver.domain.safety import Author, Category, Level
from moderation.components.guards import NEAR, Surroundings
from moderation.components.matching import Hit, Matcher
from moderation.document import View
from moderation.loading import Lexicon
from moderation.phrases import Entry
from moderation.pipeline import Finding

#: What a supporter's own words can show: danger to the reader, not their own question or reflection.
_STAFF_CATEGORIES = frozenset((Category.HARM_TO_OTHERS,))


class LexiconComponent:
    """Applies a compiled lexicon to views."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = lexicon.entries
        self._guards = lexicon.guards
        self._combines = lexicon.combines
        self._around = Surroundings(lexicon.words)
        # one automaton for all: entries first, then guards, then what lifts guards
        self._first_guard = len(lexicon.entries)
        self._first_unless = self._first_guard + len(lexicon.guards)
        self._matcher = Matcher(
            (*lexicon.entry_phrases, *lexicon.guard_phrases, *lexicon.unless_phrases),
            late_from=self._first_guard,
        )
        self._guard_numbers = {guard.name: number for number, guard in enumerate(lexicon.guards)}
        self._version = lexicon.digest

    @property
    def version(self) -> str:
        """Digest of the lexicon files."""
        return self._version

    def find(self, view: View, author: Author) -> Sequence[Finding]:
        """Return unguarded and lowered hits, and what `combine` rules make of them."""
        hits = self._matcher.find(view)
        if not hits or hits[0].rule >= self._first_guard:
            return ()
        guards = self._guards_in(hits)
        findings: list[Finding] = []
        tagged: dict[str, list[Finding]] = {}
        for hit in hits:
            if hit.rule >= self._first_guard:
                break
            entry = self._entries[hit.rule]
            level = self._judge(view, hit, entry, guards, author)
            if level == Level.NONE:
                continue
            finding = Finding(hit.start, hit.end, entry.id, level, entry.category, entry.weight)
            findings.append(finding)
            if entry.tag and level == entry.level:
                tagged.setdefault(entry.tag, []).append(finding)
        if len(tagged) > 1:
            findings.extend(self._combine(tagged))
        return findings

    def _guards_in(self, hits: Sequence[Hit]) -> dict[int, list[Hit]]:
        lifted: set[int] = set()
        found: dict[int, list[Hit]] = {}
        for hit in hits:
            if hit.rule >= self._first_unless:
                lifted.add(hit.rule - self._first_unless)
            elif hit.rule >= self._first_guard:
                found.setdefault(hit.rule - self._first_guard, []).append(hit)
        for number in lifted:
            found.pop(number, None)
        return found

    def _judge(
        self, view: View, hit: Hit, entry: Entry, guards: dict[int, list[Hit]], author: Author
    ) -> Level:
        """Return the level left to a hit after its guards."""
        if author is Author.STAFF and entry.category not in _STAFF_CATEGORIES:
            return Level.NONE
        level = entry.level
        for name in entry.guards:
            if name == "negated":
                if self._around.is_negated(view, hit.start, hit.gaps):
                    return Level.NONE
            elif name == "asked":
                if self._around.is_asked(view, hit.start, hit.end):
                    return Level.NONE
            elif name == "addressed":
                if self._around.is_addressed(view, hit.start, hit.end):
                    return Level.NONE
            elif guards:
                number = self._guard_numbers[name]
                guard = self._guards[number]
                if guard.cap < level and _reaches(guard.scope, guards.get(number, ()), hit):
                    level = guard.cap
        return Level.NONE if entry.level > level == Level.DISTRESS else level

    def _combine(self, tagged: dict[str, list[Finding]]) -> Iterable[Finding]:
        for combine in self._combines:
            if not all(tag in tagged for tag in combine.tags):
                continue
            parts = [tagged[tag][0] for tag in combine.tags]
            if max(part.start for part in parts) - min(part.end for part in parts) <= combine.within:
                for part in parts:
                    yield Finding(part.start, part.end, combine.id, combine.level, combine.category)


def _reaches(scope: str, found: Iterable[Hit], hit: Hit) -> bool:
    if scope == "text":
        return any(True for _ in found)
    margin = NEAR if scope == "near" else 0
    return any(guard.start < hit.end + margin and hit.start - margin < guard.end for guard in found)
