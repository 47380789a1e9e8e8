"""State machines as data: how a table of transitions is read, by code, scripts, docs and tests."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from chatserver.domain.errors import WrongState

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


def step(table: Mapping[tuple[S, E], S], state: S, event: E) -> S:
    """Return the state after `event`; raise `WrongState` where the table has no such pair."""
    try:
        return table[state, event]
    except KeyError:
        raise WrongState from None


def sources(table: Mapping[tuple[S, E], S], event: E) -> tuple[S, ...]:
    """Return the states in which `event` is allowed, in the order of the table; scripts are guarded by it."""
    return tuple(state for state, known in table if known is event)
