"""Everything that is kept has a time."""

import pytest

from chatserver.domain.retention import BOUNDS_DAYS, DAY_S, SECONDS, Kept, ms


@pytest.mark.parametrize("kept", Kept)
def test_every_kind_has_a_time(kept: Kept) -> None:
    assert ms(kept) == SECONDS[kept] * 1000 > 0


def test_a_day_key_outlives_every_conversation_of_its_day() -> None:
    longest = max(SECONDS[Kept.CASE], BOUNDS_DAYS[1] * DAY_S) + SECONDS[Kept.OPEN_CONVERSATION]

    assert SECONDS[Kept.DAY_KEY] >= longest
