"""The `sebaya` command: runs the service, makes programmes and staff accounts, looks after an installation.

What a command has to say for other programs goes to stdout, everything else to stderr. A refusal is one calm
line and exit code 1, a wrong call exit code 2; a traceback is a bug.
"""

import asyncio
import contextlib
import ipaddress
import logging
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import typer
import uvloop
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer.exceptions import TyperException

from chatserver import demo as scripted
from chatserver import engine, logs, operators, settings
from chatserver.actions import accounts
from chatserver.actions.service import Service
from chatserver.app import create_app, now_ms, open_service
from chatserver.doctor import Health, examine
from chatserver.domain.accounts import Account
from chatserver.domain.errors import InvalidField, SebayaError
from chatserver.domain.ids import parse_programme
from chatserver.domain.people import Pool
from chatserver.domain.programmes import LANGUAGES, Programme, ProgrammeKind
from chatserver.domain.retention import HOUR_S, SECONDS, Kept
from chatserver.engine import EngineError
from chatserver.operators import StaffRole, StaffWish
from chatserver.serve import StartError, serve
from chatserver.settings import Settings, SettingsError
from chatserver.starter import DEMO, load_starter
from chatserver.supervisor import ADDRESS_FILE, RunError, Supervisor, die_with, watch_parent
from moderation.worker import Worker

log = logging.getLogger("sebaya.cli")

DEFAULT_ADDRESS = "http://127.0.0.1:8000"
MAX_HUBS = 64
PIPE_COLUMNS = 200  # width of a table that goes to another program

T = TypeVar("T")

app = typer.Typer(help="Real-time anonymous peer-support chat.", add_completion=False, rich_markup_mode=None)
programme_app = typer.Typer(help="Make and look at programmes.", rich_markup_mode=None)
staff_app = typer.Typer(help="Make staff accounts and let people in.", rich_markup_mode=None)
app.add_typer(programme_app, name="programme")
app.add_typer(staff_app, name="staff")

DataOption = Annotated[Path | None, typer.Option("--data", help="Data directory (SEBAYA_DATA).")]
HostOption = Annotated[str | None, typer.Option("--host", help="Address to listen on (SEBAYA_HOST).")]
PortOption = Annotated[
    int | None, typer.Option("--port", min=0, max=65_535, help="Port to listen on (SEBAYA_PORT).")
]
UrlOption = Annotated[str, typer.Option("--url", help="How people reach the service (SEBAYA_PUBLIC_URL).")]
ParentOption = Annotated[int | None, typer.Option("--parent", hidden=True)]
ProgrammeOption = Annotated[str, typer.Option("--programme", help="Slug of the programme.")]
LoginOption = Annotated[str, typer.Option("--login", help="Unique within the programme.")]
RoleOption = Annotated[StaffRole, typer.Option("--role")]
AliasOption = Annotated[str | None, typer.Option("--alias", help="The name that others see.")]
LanguageOption = Annotated[list[str] | None, typer.Option("--language", help="May be repeated.")]
LivedOption = Annotated[list[str] | None, typer.Option("--topic", help="Lived experience; may be repeated.")]
MinorsOption = Annotated[
    bool | None, typer.Option("--minors/--no-minors", help="Cleared for seekers under 18 or of unstated age.")
]
MentorOption = Annotated[bool | None, typer.Option("--mentor/--no-mentor", help="Is a peer lead.")]


def main() -> None:
    """Run one command and exit: 0 done, 1 refused or failed, 2 wrongly called, 130 interrupted."""
    sys.exit(_main(sys.argv[1:]))


def _main(args: list[str]) -> int:
    try:
        return app(args or ["--help"], prog_name="sebaya", standalone_mode=False) or 0
    except TyperException as error:
        _note(" ".join(error.format_message().split()))
        return error.exit_code
    except InvalidField as error:
        _note(error.message)
        return 2
    except SebayaError as error:
        cause = f" ({error.__cause__})" if error.__cause__ is not None else ""
        _note(f"{error.message}{cause}")
    except (SettingsError, EngineError, StartError, RunError) as error:
        _note(str(error))
    except OSError as error:
        _note(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
    except KeyboardInterrupt:
        return 130
    return 1


# -- running -----------------------------------------------------------------------------------------------


@app.command()
def run(
    host: HostOption = None,
    port: PortOption = None,
    data: DataOption = None,
    hubs: Annotated[int, typer.Option(min=1, max=MAX_HUBS, help="Web processes; one for each core.")] = 1,
) -> None:
    """Run everything on this machine: engine, web processes and worker."""
    config = _settings(data, host, port)
    is_open_house = not config.redis_url and _is_local(config)

    async def announce(address: str, with_store: Settings) -> None:
        async with open_service(with_store.redis_url, with_store.keys) as service:
            codes = await operators.open_demo(service) if is_open_house else []
            ids = await service.store.programmes.all()
        typer.echo("\n".join(_welcome(address, ids, codes)))

    asyncio.run(Supervisor(config, hubs, announce).run())


@app.command()
def web(
    host: HostOption = None,
    port: PortOption = None,
    data: DataOption = None,
    fd: Annotated[int | None, typer.Option("--fd", help="An inherited listening socket instead.")] = None,
    parent: ParentOption = None,
) -> None:
    """Run one web process; any number may run side by side."""
    config = _settings(data, host, port)

    async def serve_one() -> None:
        with_store = msgspec.structs.replace(config, redis_url=await _store_url(config))
        await serve(create_app(with_store), host=config.host, port=config.port, fd=fd)

    _run_process(serve_one, parent)


@app.command()
def worker(data: DataOption = None, parent: ParentOption = None) -> None:
    """Run one moderation worker; any number may run side by side."""
    config = _settings(data)

    async def work() -> None:
        async with open_service(await _store_url(config), config.keys) as service:
            task = asyncio.create_task(Worker(service).run())
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, task.cancel)
            log.info("worker_started")
            await asyncio.wait([task])
            if not task.cancelled():
                task.result()
            log.info("worker_stopped")

    _run_process(work, parent)


@app.command()
def demo(
    programme: ProgrammeOption = DEMO,
    seekers: Annotated[int, typer.Option(min=1, max=500, help="Chats at once.")] = 6,
    supporters: Annotated[int, typer.Option(min=1, max=200)] = 2,
    rounds: Annotated[int, typer.Option(min=0, help="Talks of each seeker; 0: until Ctrl-C.")] = 0,
    pace: Annotated[float, typer.Option(min=0.1, max=1_000, help="1 is reading pace.")] = 1.0,
    url: UrlOption = "",
    data: DataOption = None,
) -> None:
    """Fill a running server with scripted seekers and supporters."""
    config = _settings(data)
    address = _address(config, url)

    async def prepare(service: Service) -> tuple[list[str], frozenset[str]]:
        found = await operators.find_programme(service, programme)
        tokens = []
        for number in range(1, supporters + 1):
            wish = StaffWish(programme, f"demo-{number}", StaffRole.SUPPORTER, f"Demo {number}", minors=True)
            account, _ = await operators.ensure_staff(service, wish)
            tokens.append(await accounts.issue_token(service, account))
        return tokens, frozenset(topic.id for topic in found.topics)

    tokens, topics = _with_service(config, prepare)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} messages"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        said = progress.add_task(f"{seekers} seekers at {address}", total=None)
        asyncio.run(
            scripted.run_demo(
                re.sub("^http", "ws", address) + "/ws",
                programme,
                tokens,
                topics,
                seekers=seekers,
                rounds=rounds,
                pace=pace,
                on_turn=lambda: progress.advance(said),
            )
        )


@app.command()
def doctor(data: DataOption = None) -> None:
    """Look at everything the service needs; exit code 1 when something is missing."""
    config = _settings(data, level="error")
    colours = {Health.OK: "green", Health.WARN: "yellow", Health.FAIL: "red"}
    console = Console(highlight=False, soft_wrap=True)

    async def report() -> bool:
        is_well = True
        async for check in examine(config):
            is_well = is_well and check.health is not Health.FAIL
            word = f"[{colours[check.health]}]{check.health:<4}[/]"
            console.print(f"{word}  {check.subject:<10}  {escape(check.text)}")
        return is_well

    if not asyncio.run(report()):
        raise typer.Exit(1)


# -- programmes --------------------------------------------------------------------------------------------


@programme_app.command("create")
def create_programme(
    slug: Annotated[str, typer.Argument(help="Lower-case letters, digits, inner hyphens.")],
    name: Annotated[str, typer.Option(help="What people see; the slug if left out.")] = "",
    kind: Annotated[ProgrammeKind, typer.Option()] = ProgrammeKind.COMMUNITY,
    language: LanguageOption = None,
    topic: Annotated[list[str] | None, typer.Option(help="Of the starter's, or ID=LABEL; repeated.")] = None,
    webhook: Annotated[str, typer.Option(help="Address paged when a case stays unattended.")] = "",
    age_asked: Annotated[bool, typer.Option("--age-asked/--no-age-asked")] = True,
    unsaid_pool: Annotated[Pool, typer.Option(help="For seekers who do not say their age.")] = Pool.MINOR,
    origin: Annotated[list[str] | None, typer.Option(help="Of pages that embed the chat; repeated.")] = None,
    data: DataOption = None,
) -> None:
    """Make a programme with the starter's help lines; prints the address of its page."""
    config = _settings(data)
    made = Programme(
        id=parse_programme(slug),
        name=name or slug,
        kind=kind,
        languages=tuple(language or LANGUAGES),
        topics=operators.choose_topics(topic or ()),
        unsaid_pool=unsaid_pool,
        is_age_asked=age_asked,
        origins=tuple(origin or ()),
        webhook_url=webhook,
        help_lines=load_starter().help_lines,
        created_at=now_ms(),
    )
    _with_service(config, lambda service: operators.add_programme(service, made))
    typer.echo(f"{_address(config)}/c/{made.id}")
    _note("Nobody has dialled its help lines yet: dial each one before seekers rely on it.")


@programme_app.command("list")
def list_programmes(data: DataOption = None) -> None:
    """List all programmes."""
    table = _table("programme", "name", "kind", "languages", "topics", "help lines")
    for one in _with_service(_settings(data), operators.all_programmes):
        counts = (str(len(one.topics)), str(len(one.help_lines)))
        table.add_row(one.id, escape(one.name), one.kind, " ".join(one.languages), *counts)
    _print(table, "There is no programme yet.")


@programme_app.command("show")
def show_programme(
    slug: str,
    webhook_secret: Annotated[
        bool, typer.Option("--webhook-secret", help="Print only the key that signs its webhook's calls.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Show the settings of a programme as JSON."""

    async def show(service: Service) -> str:
        found = await operators.find_programme(service, slug)
        if webhook_secret:
            return operators.webhook_secret(service, found.id)
        every = {field: getattr(found, field) for field in found.__struct_fields__}  # defaults included
        return msgspec.json.format(msgspec.json.encode(every)).decode()

    typer.echo(_with_service(_settings(data), show))


# -- staff -------------------------------------------------------------------------------------------------


@staff_app.command("link")
def staff_link(
    programme: ProgrammeOption,
    login: LoginOption,
    role: RoleOption,
    alias: AliasOption = None,
    language: LanguageOption = None,
    topic: LivedOption = None,
    minors: MinorsOption = None,
    mentor: MentorOption = None,
    url: UrlOption = "",
    data: DataOption = None,
) -> None:
    """Print a one-time sign-in address; the account is made when missing, changed where options say so."""
    config = _settings(data)
    wish = StaffWish(programme, login, role, alias, language, topic, minors, mentor)
    address = _address(config, url)
    typer.echo(f"{address}/in/{_for_staff(config, wish, operators.new_code)}")
    _note(f"For one use within {SECONDS[Kept.LINK] // HOUR_S} hours.")


@staff_app.command("token")
def staff_token(
    programme: ProgrammeOption,
    login: LoginOption,
    role: RoleOption,
    alias: AliasOption = None,
    language: LanguageOption = None,
    topic: LivedOption = None,
    minors: MinorsOption = None,
    mentor: MentorOption = None,
    data: DataOption = None,
) -> None:
    """Print a bearer token for `hello`; the account is made or changed as by `link`."""
    wish = StaffWish(programme, login, role, alias, language, topic, minors, mentor)
    typer.echo(_for_staff(_settings(data), wish, accounts.issue_token))
    _note(f"Valid for {SECONDS[Kept.STAFF_TOKEN] // HOUR_S} hours.")


@staff_app.command("list")
def staff_list(programme: ProgrammeOption, data: DataOption = None) -> None:
    """List the staff of a programme."""

    async def find(service: Service) -> list[Account]:
        found = await operators.find_programme(service, programme)
        return await service.store.accounts.all(found.id)

    table = _table("login", "alias", "role", "languages", "topics", "cleared for")
    for one in _with_service(_settings(data), find):
        words = (" ".join(part) for part in (one.languages, one.topics, one.capabilities))
        table.add_row(one.login, escape(one.alias), one.role, *words)
    _print(table, "There is nobody yet.")


# -- what the commands share -------------------------------------------------------------------------------


def _settings(
    data: Path | None, host: str | None = None, port: int | None = None, level: str = ""
) -> Settings:
    """Return the environment's settings with what the command line says instead, and set up the logs."""
    found = settings.load()
    if data is not None:
        found = found.with_data(data)
    logs.configure(level or found.log_level)
    return msgspec.structs.replace(
        found, host=found.host if host is None else host, port=found.port if port is None else port
    )


def _address(config: Settings, url: str = "") -> str:
    """Return the address that people are given, without a slash at its end."""
    if url and not url.startswith(("http://", "https://")):
        raise InvalidField("url: an http or https address.")
    if found := url or config.public_url:
        return found.rstrip("/")
    with contextlib.suppress(OSError):
        return (config.data / ADDRESS_FILE).read_text().strip()
    return DEFAULT_ADDRESS


def _is_local(config: Settings) -> bool:
    """Whether nobody but people on this machine is meant to reach the service."""
    hosts = [config.host]
    if config.public_url:
        hosts.append(urlsplit(config.public_url).hostname or "")
    return all(_is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _store_url(config: Settings) -> str:
    """Return where the store is, for a process that does not start one."""
    if config.redis_url:
        return config.redis_url
    running = await asyncio.to_thread(engine.socket_of, config.data)
    if running is None:
        raise RunError(
            f"No engine runs for {config.data}. `sebaya run` starts one with everything; "
            "SEBAYA_REDIS_URL names a server of your own."
        )
    return engine.url_of(running)


@contextlib.asynccontextmanager
async def _service(config: Settings) -> AsyncIterator[Service]:
    """Give the service, on the running engine or on one that is started for the duration."""
    async with contextlib.AsyncExitStack() as stack:
        url = config.redis_url or await stack.enter_async_context(
            engine.attached(config.data, fsync=config.fsync)
        )
        yield await stack.enter_async_context(open_service(url, config.keys))


def _with_service(config: Settings, act: Callable[[Service], Awaitable[T]]) -> T:
    async def do() -> T:
        async with _service(config) as service:
            return await act(service)

    logs.configure("warning" if config.log_level == "info" else config.log_level)  # a short command is quiet
    return asyncio.run(do())


def _for_staff(config: Settings, wish: StaffWish, act: Callable[[Service, Account], Awaitable[str]]) -> str:
    async def do(service: Service) -> str:
        account, notes = await operators.ensure_staff(service, wish)
        for note in notes:
            _note(note)
        return await act(service, account)

    return _with_service(config, do)


def _run_process(job: Callable[[], Coroutine[Any, Any, None]], parent: int | None) -> None:
    """Run a process that ends by SIGTERM, or with its parent."""

    async def guarded() -> None:
        watcher = asyncio.create_task(watch_parent(parent)) if parent and sys.platform != "linux" else None
        try:
            await job()
        finally:
            if watcher is not None:
                watcher.cancel()

    if parent is not None:
        die_with(parent)
    uvloop.run(guarded())


def _welcome(address: str, ids: list[Any], codes: list[tuple[Any, str]]) -> list[str]:
    """Return what `run` prints once everything answers."""
    seekers = [f"  seekers        {address}/c/{id}" for id in ids[:20]]
    lines = ["", "Sebaya is ready. Ctrl-C ends it.", "", *seekers]
    lines += [f"  supporters     {address}/console", f"  professionals  {address}/desk", ""]
    if codes:
        lines.append(
            f"Sign in to the programme {DEMO}; each address works once, new ones come with each start:"
        )
        lines += ["", *(f"  {role:<14} {address}/in/{code}" for role, code in codes), ""]
    elif not ids:
        lines += [
            "There is no programme yet. In another shell, with the same settings:",
            "",
            "  sebaya programme create my-school --name 'My School'",
            "  sebaya staff link --programme my-school --login wulan --role coordinator",
            "",
        ]
    return lines


def _table(*headings: str) -> Table:
    return Table(*headings, box=None, pad_edge=False)


def _print(table: Table, if_empty: str) -> None:
    if table.row_count:
        Console(width=None if sys.stdout.isatty() else PIPE_COLUMNS).print(table)
    else:
        _note(if_empty)


def _note(text: str) -> None:
    typer.echo(f"sebaya: {text}", err=True)
