"""State tables are walked, not believed: declared pairs lead where they say, all others are refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.conversations import STATES, Event, State
from chatserver.domain.errors import WrongState
from chatserver.domain.escalation import CASE_STATES, DEPTHS, CaseEvent, CaseState, Depth, DepthEvent
from chatserver.domain.machine import sources, step

Table = Mapping[tuple[Any, Any], Any]

#: table, its states, its events, where it starts, where nothing leads on
TABLES: list[tuple[Table, type[StrEnum], type[StrEnum], StrEnum, set[StrEnum]]] = [
    (STATES, State, Event, State.WAITING, {State.ENDED}),
    (CASE_STATES, CaseState, CaseEvent, CaseState.OPEN, set()),
    (DEPTHS, Depth, DepthEvent, Depth.WATCHING, {Depth.LEADING}),
]
NAMES = ["conversation", "case", "depth"]


@pytest.mark.parametrize(("table", "states", "events", "start", "ends"), TABLES, ids=NAMES)
def test_each_pair_is_declared_or_refused(
    table: Table, states: type[StrEnum], events: type[StrEnum], start: StrEnum, ends: set[StrEnum]
) -> None:
    for state in states:
        for event in events:
            if (state, event) in table:
                assert step(table, state, event) is table[state, event]
                assert state in sources(table, event)
            else:
                with pytest.raises(WrongState):
                    step(table, state, event)
                assert state not in sources(table, event)


@pytest.mark.parametrize(("table", "states", "events", "start", "ends"), TABLES, ids=NAMES)
def test_every_state_is_reached_and_only_the_last_ones_lead_nowhere(
    table: Table, states: type[StrEnum], events: type[StrEnum], start: StrEnum, ends: set[StrEnum]
) -> None:
    reached, todo = {start}, [start]
    while todo:
        state = todo.pop()
        for (source, _), target in table.items():
            if source is state and target not in reached:
                reached.add(target)
                todo.append(target)

    assert reached == set(states) - {Depth.NONE}  # nobody who owns a case is that far out
    assert {state for state in reached if not any(source is state for source, _ in table)} == ends


@pytest.mark.parametrize(("table", "states", "events", "start", "ends"), TABLES, ids=NAMES)
@given(data=st.data())
def test_no_sequence_of_events_leaves_the_table(
    table: Table,
    states: type[StrEnum],
    events: type[StrEnum],
    start: StrEnum,
    ends: set[StrEnum],
    data: st.DataObject,
) -> None:
    state = start
    for event in data.draw(st.lists(st.sampled_from(list(events)), max_size=30)):
        before = state
        try:
            state = step(table, state, event)
        except WrongState:
            assert (before, event) not in table
        else:
            assert table[before, event] is state
    assert state in {start, *table.values()}
    assert before_is_last(table, state) == (state in ends)


def before_is_last(table: Table, state: StrEnum) -> bool:
    return not any(source is state for source, _ in table)


def test_an_ended_conversation_stays_ended() -> None:
    assert not [pair for pair in STATES if pair[0] is State.ENDED]


def test_only_a_person_resolves_a_case() -> None:
    assert [event for (_, event), state in CASE_STATES.items() if state is CaseState.RESOLVED] == [
        CaseEvent.RESOLVE
    ]
    assert sources(CASE_STATES, CaseEvent.RESOLVE) == (CaseState.CLAIMED,)
