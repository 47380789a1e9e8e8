"""The Lua files: what they declare, and that they are there when they are needed."""

import re
from pathlib import Path

import pytest

import chatserver
from chatserver.domain.errors import BY_CODE, Conflict
from chatserver.domain.ids import ProgrammeId
from chatserver.engine import Engine
from chatserver.store.keys import NAMES, PERMANENT, keys_of
from chatserver.store.scripts import APPEND, COMMIT, JOIN, OFFER, BoundScript, refusal
from tests.support.acts import Acts
from tests.support.world import FrozenClock, new_world

LUA = Path(chatserver.__file__).parent / "store" / "lua"
SCRIPTS = [APPEND, COMMIT, JOIN, OFFER]
NAMED = [pytest.param(script, id=script.script.name) for script in SCRIPTS]
PRELUDE = (LUA / "prelude.lua").read_text()


def slot_of(key: str) -> str:
    found = re.search(r"\{(.+?)\}", key)
    assert found, key
    return found.group(1)


@pytest.mark.parametrize("script", NAMED)
def test_a_script_names_known_keys_once(script: BoundScript) -> None:
    assert set(script.keys) <= set(NAMES)
    assert len(set(script.keys)) == len(script.keys)


@pytest.mark.parametrize("script", NAMED)
def test_a_script_touches_only_keys_that_it_declares(script: BoundScript) -> None:
    body = (LUA / f"{script.script.name}.lua").read_text()
    code = re.sub(r"--.*", "", body)
    used = set(re.findall(r"\bK\.(\w+)", code))
    if "raise_case(" in code:
        used |= {"case", "cases", "resolved", "desk", "audit", "notes_log", "notes"}
    if "append(" in code:
        used |= {"state"}
    if "again(" in code:
        used |= {"sent"}

    assert used <= set(script.keys)
    assert not re.search(r"call\('\w+',\s*(?!\s|K[.\[])", code), "a key that is not of the table"


def test_the_prelude_touches_only_what_the_test_above_knows() -> None:
    assert set(re.findall(r"\bK\.(\w+)", re.sub(r"--.*", "", PRELUDE))) == {
        "state", "sent", "audit", "case", "cases", "resolved", "desk",
    }  # fmt: skip


@pytest.mark.parametrize("script", NAMED)
def test_all_keys_of_one_run_share_a_slot(script: BoundScript) -> None:
    keys = keys_of(ProgrammeId("p1"))

    assert {slot_of(keys.of(name, "c1", "a1")) for name in script.keys} == {"p1"}


@pytest.mark.parametrize("script", NAMED)
def test_a_script_knows_no_business_word(script: BoundScript) -> None:
    """States, roles and levels are passed in; what is left in quotes are commands, fields and codes."""
    code = re.sub(r"--.*", "", (LUA / f"{script.script.name}.lua").read_text())

    quoted = set(re.findall(r"'([a-z_]+)'", code))
    assert not quoted & {
        "active",
        "ended",
        "waiting",
        "offered",
        "open",
        "claimed",
        "resolved",
        "seeker_",
    } - {
        "open",  # a field of the seeker's key
    }


def test_refusals_of_scripts_are_errors_of_the_tree() -> None:
    codes = set()
    for path in LUA.glob("*.lua"):
        codes |= set(re.findall(r"refuse\('(\w+)'", path.read_text()))

    assert codes and codes <= set(BY_CODE)
    error = refusal("conflict", "Sari")
    assert isinstance(error, Conflict) and error.owner == "Sari"
    assert refusal("not_found", "").owner is None


@pytest.mark.parametrize("name", ["append", "commit", "join", "offer"])
def test_a_script_opens_with_what_it_guarantees(name: str) -> None:
    head = (LUA / f"{name}.lua").read_text().splitlines()

    assert head[0].startswith("-- ")
    assert any(line.startswith("-- KEYS ") for line in head)
    assert any(line.startswith("-- ARGV ") for line in head)
    assert any(line.startswith("-- Returns ") for line in head)


async def test_scripts_survive_a_flush(engine: Engine, short_dir: Path, frozen: FrozenClock) -> None:
    async with new_world(engine.url, short_dir / "keys", frozen) as world:
        acts = Acts(world.service, world.programme, frozen)
        commands = acts.store.commands
        seeker, supporter, topic = await acts.paired()
        before = await acts.say(seeker, topic, "satu")

        await commands.execute("SCRIPT", "FLUSH")
        after = await acts.say(supporter, topic, "dua")
        await commands.execute("SCRIPT", "FLUSH")
        other = await acts.waiting()  # join, offer and accept

        assert after.seq == before.seq + 1
        assert (await acts.state(other[1])).holder == supporter.id


def test_permanent_names_are_names() -> None:
    assert set(NAMES) >= PERMANENT
