"""One socket's outbox: order, the slow reader, the end; by hand and over a real socket that reads nothing."""

import asyncio
import contextlib
import socket as sockets
from typing import Any

import pytest

import chatserver.hub.connection as connection_module
from chatserver.domain.ids import PersonId, ProgrammeId
from chatserver.domain.limits import OUTBOX_FRAMES
from chatserver.domain.people import Actor, Role
from chatserver.hub.connection import Connection
from chatserver.protocol.close import Close
from chatserver.protocol.server import Notice
from tests.support.engine import Until
from tests.support.world import World

ACTOR = Actor(id=PersonId("s1"), role=Role.SEEKER, programme=ProgrammeId("p"))


class Peer:
    """The other end: takes frames while `takes` is set."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.closed: list[Close] = []
        self.takes = asyncio.Event()
        self.takes.set()
        self.takes_close = True

    async def send(self, frame: bytes) -> None:
        await self.takes.wait()
        self.got.append(frame)

    async def close(self, code: Close) -> None:
        if not self.takes_close:
            await asyncio.Event().wait()
        self.closed.append(code)

    def connection(self) -> Connection:
        return Connection(ACTOR, self.send, self.close, 0)


@contextlib.asynccontextmanager
async def writing(connection: Connection) -> Any:
    task = asyncio.create_task(connection.write())
    try:
        yield task
    finally:
        task.cancel()
        async with asyncio.timeout(5):
            await asyncio.gather(task, return_exceptions=True)


async def test_frames_leave_in_order(until: Until) -> None:
    peer = Peer()
    connection = peer.connection()
    frames = [b"%d" % number for number in range(200)]
    async with writing(connection):
        for frame in frames:
            connection.push_bytes(frame)
        await until("all frames", lambda: len(peer.got) == 200)
    assert peer.got == frames


async def test_a_socket_is_closed_after_what_was_queued() -> None:
    peer = Peer()
    connection = peer.connection()
    connection.push_bytes(b"last")
    connection.shut(Close.RESTARTING)
    connection.push_bytes(b"too late")
    connection.shut(Close.SILENT)
    await asyncio.wait_for(connection.write(), 5)
    assert (peer.got, peer.closed) == ([b"last"], [Close.RESTARTING])


async def test_a_full_outbox_closes_a_slow_reader_at_once(until: Until) -> None:
    peer = Peer()
    peer.takes.clear()
    connection = peer.connection()
    async with writing(connection) as task:
        for number in range(OUTBOX_FRAMES + 2):
            connection.push_bytes(b"%d" % number)
            await asyncio.sleep(0)
        assert connection.closing is Close.SLOW_READER
        peer.takes.set()
        await until("the end", task.done)
    assert peer.closed == [Close.SLOW_READER]
    assert len(peer.got) <= 1


async def test_a_reader_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch, until: Until) -> None:
    monkeypatch.setattr(connection_module, "SEND_S", 0.05)
    peer = Peer()
    peer.takes.clear()
    connection = peer.connection()
    connection.push_bytes(b"1")
    connection.push_bytes(b"2")
    async with writing(connection) as task:
        await until("the end", task.done)
    assert peer.closed == [Close.SLOW_READER]


@pytest.mark.parametrize("code", [Close.RESTARTING, Close.SILENT, Close.NOT_SIGNED_IN])
async def test_a_stuck_reader_that_is_shut_for_another_reason_goes_too(
    monkeypatch: pytest.MonkeyPatch, until: Until, code: Close
) -> None:
    monkeypatch.setattr(connection_module, "SEND_S", 0.05)
    peer = Peer()
    peer.takes.clear()
    connection = peer.connection()
    for number in range(5):
        connection.push_bytes(b"%d" % number)
    connection.shut(code)
    async with writing(connection) as task:
        await until("the end", task.done)
    assert peer.closed == [code]


async def test_a_peer_that_takes_no_close_frame_is_let_go(
    monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    monkeypatch.setattr(connection_module, "CLOSE_S", 0.05)
    peer = Peer()
    peer.takes_close = False
    connection = peer.connection()
    connection.shut(Close.SILENT)
    async with writing(connection) as task:
        await until("the end", task.done)


async def test_the_writer_ends_when_it_is_cancelled_as_a_frame_has_just_left() -> None:
    """Python 3.11's `wait_for` swallows such a cancellation; the socket stayed for ever."""
    for turns in range(12):
        peer = Peer()
        connection = peer.connection()
        connection.push_bytes(b"1")
        task = asyncio.create_task(connection.write())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=2)
        assert done, f"still writing after a cancellation at turn {turns}"


async def test_drained_waits_for_the_peer(until: Until) -> None:
    peer = Peer()
    peer.takes.clear()
    connection = peer.connection()
    for number in range(OUTBOX_FRAMES - 10):
        connection.push_bytes(b"%d" % number)
    async with writing(connection):
        drained = asyncio.create_task(connection.drained())
        await asyncio.sleep(0.05)
        assert not drained.done()
        peer.takes.set()
        await until("room", drained.done)


async def test_pushing_encodes(until: Until) -> None:
    peer = Peer()
    connection = peer.connection()
    async with writing(connection):
        connection.push(Notice(kind="restarting"))
        await until("the frame", lambda: peer.got)
    assert peer.got == [b'{"t":"notice","kind":"restarting"}']


async def test_one_slow_reader_harms_nobody(
    two_hubs: World, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    """A seeker's second tab that reads nothing is closed; the first tab and the supporter go on."""
    monkeypatch.setattr(connection_module, "SEND_S", 0.5)
    monkeypatch.setattr(connection_module, "CLOSE_S", 0.5)
    world = two_hubs
    hub = await world.add_hub()
    seeker, supporter, topic = await world.paired()
    host, port = "127.0.0.1", int(world.urls[2].split(":")[2].split("/")[0])
    raw = sockets.socket()
    world._stack.callback(raw.close)
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, (host, port))
    await loop.sock_sendall(
        raw,
        b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    )
    assert b"101" in await loop.sock_recv(raw, 1_024)
    hello = f'{{"t":"hello","token":"{seeker.token}","topics":[{{"topic":"{topic}"}}]}}'.encode()
    await loop.sock_sendall(raw, b"\x81\xfe" + len(hello).to_bytes(2, "big") + b"\0\0\0\0" + hello)
    await until("the deaf tab", lambda: any(topic in c.held for c in hub.connections))
    (deaf,) = hub.connections
    big = b'{"t":"pong","now":1,"x":"' + b"x" * 60_000 + b'"}'
    for _ in range(200):
        deaf.push_bytes(big)
    for number in range(30):
        await supporter.send("message.send", topic=topic, text=f"{number}")
        await seeker.hears(topic, text=f"{number}")
    await until("the deaf tab is let go", lambda: not hub.connections)
    await supporter.send("message.send", topic=topic, text="penanda")
    await seeker.hears(topic, text="penanda")
    assert seeker.links == supporter.links == 1
    raw.close()  # only now does uvicorn let the transport go: it waits for what can't be written
    await asyncio.sleep(0.05)
