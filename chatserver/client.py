"""A client of `chat.v1` in Python: resumes by sequence, sends unanswered commands again, never shows twice.

Used by `sebaya demo` and by the journeys; no server code imports it.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from typing import Any, Self

import msgspec
import websockets
from websockets.asyncio.client import ClientConnection

from chatserver.domain.limits import MAX_TOPICS
from chatserver.protocol import codec
from chatserver.protocol.close import comes_back
from chatserver.protocol.server import Error, Event, Ok, Opened, Pong, ServerFrame, Welcome

PING_S = 8.0  # seconds
DEAD_S = 10.0  # seconds without an answer to a ping until the link counts as dead
BACKOFF_S = 4.0  # longest random wait before connecting again


class Refused(Exception):
    """A command was answered by `error`; `frame` is it."""

    def __init__(self, frame: Error) -> None:
        super().__init__(f"{frame.code}: {frame.message}")
        self.frame = frame


class Client:
    """One person on one link at a time.

    Args:
        urls: addresses of `/ws`; after a lost link the next one is tried.
        programme: for a new seeker.
        token: for staff, or a seeker who comes back.
        on_frame: told of every frame that is new to this client, in order.
    """

    def __init__(
        self,
        urls: Sequence[str],
        *,
        programme: str = "",
        token: str = "",
        on_frame: Callable[[ServerFrame], None] | None = None,
    ) -> None:
        self.urls = list(urls)
        self.programme, self.token = programme, token
        self.frames: list[ServerFrame] = []
        self.events: dict[str, list[Event]] = {}
        self.held: dict[str, int] = {}
        self.epochs: dict[str, str] = {}
        self.welcome: Welcome | None = None
        self.links = 0
        self.closed_with: int | None = None
        self._on_frame = on_frame
        self._answers: dict[str, tuple[str, asyncio.Future[Ok]]] = {}
        self._news = asyncio.Condition()
        self._socket: ClientConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self._ponged = asyncio.Event()
        self._count = 0
        self._stem = f"{random.getrandbits(40):x}"

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        await self.wait("welcome", lambda: self.welcome is not None or self.closed_with is not None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Close for good."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def send(self, t: str, timeout_s: float = 30.0, **fields: Any) -> Ok:
        """Send a command and return its `ok`, whatever happens to the link meanwhile.

        Raises:
            Refused: it was answered by an `error` that can't be retried.
            TimeoutError: no answer in time.
        """
        self._count += 1
        id = fields.pop("id", None) or f"{self._stem}-{self._count}"
        raw = msgspec.json.encode({"t": t, "id": id, **fields}).decode()
        future: asyncio.Future[Ok] = asyncio.get_running_loop().create_future()
        self._answers[id] = (raw, future)
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    await self._write(raw)
                    try:
                        return await asyncio.shield(future)
                    except Refused as refused:
                        if not refused.frame.retry:
                            raise
                        await asyncio.sleep(refused.frame.retry_ms / 1000)
                        future = asyncio.get_running_loop().create_future()
                        self._answers[id] = (raw, future)
        finally:
            self._answers.pop(id, None)

    async def tell(self, t: str, **fields: Any) -> None:
        """Send a frame that gets no answer."""
        await self._write(msgspec.json.encode({"t": t, **fields}).decode())

    async def wait(self, what: str, found: Callable[[], Any], timeout_s: float = 20.0) -> Any:
        """Wait until `found()` is true and return it; raise `TimeoutError` naming `what` else."""
        try:
            async with asyncio.timeout(timeout_s), self._news:
                while not (result := found()):
                    await self._news.wait()
                return result
        except TimeoutError:
            raise TimeoutError(f"waited {timeout_s:.0f} s for {what}") from None

    async def sees(self, kind: type[ServerFrame], /, timeout_s: float = 20.0, **wanted: Any) -> Any:
        """Wait for a frame of this kind whose fields are these, and return it."""

        def found() -> ServerFrame | None:
            for frame in self.frames:
                if isinstance(frame, kind) and all(getattr(frame, k) == v for k, v in wanted.items()):
                    return frame
            return None

        return await self.wait(f"{kind.__name__} {wanted}", found, timeout_s)

    async def hears(self, topic: str, timeout_s: float = 20.0, **wanted: Any) -> Event:
        """Wait for an entry of a log whose fields are these, and return its event."""

        def found() -> Event | None:
            for event in self.events.get(topic, []):
                if all(getattr(event.entry, k) == v for k, v in wanted.items()):
                    return event
            return None

        result: Event = await self.wait(f"entry {list(wanted)} in {topic[:12]}…", found, timeout_s)
        return result

    def cut(self) -> None:
        """Drop the link as a bad network does; the client comes back by itself."""
        if self._socket is not None:
            self._socket.transport.abort()

    async def _write(self, raw: str) -> None:
        socket = self._socket
        if socket is None or self.welcome is None:
            return  # sent after the next welcome
        try:
            await socket.send(raw)
        except websockets.ConnectionClosed:
            return  # the same

    async def _run(self) -> None:
        attempt = 0
        while True:
            url = self.urls[(self.links + attempt) % len(self.urls)]
            try:
                async with websockets.connect(
                    url, subprotocols=[websockets.Subprotocol(codec.SUBPROTOCOL)], ping_interval=None,
                    compression=None, max_size=2**20, proxy=None,
                ) as socket:  # fmt: skip
                    attempt = 0
                    await self._talk(socket)
            except websockets.ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd else 1006
                if not comes_back(code):
                    self.closed_with = code
                    await self._notify()
                    return
                if code == 4001:
                    self.token = ""
            except (OSError, websockets.InvalidHandshake, TimeoutError):
                pass
            finally:
                self._socket = None
            attempt += 1
            await asyncio.sleep(random.uniform(0, min(BACKOFF_S, 0.1 * 2**attempt)))  # noqa: S311 - jitter

    async def _talk(self, socket: ClientConnection) -> None:
        topics = [
            {"topic": topic, "since": since, "epoch": self.epochs.get(topic, "")}
            for topic, since in list(self.held.items())[-MAX_TOPICS:]
        ]
        hello = {"t": "hello", "programme": self.programme, "token": self.token, "topics": topics}
        await socket.send(msgspec.json.encode(hello).decode())
        pinger: asyncio.Task[None] | None = None
        try:
            async for raw in socket:
                frame = codec.decode_server(raw)
                if isinstance(frame, Welcome):
                    self.welcome = frame
                    self.token = frame.token or self.token
                    self._socket = socket
                    self.links += 1
                    pinger = pinger or asyncio.create_task(self._ping(socket))
                    for again, _ in list(self._answers.values()):
                        await socket.send(again)
                await self._take(frame)
            raise websockets.ConnectionClosedOK(
                socket.protocol.close_rcvd, socket.protocol.close_sent, socket.protocol.close_rcvd_then_sent
            )
        finally:
            self._socket = None
            if pinger is not None:
                pinger.cancel()
                await asyncio.gather(pinger, return_exceptions=True)

    async def _take(self, frame: ServerFrame) -> None:
        if isinstance(frame, Event):
            if frame.seq <= self.held.get(frame.topic, 0):
                return  # shown already
            if frame.seq != self.held.get(frame.topic, 0) + 1:
                await self.tell(
                    "topic.open",
                    id=f"gap-{frame.seq}",
                    topic=frame.topic,
                    since=self.held.get(frame.topic, 0),
                )
                return
            self.held[frame.topic] = frame.seq
            self.events.setdefault(frame.topic, []).append(frame)
        elif isinstance(frame, Opened):
            if frame.reset:
                self.held[frame.topic] = 0
                self.events[frame.topic] = []
            self.epochs[frame.topic] = frame.epoch
            self.held.setdefault(frame.topic, 0)
        elif isinstance(frame, Ok | Error):
            _, future = self._answers.get(frame.id, ("", None))
            if future is not None and not future.done():
                if isinstance(frame, Ok):
                    future.set_result(frame)
                else:
                    future.set_exception(Refused(frame))
        elif isinstance(frame, Pong):
            self._ponged.set()
            return
        self.frames.append(frame)
        if self._on_frame is not None:
            self._on_frame(frame)
        await self._notify()

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def _ping(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(PING_S)
            self._ponged.clear()
            try:
                await socket.send('{"t":"ping"}')
                await asyncio.wait_for(self._ponged.wait(), DEAD_S)
            except (TimeoutError, websockets.ConnectionClosed):
                socket.transport.abort()
                return
