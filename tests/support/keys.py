"""What a programme leaves in Redis, and what it must never leave: unknown keys, endless keys, words."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from chatserver.domain.ids import ProgrammeId
from chatserver.store import keys
from chatserver.store.connection import Commands
from tests.support.acts import Acts
from tests.support.world import FrozenClock, new_world

#: Stands in every text that tests write; it must be in nothing that is ever sent to Redis.
CANARY = "kenari-7f3a9c"

_PATTERNS = {
    name: re.compile(re.escape(key).replace(":C", ":[a-z2-7]{26}").replace(":A", ":[sa][a-z2-7]{26}"))
    for name, key in keys.NAMES.items()
    if name not in keys.CHANNELS
}


def name_of(key: str) -> str | None:
    """Return the name in `keys.NAMES` of a programme's key, or None for a key that nobody has named."""
    rest = key.partition("}:")[2]
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(rest)), None)


async def keys_in(commands: Commands, programme: ProgrammeId) -> list[str]:
    """Return every key of a programme."""
    found, cursor = [], b"0"
    while True:
        cursor, page = await commands.execute("SCAN", cursor, "MATCH", f"{{{programme}}}:*", "COUNT", 1_000)
        found += [key.decode() for key in page]
        if cursor in (b"0", "0", 0):
            return sorted(found)


async def content_of(commands: Commands, programme: ProgrammeId) -> bytes:
    """Return everything that a programme's keys hold, as one piece."""
    pieces: list[bytes] = []
    for key in await keys_in(commands, programme):
        pieces.append(key.encode())
        kind = (await commands.execute("TYPE", key)).decode()
        read: dict[str, tuple[str | int, ...]] = {
            "string": ("GET", key),
            "hash": ("HGETALL", key),
            "stream": ("XRANGE", key, "-", "+"),
            "zset": ("ZRANGE", key, 0, -1),
            "list": ("LRANGE", key, 0, -1),
            "set": ("SMEMBERS", key),
        }
        _flatten(await commands.execute(*read[kind]), pieces)
    return b"\n".join(pieces)


def _flatten(reply: Any, into: list[bytes]) -> None:
    if isinstance(reply, bytes):
        into.append(reply)
    elif isinstance(reply, dict):
        for pair in reply.items():
            _flatten(pair, into)
    elif isinstance(reply, list | tuple | set):
        for one in reply:
            _flatten(one, into)


async def faults_in(commands: Commands, programme: ProgrammeId) -> list[str]:
    """Return what is wrong with a programme's keys, in words."""
    faults = []
    for key in await keys_in(commands, programme):
        name = name_of(key)
        if name is None:
            faults.append(f"{key}: not in keys.NAMES")
        elif name not in keys.PERMANENT and await commands.execute("PTTL", key) == -1:
            faults.append(f"{key}: lives for ever and is not in keys.PERMANENT")
    if CANARY.encode() in await content_of(commands, programme):
        faults.append("words of a person stand in Redis in the clear")
    return faults


def listen_for_words(commands: Commands, heard: list[bytes]) -> Callable[[], None]:
    """Keep every command that holds the canary; return how to stop."""
    send = commands._send

    def watched(packed: bytes, future: Any) -> None:
        if CANARY.encode() in packed:
            heard.append(packed[:200])
        send(packed, future)

    commands._send = watched  # type: ignore[method-assign]

    def stop() -> None:
        commands._send = send  # type: ignore[method-assign]

    return stop


@pytest.fixture
async def acts(engine_url: str, session_dir: Path, frozen: FrozenClock) -> AsyncIterator[Acts]:
    """A fresh programme without hubs, in which time stands; it must leave its keys in order."""
    async with new_world(engine_url, session_dir / "keys", frozen) as world:
        commands, heard = world.service.store.commands, list[bytes]()
        stop = listen_for_words(commands, heard)
        yield Acts(world.service, world.programme, frozen)
        stop()
        assert not heard, "words of a person were sent to Redis in the clear"
        assert not await faults_in(commands, world.programme)
