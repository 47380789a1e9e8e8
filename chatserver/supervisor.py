"""`sebaya run`: engine, web processes and worker of one machine, started, watched and stopped in order.

One listening socket is bound here and shared by all web processes. Children that die are started again with
back-off; they end when this process ends. Ctrl-C is for this process only: it ends web, worker and engine,
in this order.
"""

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import httpx
import msgspec

from chatserver.engine import Engine
from chatserver.serve import END_S, listen
from chatserver.settings import Settings, environment

log = logging.getLogger("sebaya.supervisor")

READY_S = 60.0  # seconds until the first web process must be ready
POLL_S = 0.1  # seconds between looks at it
BACKOFF_S = (0.2, 10.0)  # seconds before a child's first and last restart
STEADY_S = 30.0  # seconds a child must have lived for back-off to start anew
FAILED_STARTS = 3  # exits before anything was ready, after which the start is given up
ADDRESS_FILE = "address"  # in the data directory: where the service is reached, for other commands

_PR_SET_PDEATHSIG = 1


class RunError(Exception):
    """The service can't be started or kept running; the text says why, for the operator."""


class Supervisor:
    """One run of the whole service.

    Args:
        settings: what to run; without `redis_url` the embedded engine of the data directory.
        hubs: web processes, 1 or more.
        is_ready: told the address and the settings with the store filled in, once everything answers.
    """

    def __init__(
        self, settings: Settings, hubs: int, is_ready: Callable[[str, Settings], Awaitable[None]]
    ) -> None:
        self._settings = settings
        self._hubs = hubs
        self._is_ready = is_ready
        self._webs: list[_Child] = []
        self._others: list[_Child] = []
        self._stopping = asyncio.Event()
        self._failed = 0  # exits of web processes before any was ready

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT.

        Raises:
            StartError, EngineError, RunError: it can't be started, or the engine is given up.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal)
        listener = listen(self._settings.host, self._settings.port)
        with contextlib.closing(listener):
            async with self._store() as (settings, watch):
                address = base_address(settings, listener)
                try:
                    with _noted(settings, address):
                        await self._run(settings, listener, address, watch)
                finally:
                    await self._stop()

    async def _run(
        self, settings: Settings, listener: socket.socket, address: str, watch: Callable[[], Awaitable[None]]
    ) -> None:
        env = environment(settings)
        fd = listener.fileno()
        web = ("web", "--fd", str(fd))
        self._webs = [_Child(f"web {n + 1}", web, env, (fd,), self._on_exit) for n in range(self._hubs)]
        self._others = [_Child("worker", ("worker",), env)]
        children = [asyncio.create_task(child.keep()) for child in (*self._webs, *self._others)]
        started = asyncio.create_task(self._start(settings, listener, address))
        watched = asyncio.ensure_future(watch())
        stopped = asyncio.create_task(self._stopping.wait())
        ends = {*children, watched, stopped}
        try:
            done, _ = await asyncio.wait({*ends, started}, return_when=asyncio.FIRST_COMPLETED)
            if done == {started}:
                started.result()
                done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (started, watched, stopped):
                task.cancel()
            await asyncio.gather(started, watched, stopped, return_exceptions=True)
            await self._stop()
            await asyncio.gather(*children, return_exceptions=True)

    @contextlib.asynccontextmanager
    async def _store(self) -> AsyncIterator[tuple[Settings, Callable[[], Awaitable[None]]]]:
        """Give the settings with the store's address, and what to await for its failure."""
        if self._settings.redis_url:
            yield self._settings, _for_ever
            return
        async with Engine(self._settings.data, fsync=self._settings.fsync) as engine:
            yield msgspec.structs.replace(self._settings, redis_url=engine.url), engine.watch

    async def _start(self, settings: Settings, listener: socket.socket, address: str) -> None:
        deadline = asyncio.get_running_loop().time() + READY_S
        url = f"{_local_address(listener)}/healthz/ready"
        while not await _answers(url):
            if self._failed >= FAILED_STARTS:
                raise RunError("The web process does not start; its own lines above say why.")
            if asyncio.get_running_loop().time() > deadline:
                raise RunError(f"The web process is not ready after {READY_S:.0f} s.")
            await asyncio.sleep(POLL_S)
        self._failed = -1
        await self._is_ready(address, settings)

    def _on_exit(self) -> None:
        if self._failed >= 0:
            self._failed += 1

    def _on_signal(self) -> None:
        if self._stopping.is_set():  # told twice: without waiting
            for child in (*self._webs, *self._others):
                child.kill()
        self._stopping.set()

    async def _stop(self) -> None:
        await asyncio.gather(*(child.stop() for child in self._webs))
        await asyncio.gather(*(child.stop() for child in self._others))


class _Child:
    """One process of ours, kept running until `stop`."""

    def __init__(
        self,
        name: str,
        args: Sequence[str],
        env: dict[str, str],
        fds: tuple[int, ...] = (),
        on_exit: Callable[[], None] = lambda: None,
    ) -> None:
        self._name = name
        self._command = (sys.executable, "-m", "chatserver", *args, "--parent", str(os.getpid()))
        self._env = env
        self._fds = fds
        self._on_exit = on_exit
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()

    async def keep(self) -> None:
        """Start it, and start it again whenever it dies."""
        clock = asyncio.get_running_loop().time
        first, last = BACKOFF_S
        pause = first
        while not self._stopping.is_set():
            began = clock()
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                env=self._env,
                stdin=asyncio.subprocess.DEVNULL,
                pass_fds=self._fds,
                start_new_session=True,  # Ctrl-C is for the parent
            )
            if self._stopping.is_set():
                self._terminate()
            code = await self._process.wait()
            if self._stopping.is_set():
                return
            pause = first if clock() - began > STEADY_S else pause
            log.error("child_exited", extra={"fields": {"child": self._name, "code": code, "again_s": pause}})
            self._on_exit()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, last)

    async def stop(self) -> None:
        """End it and wait: SIGTERM, and SIGKILL when it takes longer than it may."""
        self._stopping.set()
        if self._process is None:
            return
        self._terminate()
        try:
            await asyncio.wait_for(self._process.wait(), END_S)
        except TimeoutError:
            log.error("child_killed", extra={"fields": {"child": self._name, "after_s": END_S}})
            self.kill()
            await self._process.wait()

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def _terminate(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()


async def _for_ever() -> None:
    await asyncio.Event().wait()


def die_with(parent: int) -> None:
    """Have this process get SIGTERM when `parent` dies; at once if it is dead already.

    Call it from the main thread before anything else is started.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise RunError("The process that started this one is gone.")


async def watch_parent(parent: int) -> None:
    """Wait until `parent` is gone, then send SIGTERM to this process; for systems other than Linux."""
    while os.getppid() == parent:  # noqa: ASYNC110 - nothing tells, so it is looked at
        await asyncio.sleep(1.0)
    os.kill(os.getpid(), signal.SIGTERM)


def base_address(settings: Settings, listener: socket.socket) -> str:
    """Return the address that people are given, without a slash at its end."""
    return settings.public_url or _local_address(listener)


def _local_address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104 - the same
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.contextmanager
def _noted(settings: Settings, address: str) -> Iterator[None]:
    """Leave a note of the address in the data directory for as long as the service runs."""
    note = settings.data / ADDRESS_FILE
    if not settings.data.is_dir():  # a server of one's own needs no data directory
        settings.data.mkdir(mode=0o700, parents=True)
    note.write_text(f"{address}\n")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


async def _answers(url: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            return (await client.get(url)).status_code == 200
    except httpx.HTTPError:
        return False
