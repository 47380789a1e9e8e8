"""Who suits whom: waiting order, age wall, offers, and an honest answer to "how long?".

Pure. The ranking is a proposal; `offer.lua` checks every condition again in the step that reserves the place.
"""

from collections.abc import Iterable, Sequence

import msgspec

from chatserver.domain.ids import ConversationId, PersonId
from chatserver.domain.people import Capability, Pool

OFFER_S = 20  # seconds to read the summary and decide; then the next supporter is asked
MAX_PLACES = 5  # chats one supporter may hold at once
DEFAULT_PLACES = 2
MISSED_OFFERS = 2  # offers in a row without an answer, then a break with a kind note (product.md 5.2)
PASS_S = 60  # seconds in which a supporter who passed on a seeker is not asked for the same one again
WIDEN_LANGUAGE_S = 120  # after this wait a supporter without the seeker's language may be asked
WAITS_KEPT = 60  # recent waits that the range is computed from
WAITS_MAX_AGE_S = 7_200  # older waits say nothing about now
WAITS_NEEDED = 5  # fewer than this: "we don't know yet"
_TOPIC_POINTS = 3.0  # a shared topic outweighs a full difference in load
_LANGUAGE_POINTS = 10.0  # the seeker's language outweighs any topic


class Seeking(msgspec.Struct, frozen=True):
    """A seeker in the queue.

    Attributes:
        joined_at: ms; the place in the order, kept when an offer fails.
        is_urgent: said not to be safe, or a waiting message was urgent.
        passed: supporter -> ms until which they are not asked again.
    """

    conversation: ConversationId
    language: str
    topics: tuple[str, ...]
    pool: Pool
    joined_at: int
    is_urgent: bool = False
    passed: dict[PersonId, int] = {}


class Shift(msgspec.Struct, frozen=True):
    """A supporter on shift; `free` are the places left of `places`."""

    person: PersonId
    alias: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    capabilities: tuple[Capability, ...]
    places: int
    free: int
    auto_accept: bool
    since: int


class Pair(msgspec.Struct, frozen=True):
    """A proposal: offer this conversation to this supporter."""

    conversation: ConversationId
    supporter: PersonId


def capability_for(pool: Pool) -> Capability:
    """Return the capability that a supporter must hold for a pool: the age wall."""
    return Capability.MINORS if pool is Pool.MINOR else Capability.ONE_TO_ONE


def suits(shift: Shift, seeking: Seeking, now: int) -> bool:
    """Whether this supporter may be offered this seeker now; the age wall is never widened."""
    if capability_for(seeking.pool) not in shift.capabilities or shift.free < 1:
        return False
    if seeking.passed.get(shift.person, 0) > now:
        return False
    return seeking.language in shift.languages or now - seeking.joined_at >= WIDEN_LANGUAGE_S * 1000


def fit(shift: Shift, seeking: Seeking) -> float:
    """Return how well they suit each other: language, then lived experience, then the lighter load."""
    points = _LANGUAGE_POINTS if seeking.language in shift.languages else 0.0
    points += _TOPIC_POINTS * len(set(seeking.topics) & set(shift.topics))
    return points + shift.free / max(shift.places, 1)


def waiting_order(waiting: Iterable[Seeking]) -> list[Seeking]:
    """Return the seekers in the order in which they are served: urgent first, then by time of joining."""
    return sorted(
        waiting, key=lambda seeking: (not seeking.is_urgent, seeking.joined_at, seeking.conversation)
    )


def plan_pairs(waiting: Iterable[Seeking], shifts: Sequence[Shift], now: int) -> list[Pair]:
    """Propose pairs from one snapshot; each free place is proposed at most once.

    Nobody is kept waiting for a better fit: the first in order takes the best supporter who is free now.
    """
    free = {shift.person: shift.free for shift in shifts}
    pairs = []
    for seeking in waiting_order(waiting):
        able = [shift for shift in shifts if free[shift.person] > 0 and suits(shift, seeking, now)]
        if able:
            best = max(
                able,
                key=lambda shift: (
                    fit(msgspec.structs.replace(shift, free=free[shift.person]), seeking),
                    -shift.since,
                ),
            )
            free[best.person] -= 1
            pairs.append(Pair(seeking.conversation, best.person))
    return pairs


def wait_range(waits: Iterable[tuple[int, int]], now: int) -> tuple[int, int] | None:
    """Return an honest range of seconds from recent waits, or None when nothing can be said.

    Args:
        waits: (ended_at in ms, waited in ms), any order.
        now: ms since 1970.

    Returns:
        The middle half of the waits, rounded outwards so that the range reads as an estimate.
    """
    recent = sorted(waited for at, waited in waits if now - at <= WAITS_MAX_AGE_S * 1000)
    if len(recent) < WAITS_NEEDED:
        return None
    low = recent[len(recent) // 4] / 1000
    high = recent[len(recent) * 3 // 4] / 1000
    step = 10 if high < 60 else 30 if high < 300 else 60
    floor = int(low // step) * step
    return floor, max(int(-(-high // step)) * step, floor + step)
