"""One socket as the hub sees it: who it is, what it has open, and a bounded outbox with one writer.

Knows no web framework: the edge gives it two coroutines, one that sends bytes and one that closes.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from chatserver.domain.limits import OUTBOX_FRAMES
from chatserver.domain.people import Actor
from chatserver.protocol.close import Close
from chatserver.protocol.codec import encode
from chatserver.protocol.server import ServerFrame

SEND_S = 10.0  # seconds until a reader that takes nothing is given up
CLOSE_S = 1.0  # seconds that a close frame may wait for the peer


class Connection:
    """A live socket.

    Args:
        actor: who said hello on it.
        send: writes one text frame; may wait for the peer.
        close: closes the socket with a code.
        now: ms, of the first frame.
    """

    def __init__(
        self,
        actor: Actor,
        send: Callable[[bytes], Awaitable[None]],
        close: Callable[[Close], Awaitable[None]],
        now: int,
    ) -> None:
        self.actor = actor
        self.session = ""  # hash of the token that opened it
        self.held: dict[str, int] = {}  # open topic -> highest seq sent on this socket
        self.heard_at = now
        self.touched_at = 0
        self.is_off_duty = False
        self.closing: Close | None = None
        self._send = send
        self._close = close
        self._outbox: deque[bytes] = deque()
        self._wake = asyncio.Event()

    def push(self, frame: ServerFrame) -> None:
        """Queue a frame."""
        self.push_bytes(encode(frame))

    def push_bytes(self, frame: bytes) -> None:
        """Queue an encoded frame; a socket with a full outbox is closed, to come back and resume."""
        if self.closing is not None:
            return
        if len(self._outbox) >= OUTBOX_FRAMES:
            self.shut(Close.SLOW_READER)
            return
        self._outbox.append(frame)
        self._wake.set()

    def shut(self, code: Close) -> None:
        """Close after what is queued; a slow reader at once."""
        if self.closing is None:
            self.closing = code
            if code is Close.SLOW_READER:
                self._outbox.clear()
            self._wake.set()

    async def drained(self) -> None:
        """Wait until the outbox is at most half full: for long replays to a slow link."""
        while self.closing is None and len(self._outbox) > OUTBOX_FRAMES // 2:  # noqa: ASYNC110 - rare and short
            await asyncio.sleep(0.01)

    async def write(self) -> None:
        """Send what is queued until the socket is shut; owned by the edge as one task."""
        while True:
            while self._outbox:
                frame = self._outbox.popleft()
                try:
                    # Not `wait_for`: in Python 3.11 it swallows a cancellation that comes as the send ends,
                    # and this task, and with it the socket, would stay for ever.
                    async with asyncio.timeout(SEND_S):
                        await self._send(frame)
                except TimeoutError:
                    self._outbox.clear()  # also where it was shut for another reason before
                    self.shut(Close.SLOW_READER)
            if self.closing is not None and not self._outbox:
                with contextlib.suppress(
                    TimeoutError
                ):  # a peer that takes nothing takes no close frame either
                    async with asyncio.timeout(CLOSE_S):
                        await self._close(self.closing)
                return
            self._wake.clear()
            await self._wake.wait()
