"""How danger adds up."""

from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.safety import RISK_KEEP, RISK_OPENS_AT, add_risk


@given(st.lists(st.floats(0, 10), max_size=50))
def test_risk_is_never_negative_and_never_more_than_the_sum(weights: list[float]) -> None:
    risk = 0.0
    for weight in weights:
        risk = add_risk(risk, weight)

    assert 0 <= risk <= sum(weights) + 1e-9


def test_cues_that_pile_up_open_a_case_and_the_same_spread_thin_do_not() -> None:
    dense = thin = highest = 0.0
    for _ in range(5):
        dense = add_risk(dense, 0.6)
        thin = add_risk(thin, 0.6)
        highest = max(highest, thin)
        for _ in range(20):
            thin = add_risk(thin, 0.0)

    assert dense >= RISK_OPENS_AT > highest
    assert 0 < RISK_KEEP < 1
