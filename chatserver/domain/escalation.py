"""Hand-over to a professional: case states, who may do what in which, deadlines and fall-back steps.

Pure. A case always has exactly one of: a live owner with an unexpired lease, a running deadline towards the
next fall-back step, or a resolution by a person. `clock` moves it on; only a professional lowers it.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from chatserver.domain.ids import ConversationId, PersonId
from chatserver.domain.safety import Category, Level


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    RESOLVED = "resolved"


class CaseEvent(StrEnum):
    """What moves it. `LAPSE` is a lease that ran out."""

    CLAIM = "claim"
    RELEASE = "release"
    LAPSE = "lapse"
    RESOLVE = "resolve"
    REOPEN = "reopen"


#: (state, event) -> state. An absent pair is not allowed; scripts get their guards from here.
CASE_STATES: Mapping[tuple[CaseState, CaseEvent], CaseState] = {
    (CaseState.OPEN, CaseEvent.CLAIM): CaseState.CLAIMED,
    (CaseState.CLAIMED, CaseEvent.RELEASE): CaseState.OPEN,
    (CaseState.CLAIMED, CaseEvent.LAPSE): CaseState.OPEN,
    (CaseState.CLAIMED, CaseEvent.RESOLVE): CaseState.RESOLVED,
    (CaseState.RESOLVED, CaseEvent.REOPEN): CaseState.OPEN,
}


class Depth(StrEnum):
    """How far the owner of a claimed case has gone in."""

    NONE = "none"
    WATCHING = "watching"
    JOINED = "joined"
    LEADING = "leading"


class DepthEvent(StrEnum):
    """What the owner of a claimed case can do next."""

    JOIN = "join"
    TAKE_OVER = "take_over"


#: (depth, event) -> depth, for the owner of a claimed case.
DEPTHS: Mapping[tuple[Depth, DepthEvent], Depth] = {
    (Depth.WATCHING, DepthEvent.JOIN): Depth.JOINED,
    (Depth.WATCHING, DepthEvent.TAKE_OVER): Depth.LEADING,
    (Depth.JOINED, DepthEvent.TAKE_OVER): Depth.LEADING,
}


class Cause(StrEnum):
    """What asked for a professional; several merge into one case."""

    SCREENING = "screening"
    TRAJECTORY = "trajectory"
    REVIEW = "review"
    SUPPORTER = "supporter"  # the supporter's button
    NOT_SAFE = "not_safe"  # the seeker said so
    REPORT = "report"
    REOPENED = "reopened"


class Outcome(StrEnum):
    """How a professional closed a case."""

    SAFE_NOW = "safe_now"
    PLAN_MADE = "plan_made"
    HANDED_OUT = "handed_out"  # to a line, a counsellor, a guardian, an emergency service
    SUPPORTER_CONTINUES = "supporter_continues"
    LEFT = "left"  # the seeker left before anything could be agreed
    FALSE_ALARM = "false_alarm"


class Step(StrEnum):
    """Where an unclaimed case stands in the fall-back (product.md 5.4)."""

    OFFERED = "offered"
    WIDENED = "widened"
    UNATTENDED_1 = (
        "unattended_1"  # honest message with lines; the supporter gets the protocol; leads are called
    )
    UNATTENDED_2 = "unattended_2"  # on-call is paged by webhook
    UNATTENDED_3 = "unattended_3"  # leads again
    UNATTENDED_4 = "unattended_4"  # lines again; paged again until somebody comes


class Effect(StrEnum):
    """What entering a step does; `actions/escalation.py` carries it out."""

    CALL_DUTY = "call_duty"  # every professional on duty hears it, again
    CALL_WIDER = "call_wider"  # coordinators too
    TELL_SEEKER = "tell_seeker"
    TELL_SUPPORTER = "tell_supporter"
    CALL_LEADS = "call_leads"
    PAGE = "page"  # webhook
    CARE = "care"  # the help lines once more


class Rung(msgspec.Struct, frozen=True):
    """One step of the fall-back: what it does and how long until the next (`next_s` seconds, or a share of
    the answer time)."""

    effects: tuple[Effect, ...]
    next: Step
    next_s: int = 0
    answer_share: float = 0.0


#: Times from product.md 5.4: honest message at once, page after 60 s, lead after 3 min, bridge after 10 min.
FALLBACKS: Mapping[Step, Rung] = {
    Step.OFFERED: Rung((Effect.CALL_DUTY,), Step.WIDENED, answer_share=0.5),
    Step.WIDENED: Rung((Effect.CALL_DUTY, Effect.CALL_WIDER), Step.UNATTENDED_1, answer_share=0.5),
    Step.UNATTENDED_1: Rung(
        (Effect.TELL_SEEKER, Effect.TELL_SUPPORTER, Effect.CALL_LEADS, Effect.CALL_WIDER),
        Step.UNATTENDED_2,
        60,
    ),
    Step.UNATTENDED_2: Rung((Effect.PAGE, Effect.CALL_DUTY, Effect.CALL_WIDER), Step.UNATTENDED_3, 120),
    Step.UNATTENDED_3: Rung((Effect.CALL_LEADS, Effect.CALL_DUTY, Effect.CALL_WIDER), Step.UNATTENDED_4, 420),
    Step.UNATTENDED_4: Rung(
        (Effect.CARE, Effect.PAGE, Effect.CALL_LEADS, Effect.CALL_DUTY, Effect.CALL_WIDER),
        Step.UNATTENDED_4,
        600,
    ),
}

#: Seconds until somebody must have claimed, by level; programmes may shorten or lengthen within 10-1,800.
#: product.md 5.4 (imminent 30 s, high 60 s, moderate 5 min); shorter than the wall's defaults in ux.md 2.3.
ANSWER_S: Mapping[Level, int] = {Level.PASSIVE: 300, Level.ACTIVE: 60, Level.IMMINENT: 30}

LEASE_S = 20  # a professional who disconnects loses the case after this (product.md 5.4)
QUIET_RELEASE_S = 90  # the owner of an imminent case who does nothing for this long gives it back (ux.md 2.3)
CARE_EVERY_S = 1_800  # the help-line card is shown at most this often (ux.md 5)
REOPEN_S = 86_400  # a resolved case can be reopened for a day
PAGE_TRIES = 6  # deliveries of one page before it is given up and shown as failed
WORDS: Mapping[Level, str] = {Level.PASSIVE: "pantau", Level.ACTIVE: "tinggi", Level.IMMINENT: "segera"}


class Case(msgspec.Struct, frozen=True):
    """A case; a conversation has at most one, which can be opened again.

    Attributes:
        level, category: highest so far; causes: in the order in which they came.
        deadline_at: ms; when the present step runs out, or the lease of the owner ends.
        answer_by: ms; by when somebody should have claimed it, shown on the wall.
        quote_seq: the message that decided, with `spans` (start, end) in code points.
        supporter: alias of the supporter at the time of the last change.
    """

    conversation: ConversationId
    state: CaseState
    level: Level
    category: Category
    causes: tuple[Cause, ...]
    opened_at: int
    deadline_at: int
    answer_by: int
    step: Step
    owner: PersonId
    owner_name: str
    depth: Depth
    claimed_at: int
    acted_at: int
    resolved_at: int
    outcome: str
    quote_seq: int
    spans: tuple[tuple[int, int], ...]
    supporter: str
    raised_at: int


class CasePlan(msgspec.Struct, frozen=True):
    """What opening (or raising) a case means: its first step and its times in ms."""

    level: Level
    category: Category
    cause: Cause
    step: Step
    deadline_at: int
    answer_by: int


def clamp_level(level: Level) -> Level:
    """Return the level of a case: a case is at least `PASSIVE`."""
    return max(level, Level.PASSIVE)


def plan(
    level: Level,
    category: Category,
    cause: Cause,
    answer_s: Mapping[int, int],
    is_anyone_on_duty: bool,
    now: int,
) -> CasePlan:
    """Decide how urgent a case is and by when somebody must answer.

    Args:
        level: highest verdict, or the level that a person's request stands for.
        answer_s: the programme's answer times by level in seconds; `ANSWER_S` where it has none.
        is_anyone_on_duty: without a professional the fall-back starts at its honest message.
        now: ms since 1970, UTC.
    """
    level = clamp_level(level)
    wait_s = answer_s.get(int(level), ANSWER_S[level])
    if not is_anyone_on_duty:
        return CasePlan(level, category, cause, Step.UNATTENDED_1, now, now + wait_s * 1000)
    return CasePlan(
        level, category, cause, Step.OFFERED, next_deadline(Step.OFFERED, wait_s, now), now + wait_s * 1000
    )


def next_deadline(step: Step, answer_s: int, now: int) -> int:
    """Return when the step that is entered now runs out, in ms."""
    rung = FALLBACKS[step]
    return now + int((rung.next_s + rung.answer_share * answer_s) * 1000)


#: The level that a person's request stands for, whatever the words were.
REQUEST_LEVELS: Mapping[Cause, Level] = {
    Cause.SUPPORTER: Level.ACTIVE,
    Cause.NOT_SAFE: Level.ACTIVE,
    Cause.REPORT: Level.PASSIVE,
    Cause.REOPENED: Level.PASSIVE,
    Cause.TRAJECTORY: Level.PASSIVE,
}
