"""The `sebaya` command as people type it: real processes, real engines."""

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from chatserver.domain.programmes import LANGUAGES
from chatserver.starter import load_starter
from tests.support.processes import free_port

COMMAND_S = 60.0  # seconds; a busy machine
Done = subprocess.CompletedProcess[str]
Sebaya = Callable[..., Done]


def clean_environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEBAYA_")}
    return {**kept, "SEBAYA_DATA": str(data)}


@pytest.fixture(scope="module")
def sebaya(tmp_path_factory: pytest.TempPathFactory) -> Sebaya:
    """Run a command on one data directory, with the programme `sekolah` in it."""
    env = clean_environment(tmp_path_factory.mktemp("cli") / "data")

    def run(*args: str, **more: str) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "chatserver", *args],
            env={**env, **more},
            capture_output=True,
            text=True,
            timeout=COMMAND_S,
            check=False,
        )

    made = run("programme", "create", "sekolah", "--name", "Sekolah [bold]", "--topic", "study")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "http://127.0.0.1:8000/c/sekolah\n"
    return run


def test_a_programme_is_listed_and_shown(sebaya: Sebaya) -> None:
    listed = sebaya("programme", "list")
    assert re.search(r"^sekolah +Sekolah \[bold\] +community ", listed.stdout, re.MULTILINE)
    shown = json.loads(sebaya("programme", "show", "sekolah").stdout)
    assert [topic["id"] for topic in shown["topics"]] == ["study"]
    assert shown["unsaid_pool"] == "minor"
    assert len(shown["help_lines"]) == len(load_starter().help_lines)


def test_every_option_of_a_programme_is_kept(sebaya: Sebaya) -> None:
    made = sebaya(
        *(
            "programme",
            "create",
            "kantor",
            "--kind",
            "workplace",
            "--language",
            "en",
            "--topic",
            "rumah=Rumah",
        ),
        *("--webhook", "https://hook.example/x", "--no-age-asked", "--unsaid-pool", "adult"),
        *("--origin", "https://www.example.org"),
    )
    assert made.returncode == 0, made.stderr
    shown = json.loads(sebaya("programme", "show", "kantor").stdout)
    assert (shown["kind"], shown["languages"], shown["unsaid_pool"]) == ("workplace", ["en"], "adult")
    assert shown["topics"] == [{"id": "rumah", "label": dict.fromkeys(LANGUAGES, "Rumah")}]
    assert (shown["is_age_asked"], shown["origins"]) == (False, ["https://www.example.org"])
    assert shown["webhook_url"] == "https://hook.example/x"


def test_the_webhook_secret_is_the_only_output_and_stays_the_same(sebaya: Sebaya) -> None:
    first, second = (sebaya("programme", "show", "sekolah", "--webhook-secret").stdout for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{64}\n", first)
    assert second == first


def test_a_link_is_the_only_output(sebaya: Sebaya) -> None:
    args = ("staff", "link", "--programme", "sekolah", "--login", "budi", "--role", "supporter")
    done = sebaya(*args, "--url", "https://chat.example.org/")
    assert re.fullmatch(r"https://chat\.example\.org/in/[\w-]{32}\n", done.stdout)
    assert "not offered seekers under 18" in done.stderr
    cleared = sebaya(*args, "--minors")
    assert "under 18" not in cleared.stderr
    assert "under 18" not in sebaya(*args).stderr, "a clearance stays until it is taken back"
    assert "under 18" in sebaya(*args, "--no-minors").stderr


def test_a_token_is_the_only_output_and_options_change_the_account(sebaya: Sebaya) -> None:
    args = ("staff", "token", "--programme", "sekolah", "--login", "Sari@x", "--role", "professional")
    assert re.fullmatch(r"[\w-]{32}\n", sebaya(*args).stdout)
    assert sebaya(*args, "--alias", "Bu Sari", "--topic", "study", "--language", "id").returncode == 0
    listed = sebaya("staff", "list", "--programme", "sekolah").stdout
    assert re.search(r"^sari@x +Bu Sari +professional +id +study +one_to_one", listed, re.MULTILINE)


def test_a_changed_role_is_said(sebaya: Sebaya) -> None:
    args = ("staff", "token", "--programme", "sekolah", "--login", "naik", "--role")
    sebaya(*args, "supporter", "--minors")
    assert "naik was supporter and is professional" in sebaya(*args, "professional").stderr


STAFF = ("staff", "link", "--programme", "sekolah", "--role", "supporter")


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("programme", "create", "Bad_Slug"), 2, "lower-case"),
        (("programme", "create", "x", "--topic", "nope"), 2, "topic"),
        (("programme", "create", "x", "--language", "fr"), 2, "languages"),
        (("programme", "create", "x", "--webhook", "ftp://x"), 2, "webhook_url"),
        (("programme", "create", "x", "--origin", "https://x.org/path"), 2, "origin"),
        (("programme", "create", "x", "--kind", "cult"), 2, "kind"),
        (("programme", "create", "sekolah"), 1, "exists already"),
        (("programme", "show", "nada"), 1, "no programme nada"),
        (("programme", "show", "../etc"), 2, "lower-case"),
        ((*STAFF, "--login", "b udi"), 2, "login"),
        ((*STAFF, "--login", "budi", "--topic", "work"), 2, "topic"),
        ((*STAFF, "--login", "budi", "--language", "fr"), 2, "language"),
        ((*STAFF, "--login", "budi", "--url", "x"), 2, "url"),
        (("staff", "list", "--programme", "nada"), 1, "no programme nada"),
        (("staff", "link", "--programme", "sekolah", "--login", "b", "--role", "boss"), 2, "--role"),
        (("programme",), 2, "command"),
        (("dance",), 2, "dance"),
        (("web",), 1, "SEBAYA_REDIS_URL"),
        (("worker",), 1, "SEBAYA_REDIS_URL"),
    ],
)
def test_a_refusal_is_one_calm_line(sebaya: Sebaya, args: tuple[str, ...], code: int, says: str) -> None:
    done = sebaya(*args)
    assert (done.returncode, done.stdout) == (code, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("sebaya: ")
    assert says in line


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SEBAYA_PORT", "many"),
        ("SEBAYA_REDIS_URL", "redis://127.0.0.1:1"),
        ("SEBAYA_REDIS_URL", "unix:///nowhere/e.sock"),
    ],
)
def test_a_wrong_setting_is_one_calm_line(sebaya: Sebaya, variable: str, value: str) -> None:
    done = sebaya("programme", "list", **{variable: value, "SEBAYA_LOG_LEVEL": "error"})
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_no_fault_but_asks_to_dial(sebaya: Sebaya) -> None:
    done = sebaya("doctor")
    assert re.search(r"^ok +store +answers and can write", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^warn +help lines +sekolah: .*Healing119", done.stdout, re.MULTILINE)


def test_the_doctor_fails_where_the_store_does_not_answer(sebaya: Sebaya) -> None:
    done = sebaya("doctor", SEBAYA_REDIS_URL="redis://127.0.0.1:1")
    assert done.returncode == 1
    assert re.search(r"^fail +store", done.stdout, re.MULTILINE)


def test_the_doctor_leaves_a_place_without_data_alone(sebaya: Sebaya, tmp_path: Path) -> None:
    done = sebaya("doctor", "--data", str(tmp_path / "none"))
    assert "is not there yet" in done.stdout
    assert not (tmp_path / "none").exists()


# -- run -----------------------------------------------------------------------------------------------------


class Running:
    """A `sebaya run` that is ready."""

    def __init__(self, process: asyncio.subprocess.Process, data: Path, said: str) -> None:
        self.process, self.data, self.said = process, data, said

    def children(self) -> dict[int, str]:
        """Return pid -> command of each child."""
        found = {}
        for place in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                if int((place / "stat").read_text().rpartition(")")[2].split()[1]) == self.process.pid:
                    found[int(place.name)] = (place / "cmdline").read_text().replace("\0", " ")
        return found


@contextlib.asynccontextmanager
async def running(data: Path, port: int, *args: str) -> AsyncIterator[Running]:
    with (data.parent / "run.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "chatserver", "run", "--port", str(port), *args),
            env=clean_environment(data),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    assert process.stdout is not None
    try:
        said = b""
        async with asyncio.timeout(COMMAND_S):
            while not re.search(rb"coordinator .*\n|role coordinator\n", said):
                line = await process.stdout.readline()
                assert line, (data.parent / "run.log").read_text()
                said += line
        yield Running(process, data, said.decode())
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), COMMAND_S)
        process._transport.close()  # type: ignore[attr-defined]  # else Python 3.11 warns of the pipe


async def answers(address: str) -> None:
    """Wait until the service at an address is ready."""
    async with httpx.AsyncClient(trust_env=False, timeout=2.0) as client, asyncio.timeout(COMMAND_S):
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if (await client.get(f"{address}/healthz/ready")).status_code == 200:
                    return
            await asyncio.sleep(0.05)


async def until(what: str, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + COMMAND_S
    while not holds():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@linux
async def test_run_prints_working_addresses_and_ends_in_order(short_dir: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with running(short_dir / "data", port, "--hubs", "2") as run:
        assert f"{address}/c/demo" in run.said
        links = re.findall(rf"^  (\w+) +({address}/in/\S+)$", run.said, re.MULTILINE)
        assert [role for role, _ in links] == ["supporter", "professional", "coordinator"]
        assert (run.data / "address").read_text().strip() == address
        async with httpx.AsyncClient(trust_env=False) as client:
            for path in ("/c/demo", "/embed.js", "/healthz/live"):
                assert (await client.get(address + path)).status_code == 200, path
            signed_in = await client.post(links[0][1], headers={"Origin": address})
            assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/console")
        children = run.children()
        assert sum("chatserver web" in command for command in children.values()) == 2
        run.process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(run.process.wait(), COMMAND_S) == 0
        assert [pid for pid in children if is_alive(pid)] == []
    log = (short_dir / "run.log").read_text()
    assert log.index("web_stopped") < log.index("worker_stopped")
    assert not (short_dir / "data" / "address").exists()


@linux
async def test_a_killed_web_process_comes_back_and_none_outlives_its_parent(short_dir: Path) -> None:
    port = free_port()
    async with running(short_dir / "data", port) as run:
        (web,) = [pid for pid, command in run.children().items() if "chatserver web" in command]
        os.kill(web, signal.SIGKILL)
        await until("another web process", lambda: any(
            "chatserver web" in command for pid, command in run.children().items() if pid != web
        ))  # fmt: skip
        await answers(f"http://127.0.0.1:{port}")
        children = run.children()
        run.process.kill()
        await run.process.wait()
        await until("the end of all children", lambda: not any(is_alive(pid) for pid in children))


@linux
async def test_a_second_run_says_what_is_in_its_way(short_dir: Path) -> None:
    port = free_port()
    async with running(short_dir / "data", port):
        for data, other_port, says in (
            (short_dir / "data", free_port(), "is in use by process"),
            (short_dir / "more", port, f"Port {port} on 127.0.0.1 can't be used"),
        ):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "chatserver", "run", "--port", str(other_port)),
                env=clean_environment(data),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            out, err = await asyncio.wait_for(process.communicate(), COMMAND_S)
            assert (process.returncode, out) == (1, b"")
            (line,) = err.decode().splitlines()
            assert says in line


@linux
async def test_open_to_others_run_makes_no_demo(short_dir: Path) -> None:
    async with running(short_dir / "data", free_port(), "--host", "0.0.0.0") as run:  # noqa: S104 - the point of the test
        assert "/in/" not in run.said
        assert "sebaya programme create" in run.said
