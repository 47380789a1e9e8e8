"""Who is proposed to whom, for any population; and an honest answer to "how long?"."""

from collections import Counter
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.ids import ConversationId, PersonId
from chatserver.domain.matching import (
    PASS_S,
    WAITS_MAX_AGE_S,
    WAITS_NEEDED,
    WIDEN_LANGUAGE_S,
    Pair,
    Seeking,
    Shift,
    capability_for,
    fit,
    plan_pairs,
    suits,
    wait_range,
    waiting_order,
)
from chatserver.domain.people import Capability, Pool

NOW = 1_800_000_000_000
LANGUAGES = ("id", "en")
TOPICS = ("family", "work", "grief")


def seeking(id: str = "c1", **fields: object) -> Seeking:
    base = Seeking(
        conversation=ConversationId(id), language="id", topics=(), pool=Pool.ADULT, joined_at=NOW - 1_000
    )
    return msgspec.structs.replace(base, **fields)


def shift(id: str = "a1", **fields: object) -> Shift:
    base = Shift(
        person=PersonId(id), alias="Raka", languages=("id",), topics=(),
        capabilities=(Capability.ONE_TO_ONE,), places=2, free=2, auto_accept=False, since=NOW - 60_000,
    )  # fmt: skip
    return msgspec.structs.replace(base, **fields)


def subsets(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


SHIFTS = st.lists(
    st.builds(
        Shift,
        person=st.integers(0, 8).map(lambda n: PersonId(f"a{n}")),
        alias=st.just("x"),
        languages=subsets(LANGUAGES),
        topics=subsets(TOPICS),
        capabilities=st.lists(st.sampled_from(Capability), unique=True).map(tuple),
        places=st.just(5),
        free=st.integers(-2, 5),
        auto_accept=st.booleans(),
        since=st.integers(NOW - 10_000, NOW),
    ),
    max_size=8,
    unique_by=lambda shift: shift.person,
)
WAITING = st.lists(
    st.builds(
        Seeking,
        conversation=st.integers(0, 30).map(lambda n: ConversationId(f"c{n}")),
        language=st.sampled_from(LANGUAGES),
        topics=subsets(TOPICS),
        pool=st.sampled_from(Pool),
        joined_at=st.integers(NOW - 2 * WIDEN_LANGUAGE_S * 1000, NOW),
        is_urgent=st.booleans(),
        passed=st.dictionaries(
            st.integers(0, 8).map(lambda n: PersonId(f"a{n}")), st.integers(NOW - 5_000, NOW + 5_000)
        ),
    ),
    max_size=20,
    unique_by=lambda seeking: seeking.conversation,
)


# ── any population ───────────────────────────────────────────────────────────────────────────────────────


@given(waiting=WAITING, shifts=SHIFTS)
def test_nobody_is_proposed_across_the_age_wall(waiting: list[Seeking], shifts: list[Shift]) -> None:
    seekers = {one.conversation: one for one in waiting}
    supporters = {one.person: one for one in shifts}

    for pair in plan_pairs(waiting, shifts, NOW):
        able = supporters[pair.supporter].capabilities
        if seekers[pair.conversation].pool is Pool.MINOR:
            assert Capability.MINORS in able
        else:
            assert Capability.ONE_TO_ONE in able


@given(waiting=WAITING, shifts=SHIFTS)
def test_a_place_and_a_seeker_are_proposed_at_most_once(waiting: list[Seeking], shifts: list[Shift]) -> None:
    pairs = plan_pairs(waiting, shifts, NOW)

    given_to = Counter(pair.supporter for pair in pairs)
    assert all(given_to[one.person] <= max(0, one.free) for one in shifts)
    assert len({pair.conversation for pair in pairs}) == len(pairs)


@given(waiting=WAITING, shifts=SHIFTS)
def test_who_is_not_paired_had_nobody_left_when_their_turn_came(
    waiting: list[Seeking], shifts: list[Shift]
) -> None:
    """The longest waiting is never passed over for somebody behind them."""
    pairs = {pair.conversation: pair.supporter for pair in plan_pairs(waiting, shifts, NOW)}
    free = {one.person: one.free for one in shifts}

    for one in waiting_order(waiting):
        able = {other.person for other in shifts if free[other.person] > 0 and suits(other, one, NOW)}
        if one.conversation in pairs:
            assert pairs[one.conversation] in able
            free[pairs[one.conversation]] -= 1
        else:
            assert not able


@given(waiting=WAITING)
def test_the_order_is_urgent_first_then_by_time_of_joining(waiting: list[Seeking]) -> None:
    order = waiting_order(waiting)

    assert sorted(one.conversation for one in order) == sorted(one.conversation for one in waiting)
    for before, after in pairwise(order):
        assert (not before.is_urgent, before.joined_at) <= (not after.is_urgent, after.joined_at)


@given(later=st.lists(st.integers(0, 60_000), max_size=30))
def test_the_longest_waiting_is_never_starved_by_newcomers_who_fit_better(later: list[int]) -> None:
    first = seeking("first", joined_at=NOW - 60_001)
    others = [seeking(f"c{n}", topics=("family",), joined_at=NOW - 60_000 + at) for n, at in enumerate(later)]

    pairs = plan_pairs([*others, first], [shift(free=1, topics=("family",))], NOW)

    assert pairs == [Pair(ConversationId("first"), PersonId("a1"))]


# ── single rules ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_wall_asks_for_minors_only_of_minors() -> None:
    assert capability_for(Pool.MINOR) is Capability.MINORS
    assert capability_for(Pool.ADULT) is Capability.ONE_TO_ONE
    assert not suits(shift(capabilities=(Capability.ONE_TO_ONE,)), seeking(pool=Pool.MINOR), NOW)
    assert not suits(shift(capabilities=(Capability.MINORS,)), seeking(pool=Pool.ADULT), NOW)


@pytest.mark.parametrize("waited_s", [0, 10**6])
def test_the_wall_is_not_widened_by_waiting(waited_s: int) -> None:
    child = seeking(pool=Pool.MINOR, joined_at=NOW - waited_s * 1000, is_urgent=True)

    assert plan_pairs([child], [shift()], NOW) == []


def test_another_language_is_asked_only_after_the_wait() -> None:
    english = seeking(language="en", joined_at=NOW - WIDEN_LANGUAGE_S * 1000)

    assert suits(shift(), english, NOW)
    assert not suits(shift(), english, NOW - 1)


def test_a_supporter_who_passed_is_asked_again_only_after_a_while() -> None:
    passed = seeking(passed={PersonId("a1"): NOW + PASS_S * 1000})

    assert not suits(shift(), passed, NOW)
    assert suits(shift(), passed, NOW + PASS_S * 1000)
    assert suits(shift("a2"), passed, NOW)


def test_language_outweighs_topic_and_topic_outweighs_load() -> None:
    one = seeking(topics=("family",))
    speaks = shift("a1", languages=("id",), places=5, free=1)
    lived = shift("a2", languages=("en",), topics=("family",), places=5, free=5)
    both = shift("a3", topics=("family",), places=5, free=1)
    idle = shift("a4", places=5, free=5)

    assert fit(speaks, one) > fit(lived, one)
    assert fit(both, one) > fit(idle, one) > fit(speaks, one)


def test_many_seekers_are_spread_over_equal_supporters() -> None:
    pairs = plan_pairs([seeking(f"c{n}") for n in range(4)], [shift("a1"), shift("a2")], NOW)

    assert Counter(pair.supporter for pair in pairs) == {"a1": 2, "a2": 2}
    assert [pairs[0].supporter, pairs[1].supporter].count(PersonId("a1")) == 1


# ── how long ─────────────────────────────────────────────────────────────────────────────────────────────


WAITS = st.lists(st.tuples(st.integers(NOW - 2 * WAITS_MAX_AGE_S * 1000, NOW), st.integers(0, 3_600_000)))


@given(waits=WAITS)
def test_a_range_is_told_only_when_it_holds_the_middle_half_of_recent_waits(
    waits: list[tuple[int, int]],
) -> None:
    recent = sorted(waited for at, waited in waits if NOW - at <= WAITS_MAX_AGE_S * 1000)

    found = wait_range(waits, NOW)

    if len(recent) < WAITS_NEEDED:
        assert found is None
    else:
        assert found is not None
        low, high = found
        assert 0 <= low < high
        inside = [waited for waited in recent if low * 1000 <= waited <= high * 1000]
        assert len(inside) * 2 >= len(recent)
        assert high * 1000 >= recent[len(recent) // 2]  # never kinder than the median


@given(waits=WAITS)
def test_a_range_does_not_depend_on_the_order_or_on_old_waits(waits: list[tuple[int, int]]) -> None:
    old = [(NOW - WAITS_MAX_AGE_S * 1000 - 1, 1)] * 50

    assert wait_range(waits[::-1] + old, NOW) == wait_range(waits, NOW)


def test_a_range_reads_as_an_estimate() -> None:
    assert wait_range([(NOW, 23_000)] * 5, NOW) == (20, 30)
    assert wait_range([(NOW, 0)] * 5, NOW) == (0, 10)
    assert wait_range([(NOW, 125_000)] * 5, NOW) == (120, 150)
    assert wait_range([(NOW, 601_000)] * 5, NOW) == (600, 660)
