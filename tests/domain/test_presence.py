"""When somebody counts as here, absent or gone."""

import pytest

from chatserver.domain.conversations import LOST_SUPPORTER_S
from chatserver.domain.limits import CONSOLE_PING_S, PING_S
from chatserver.domain.presence import (
    DUTY_ABSENT_S,
    SEEKER_ABSENT_S,
    STAFF_ABSENT_S,
    TOUCH_EVERY_S,
    is_seeker_here,
    is_supporter_here,
    is_supporter_lost,
)


@pytest.mark.parametrize(
    ("rule", "limit_s", "before", "after"),
    [
        (is_seeker_here, SEEKER_ABSENT_S, True, False),
        (is_supporter_here, STAFF_ABSENT_S, True, False),
        (is_supporter_lost, LOST_SUPPORTER_S, False, True),
    ],
)
def test_a_heartbeat_counts_up_to_its_limit(rule: object, limit_s: int, before: bool, after: bool) -> None:
    assert callable(rule)
    assert rule(0, limit_s * 1000) is before
    assert rule(0, limit_s * 1000 + 1) is after


def test_two_missed_pings_make_nobody_absent() -> None:
    assert 2 * PING_S + TOUCH_EVERY_S <= SEEKER_ABSENT_S
    assert min(STAFF_ABSENT_S, DUTY_ABSENT_S) >= 2 * CONSOLE_PING_S + TOUCH_EVERY_S


def test_nobody_is_offered_to_a_supporter_who_is_lost() -> None:
    assert STAFF_ABSENT_S < LOST_SUPPORTER_S
