"""The audit trail: who did what to what, each entry holding the hash of the one before. Never any text."""

import hashlib
from typing import Any

import msgspec

from chatserver.domain.ids import ProgrammeId
from chatserver.store.connection import Commands
from chatserver.store.keys import keys_of


class Act(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry: at (ms), who (person or "clock", "screening"), what, on what, and facts without text."""

    at: int
    who: str
    what: str
    on: str = ""
    facts: dict[str, Any] = {}


def record(at: int, who: str, what: str, on: str = "", **facts: Any) -> bytes:
    """Return an entry in the form that the scripts chain and store."""
    return msgspec.json.encode(Act(at=at, who=who, what=what, on=on, facts=facts))


_decoder = msgspec.json.Decoder(Act)


class AuditStore:
    """Reads the trail."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def acts(self, programme: ProgrammeId, on: str = "", count: int = 10_000) -> list[Act]:
        """Return the newest acts, oldest first, of one conversation or of all."""
        reply = await self._commands.execute("XREVRANGE", keys_of(programme).audit, "+", "-", "COUNT", count)
        acts = [_decoder.decode(fields[1]) for _, fields in reversed(reply)]
        return [act for act in acts if not on or act.on == on]

    async def is_whole(self, programme: ProgrammeId) -> bool:
        """Whether every entry's hash follows from the one before.

        The first kept entry starts the chain: it proves itself only while nothing has been cut off before it.
        """
        key = keys_of(programme).audit
        reply, kept, added = await self._read(key)
        before = b"" if kept == added else None
        for _, fields in reply:
            payload, link = fields[1], fields[3]
            if (
                before is not None
                and hashlib.sha1(before + payload, usedforsecurity=False).hexdigest().encode() != link
            ):
                return False
            before = link
        return True

    async def _read(self, key: str) -> tuple[Any, int, int]:
        """Return all entries, how many there are, and how many there ever were."""
        reply = await self._commands.execute("XRANGE", key, "-", "+")
        if not reply:
            return [], 0, 0
        raw = await self._commands.execute("XINFO", "STREAM", key)
        facts = raw if isinstance(raw, dict) else dict(zip(raw[::2], raw[1::2], strict=True))
        return reply, int(facts[b"length"]), int(facts[b"entries-added"])
