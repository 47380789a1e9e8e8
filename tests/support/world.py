"""A small world for tests: a fresh programme on a real engine, hubs with real sockets, and people who speak.

The hubs run in the test's own loop, each with a server of its own, so that a test can stop one.
"""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chatserver.actions import accounts
from chatserver.actions.service import Service
from chatserver.client import Client
from chatserver.clock import Clock
from chatserver.domain.ids import ProgrammeId
from chatserver.domain.people import Capability, Role
from chatserver.domain.programmes import HelpLine, Programme, TopicLabel
from chatserver.domain.safety import Screen
from chatserver.hub.hub import Hub
from chatserver.protocol.server import Shift
from chatserver.store.connection import Commands
from chatserver.store.store import Store
from chatserver.store.vault import KeyRing, Vault
from chatserver.web.socket import SocketApp
from moderation.screening import screen as real_screen

LINE = HelpLine(
    name="Jalur Contoh",
    how={"id": "Telepon 000", "en": "Call 000"},
    source="invented for tests",
    checked_on="2026-11-24",
)


class FrozenClock:
    """Time that only moves when a test says so."""

    def __init__(self, at: int = 1_800_000_000_000) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at

    def pass_s(self, seconds: float) -> None:
        """Let seconds pass."""
        self.at += int(seconds * 1000)


class World:
    """One programme, one service, any number of hubs and people."""

    def __init__(
        self, service: Service, programme: ProgrammeId, stack: contextlib.AsyncExitStack, url: str
    ) -> None:
        self.service, self.programme = service, programme
        self.clock = Clock(service, secrets.token_hex(4))
        self.urls: list[str] = []
        self._stack, self._url = stack, url

    async def add_hub(self) -> Hub:
        """Start a hub with a server of its own."""
        hub = Hub(self.service.store, self._url, self.service.now)
        await hub.start()
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            SocketApp(hub, self.service), ws="websockets-sansio", lifespan="off", log_level="critical",
            access_log=False, ws_max_size=65_536, ws_ping_interval=None, timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        task = asyncio.create_task(server._serve([listener]))

        async def stop() -> None:
            server.should_exit = True
            await task
            await hub.stop()

        self._stack.push_async_callback(stop)
        self.urls.append(f"ws://127.0.0.1:{listener.getsockname()[1]}/ws")
        return hub

    async def seeker(self, hub: int = 0, **kwargs: Any) -> Client:
        """Open a seeker's page."""
        client = Client([self.urls[hub]], programme=self.programme, **kwargs)
        return await self._stack.enter_async_context(client)

    async def waiting_seeker(self, hub: int = 0, **join: Any) -> tuple[Client, str]:
        """Open a seeker's page and join the queue; return the page and the topic."""
        client = await self.seeker(hub)
        ok = await client.send("seek.join", **{"language": "id", "topics": [], "age_band": "18_plus", **join})
        return client, ok.topic

    async def token(self, login: str, role: Role, **account: Any) -> str:
        """Make an account and return a bearer token for it."""
        made = await accounts.ensure_account(self.service, self.programme, login, role, **account)
        return await accounts.issue_token(self.service, made)

    async def supporter(
        self, login: str = "raka", hub: int = 0, places: int = 2, auto_accept: bool = False, **account: Any
    ) -> Client:
        """Open a console and start a shift."""
        account.setdefault("capabilities", (Capability.ONE_TO_ONE, Capability.MINORS))
        token = await self.token(login, Role.SUPPORTER, **account)
        client = await self._stack.enter_async_context(Client([self.urls[hub]], token=token))
        if places:
            await client.send("availability.set", places=places, auto_accept=auto_accept)
            await client.sees(Shift, places=places)
        return client

    async def professional(self, login: str = "dr.sari", hub: int = 0, **account: Any) -> Client:
        """Open a desk."""
        token = await self.token(login, Role.PROFESSIONAL, **account)
        return await self._stack.enter_async_context(Client([self.urls[hub]], token=token))

    async def paired(self, seeker_hub: int = 0, supporter_hub: int = 0) -> tuple[Client, Client, str]:
        """Return a seeker and a supporter in an active conversation, and its topic."""
        supporter = await self.supporter(hub=supporter_hub, auto_accept=True)
        seeker, topic = await self.waiting_seeker(seeker_hub)
        await seeker.hears(topic, kind="paired")
        await supporter.hears(topic, kind="paired")
        return seeker, supporter, topic


@contextlib.asynccontextmanager
async def new_world(
    url: str, keys: Path, now: Callable[[], int] | None = None, screen: Screen | None = None, **settings: Any
) -> AsyncIterator[World]:
    """Make a fresh programme on the engine at `url`."""
    import time

    programme = ProgrammeId(f"t{secrets.token_hex(6)}")
    async with contextlib.AsyncExitStack() as stack:
        commands = await stack.enter_async_context(await Commands.connect(url))
        store = Store(commands, Vault(KeyRing(keys)))
        service = Service(store, screen or real_screen, now or (lambda: time.time_ns() // 1_000_000))
        made = Programme(
            id=programme,
            name="Uji",
            topics=(
                TopicLabel("family", {"id": "keluarga", "en": "family"}),
                TopicLabel("work", {"id": "kerja", "en": "work"}),
            ),
            help_lines=(LINE,),
            **settings,
        )
        await store.programmes.save(made)
        yield World(service, programme, stack, url)


@pytest.fixture
async def world(engine_url: str, session_dir: Path) -> AsyncIterator[World]:
    """A world with one hub."""
    async with new_world(engine_url, session_dir / "keys") as made:
        await made.add_hub()
        yield made


@pytest.fixture
async def two_hubs(engine_url: str, session_dir: Path) -> AsyncIterator[World]:
    """A world with two hubs."""
    async with new_world(engine_url, session_dir / "keys") as made:
        await made.add_hub()
        await made.add_hub()
        yield made


@pytest.fixture
def frozen() -> Iterator[FrozenClock]:
    """A clock that stands."""
    yield FrozenClock()


@pytest.fixture
async def still_world(engine_url: str, session_dir: Path, frozen: FrozenClock) -> AsyncIterator[World]:
    """A world with one hub in which time stands until `frozen.pass_s`."""
    async with new_world(engine_url, session_dir / "keys", frozen) as made:
        await made.add_hub()
        yield made
