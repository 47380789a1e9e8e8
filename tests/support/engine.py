"""Real engines for tests: one for the whole session, and short-named folders for a test's own ones.

Fixtures only; use them through `pytest_plugins = ("tests.support.engine",)`.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from chatserver.engine import Engine
from chatserver.store.connection import Commands

#: until("what is waited for", condition): returns as soon as the condition holds, else fails with the words.
Until = Callable[[str, Callable[[], object]], Awaitable[None]]

PATIENCE_S = 15.0  # seconds; a busy machine, not the time anything here should take


@pytest.fixture(scope="session")
def session_dir() -> Iterator[Path]:
    """A folder for the session, with a name short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="sebaya-tests-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def engine_url(session_dir: Path) -> Iterator[str]:
    """The url of the session's engine (AOF always). Shared: never flush, stop, pause or configure it."""
    with asyncio.Runner() as runner:
        engine = Engine(session_dir / "engine")
        runner.run(engine.start())
        yield engine.url
        runner.run(engine.stop())


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """A folder of the test's own, with a name short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="sebaya-test-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def engine(short_dir: Path) -> AsyncIterator[Engine]:
    """An engine of the test's own, to kill, stop and configure."""
    async with Engine(short_dir / "data") as engine:
        yield engine


@pytest.fixture
async def commands(engine_url: str) -> AsyncIterator[Commands]:
    """A command connection to the session's engine."""
    async with await Commands.connect(engine_url) as commands:
        yield commands


@pytest.fixture
def until() -> Until:
    """Wait for a condition with a description, never sleep."""

    async def wait(what: str, condition: Callable[[], object]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not condition():  # noqa: ASYNC110 - any condition, so there is no event to wait for
                    await asyncio.sleep(0.005)
        except TimeoutError:
            pytest.fail(f"waited {PATIENCE_S:.0f} s in vain: {what}")

    return wait
