"""The range of a close code decides what a client does."""

import pytest

from chatserver.protocol.close import REASONS, Close, comes_back


@pytest.mark.parametrize("close", Close)
def test_only_the_codes_from_4500_on_stay_away(close: Close) -> None:
    assert comes_back(close) is (close < 4500)


def test_every_code_has_its_reason() -> None:
    assert set(REASONS) == set(Close)
    assert all(len(reason.encode()) <= 123 for reason in REASONS.values())  # RFC 6455, 5.5
