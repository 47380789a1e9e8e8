"""From findings to a verdict: level, evidence in the raw text, and weight for the conversation."""

from collections.abc import Sequence

from chatserver.domain.safety import FLAG_LEVEL, Category, Level, Span, Verdict
from moderation.document import View
from moderation.pipeline import Finding

#: What a message of each level adds to the conversation's risk (see `add_risk`); cues come on top.
#: Set by hand: one message of `FLAG_LEVEL` alone carries a conversation to `RISK_OPENS_AT`.
LEVEL_WEIGHTS = {
    Level.NONE: 0.0,
    Level.DISTRESS: 0.0,
    Level.PASSIVE: 2.0,
    Level.ACTIVE: 4.0,
    Level.IMMINENT: 6.0,
}
MAX_CUES_WEIGHT = 2.0  # what the cues of one message may add; one long sad message is not a trajectory
CUES_FLAG_AT = 2.2  # cues of one message that together are a message of level 2
#: Subjects in the order in which they name a verdict whose findings are of the same level.
_URGENCY = (
    Category.SUICIDE,
    Category.SELF_HARM,
    Category.MEDICAL,
    Category.ABUSE,
    Category.HARM_TO_OTHERS,
    Category.NONE,
)
MAX_WEIGHT = 10.0
MAX_SPANS = 16  # evidence kept per verdict; more does not help a reader


def decide(view: View, findings: Sequence[Finding], version: str) -> Verdict:
    """Return the verdict on one text. The highest finding decides; evidence is in order of position."""
    if not findings:
        return Verdict(version=version)
    cues: dict[str, float] = {}
    for finding in findings:
        if finding.weight:
            cues[finding.rule] = finding.weight
    total = sum(cues.values())
    # At the same level the subject that costs a life soonest names the case, whatever stands first.
    top = max(findings, key=lambda one: (one.level, -_URGENCY.index(one.category), -one.start))
    level, category = top.level, top.category
    if level < FLAG_LEVEL and total >= CUES_FLAG_AT:
        level, category = Level.PASSIVE, Category.SUICIDE
    weight = LEVEL_WEIGHTS[level] + min(total, MAX_CUES_WEIGHT)
    return Verdict(
        level=level,
        category=category,
        spans=_spans(view, findings),
        weight=round(min(weight, MAX_WEIGHT), 2),
        version=version,
    )


def _spans(view: View, findings: Sequence[Finding]) -> tuple[Span, ...]:
    found = {
        Span(
            start=view.starts[finding.start],
            end=view.ends[finding.end - 1],
            rule=finding.rule,
            level=finding.level,
            category=finding.category,
        )
        for finding in findings
    }
    kept = sorted(found, key=lambda span: (-span.level, span.start, span.end, span.rule))[:MAX_SPANS]
    return tuple(sorted(kept, key=lambda span: (span.start, span.end, span.rule)))
