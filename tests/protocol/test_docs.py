"""PROTOCOL.md is held to the code: whatever exists is on the page, and nothing that does not."""

import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import msgspec
import pytest

import chatserver
from chatserver.domain.conversations import EndReason, Kind
from chatserver.domain.errors import BY_CODE, SebayaError
from chatserver.domain.escalation import Outcome
from chatserver.domain.ids import Log
from chatserver.domain.limits import (
    CONSOLE_PING_S,
    HELLO_S,
    MAX_FRAME_BYTES,
    MAX_TEXT,
    PING_S,
)
from chatserver.domain.matching import MAX_PLACES
from chatserver.domain.people import AgeBand, Role
from chatserver.domain.programmes import HelpLine
from chatserver.domain.roles import PERMISSIONS
from chatserver.protocol.client import Command
from chatserver.protocol.close import Close, comes_back
from chatserver.protocol.codec import CLIENT_TYPES, SERVER_TYPES, SUBPROTOCOL

SOURCE = Path(chatserver.__file__).parent
PAGE = (SOURCE / "PROTOCOL.md").read_text()
_ROLES = {
    "all": set(Role),
    "owner": {Role.PROFESSIONAL},
    **{str(role): {role} for role in Role},
    "those who may read it": {Role.SEEKER, Role.SUPPORTER, Role.PROFESSIONAL},
    "those with the right to write": {Role.SEEKER, Role.SUPPORTER, Role.PROFESSIONAL},
}


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its first two lines."""
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def ticked(cell: str) -> list[str]:
    """Return what stands between back ticks."""
    return re.findall(r"`([^`]*)`", cell)


def documented(cell: str) -> dict[str, bool]:
    """Return the fields of a cell, and whether they may be absent; what is inside braces is left out."""
    found = {}
    for piece in ticked(cell):
        flat = re.sub(r"[\[{][^\]}]*[\]}]+", "", piece)
        for name, mark in re.findall(r"([a-z_]+)(\??)", flat):
            found[name] = bool(mark)
    return found


CLIENT_ROWS = {ticked(row[0])[0]: row for row in rows("Client to server")}
SERVER_ROWS = {ticked(row[0])[0]: row for row in rows("Server to client")}


def test_every_frame_is_on_the_page_and_no_other() -> None:
    assert set(CLIENT_ROWS) == set(CLIENT_TYPES)
    assert set(SERVER_ROWS) == set(SERVER_TYPES)


@pytest.mark.parametrize("name", CLIENT_TYPES)
def test_every_field_of_a_client_frame_is_on_the_page_and_no_other(name: str) -> None:
    kind = CLIENT_TYPES[name]
    fields = set(kind.__struct_fields__) - ({"id"} if issubclass(kind, Command) else set())

    assert set(documented(CLIENT_ROWS[name][1])) == fields


@pytest.mark.parametrize("name", SERVER_TYPES)
def test_every_field_of_a_server_frame_is_on_the_page_and_no_other(name: str) -> None:
    assert set(documented(SERVER_ROWS[name][1])) == set(SERVER_TYPES[name].__struct_fields__)


@pytest.mark.parametrize(("name", "row"), [*CLIENT_ROWS.items(), *SERVER_ROWS.items()])
def test_what_may_be_absent_has_a_default(name: str, row: list[str]) -> None:
    kind = CLIENT_TYPES[name] if CLIENT_ROWS.get(name) is row else SERVER_TYPES[name]
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}

    assert not required & {field for field, may_be_absent in documented(row[1]).items() if may_be_absent}


def inner(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """Yield the structs within a type."""
    if get_origin(kind) in (list, tuple, Union, types.UnionType, typing.Annotated):
        for arg in get_args(kind):
            yield from inner(arg)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        yield from fields_within(kind)


def fields_within(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for hint in typing.get_type_hints(kind, include_extras=True).values():
        yield from inner(hint)


def test_every_struct_within_a_frame_is_on_the_page() -> None:
    on_page = {frozenset(re.findall(r"[a-z_]+", braces)) for braces in re.findall(r"\{([^{}`]+)\}", PAGE)}
    frames = [*CLIENT_TYPES.values(), *SERVER_TYPES.values()]
    structs = {found for kind in frames for found in fields_within(kind)} | {HelpLine}

    missing = [kind.__name__ for kind in structs if frozenset(kind.__struct_fields__) not in on_page]
    assert structs and not missing


@pytest.mark.parametrize("name", sorted(set(CLIENT_TYPES) - {"hello"}))
def test_who_may_send_a_frame_is_what_the_table_of_roles_says(name: str) -> None:
    who = CLIENT_ROWS[name][2]
    words = [who] if who in _ROLES else who.split(", ")

    assert set().union(*(_ROLES[word] for word in words)) == PERMISSIONS[name]


def test_every_kind_of_entry_is_on_the_page_and_no_other() -> None:
    table = rows("Kinds of entries")

    kinds = [ticked(row[1])[0] for row in table]
    assert sorted(kinds) == sorted(Kind)
    assert {row[0] for row in table} == set(Log)


def test_every_reason_of_an_end_is_on_the_page_and_no_other() -> None:
    facts = next(row[2] for row in rows("Kinds of entries") if row[1] == "`ended`")

    assert ticked(facts)[1:] == list(EndReason)


def test_every_notice_is_on_the_page_and_no_other() -> None:
    source = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    call = r"(?<!class )\b(?:Noticed|Call|Notice|_tell)"
    made = re.findall(call + r'\((?:[^()"]|\([^()]*\))*?"([a-z_]+)"', source)

    assert {ticked(row[0])[0] for row in rows("Kinds of notices")} == set(made)


def test_every_error_is_on_the_page_and_no_other() -> None:
    table = {ticked(row[0])[0]: row[1] for row in rows("Error codes")}

    assert set(table) == {*BY_CODE, SebayaError.code}
    for code, kind in BY_CODE.items():
        assert table[code] == ("yes" if kind.wait_ms else "no"), code


def test_every_close_code_is_on_the_page_and_no_other() -> None:
    assert sorted(int(row[0]) for row in rows("Close codes")) == sorted(Close)
    mentioned = {int(code) for code in re.findall(r"\b4[0-9]{3}\b", re.sub(r"4\d{3}-4\d{3}", "", PAGE))}
    assert mentioned <= set(Close)
    assert comes_back(4000) and comes_back(4499) and not comes_back(4500) and not comes_back(4999)
    assert "4000-4499 come back" in PAGE and "4500-4999 stay away" in PAGE


def test_choices_are_on_the_page_and_no_other() -> None:
    assert set(ticked(CLIENT_ROWS["case.resolve"][3])) - {"ok", "ends: true"} - {"outcome"} == set(Outcome)
    assert set(AgeBand) <= set(ticked(CLIENT_ROWS["seek.join"][3]))


def test_sizes_and_times_are_those_of_the_code() -> None:
    for words in (
        f"subprotocol `{SUBPROTOCOL}`",
        f"{MAX_FRAME_BYTES:,} bytes",
        f"{MAX_TEXT:,} code points",
        f"within {HELLO_S} s",
        f"every {PING_S} s, consoles every {CONSOLE_PING_S} s",
        f"{MAX_PLACES} at most are given",
    ):
        assert words in PAGE
