"""Settings of programmes, with a short memory so that the hot path does not read them for every message."""

import msgspec

from chatserver.domain.errors import NotFound
from chatserver.domain.ids import ProgrammeId
from chatserver.domain.programmes import Programme
from chatserver.store.connection import Commands
from chatserver.store.keys import PROGRAMMES, keys_of

FRESH_MS = 2_000  # a changed setting is seen by every process after at most this

_decoder = msgspec.json.Decoder(Programme)


class ProgrammeStore:
    """Reads and writes `{P}:settings`."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._known: dict[ProgrammeId, tuple[int, Programme]] = {}

    async def save(self, programme: Programme) -> None:
        """Write a programme and list it."""
        await self._commands.execute_many(
            [
                ("SET", keys_of(programme.id).settings, msgspec.json.encode(programme)),
                ("SADD", PROGRAMMES, programme.id),
            ]
        )
        self._known.pop(programme.id, None)

    async def get(self, programme: ProgrammeId, now: int) -> Programme:
        """Return a programme, at most `FRESH_MS` old; raise `NotFound`."""
        known = self._known.get(programme)
        if known is not None and 0 <= now - known[0] < FRESH_MS:
            return known[1]
        raw = await self._commands.execute("GET", keys_of(programme).settings)
        if not raw:
            raise NotFound
        found = _decoder.decode(raw)
        self._known[programme] = (now, found)
        return found

    async def all(self) -> list[ProgrammeId]:
        """Return the ids of all programmes, sorted."""
        reply = await self._commands.execute("SMEMBERS", PROGRAMMES)
        return sorted(ProgrammeId(name.decode()) for name in reply)
