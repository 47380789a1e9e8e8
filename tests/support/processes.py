"""The real thing in processes: hubs and a worker on an engine of the test's own."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from chatserver.actions.service import Service
from chatserver.engine import Engine
from chatserver.store.connection import Commands
from chatserver.store.store import Store
from chatserver.store.vault import KeyRing, Vault
from moderation.screening import screen
from tests.support.world import World

START_S = 30.0  # seconds; a busy machine


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Farm:
    """An engine, hubs and a worker as processes, and a world on them."""

    def __init__(self, engine: Engine, folder: Path, world: World) -> None:
        self.engine, self.folder, self.world = engine, folder, world
        self.hubs: list[asyncio.subprocess.Process] = []
        self._others: list[asyncio.subprocess.Process] = []

    async def add_hub(self) -> None:
        """Start a hub and wait until it is ready."""
        port = free_port()
        self.hubs.append(await self._start("web", "--host", "127.0.0.1", "--port", str(port)))
        async with asyncio.timeout(START_S), httpx.AsyncClient() as client:
            while True:
                with contextlib.suppress(httpx.HTTPError):
                    answer = await client.get(f"http://127.0.0.1:{port}/healthz/ready")
                    if answer.status_code == 200:
                        break
                await asyncio.sleep(0.05)
        self.world.urls.append(f"ws://127.0.0.1:{port}/ws")

    async def add_worker(self) -> None:
        """Start a worker."""
        self._others.append(await self._start("worker"))

    def kill_hub(self, number: int) -> None:
        """Kill a hub as the power does."""
        self.hubs[number].kill()

    def kill_engine(self) -> None:
        """Kill the engine; its parent starts it again."""
        pid = self.engine.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    async def stop(self) -> None:
        """Stop all processes."""
        for process in (*self.hubs, *self._others):
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _start(self, *args: str) -> asyncio.subprocess.Process:
        with (self.folder / f"{args[0]}-{secrets.token_hex(2)}.log").open("wb") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "chatserver",
                *args,
                env={
                    **os.environ,
                    "SEBAYA_REDIS_URL": self.engine.url,
                    "SEBAYA_KEYS": str(self.folder / "keys"),
                    "SEBAYA_DATA": str(self.folder / "data"),
                },
                stdout=log,
                stderr=log,
            )


@contextlib.asynccontextmanager
async def new_farm(folder: Path, hubs: int) -> AsyncIterator[Farm]:
    """Start an engine, so many hubs and a worker."""
    from chatserver.domain.ids import ProgrammeId
    from chatserver.domain.programmes import Programme
    from tests.support.world import LINE  # the one help line of tests

    async with contextlib.AsyncExitStack() as stack:
        engine = await stack.enter_async_context(Engine(folder / "data"))
        commands = await stack.enter_async_context(await Commands.connect(engine.url))
        service = Service(
            Store(commands, Vault(KeyRing(folder / "keys"))), screen, lambda: time.time_ns() // 1_000_000
        )
        programme = ProgrammeId("farm")
        await service.store.programmes.save(Programme(id=programme, name="Uji", help_lines=(LINE,)))
        farm = Farm(engine, folder, World(service, programme, stack, engine.url))
        try:
            for _ in range(hubs):
                await farm.add_hub()
            await farm.add_worker()
            yield farm
        finally:
            await stack.aclose()
            await farm.stop()
