"""The order of one open log, driven by hand: repeats, gaps, and what arrives while a gap is read."""

import asyncio
from typing import Any, cast

import msgspec

from chatserver.domain.conversations import Conversation, Entry, Kind
from chatserver.domain.ids import Log, PersonId, ProgrammeId
from chatserver.domain.people import Actor, Pool, Role
from chatserver.hub.connection import Connection
from chatserver.hub.topic import Topic
from chatserver.protocol.close import Close
from chatserver.store.store import Store
from chatserver.store.words import Fixed

NAME = "conv:c1"


class Log_:
    """A stream that a test writes, and may hold back from its readers."""

    def __init__(self) -> None:
        self.entries_: list[Entry] = []
        self.reads = 0
        self.open = asyncio.Event()
        self.open.set()
        self.on_read: Any = None

    def add(self, count: int = 1) -> tuple[int, bytes]:
        """Append entries; return the last one as it is published."""
        for _ in range(count):
            self.entries_.append(Entry(kind=Kind.WAITING, at=len(self.entries_) + 1))
        return len(self.entries_), msgspec.msgpack.encode(self.entries_[-1])

    async def entries(
        self, programme: str, id: str, log: Log, since: int, count: int = 3
    ) -> list[tuple[int, Entry]]:
        self.reads += 1
        found = [(n + 1, entry) for n, entry in enumerate(self.entries_) if n + 1 > since][:count]
        if self.on_read is not None:
            self.on_read()
        await self.open.wait()
        await asyncio.sleep(0)
        return found


class Reader(Connection):
    """A socket that keeps the sequence numbers it was sent."""

    def __init__(self) -> None:
        async def nothing(_: Any) -> None: ...

        actor = Actor(id=PersonId("s1"), role=Role.SEEKER, programme=ProgrammeId("p"))
        super().__init__(actor, nothing, cast(Any, nothing), 0)
        self.got: list[int] = []

    def push_bytes(self, frame: bytes) -> None:
        self.got.append(msgspec.json.decode(frame)["seq"])


class Stores:
    def __init__(self, log: Log_) -> None:
        self.conversations = log


def new_topic(log: Log_, last: int = 0) -> tuple[Topic, list[int]]:
    handed: list[int] = []
    conversation = msgspec.convert(
        {field.name: _blank(field.type) for field in msgspec.structs.fields(Conversation)}
        | {"id": "c1", "state": "waiting", "pool": "adult"},
        Conversation,
    )  # fmt: skip
    fixed = Fixed(PersonId("s1"), Pool.ADULT, "id", b"k" * 32)
    topic = Topic(
        cast(Store, Stores(log)), ProgrammeId("p"), Log.CONVERSATION, conversation, fixed, last,
        lambda topic, entry: handed.append(entry.at),
    )  # fmt: skip
    return topic, handed


def _blank(kind: Any) -> Any:
    for type_, value in ((bool, False), (int, 0), (float, 0.0), (bytes, b"")):
        if kind is type_:
            return value
    return [] if "tuple" in str(kind) or "frozenset" in str(kind) else ""


async def test_entries_in_order_are_handed_on_once() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    reader = Reader()
    await topic.replay(reader, 0, reader.drained)
    for _ in range(5):
        seq, payload = log.add()
        assert topic.receive(seq, payload)
        assert topic.receive(seq, payload)  # published twice
    assert reader.got == handed == [1, 2, 3, 4, 5]
    assert log.reads == 1


async def test_a_gap_is_noticed_and_read() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    reader = Reader()
    await topic.replay(reader, 0, reader.drained)
    seq, payload = log.add(8)
    assert not topic.receive(seq, payload)
    assert reader.got == []
    await topic.fill()
    assert reader.got == handed == list(range(1, 9))
    assert topic.last == 8
    assert topic.receive(seq, payload)
    assert reader.got == list(range(1, 9))


async def test_what_is_published_while_a_gap_is_read_is_not_lost() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    reader = Reader()
    await topic.replay(reader, 0, reader.drained)
    log.add(4)
    log.open.clear()
    filling = asyncio.create_task(topic.fill())
    await asyncio.sleep(0)
    log.on_read = None
    seq, payload = log.add()  # after the read was answered, before the answer arrived
    assert topic.receive(seq, payload)
    again = asyncio.create_task(topic.fill())
    log.open.set()
    await asyncio.gather(filling, again)
    assert reader.got == handed == [1, 2, 3, 4, 5]


async def test_an_entry_that_comes_as_the_last_read_is_answered_is_read_too() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    log.add(2)

    def once() -> None:
        if log.reads == 2:  # the read that finds nothing more
            seq, payload = log.add()
            assert topic.receive(seq, payload)

    log.on_read = once
    await topic.fill()
    assert handed == [1, 2, 3]


async def test_a_failed_read_leaves_the_topic_able_to_read_again() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    log.add(3)

    def fail() -> None:
        raise RuntimeError

    log.on_read = fail
    results = await asyncio.gather(topic.fill(), return_exceptions=True)
    assert isinstance(results[0], RuntimeError)
    log.on_read = None
    await topic.fill()
    assert handed == [1, 2, 3]


async def test_a_reader_who_comes_while_entries_arrive_gets_each_once() -> None:
    log = Log_()
    log.add(7)
    topic, _ = new_topic(log, last=7)
    early, late = Reader(), Reader()
    await topic.replay(early, 5, early.drained)
    assert early.got == [6, 7]

    def busy() -> None:
        if log.reads < 6:
            seq, payload = log.add()
            topic.receive(seq, payload)

    log.on_read = busy
    await topic.replay(late, 2, late.drained)
    log.on_read = None
    seq, payload = log.add()
    topic.receive(seq, payload)
    assert late.got == list(range(3, seq + 1))
    assert early.got == list(range(6, seq + 1))


async def test_a_reader_ahead_of_this_hub_is_not_sent_it_again() -> None:
    log = Log_()
    log.add(4)
    topic, _ = new_topic(log, last=2)  # 3 and 4 are stored; their wake-ups are on the way
    reader = Reader()
    await topic.replay(reader, 0, reader.drained)
    assert reader.got == [1, 2, 3]
    for seq in (3, 4):
        topic.receive(seq, msgspec.msgpack.encode(log.entries_[seq - 1]))
    assert reader.got == [1, 2, 3, 4]
    seq, payload = log.add()
    topic.receive(seq, payload)
    assert reader.got == [1, 2, 3, 4, 5]


async def test_two_fills_at_once_hand_nothing_on_twice() -> None:
    log = Log_()
    topic, handed = new_topic(log)
    log.add(20)
    await asyncio.gather(*(topic.fill() for _ in range(5)))
    assert handed == list(range(1, 21))


def test_the_close_code_of_a_slow_reader_brings_it_back() -> None:
    from chatserver.protocol.close import comes_back

    assert int(Close.SLOW_READER) == 4000 and comes_back(4000)
