"""The age wall begins with the band."""

import pytest

from chatserver.domain.people import AgeBand, Pool, pool_of


@pytest.mark.parametrize("unsaid", Pool)
@pytest.mark.parametrize("band", AgeBand)
def test_only_adults_are_adults(band: AgeBand, unsaid: Pool) -> None:
    expected = {AgeBand.ADULT: Pool.ADULT, AgeBand.UNSAID: unsaid}.get(band, Pool.MINOR)

    assert pool_of(band, unsaid) is expected
