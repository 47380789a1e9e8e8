"""The command connection and the subscriber against a real engine that is killed, paused and frozen."""

import asyncio
import contextlib
import logging
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from redis.exceptions import NoScriptError, ResponseError

from chatserver.domain.errors import Unavailable
from chatserver.engine import Engine
from chatserver.store import connection
from chatserver.store.connection import UNAVAILABLE_REPLIES, Commands, Script, Subscriber

if TYPE_CHECKING:
    from tests.support.engine import Until


APPEND = Script(
    """
    local id = redis.call('XADD', KEYS[1], '*', 'm', ARGV[1])
    redis.call('SPUBLISH', KEYS[1], ARGV[1])
    redis.call('EXPIRE', KEYS[1], 60)
    return id
    """,
    "test append",
)


def kill(engine: Engine) -> int:
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    return engine.pid


def unused_name() -> str:
    return f"{{test-{random.randbytes(6).hex()}}}"


class Heard:
    """What a subscriber was told, in order: a message as a pair, a notice as a channel."""

    def __init__(self) -> None:
        self.messages: list[tuple[bytes, bytes]] = []
        self.notices: list[bytes] = []

    def message(self, channel: bytes, content: bytes) -> None:
        self.messages.append((channel, content))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def own(engine: Engine) -> AsyncIterator[Commands]:
    """A command connection to the test's own engine, patient enough for a restart."""
    async with await Commands.connect(engine.url, connect_wait_s=10) as commands:
        yield commands


@pytest.fixture
async def subscriber(engine: Engine, heard: Heard) -> AsyncIterator[Subscriber]:
    """A subscriber on the test's own engine."""
    async with await Subscriber.connect(engine.url, heard.message, heard.notices.append) as subscriber:
        yield subscriber


@pytest.fixture
def writes(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything `commands` writes, one item per write."""
    seen: list[bytes] = []
    writer = commands._line._writer
    assert writer is not None
    write: Callable[[bytes], None] = writer.write

    def write_and_note(chunk: bytes) -> None:
        seen.append(chunk)
        write(chunk)

    monkeypatch.setattr(writer, "write", write_and_note)
    return seen


# --- commands and replies ---


async def test_a_cancel_storm_keeps_replies_with_their_callers(commands: Commands) -> None:
    answered = 0

    async def ask(number: int) -> None:
        nonlocal answered
        for turn in range(5):
            word = f"{number}/{turn}".encode()
            assert await commands.execute("ECHO", word) == word
            answered += 1

    async with asyncio.timeout(30):
        tasks = [asyncio.create_task(ask(number)) for number in range(1_000)]
        while not all(task.done() for task in tasks):
            for task in random.sample(tasks, 20):
                task.cancel()
            await asyncio.sleep(0)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert answered > 100
    assert await commands.execute("ECHO", "after") == b"after"


async def test_more_commands_at_once_than_a_pool_would_take(commands: Commands) -> None:
    replies = await asyncio.gather(*(commands.execute("ECHO", number) for number in range(2_000)))

    assert replies == [str(number).encode() for number in range(2_000)]
    assert commands.in_flight_count == 0


async def test_commands_of_one_tick_leave_in_one_write(commands: Commands, writes: list[bytes]) -> None:
    async def ask() -> None:
        await commands.execute("PING")

    await asyncio.gather(*(ask() for _ in range(50)))

    assert len(writes) == 1


async def test_one_write_carries_many_and_the_first_error_comes_after_all(commands: Commands) -> None:
    name = unused_name()
    assert await commands.execute_many([("SET", name, 7, "EX", 60), ("GET", name)]) == [b"OK", b"7"]

    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await commands.execute_many([("LPOP", name), ("HGETALL", name), ("INCR", name)])

    assert await commands.execute("GET", name) == b"8"


async def test_large_and_binary_arguments_come_back_whole(commands: Commands) -> None:
    content = random.randbytes(1_000_000)

    assert await commands.execute("ECHO", content) == content


async def test_too_many_in_flight_are_refused_and_not_sent(engine_url: str) -> None:
    async with await Commands.connect(engine_url, in_flight=10) as commands:
        name = unused_name()
        futures = [commands.execute("INCR", name) for _ in range(12)]
        replies = await asyncio.gather(*futures, return_exceptions=True)
        expiry, count = await commands.execute_many([("EXPIRE", name, 60), ("GET", name)])

    assert replies[:10] == list(range(1, 11))
    assert [type(reply) for reply in replies[10:]] == [Unavailable] * 2
    assert (expiry, count) == (1, b"10")


async def test_an_argument_of_a_wrong_kind_is_the_callers_bug_and_costs_nothing(commands: Commands) -> None:
    with pytest.raises(Exception, match="must be str, int, float or bytes"):
        commands.execute("ECHO", object())  # type: ignore[arg-type]  # that it is refused

    assert await commands.execute("PING") == b"PONG"


# --- error replies ---


async def test_other_error_replies_reach_the_caller_without_arguments(commands: Commands) -> None:
    with pytest.raises(ResponseError, match="unknown command") as caught:
        await commands.execute("NONSENSE", "canary")

    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("code", sorted(UNAVAILABLE_REPLIES))
def test_a_server_that_cannot_write_now_is_unavailable(code: str) -> None:
    error = connection._error_of(f"{code} some words of the server")

    assert isinstance(error, Unavailable)
    assert isinstance(error.__cause__, ResponseError)


@pytest.mark.parametrize("text", ["BUSYGROUP Consumer Group name already exists", "WRONGTYPE no", "ERR x"])
def test_similar_looking_errors_are_not_unavailable(text: str) -> None:
    assert type(connection._error_of(text)) is ResponseError


async def test_a_full_server_is_unavailable_also_from_a_script(own: Commands) -> None:
    await own.execute("CONFIG", "SET", "maxmemory", 1)

    with pytest.raises(Unavailable):
        await own.execute("SET", "key", "value")
    with pytest.raises(Unavailable):
        await own.run(APPEND, ["key"], ["value"])


async def test_a_demoted_server_is_unavailable_and_left(own: Commands, until: "Until") -> None:
    await own.execute("REPLICAOF", "127.0.0.1", 1)
    first = await own.execute("CLIENT", "ID")

    with pytest.raises(Unavailable):
        await own.execute("SET", "key", "value")

    assert await own.execute("CLIENT", "ID") != first
    await own.execute("REPLICAOF", "NO", "ONE")
    assert await own.execute("SET", "key", "value") == b"OK"


# --- scripts ---


async def test_a_script_survives_a_flush_of_the_script_cache(own: Commands) -> None:
    for _ in range(2):
        await own.run(APPEND, ["log"], ["one"])
        await own.execute("SCRIPT", "FLUSH")
    await asyncio.gather(*(own.run(APPEND, ["log"], ["many"]) for _ in range(50)))

    assert await own.execute("XLEN", "log") == 52
    with pytest.raises(NoScriptError):
        await own.execute("EVALSHA", "0" * 40, 0)


# --- lost connections ---


async def test_kill_9_fails_what_is_on_its_way_and_later_commands_work(
    engine: Engine, own: Commands, until: "Until"
) -> None:
    await own.execute("SET", "kept", "yes")
    await own.execute("CLIENT", "PAUSE", 60_000, "WRITE")
    outstanding = [own.execute("INCR", "counter") for _ in range(200)]
    await asyncio.sleep(0)  # the tick in which they are written
    killed = kill(engine)

    outcomes = await asyncio.wait_for(asyncio.gather(*outstanding, return_exceptions=True), 5)

    assert {type(outcome) for outcome in outcomes} == {Unavailable}
    assert await own.execute("GET", "kept") == b"yes"
    assert engine.pid != killed
    assert await own.run(APPEND, ["log"], ["after"])


async def test_commands_wait_for_the_connection_for_a_bounded_time(engine: Engine, until: "Until") -> None:
    async with await Commands.connect(engine.url, connect_wait_s=0.1) as commands:
        await engine.stop()
        await until("the loss is noticed", lambda: not commands.is_up)
        began = time.monotonic()

        with pytest.raises(Unavailable):
            await commands.execute("PING")

        assert 0.09 < time.monotonic() - began < 1
        assert commands.in_flight_count == 0


async def test_a_command_cancelled_while_it_waits_is_never_sent(
    engine: Engine, own: Commands, until: "Until"
) -> None:
    kill(engine)
    await until("the loss is noticed", lambda: not own.is_up)
    waiting = [own.execute("INCR", "counter") for _ in range(3)]
    waiting[1].cancel()

    assert await asyncio.gather(*waiting, return_exceptions=True)
    assert await own.execute("GET", "counter") == b"2"


async def test_a_time_out_costs_the_connection_and_only_that(engine: Engine) -> None:
    async with await Commands.connect(engine.url, timeout_s=0.2, connect_wait_s=10) as commands:
        first = await commands.execute("CLIENT", "ID")
        await commands.execute("CLIENT", "PAUSE", 600, "ALL")
        began = time.monotonic()
        outcomes = await asyncio.gather(
            *(commands.execute("INCR", "counter") for _ in range(20)), return_exceptions=True
        )

        assert {type(outcome) for outcome in outcomes} == {Unavailable}
        assert isinstance(outcomes[0], Unavailable)
        assert isinstance(outcomes[0].__cause__, TimeoutError)
        assert 0.19 < time.monotonic() - began < 0.5
        assert await commands.execute("CLIENT", "ID") != first


async def test_a_stalled_loop_is_not_a_time_out(engine_url: str) -> None:
    async with await Commands.connect(engine_url, timeout_s=0.1) as commands:
        for _ in range(5):
            reply = commands.execute("PING")
            await asyncio.sleep(0)  # it is written
            await asyncio.sleep(0)  # its clock runs
            time.sleep(0.2)  # noqa: ASYNC251 - the stall

            assert await reply == b"PONG"


async def test_a_frozen_server_is_noticed_and_used_again(engine: Engine, until: "Until") -> None:
    assert engine.pid is not None
    async with await Commands.connect(engine.url, timeout_s=0.2, connect_wait_s=10) as commands:
        os.kill(engine.pid, signal.SIGSTOP)
        with pytest.raises(Unavailable):
            await commands.execute("PING")
        os.kill(engine.pid, signal.SIGCONT)

        assert await commands.execute("PING") == b"PONG"


async def test_killed_connections_under_load_lose_no_order(own: Commands) -> None:
    async def kill_again_and_again() -> None:
        for _ in range(5):
            await asyncio.sleep(0.02)
            with contextlib.suppress(Unavailable):
                await own.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no")

    async def ask(number: int) -> tuple[int, int]:
        answered = refused = 0
        while not killing.done():
            word = f"{number}/{answered}/{refused}".encode()
            try:
                assert await own.execute("ECHO", word) == word
                answered += 1
            except Unavailable:
                refused += 1
        return answered, refused

    async with asyncio.timeout(30):
        killing = asyncio.create_task(kill_again_and_again())
        counts = await asyncio.gather(*(ask(number) for number in range(100)))
        await killing
    with contextlib.suppress(Unavailable):  # the last kill may not have been noticed before
        await own.execute("PING")

    assert sum(answered for answered, _ in counts) > 1_000
    assert sum(refused for _, refused in counts) > 0
    assert await own.execute("ECHO", "after") == b"after"


async def test_closing_fails_what_is_on_its_way_and_leaves_no_task(engine: Engine) -> None:
    tasks = asyncio.all_tasks()
    commands = await Commands.connect(engine.url)
    await commands.execute("CLIENT", "PAUSE", 60_000, "WRITE")
    outstanding = commands.execute("INCR", "counter")
    await asyncio.sleep(0)

    await commands.aclose()

    with pytest.raises(Unavailable):
        await outstanding
    with pytest.raises(Unavailable):
        await commands.execute("PING")
    assert asyncio.all_tasks() == tasks


async def test_logs_name_the_event_and_never_the_arguments(
    engine: Engine, own: Commands, caplog: pytest.LogCaptureFixture, until: "Until"
) -> None:
    with caplog.at_level(logging.DEBUG):
        await own.run(APPEND, ["canary"], ["canary"])
        await own.execute("CLIENT", "PAUSE", 60_000, "WRITE")
        lost = own.execute("SET", "canary", "canary")
        await asyncio.sleep(0)
        kill(engine)
        with pytest.raises(Unavailable):
            await lost
        await own.execute("PING")

    events = {record.message for record in caplog.records if record.name == "sebaya.store"}
    assert {"engine_link_lost", "engine_link_up"} <= events
    assert "canary" not in str([record.__dict__ for record in caplog.records])


# --- addresses and log-in ---


async def test_an_address_where_nobody_listens_is_unavailable_with_its_cause(short_dir: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        await Commands.connect(f"unix://{short_dir}/nobody.sock", connect_wait_s=0.1)

    assert "nobody.sock" in str(caught.value.__cause__)


@pytest.mark.parametrize(
    "url", ["http://localhost", "redis://localhost?nonsense=1", "redis://localhost:port"]
)
async def test_a_url_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError):
        await Commands.connect(url)


async def test_log_in_and_tcp_are_those_of_redis_py(own: Commands, unused_tcp_port: int) -> None:
    await own.execute("ACL", "SETUSER", "sebaya", "on", ">pass/word", "allcommands", "allkeys")
    await own.execute("CONFIG", "SET", "port", unused_tcp_port)
    url = f"redis://sebaya:{{}}@127.0.0.1:{unused_tcp_port}/2"

    async with await Commands.connect(url.format("pass%2Fword")) as commands:
        assert await commands.execute("ACL", "WHOAMI") == b"sebaya"
        assert b" db=2 " in await commands.execute("CLIENT", "INFO")
    with pytest.raises(Unavailable) as caught:
        await Commands.connect(url.format("wrong"), connect_wait_s=0.3)
    assert "WRONGPASS" in str(caught.value.__cause__) or "password" in str(caught.value.__cause__)


# --- the subscriber ---


async def test_messages_arrive_until_unsubscribed(
    own: Commands, subscriber: Subscriber, heard: Heard
) -> None:
    for channel in ("one", "two"):
        subscriber.subscribe(channel)
        await subscriber.subscribed(channel)
    await own.execute_many([("SPUBLISH", "one", "1"), ("SPUBLISH", "two", "2")])
    subscriber.unsubscribe("one")
    await own.execute_many([("SPUBLISH", "one", "3"), ("SPUBLISH", "two", "4")])
    subscriber.subscribe("end")
    await subscriber.subscribed("end")

    assert heard.messages == [(b"one", b"1"), (b"two", b"2"), (b"two", b"4")]
    assert heard.notices == [b"one", b"two", b"end"]
    assert subscriber.channels == {b"two", b"end"}


async def test_a_killed_subscriber_comes_back_with_a_notice_for_every_channel(
    own: Commands, subscriber: Subscriber, heard: Heard, until: "Until"
) -> None:
    names = {f"channel-{number}".encode() for number in range(500)}
    for name in names:
        subscriber.subscribe(name)
    await until("all are subscribed", lambda: len(heard.notices) == 500)

    for round_count in (2, 3):
        assert await own.execute("CLIENT", "KILL", "TYPE", "pubsub") == 1
        await until("all are subscribed again", lambda: len(heard.notices) == 500 * round_count)  # noqa: B023 - used at once

    assert set(heard.notices[-500:]) == names
    await own.execute("SPUBLISH", "channel-7", "hello")
    await until("a message arrives", lambda: heard.messages == [(b"channel-7", b"hello")])


async def test_what_is_wanted_while_the_link_is_down_is_subscribed_later(
    engine: Engine, subscriber: Subscriber, heard: Heard, until: "Until"
) -> None:
    subscriber.subscribe("dropped")
    await subscriber.subscribed("dropped")
    kill(engine)
    await until("the loss is noticed", lambda: not subscriber.is_up)
    subscriber.unsubscribe("dropped")
    subscriber.subscribe("wanted")

    await subscriber.subscribed("wanted", 10)

    assert heard.notices == [b"dropped", b"wanted"]


async def test_only_the_last_of_several_requests_confirms(subscriber: Subscriber, heard: Heard) -> None:
    for _ in range(3):
        subscriber.subscribe("channel")
        subscriber.unsubscribe("channel")
    subscriber.subscribe("channel")

    await subscriber.subscribed("channel")

    assert heard.notices == [b"channel"]


async def test_a_callback_that_raises_is_logged_without_the_message_and_ends_nothing(
    engine: Engine, own: Commands, caplog: pytest.LogCaptureFixture, until: "Until"
) -> None:
    good: list[bytes] = []

    def listen(channel: bytes, content: bytes) -> None:
        if content == b"canary":
            raise ValueError(content)
        good.append(content)

    async with await Subscriber.connect(engine.url, listen, lambda channel: None) as subscriber:
        subscriber.subscribe("channel")
        await subscriber.subscribed("channel")
        await own.execute_many([("SPUBLISH", "channel", "canary"), ("SPUBLISH", "channel", "good")])
        await until("the second message arrives", lambda: good == [b"good"])

    assert "subscriber_callback_failed" in caplog.messages
    assert "canary" not in str([record.__dict__ for record in caplog.records])


async def test_a_dead_link_is_found_by_the_watchdog(
    engine: Engine, heard: Heard, monkeypatch: pytest.MonkeyPatch, until: "Until"
) -> None:
    assert connection.PING_S * (connection.UNANSWERED_PINGS + 1) <= 5
    monkeypatch.setattr(connection, "PING_S", 0.05)
    assert engine.pid is not None
    async with await Subscriber.connect(engine.url, heard.message, heard.notices.append) as subscriber:
        subscriber.subscribe("channel")
        await subscriber.subscribed("channel")
        os.kill(engine.pid, signal.SIGSTOP)
        await until("the link is given up", lambda: not subscriber.is_up)
        os.kill(engine.pid, signal.SIGCONT)

        await subscriber.subscribed("channel", 10)

    assert heard.notices == [b"channel", b"channel"]


async def test_an_idle_link_stays(engine: Engine, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PING_S", 0.01)
    async with await Subscriber.connect(engine.url, heard.message, heard.notices.append) as subscriber:
        subscriber.subscribe("channel")
        await subscriber.subscribed("channel")
        await asyncio.sleep(0.3)  # thirty pings

        assert heard.notices == [b"channel"]


async def test_waiting_for_a_subscription_has_an_end(
    engine: Engine, subscriber: Subscriber, until: "Until"
) -> None:
    with pytest.raises(ValueError, match="subscribe"):
        await subscriber.subscribed("never asked for")
    await engine.stop()
    await until("the loss is noticed", lambda: not subscriber.is_up)
    subscriber.subscribe("channel")

    with pytest.raises(Unavailable):
        await subscriber.subscribed("channel", 0.1)

    waiting = asyncio.create_task(subscriber.subscribed("channel", 10))
    await asyncio.sleep(0)
    subscriber.unsubscribe("channel")
    with pytest.raises(Unavailable):
        await asyncio.wait_for(waiting, 1)
