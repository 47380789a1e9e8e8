"""Deadlines and fall-backs: every step leads on, and none is the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.escalation import (
    ANSWER_S,
    FALLBACKS,
    REQUEST_LEVELS,
    WORDS,
    Cause,
    Effect,
    Step,
    clamp_level,
    next_deadline,
    plan,
)
from chatserver.domain.safety import Category, Level

NOW = 1_800_000_000_000
CASE_LEVELS = (Level.PASSIVE, Level.ACTIVE, Level.IMMINENT)
ANSWERS = st.dictionaries(st.sampled_from([2, 3, 4]), st.integers(10, 1_800))


@pytest.mark.parametrize("step", Step)
def test_every_step_leads_on_after_a_finite_time(step: Step) -> None:
    assert NOW < next_deadline(step, 10, NOW) <= NOW + 600_000
    assert FALLBACKS[step].effects


@pytest.mark.parametrize("step", Step)
def test_from_every_step_the_last_one_is_reached_and_repeats(step: Step) -> None:
    for _ in Step:
        step = FALLBACKS[step].next

    assert step is Step.UNATTENDED_4 and FALLBACKS[step].next is Step.UNATTENDED_4
    assert {Effect.PAGE, Effect.CARE} <= set(FALLBACKS[step].effects)


def test_the_steps_keep_the_agreed_times() -> None:
    """product.md 5.4: half the answer time twice, page after 60 s, leads after 3 min, lines after 10 min."""
    after = {Step.OFFERED: 0}
    step = Step.OFFERED
    while FALLBACKS[step].next is not step:
        after[FALLBACKS[step].next] = after[step] + (next_deadline(step, 60, 0) // 1000)
        step = FALLBACKS[step].next

    honest = after[Step.UNATTENDED_1]
    assert after[Step.WIDENED] == 30 and honest == 60
    assert [after[step] - honest for step in (Step.UNATTENDED_2, Step.UNATTENDED_3, Step.UNATTENDED_4)] == [
        60, 180, 600,
    ]  # fmt: skip


def test_the_seeker_and_the_supporter_are_told_before_anything_else_fails() -> None:
    assert {Effect.TELL_SEEKER, Effect.TELL_SUPPORTER} <= set(FALLBACKS[Step.UNATTENDED_1].effects)


@given(level=st.sampled_from(Level), answer_s=ANSWERS, on_duty=st.booleans())
def test_a_plan_always_has_a_running_deadline(level: Level, answer_s: dict[int, int], on_duty: bool) -> None:
    made = plan(level, Category.SUICIDE, Cause.SCREENING, answer_s, on_duty, NOW)

    wanted_s = answer_s.get(int(made.level), ANSWER_S[made.level])
    assert made.level is max(level, Level.PASSIVE)
    assert made.answer_by == NOW + wanted_s * 1000
    if on_duty:
        assert made.step is Step.OFFERED and NOW < made.deadline_at <= made.answer_by
    else:
        assert made.step is Step.UNATTENDED_1 and made.deadline_at == NOW


def test_more_danger_is_answered_sooner() -> None:
    deadlines = [
        plan(level, Category.NONE, Cause.SCREENING, {}, True, NOW).answer_by - NOW for level in CASE_LEVELS
    ]

    assert deadlines == [300_000, 60_000, 30_000]


def test_every_level_of_a_case_has_a_time_and_a_word() -> None:
    assert {clamp_level(level) for level in Level} == set(ANSWER_S) == set(WORDS) == set(CASE_LEVELS)


def test_every_request_of_a_person_opens_a_case() -> None:
    by_words = {Cause.SCREENING, Cause.REVIEW}  # their level comes with the verdict

    assert set(REQUEST_LEVELS) == set(Cause) - by_words
    assert all(level in CASE_LEVELS for level in REQUEST_LEVELS.values())
    assert REQUEST_LEVELS[Cause.NOT_SAFE] >= Level.ACTIVE and REQUEST_LEVELS[Cause.SUPPORTER] >= Level.ACTIVE
