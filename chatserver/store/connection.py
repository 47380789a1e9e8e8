"""One command connection and one subscriber per hub: everything Sebaya says to its Redis goes through here.

Commands of one loop tick leave in one write and their replies come back in order, so a single connection
carries thousands of concurrent commands for a third of the CPU of a pool. redis-py opens the connection
(address, TLS, log-in, protocol version); nothing is ever sent twice. What is sent, and what a reply means,
is the business of scripts.py and the modules beside it. Never send a command that blocks (XREAD BLOCK,
BZPOPMIN): everything behind it would wait too.

Only two names of redis-py 8.1 that it does not document are used: `Connection._reader` and
`Connection._writer`, both in `_Line._open`. The version is pinned; a test fails when they move.
"""

import asyncio
import contextlib
import hashlib
import logging
import random
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Self

import hiredis
from redis.asyncio.connection import AbstractConnection, Connection, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import InvalidResponse, NoScriptError, RedisError, ResponseError

from chatserver.domain.errors import Unavailable

log = logging.getLogger("sebaya.store")

Argument = bytes | str | int | float

#: What a reply is depends on the command: bytes, int, float, None, a list or a dict of these (RESP3).
Reply = Any

CONNECT_S = 3.0  # seconds for connecting and logging in
COMMAND_S = 5.0  # seconds until a command without a reply costs the connection; the disk's tail is 10 ms
CONNECT_WAIT_S = 2.0  # seconds a command waits for a lost connection to be back, before it is sent
STALL_S = 0.05  # seconds of grace before a time-out counts: a stalled loop has replies still unread
IN_FLIGHT = 8_192  # commands without a reply; about 0.1 s of work for one Redis core
BACKOFF_S = (0.05, 2.0)  # seconds before the first and the last attempt to reconnect, jittered
STEADY_S = 0.3  # seconds a connection must have lived for back-off to start anew
PING_S = 1.0  # seconds between the watchdog's pings on the subscriber
UNANSWERED_PINGS = 4  # then the link is dead; with PING_S: found within 5 s
READ_BYTES = 65_536

# First words of error replies after which the same command may succeed a little later or elsewhere.
# The command was not carried out (for a script: it may have been, up to its first write).
UNAVAILABLE_REPLIES = frozenset(
    {
        "BUSY",  # a script runs for too long
        "CLUSTERDOWN",
        "LOADING",  # reading its log back after a start
        "MASTERDOWN",
        "MISCONF",  # the disk is full or failing
        "NOREPLICAS",  # fewer replicas than min-replicas-to-write
        "OOM",
        "READONLY",  # demoted by a failover
    }
)

# After these the server stays wrong for as long as we stay connected to it.
WRONG_SERVER_REPLIES = frozenset({"READONLY", "MASTERDOWN"})

_MORE = object()  # hiredis: the buffer holds no further whole reply

_pack: Callable[[tuple[Argument, ...]], bytes] = hiredis.pack_command  # type: ignore[assignment]  # its stub says one argument


class Script:
    """A Lua script, known to the server by the SHA-1 of its text.

    Args:
        source: its text. Never build it from what people write.
        name: for logs.
    """

    __slots__ = ("name", "sha1", "source")

    def __init__(self, source: str, name: str) -> None:
        self.source = source
        self.name = name
        self.sha1 = hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()

    def __repr__(self) -> str:
        return f"Script({self.name!r})"


class Commands:
    """The multiplexed command connection; any number of tasks of one event loop may use it at once.

    A lost connection fails what is on its way with `Unavailable` (the outcome is unknown, so only a command
    that is safe to run twice may be sent again) and is opened again in the background. Commands issued
    meanwhile wait for up to `connect_wait_s`; they fail with `Unavailable` without having been sent.

    Args:
        url: `unix://`, `redis://` or `rediss://`, as redis-py reads it.
        timeout_s: seconds until a command without a reply costs the connection, since order would be lost.
        connect_wait_s: seconds a command waits for the connection.
        in_flight: commands without a reply; beyond that they fail with `Unavailable`, not sent.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = COMMAND_S,
        connect_wait_s: float = CONNECT_WAIT_S,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._timeout_s = timeout_s
        self._connect_wait_s = connect_wait_s
        self._in_flight = in_flight
        self._line = _Line(url, "sebaya-commands", self._on_up, self._on_reply, self._on_down)
        self._pending: deque[asyncio.Future[Reply]] = deque()
        self._sent_count = 0
        self._answered_count = 0
        # (deadline, value of _sent_count up to which it holds): one entry per tick, not per command
        self._deadlines: deque[tuple[float, int]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        # (deadline, command, future), waiting for a connection
        self._parked: deque[tuple[float, bytes, asyncio.Future[Reply]]] = deque()
        self._parked_timer: asyncio.TimerHandle | None = None

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        timeout_s: float = COMMAND_S,
        connect_wait_s: float = CONNECT_WAIT_S,
        in_flight: int = IN_FLIGHT,
    ) -> Self:
        """Open the connection, and say so when that fails.

        Raises:
            Unavailable: no connection within `connect_wait_s`; its cause says why.
            ValueError: the url is not one.
        """
        commands = cls(url, timeout_s=timeout_s, connect_wait_s=connect_wait_s, in_flight=in_flight)
        try:
            await commands._line.start(connect_wait_s)
        except BaseException:
            await commands.aclose()
            raise
        return commands

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def is_up(self) -> bool:
        """Whether there is a connection at this moment."""
        return self._line.is_up

    @property
    def in_flight_count(self) -> int:
        """Commands without a reply, waiting ones included."""
        return len(self._pending) + len(self._parked)

    def execute(self, *args: Argument) -> asyncio.Future[Reply]:
        """Send one command and return the future of its reply.

        The command is on its way as soon as this returns; cancelling the future does not take it back.

        Raises:
            (from the future) Unavailable: no connection, lost connection, time-out, or a server that can't
                write now. NoScriptError, ResponseError: any other error reply.
        """
        future: asyncio.Future[Reply] = self._loop.create_future()
        packed = _pack(args)
        if self._line.is_up and len(self._pending) < self._in_flight:
            self._send(packed, future)
        elif self._line.is_up or self._line.is_closed or len(self._parked) >= self._in_flight:
            future.set_exception(Unavailable())
        else:
            self._parked.append((self._loop.time() + self._connect_wait_s, packed, future))
            if self._parked_timer is None:
                self._parked_timer = self._loop.call_later(self._connect_wait_s, self._give_up_waiting)
        return future

    async def execute_many(self, commands: Iterable[Sequence[Argument]]) -> list[Reply]:
        """Send several commands in one write; no transaction, others may come between.

        Returns:
            Their replies, in order.

        Raises:
            What `execute` raises: the first error, after all have ended.
        """
        replies = await asyncio.gather(
            *(self.execute(*command) for command in commands), return_exceptions=True
        )
        for reply in replies:
            if isinstance(reply, BaseException):
                raise reply
        return replies

    async def run(
        self, script: Script, keys: Sequence[bytes | str] = (), args: Sequence[Argument] = ()
    ) -> Reply:
        """Run a script by its hash; one the server does not know was not run, so it is loaded and run then.

        Raises:
            What `execute` raises.
        """
        try:
            return await self.execute("EVALSHA", script.sha1, len(keys), *keys, *args)
        except NoScriptError:
            log.debug("script_loaded", extra={"fields": {"script": script.name}})
        # in one write, so only a SCRIPT FLUSH of the same instant comes between
        _, reply = await self.execute_many(
            [
                ("SCRIPT", "LOAD", script.source),
                ("EVALSHA", script.sha1, len(keys), *keys, *args),
            ]
        )
        return reply

    async def aclose(self) -> None:
        """Close for good; what is on its way fails with `Unavailable`."""
        await self._line.aclose()
        if self._parked_timer is not None:
            self._parked_timer.cancel()
        self._fail_parked(until=float("inf"))

    def _on_up(self) -> None:
        if self._parked_timer is not None:
            self._parked_timer.cancel()
            self._parked_timer = None
        while self._parked:
            _, packed, future = self._parked.popleft()
            if future.done():
                continue  # cancelled and not sent: then it need not happen at all
            self._send(packed, future)

    def _send(self, packed: bytes, future: asyncio.Future[Reply]) -> None:
        if self._line.write(packed):
            self._loop.call_soon(self._start_clock)
        self._pending.append(future)
        self._sent_count += 1

    def _on_reply(self, reply: Reply) -> None:
        if not self._pending:
            raise InvalidResponse("a reply to nothing")
        future = self._pending.popleft()
        self._answered_count += 1
        if isinstance(reply, Exception):
            if not future.done():
                future.set_exception(reply)
            if _code(reply) in WRONG_SERVER_REPLIES:
                self._line.drop(reply)
        elif not future.done():
            future.set_result(reply)

    def _on_down(self, reason: BaseException) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._deadlines.clear()
        lost, self._pending = self._pending, deque()
        self._answered_count = self._sent_count
        for future in lost:
            if not future.done():
                future.set_exception(_unavailable(reason))

    def _start_clock(self) -> None:
        """Note by when what this tick has sent must be answered."""
        if not self._pending:
            return
        self._deadlines.append((self._loop.time() + self._timeout_s, self._sent_count))
        if self._timer is None:
            self._timer = self._loop.call_later(self._timeout_s, self._check_clock)

    def _check_clock(self, suspect: int = -1) -> None:
        deadlines = self._deadlines
        while deadlines and deadlines[0][1] <= self._answered_count:
            deadlines.popleft()
        self._timer = None
        if not deadlines:
            return
        deadline = deadlines[0][0]
        if deadline > self._loop.time():
            self._timer = self._loop.call_at(deadline, self._check_clock)
        elif self._answered_count == suspect:
            self._line.drop(TimeoutError(f"no reply within {self._timeout_s} s"))
        else:
            self._timer = self._loop.call_later(STALL_S, self._check_clock, self._answered_count)

    def _give_up_waiting(self) -> None:
        self._parked_timer = None
        self._fail_parked(until=self._loop.time())
        if self._parked:
            self._parked_timer = self._loop.call_at(self._parked[0][0], self._give_up_waiting)

    def _fail_parked(self, until: float) -> None:
        while self._parked and self._parked[0][0] <= until:
            _, _, future = self._parked.popleft()
            if not future.done():
                future.set_exception(_unavailable(self._line.reason))


class Subscriber:
    """The connection for sharded pub/sub: what is wanted stays subscribed over every reconnection.

    Pub/sub is only the wake-up: whatever was published while the link was away is gone. So each notice of
    a subscription, the first one and every later one, means "there may be a gap; compare with the stream".

    Args:
        url: as for `Commands`.
        on_message: (channel, data) of each message. Must not block; what it raises is logged.
        on_subscribed: (channel) after each notice that a wanted channel is subscribed. The same.
    """

    def __init__(
        self,
        url: str,
        on_message: Callable[[bytes, bytes], None],
        on_subscribed: Callable[[bytes], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._on_message = on_message
        self._on_subscribed = on_subscribed
        self._line = _Line(url, "sebaya-subscriber", self._on_up, self._on_reply, self._on_down)
        self._wanted: set[bytes] = set()
        self._confirmed: set[bytes] = set()
        # channel -> SSUBSCRIBEs without a notice; only the last notice confirms, since a SUNSUBSCRIBE may
        # be between the two
        self._asked: dict[bytes, int] = {}
        self._waiters: dict[bytes, list[asyncio.Future[None]]] = {}
        self._watchdog: asyncio.TimerHandle | None = None
        self._unanswered_pings = 0

    @classmethod
    async def connect(
        cls,
        url: str,
        on_message: Callable[[bytes, bytes], None],
        on_subscribed: Callable[[bytes], None],
    ) -> Self:
        """Open the connection, and say so when that fails.

        Raises:
            Unavailable: no connection within CONNECT_WAIT_S; its cause says why.
            ValueError: the url is not one.
        """
        subscriber = cls(url, on_message, on_subscribed)
        try:
            await subscriber._line.start(CONNECT_WAIT_S)
        except BaseException:
            await subscriber.aclose()
            raise
        return subscriber

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    @property
    def is_up(self) -> bool:
        """Whether there is a connection at this moment."""
        return self._line.is_up

    @property
    def channels(self) -> frozenset[bytes]:
        """The channels asked for."""
        return frozenset(self._wanted)

    def subscribe(self, channel: bytes | str) -> None:
        """Want a channel from now on; asking again changes nothing."""
        name = _name(channel)
        if name not in self._wanted:
            self._wanted.add(name)
            self._ask(name)

    def unsubscribe(self, channel: bytes | str) -> None:
        """Want a channel no longer; a message that is on its way is dropped."""
        name = _name(channel)
        if name in self._wanted:
            self._wanted.discard(name)
            self._confirmed.discard(name)
            if self._line.is_up:
                self._line.write(_pack(("SUNSUBSCRIBE", name)))
            for waiter in self._waiters.pop(name, ()):
                if not waiter.done():
                    waiter.set_exception(Unavailable())

    async def subscribed(self, channel: bytes | str, timeout_s: float = COMMAND_S) -> None:
        """Wait until a wanted channel is subscribed: messages published from then on arrive.

        Raises:
            Unavailable: not within `timeout_s`.
        """
        name = _name(channel)
        if name not in self._wanted:
            raise ValueError("subscribe to the channel first")
        if name in self._confirmed:
            return
        waiter: asyncio.Future[None] = self._loop.create_future()
        waiters = self._waiters.setdefault(name, [])
        waiters.append(waiter)
        try:
            async with asyncio.timeout(timeout_s):
                await waiter
        except TimeoutError as error:
            raise _unavailable(self._line.reason or error) from None
        finally:
            with contextlib.suppress(ValueError):
                waiters.remove(waiter)
            if not waiters and self._waiters.get(name) is waiters:
                del self._waiters[name]

    async def aclose(self) -> None:
        """Close for good."""
        await self._line.aclose()
        self._wanted.clear()
        for waiters in self._waiters.values():
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(Unavailable())

    def _ask(self, name: bytes) -> None:
        if self._line.is_up:  # else _on_up asks for everything wanted
            self._asked[name] = self._asked.get(name, 0) + 1
            # one command per channel: in a cluster the channels of one command must share a slot
            self._line.write(_pack(("SSUBSCRIBE", name)))

    def _on_up(self) -> None:
        self._unanswered_pings = 0
        self._watchdog = self._loop.call_later(PING_S, self._watch)
        for name in self._wanted:
            self._ask(name)

    def _on_reply(self, reply: Reply) -> None:
        self._unanswered_pings = 0
        if not isinstance(reply, hiredis.PushNotification):
            if isinstance(reply, Exception):
                log.error("subscribe_refused", extra={"fields": {"error": _code(reply)}})
            return  # a pong
        kind, channel, content = reply
        if kind == b"smessage":
            if channel in self._wanted:
                self._call(self._on_message, channel, content)
        elif kind == b"ssubscribe":
            left = self._asked.pop(channel, 1) - 1
            if left > 0:
                self._asked[channel] = left
            elif channel in self._wanted:
                self._confirmed.add(channel)
                for waiter in self._waiters.pop(channel, ()):
                    if not waiter.done():
                        waiter.set_result(None)
                self._call(self._on_subscribed, channel)
        elif kind == b"sunsubscribe" and channel in self._confirmed:
            # not asked for by us: the slot moved to another node
            self._confirmed.discard(channel)
            self._line.drop(RedisError("unsubscribed by the server"))

    def _on_down(self, reason: BaseException) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
            self._watchdog = None
        self._confirmed.clear()
        self._asked.clear()

    def _watch(self) -> None:
        if self._unanswered_pings >= UNANSWERED_PINGS:
            self._watchdog = None
            self._line.drop(TimeoutError(f"{self._unanswered_pings} pings without an answer"))
            return
        self._unanswered_pings += 1
        self._line.write(_pack(("PING",)))
        self._watchdog = self._loop.call_later(PING_S, self._watch)

    def _call(self, callback: Callable[..., None], *args: bytes) -> None:
        try:
            callback(*args)
        except Exception as error:  # one topic's bug must not end the delivery of all others
            # not the text of the error: it may quote a message
            log.error(
                "subscriber_callback_failed",
                extra={"fields": {"error": type(error).__name__, "at": _place(error)}},
            )


class _Line:
    """Keeps one connection: opens it, batches writes per tick, reads replies, opens it again when lost.

    Args:
        url: of the server.
        client_name: shown in CLIENT LIST.
        on_up: called when a connection is there, before anything else is sent on it.
        on_reply: called with each reply in order; raising means the order is lost, and drops the connection.
        on_down: called with the reason, once after each on_up.
    """

    def __init__(
        self,
        url: str,
        client_name: str,
        on_up: Callable[[], None],
        on_reply: Callable[[Reply], None],
        on_down: Callable[[BaseException], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._client_name = client_name
        self._on_up = on_up
        self._on_reply = on_reply
        self._on_down = on_down
        self._new_connection = _connection_factory(url, client_name)
        self._out: list[bytes] = []
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None
        self._came_up = asyncio.Event()
        self.is_up = False
        self.is_closed = False
        #: why there is no connection, or why the last one was lost
        self.reason: BaseException | None = None

    async def start(self, wait_s: float) -> None:
        """Connect, and go on connecting in the background until aclose().

        Raises:
            Unavailable: not connected within `wait_s`.
        """
        self._task = asyncio.create_task(self._run(), name=self._client_name)
        try:
            async with asyncio.timeout(wait_s):
                await self._came_up.wait()
        except TimeoutError as error:
            raise _unavailable(self.reason or error) from (self.reason or error)

    async def aclose(self) -> None:
        """End the connection and its task."""
        self.is_closed = True
        self.drop(RedisError("closed"))
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])  # its last act is a close bounded by CONNECT_S
            self._task = None

    def write(self, packed: bytes) -> bool:
        """Send with everything else of this tick; True for the first of the tick. Only while `is_up`."""
        out = self._out
        out.append(packed)
        if len(out) == 1:
            self._loop.call_soon(self._flush)
            return True
        return False

    def drop(self, reason: BaseException) -> None:
        """Give the connection up at once; nothing that comes on it is handed on any more."""
        if self._writer is not None:
            self.is_up = False
            self.reason = reason
            self._out.clear()
            self._writer.transport.abort()
            self._writer = None
            self._on_down(reason)

    def _flush(self) -> None:
        if self._writer is not None and self._out:
            self._writer.write(b"".join(self._out))
        self._out.clear()

    async def _run(self) -> None:
        first, last = BACKOFF_S
        delay = first
        failures = 0
        while True:
            connection = self._new_connection()
            opened_at = self._loop.time()
            try:
                reader = await self._open(connection)
                opened_at = self._loop.time()
                log.info(
                    "engine_link_up", extra={"fields": {"link": self._client_name, "failures": failures}}
                )
                failures = 0
                await self._read(reader)
                self.drop(ConnectionResetError("closed by the server"))
            except Exception as error:  # a refused or broken connection, or a bug of a callback
                self.drop(error)
                self.reason = error
            finally:  # also when cancelled by aclose()
                with contextlib.suppress(RedisError):
                    await connection.disconnect()
            failures += 1
            if failures == 1:  # then silence until it is up again
                log.warning(
                    "engine_link_lost",
                    extra={"fields": {"link": self._client_name, "error": _code(self.reason)}},
                )
            if self._loop.time() - opened_at >= STEADY_S:
                delay = first
            await asyncio.sleep(delay * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, no secret
            delay = min(delay * 2, last)

    async def _open(self, connection: AbstractConnection) -> asyncio.StreamReader:
        async with asyncio.timeout(CONNECT_S):
            await connection.connect()  # type: ignore[no-untyped-call]  # redis-py 8.1 leaves it untyped
        reader, self._writer = connection._reader, connection._writer
        assert reader is not None, "redis-py has connected"  # noqa: S101 - a broken assumption about it
        self.is_up = True
        self._came_up.set()
        self._on_up()
        return reader

    async def _read(self, reader: asyncio.StreamReader) -> None:
        # our own parser, not the connection's: a read of it handles one reply in three coroutines
        parser = hiredis.Reader(protocolError=InvalidResponse, replyError=_error_of, notEnoughData=_MORE)
        on_reply = self._on_reply
        while self.is_up and (received := await reader.read(READ_BYTES)):
            parser.feed(received)
            while self.is_up and (reply := parser.gets(False)) is not _MORE:
                on_reply(reply)


def _connection_factory(url: str, client_name: str) -> Callable[[], AbstractConnection]:
    """Read a url the way redis-py does, and leave nothing to its defaults that sends anything twice."""
    options: dict[str, Any] = dict(parse_url(url))
    kind: type[AbstractConnection] = options.pop("connection_class", Connection)
    for name in ("max_connections", "timeout"):  # of its pools
        options.pop(name, None)
    options |= {
        "protocol": 3,
        "retry": Retry(NoBackoff(), 0),
        "retry_on_timeout": False,
        "socket_timeout": CONNECT_S,  # of the log-in; afterwards we read ourselves
        "socket_connect_timeout": CONNECT_S,
        "health_check_interval": 0,
        "client_name": client_name,
        "driver_info": None,  # no CLIENT SETINFO
        "maint_notifications_config": None,
    }

    def new_connection() -> AbstractConnection:
        return kind(**options)

    try:
        new_connection()
    except TypeError as error:
        raise ValueError(f"unknown option in the url of the store: {error}") from None
    return new_connection


def _error_of(text: str) -> Exception:
    """Make the exception for an error reply."""
    code = text.partition(" ")[0]
    if code == "NOSCRIPT":
        return NoScriptError(text, status_code=code)
    # "unknown command" quotes the arguments after these words
    error = ResponseError(text.partition(", with args")[0], status_code=code)
    return _unavailable(error) if code in UNAVAILABLE_REPLIES else error


def _unavailable(reason: BaseException | None) -> Unavailable:
    error = Unavailable()
    error.__cause__ = reason
    return error


def _code(error: BaseException | None) -> str:
    """Name an error for a log: the first word of an error reply, else its class."""
    if isinstance(error, Unavailable):
        error = error.__cause__
    code = getattr(error, "status_code", None)
    return code if isinstance(code, str) else type(error).__name__


def _place(error: BaseException) -> str:
    """Say where an error was raised, as "file:line"."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame is not None else "?"


def _name(channel: bytes | str) -> bytes:
    return channel.encode() if isinstance(channel, str) else channel
