"""The one place where parts are put together: stores, screening, hub, clock, HTTP side and socket side."""

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from chatserver.actions.service import Service
from chatserver.clock import Clock
from chatserver.domain.errors import Unavailable
from chatserver.hub.hub import Hub
from chatserver.settings import Settings
from chatserver.store.connection import Commands
from chatserver.store.store import Store
from chatserver.store.vault import KeyRing, Vault
from chatserver.web import routes
from chatserver.web.socket import SocketApp
from moderation.screening import screen

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]


def now_ms() -> int:
    """Return the wall clock in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


@contextlib.asynccontextmanager
async def open_service(redis_url: str, keys_dir: Path) -> AsyncIterator[Service]:
    """Connect to the store and put the service together.

    Raises:
        Unavailable: the store does not answer.
        ValueError: the url is not one.
    """
    async with await Commands.connect(redis_url) as commands:
        yield Service(Store(commands, Vault(KeyRing(keys_dir))), screen, now_ms)


class App:
    """The ASGI callable of one web process; its lifespan is the hub's and the clock's.

    Args:
        settings: with the address of the store filled in.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._hub: Hub | None = None
        self._http: AsgiApp = _not_started
        self._socket: AsgiApp = _not_started
        self.failure: BaseException | None = None  # why the start failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or the lifespan."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._http(scope, receive, send)

    async def drain(self) -> None:
        """Send every socket away, spread over some seconds; new ones are sent away at once."""
        if self._hub is not None:
            await self._hub.drain()

    @contextlib.asynccontextmanager
    async def _started(self) -> AsyncIterator[None]:
        async with open_service(self._settings.redis_url, self._settings.keys) as service:
            hub = Hub(service.store, self._settings.redis_url, service.now)
            await hub.start()
            clock = asyncio.create_task(Clock(service, secrets.token_hex(8)).run(), name="clock")
            try:
                self._hub = hub
                self._socket = SocketApp(hub, service)
                self._http = routes.build(hub, service)
                yield
            finally:
                clock.cancel()
                await asyncio.wait([clock])
                await hub.stop()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()  # lifespan.startup
        async with contextlib.AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(self._started())
            except (Unavailable, ValueError, OSError) as error:
                self.failure = error
                await send({"type": "lifespan.startup.failed", "message": ""})
                return
            await send({"type": "lifespan.startup.complete"})
            await receive()  # lifespan.shutdown
        await send({"type": "lifespan.shutdown.complete"})


def create_app(settings: Settings) -> App:
    """Return the ASGI app of one web process."""
    return App(settings)


async def _not_started(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("the lifespan has not begun")
