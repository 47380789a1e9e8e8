"""From findings to a verdict."""

from chatserver.domain.safety import Category, Level
from moderation.document import View
from moderation.pipeline import Finding
from moderation.verdicts import CUES_FLAG_AT, MAX_SPANS, decide

VIEW = View(("a", "b", "c"), (0, 2, 4), (1, 3, 5), (0, 0, 0))


def cue(rule: str, weight: float) -> Finding:
    return Finding(0, 1, rule, Level.DISTRESS, Category.NONE, weight)


def test_nothing_found_is_level_none() -> None:
    assert decide(VIEW, [], "v").level == Level.NONE


def test_the_highest_finding_decides() -> None:
    low = Finding(0, 1, "low", Level.PASSIVE, Category.ABUSE)
    high = Finding(2, 3, "high", Level.ACTIVE, Category.SUICIDE)
    verdict = decide(VIEW, [low, high], "v")
    assert (verdict.level, verdict.category) == (Level.ACTIVE, Category.SUICIDE)
    assert [(span.start, span.end) for span in verdict.spans] == [(0, 1), (4, 5)]


def test_a_repeated_cue_counts_once() -> None:
    assert decide(VIEW, [cue("sad", 0.5)] * 9, "v").weight == 0.5


def test_many_cues_in_one_message_are_worth_a_look() -> None:
    findings = [cue(f"cue{number}", 0.8) for number in range(3)]
    assert sum(finding.weight for finding in findings) >= CUES_FLAG_AT
    assert decide(VIEW, findings, "v").level == Level.PASSIVE


def test_evidence_is_bounded() -> None:
    findings = [cue(f"cue{number}", 0.1) for number in range(100)]
    assert len(decide(VIEW, findings, "v").spans) == MAX_SPANS
