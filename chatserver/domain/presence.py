"""When somebody counts as here, absent or gone. Heartbeats are the store's; the rules stand here."""

from chatserver.domain.conversations import LOST_SUPPORTER_S

SEEKER_ABSENT_S = 60  # two missed pings of 25 s and a margin; shown to the supporter as "offline"
STAFF_ABSENT_S = 30  # three missed pings of 10 s: no new offer (product.md 5.2)
DUTY_ABSENT_S = 25  # a professional without a heartbeat for this long is not on duty
TOUCH_EVERY_S = 5  # a hub writes one person's heartbeat at most this often
HERE_KEPT_S = 3_600  # a heartbeat older than this is removed


def is_seeker_here(seen_at: int, now: int) -> bool:
    """Whether a seeker counts as connected; both in ms since 1970."""
    return now - seen_at <= SEEKER_ABSENT_S * 1000


def is_supporter_here(seen_at: int, now: int) -> bool:
    """Whether a supporter may be offered somebody."""
    return now - seen_at <= STAFF_ABSENT_S * 1000


def is_supporter_lost(seen_at: int, now: int) -> bool:
    """Whether the seeker of a supporter without a heartbeat gets somebody else."""
    return now - seen_at > LOST_SUPPORTER_S * 1000
