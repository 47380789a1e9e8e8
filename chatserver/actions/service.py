"""What every action needs: the stores, the clock and screening. Put together once, in `app.py`."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable

from chatserver.domain.ids import ProgrammeId
from chatserver.domain.programmes import Programme
from chatserver.domain.safety import Screen
from chatserver.store.store import Store

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 26  # 130 bits of chance


def new_id(prefix: str = "") -> str:
    """Return a fresh id of 26 letters and digits behind `prefix`."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


class Turn:
    """Work of which one round at a time runs, and one round serves everybody who asked before it began."""

    __slots__ = ("asked", "lock", "served")

    def __init__(self) -> None:
        self.lock, self.asked, self.served = asyncio.Lock(), 0, 0


class Service:
    """The dependencies of actions.

    Args:
        store: all stores of this process.
        screen: answers at once, for any text.
        now: milliseconds since 1970, UTC.
    """

    def __init__(self, store: Store, screen: Screen, now: Callable[[], int]) -> None:
        self.store = store
        self.screen = screen
        self.now = now
        self.match_turns: defaultdict[ProgrammeId, Turn] = defaultdict(Turn)

    async def programme(self, programme: ProgrammeId) -> Programme:
        """Return the settings of a programme; raise `NotFound`."""
        return await self.store.programmes.get(programme, self.now())
