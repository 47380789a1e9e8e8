"""Typed access to the Lua scripts in `lua/`: which keys each touches is read from its own `KEYS` line.

A script's source is: a table `K` from key names to keys, the decoded argument `a`, the prelude, the file.
"""

import re
from importlib import resources
from typing import Any

import msgpack  # type: ignore[import-untyped]  # it ships no types

from chatserver.domain.errors import BY_CODE, SebayaError
from chatserver.domain.ids import ConversationId, PersonId, ProgrammeId
from chatserver.store.connection import Commands, Script
from chatserver.store.keys import keys_of

_KEYS_LINE = re.compile(r"^-- KEYS (.+)$", re.MULTILINE)


class BoundScript:
    """One script and the names of its keys."""

    def __init__(self, name: str) -> None:
        folder = resources.files("chatserver.store") / "lua"
        body = (folder / f"{name}.lua").read_text()
        prelude = (folder / "prelude.lua").read_text()
        line = _KEYS_LINE.search(body)
        if line is None:
            raise ValueError(f"{name}.lua has no KEYS line")
        self.keys = tuple(line.group(1).split())
        table = ", ".join(f"{key} = KEYS[{index}]" for index, key in enumerate(self.keys, 1))
        head = f"local K = {{{table}}}\nlocal a = cmsgpack.unpack(ARGV[1])\n"
        self.script = Script(head + prelude + body, name)

    async def run(
        self,
        commands: Commands,
        programme: ProgrammeId,
        args: dict[str, Any],
        conversation: ConversationId | str = "",
        person: PersonId | str = "",
        seeker: PersonId | str = "",
    ) -> list[Any]:
        """Run it and return what follows "ok" in its answer.

        Raises:
            The error of the tree that its refusal names, with the detail as `owner`; `Unavailable`.
        """
        keys = keys_of(programme)
        built = [
            keys.of(name, conversation, seeker if name == "seeker" else person or "-") for name in self.keys
        ]
        reply = await commands.run(self.script, built, [_pack(args)])
        if reply[0] == b"ok":
            return list(reply[1:])
        raise refusal(reply[1].decode(), reply[2].decode())


def _pack(args: dict[str, Any]) -> bytes:
    # The server's cmsgpack does not know MessagePack's binary type, which msgspec writes for bytes.
    packed: bytes = msgpack.packb(args, use_bin_type=False)
    return packed


def refusal(code: str, detail: str) -> SebayaError:
    """Return the error that a script's refusal stands for."""
    return BY_CODE[code](owner=detail or None)


APPEND = BoundScript("append")
COMMIT = BoundScript("commit")
JOIN = BoundScript("join")
OFFER = BoundScript("offer")
