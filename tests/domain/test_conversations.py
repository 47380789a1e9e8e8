"""Who may read and is part of a conversation, and when silence warns or ends."""

from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatserver.domain.conversations import (
    IDLE_CHECK_S,
    IDLE_END_S,
    IDLE_NOTICE_S,
    OPEN_STATES,
    Conversation,
    State,
    is_member,
    may_read,
    plan_idle,
)
from chatserver.domain.ids import ConversationId, Log, PersonId, ProgrammeId
from chatserver.domain.people import Actor, Pool, Role

T0 = 1_800_000_000_000


def conversation(**fields: Any) -> Conversation:
    """An active conversation in which the seeker wrote at T0 and nothing is owed."""
    empty: dict[str, Any] = {
        name: "" if kind is str or kind is PersonId else 0
        for name, kind in Conversation.__annotations__.items()
    }
    known: dict[str, Any] = {
        "id": ConversationId("c"),
        "state": State.ACTIVE,
        "seeker": PersonId("s1"),
        "pool": Pool.ADULT,
        "language": "id",
        "topics": (),
        "risk": 0.0,
        "holder_wrote": True,
        "holder": PersonId("a1"),
        "writers": frozenset({PersonId("s1"), PersonId("a1")}),
        "seeker_at": T0,
        "wrapped_key": b"",
    }
    return Conversation(**{**empty, **known, **fields})


def actor(id: str, role: Role) -> Actor:
    return Actor(id=PersonId(id), role=role, programme=ProgrammeId("p"))


# ── silence ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("silent_s", "idle_step", "expected"),
    [
        (IDLE_CHECK_S - 1, 0, None),
        (IDLE_CHECK_S, 0, 1),
        (IDLE_NOTICE_S - 1, 1, None),
        (IDLE_NOTICE_S, 1, 2),
        (IDLE_NOTICE_S, 0, 2),
    ],
)
def test_silence_warns_twice(silent_s: int, idle_step: int, expected: int | None) -> None:
    found = plan_idle(conversation(idle_step=idle_step), False, T0 + silent_s * 1000)

    assert (found.step if found else None) == expected
    assert found is None or not found.ends


@given(
    now=st.integers(0, 10 * IDLE_END_S).map(lambda s: T0 + s * 1000),
    idle_step=st.integers(0, 3),
    owed=st.integers(0, 1),
    case_is_open=st.booleans(),
    state=st.sampled_from(State),
)
def test_silence_does_nothing_while_a_reply_is_owed_or_a_case_is_open(
    now: int, idle_step: int, owed: int, case_is_open: bool, state: State
) -> None:
    found = plan_idle(
        conversation(idle_step=idle_step, idle_at=T0, owed_at=owed, state=state), case_is_open, now
    )

    if owed or case_is_open or state is not State.ACTIVE:
        assert found is None
    elif now - T0 >= IDLE_END_S * 1000:
        assert found is not None  # the same silence would have done something otherwise


@given(gaps=st.lists(st.integers(1, 3_000), min_size=1, max_size=60))
@example(gaps=[899, 1])  # a late first warning and a second one in time
def test_a_chat_ends_only_after_its_last_warning_and_when_it_said_so(gaps: list[int]) -> None:
    """However late the sweeps come."""
    chat, now, told, warned_at = conversation(), T0, None, None
    for gap in gaps:
        now += gap * 1000
        found = plan_idle(chat, False, now)
        if found is None:
            continue
        if found.ends:
            assert told is not None and now >= told
            assert warned_at is not None and now - warned_at >= (IDLE_END_S - IDLE_NOTICE_S) * 1000
            assert now - chat.seeker_at >= IDLE_END_S * 1000
            return
        assert found.ends_at > now and (told is None or found.ends_at >= told)
        told, warned_at = found.ends_at, now
        chat = msgspec.structs.replace(chat, idle_step=found.step, idle_at=now)
    assert now - T0 < IDLE_END_S * 1000 + 3 * 3_000_000  # so long a silence has ended


def test_a_late_sweep_warns_before_it_ends() -> None:
    late = T0 + 5 * IDLE_END_S * 1000

    first = plan_idle(conversation(), False, late)

    assert first is not None and not first.ends
    warned = conversation(idle_step=first.step, idle_at=late)
    assert plan_idle(warned, False, first.ends_at - 1) is None
    last = plan_idle(warned, False, first.ends_at)
    assert last is not None and last.ends


# ── who ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("role", "logs"),
    [
        (Role.SEEKER, {Log.CONVERSATION}),
        (Role.SUPPORTER, {Log.CONVERSATION, Log.WHISPER}),
        (Role.PROFESSIONAL, {Log.CONVERSATION, Log.WHISPER, Log.NOTES}),
        (Role.COORDINATOR, set()),
    ],
)
def test_each_role_reads_its_logs_only(role: Role, logs: set[Log]) -> None:
    assert {log for log in Log if may_read(role, log)} == logs


def test_a_seeker_is_part_of_their_own_only() -> None:
    assert is_member(actor("s1", Role.SEEKER), conversation(), False)
    assert not is_member(actor("s2", Role.SEEKER), conversation(), True)


@pytest.mark.parametrize("state", State)
def test_a_supporter_is_part_of_it_while_they_hold_it(state: State) -> None:
    held = conversation(state=state)

    assert is_member(actor("a1", Role.SUPPORTER), held, False) is (state is State.ACTIVE)
    assert not is_member(actor("a2", Role.SUPPORTER), held, True)


def test_a_professional_is_part_of_it_where_a_case_is() -> None:
    assert is_member(actor("a9", Role.PROFESSIONAL), conversation(), True)
    assert not is_member(actor("a9", Role.PROFESSIONAL), conversation(), False)


def test_a_coordinator_never_reads() -> None:
    assert not is_member(actor("a1", Role.COORDINATOR), conversation(), True)


def test_an_account_with_a_seekers_id_is_not_the_seeker() -> None:
    assert not is_member(actor("s1", Role.SUPPORTER), conversation(), False)


def test_only_those_with_the_right_may_write() -> None:
    assert conversation().may_write(PersonId("a1"))
    assert not conversation().may_write(PersonId("a2"))


def test_every_state_but_the_last_is_open() -> None:
    assert set(OPEN_STATES) == set(State) - {State.ENDED}
