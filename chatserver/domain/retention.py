"""How long things live: one table, kind -> time to live in seconds. Every writer asks it."""

from collections.abc import Mapping
from enum import StrEnum

HOUR_S = 3_600
DAY_S = 86_400


class Kept(StrEnum):
    """Kinds of things that are kept for a time."""

    OPEN_CONVERSATION = "open_conversation"  # slides with every write
    ENDED_CONVERSATION = "ended_conversation"
    CASE = "case"  # conversation, notes and case, from the resolution on
    SEEKER_TOKEN = "seeker_token"  # noqa: S105 - the name of a kind, not a secret
    STAFF_TOKEN = "staff_token"  # noqa: S105 - the name of a kind, not a secret
    LINK = "link"  # one-time sign-in address
    HERE = "here"
    OUTCOME_COUNTS = "outcome_counts"
    AUDIT = "audit"
    DEAD_REVIEW = "dead_review"
    PAGE = "page"
    DAY_KEY = "day_key"  # after the last conversation of its day has gone


#: Defaults; programmes choose ENDED_CONVERSATION within `BOUNDS_DAYS`. product.md 5.3, architecture.md.
SECONDS: Mapping[Kept, int] = {
    Kept.OPEN_CONVERSATION: 48 * HOUR_S,
    Kept.ENDED_CONVERSATION: 30 * DAY_S,
    Kept.CASE: 90 * DAY_S,
    Kept.SEEKER_TOKEN: 12 * HOUR_S,
    Kept.STAFF_TOKEN: 8 * HOUR_S,
    Kept.LINK: 24 * HOUR_S,
    Kept.HERE: HOUR_S,
    Kept.OUTCOME_COUNTS: 400 * DAY_S,
    Kept.AUDIT: 400 * DAY_S,
    Kept.DEAD_REVIEW: 30 * DAY_S,
    Kept.PAGE: DAY_S,
    Kept.DAY_KEY: 100 * DAY_S,
}
BOUNDS_DAYS = (1, 90)  # retention of ended conversations that a programme may choose
REVIEW_MAX_LENGTH = 10_000  # jobs waiting for the worker; about the oldest are trimmed beyond
AUDIT_MAX_LENGTH = 1_000_000


def ms(kept: Kept) -> int:
    """Return the time to live of a kind in milliseconds."""
    return SECONDS[kept] * 1000
