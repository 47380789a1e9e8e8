"""`/ws`: handshake, hello, read loop. Frames go to `commands.py`, sockets to the hub."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from chatserver.actions import accounts, conversations, presence
from chatserver.actions.service import Service
from chatserver.domain.errors import InvalidField, NotFound, NotSignedIn, SebayaError, TooMany, Unavailable
from chatserver.domain.ids import Log, topic_of
from chatserver.domain.limits import (
    BURST,
    CONSOLE_PING_S,
    DANGER_BURST,
    DANGER_PER_S,
    HELLO_S,
    MAX_FRAME_BYTES,
    MESSAGE_BURST,
    MESSAGES_PER_S,
    PING_S,
    RATE_PER_S,
    TYPING_S,
    Bucket,
    Limits,
)
from chatserver.domain.people import Actor, Role
from chatserver.domain.presence import TOUCH_EVERY_S
from chatserver.domain.roles import check
from chatserver.domain.safety import FLAG_LEVEL, Author, Document
from chatserver.hub.connection import Connection
from chatserver.hub.hub import Hub
from chatserver.protocol import client, codec
from chatserver.protocol.close import REASONS, Close
from chatserver.protocol.server import Error, Pong, ServerFrame, TopicState, Welcome, You
from chatserver.web.commands import Desk, carry_out
from chatserver.web.security import STAFF_ROLES, is_same_origin, session_of

log = logging.getLogger("sebaya.web")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class _Gone(Exception):
    """The peer has closed the socket."""


class _Refused(Exception):
    """The socket is closed with a code that says why."""

    def __init__(self, code: Close) -> None:
        self.code = code


class SocketApp:
    """The ASGI callable for WebSocket scopes."""

    def __init__(self, hub: Hub, service: Service) -> None:
        self._hub = hub
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket from its handshake to its end."""
        await receive()  # websocket.connect
        if scope["path"] != "/ws" or scope.get("query_string"):
            await send({"type": "websocket.close", "code": 1000})  # before accept: answered with 403
            return
        offered = scope.get("subprotocols") or []
        named = codec.SUBPROTOCOL if codec.SUBPROTOCOL in offered else None
        await send({"type": "websocket.accept", "subprotocol": named})
        session = _Session(self._hub, self._service, dict(scope), receive, send)
        try:
            if offered and named is None:
                raise _Refused(Close.WRONG_VERSION)
            await session.serve()
        except _Refused as refused:
            await _close(send, refused.code)
        except _Gone:
            pass


class _Session:
    """One socket's life."""

    def __init__(
        self, hub: Hub, service: Service, scope: dict[str, Any], receive: Receive, send: Send
    ) -> None:
        self._hub, self._service = hub, service
        self._scope, self._receive, self._send_event = scope, receive, send
        now = service.now()
        self._frames = Bucket(BURST, RATE_PER_S, now)
        self._messages = Bucket(MESSAGE_BURST, MESSAGES_PER_S, now)
        self._danger = Bucket(DANGER_BURST, DANGER_PER_S, now)
        self._typed_at = 0

    async def serve(self) -> None:
        """Wait for hello, then read frames until the socket ends."""
        if self._hub.is_draining:
            raise _Refused(Close.RESTARTING)
        hello = await self._hello()
        actor, token = await self._actor(hello)
        connection = Connection(actor, self._write, self._close, self._service.now())
        writer = asyncio.create_task(connection.write())
        reader = asyncio.create_task(self._read(connection, hello, token))
        try:
            await asyncio.wait((reader, writer), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (reader, writer):
                task.cancel()
            results = await asyncio.gather(reader, writer, return_exceptions=True)
            await self._hub.remove(connection)
        for result in results:
            if isinstance(result, _Refused):
                raise result
            if isinstance(result, Exception) and not isinstance(result, _Gone | OSError | RuntimeError):
                log.error("socket_failed", exc_info=result)

    async def _hello(self) -> client.Hello:
        try:
            async with asyncio.timeout(HELLO_S):
                while True:
                    raw = await self._frame()
                    try:
                        frame = codec.decode(raw)
                    except SebayaError as error:
                        await self._tell(codec.error_frame(error, codec.command_id(raw)))
                        continue
                    if isinstance(frame, client.Hello):
                        return frame
                    await self._tell(codec.error_frame(NotSignedIn(), codec.command_id(raw)))
        except TimeoutError:
            raise _Refused(Close.NO_HELLO) from None

    async def _actor(self, hello: client.Hello) -> tuple[Actor, str]:
        """Return who this is, and the token made for a new seeker."""
        try:
            if hello.token:
                return await accounts.actor_of(self._service, hello.token), ""
            if hello.role:
                token = ""
                if hello.role in STAFF_ROLES and is_same_origin(self._scope):
                    token = session_of(self._scope, hello.role)
                return await accounts.actor_of(self._service, token), ""
            return await accounts.new_seeker(self._service, hello.programme)
        except NotSignedIn as error:
            await self._tell(codec.error_frame(error))
            is_stale_seeker = bool(hello.token) and bool(hello.programme)
            raise _Refused(Close.TOKEN_EXPIRED if is_stale_seeker else Close.NOT_SIGNED_IN) from None
        except (NotFound, InvalidField):
            await self._tell(codec.error_frame(NotFound()))
            raise _Refused(Close.NO_PROGRAMME) from None
        except Unavailable as error:
            await self._tell(codec.error_frame(error))
            raise _Refused(Close.RESTARTING) from None

    async def _read(self, connection: Connection, hello: client.Hello, token: str) -> None:
        desk = Desk(self._service, self._hub, connection)
        try:
            await self._welcome(connection, hello, token)
        except Unavailable as error:
            connection.push(codec.error_frame(error))
            connection.shut(Close.RESTARTING)
            return
        while True:
            await connection.drained()  # who does not take the answers is not asked for more
            raw = await self._frame()
            now = self._service.now()
            connection.heard_at = now
            try:
                frame = codec.decode(raw)
                self._limit(connection.actor, frame, now)
                await self._handle(desk, frame, now)
            except SebayaError as error:
                connection.push(codec.error_frame(error, codec.command_id(raw)))
            except _Gone:
                raise
            except Exception as error:
                log.exception("command_failed")
                connection.push(codec.error_frame(error, codec.command_id(raw)))

    async def _welcome(self, connection: Connection, hello: client.Hello, token: str) -> None:
        actor, now = connection.actor, self._service.now()
        await presence.heartbeat(self._service, actor, is_on_duty=True)
        connection.touched_at = now
        await self._hub.add(connection)
        own = await presence.own_conversations(self._service, actor)
        asked = {since.topic: since for since in hello.topics}
        states = [
            TopicState(
                topic=topic_of(Log.CONVERSATION, conversation.id),
                seq=conversation.seq,
                epoch=conversation.epoch,
                state=conversation.state,
            )
            for conversation in own
        ]
        opened = []
        for since in asked.values():
            try:
                log_, conversation, _ = await conversations.open_log(self._service, actor, since.topic)
            except NotFound:
                continue  # no longer theirs; it is not among the topics of the welcome
            opened.append((log_, conversation, since))
            seq = await self._service.store.conversations.last_seq(actor.programme, conversation.id, log_)
            is_reset = since.since > seq or (since.epoch != "" and since.epoch != conversation.epoch)
            states = [state for state in states if state.topic != since.topic]
            states.append(
                TopicState(
                    topic=since.topic,
                    seq=seq,
                    epoch=conversation.epoch,
                    reset=is_reset,
                    state=conversation.state,
                )
            )
        connection.push(
            Welcome(
                you=You(id=actor.id, role=actor.role, programme=actor.programme, alias=actor.alias),
                now=now,
                limits=Limits(ping_s=PING_S if actor.role is Role.SEEKER else CONSOLE_PING_S),
                topics=states,
                token=token,
            )
        )
        for log_, conversation, since in opened:
            await self._hub.open(connection, log_, conversation, since.since, since.epoch)
        if actor.role is Role.SUPPORTER:
            for conversation in own:
                if topic_of(Log.CONVERSATION, conversation.id) not in asked:
                    await self._hub.open_all(connection, conversation)
            await self._hub.send_shift(connection)
        if actor.role in (Role.SEEKER, Role.SUPPORTER):
            await self._hub.send_queue(connection)
        if actor.role in (Role.PROFESSIONAL, Role.COORDINATOR):
            await self._hub.send_desk(connection)

    async def _handle(self, desk: Desk, frame: client.AnyClientFrame, now: int) -> None:
        connection = desk.connection
        if now - connection.touched_at >= TOUCH_EVERY_S * 1000:
            connection.touched_at = now
            await presence.heartbeat(self._service, connection.actor, is_on_duty=not connection.is_off_duty)
        if isinstance(frame, client.Ping):
            connection.push(Pong(now=now, seqs=self._hub.last_seqs(connection)))
        elif isinstance(frame, client.Typing):
            if now - self._typed_at >= TYPING_S * 1000 or not frame.on:
                self._typed_at = now
                check(connection.actor, "typing")
                await conversations.typing(self._service, connection.actor, frame.topic, frame.on)
        elif isinstance(frame, client.Hello):
            raise NotSignedIn("Hello was said already.")
        else:
            connection.push(await carry_out(desk, frame))

    def _limit(self, actor: Actor, frame: client.AnyClientFrame, now: int) -> None:
        """Refuse frames that come too fast, but never a message that shows danger."""
        wait = self._frames.take(now)
        if isinstance(frame, client.MessageSend):
            wait = max(wait, self._messages.take(now))
        if not wait:
            return
        if isinstance(frame, client.MessageSend) and actor.role is Role.SEEKER:
            verdict = self._service.screen(Document(text=frame.text, author=Author.SEEKER))
            if verdict.level >= FLAG_LEVEL and not self._danger.take(now):
                return
        raise TooMany(retry_ms=wait)

    async def _frame(self) -> str:
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise _Gone
        text = event.get("text")
        if text is None:
            raise _Refused(Close.NOT_TEXT)
        if len(text) > MAX_FRAME_BYTES:
            raise _Refused(Close.TOO_BIG)
        return str(text)

    async def _tell(self, frame: ServerFrame | Error) -> None:
        await self._write(codec.encode(frame))

    async def _write(self, raw: bytes) -> None:
        await self._send_event({"type": "websocket.send", "text": raw.decode()})

    async def _close(self, code: Close) -> None:
        await _close(self._send_event, code)


async def _close(send: Send, code: Close) -> None:
    try:
        await send({"type": "websocket.close", "code": int(code), "reason": REASONS.get(code, "")})
    except (OSError, RuntimeError):
        log.debug("closed_already")
