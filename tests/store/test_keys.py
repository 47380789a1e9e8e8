"""KEYS.md, the spelling of keys, and the keys that a lived programme leaves."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chatserver
from chatserver.actions import accounts, conversations, escalation
from chatserver.actions.access import access_log
from chatserver.domain.errors import InvalidField, NotFound
from chatserver.domain.escalation import Outcome
from chatserver.domain.ids import PersonId, ProgrammeId, parse_programme
from chatserver.domain.people import AgeBand
from chatserver.domain.retention import SECONDS, Kept
from chatserver.store.keys import (
    CHANNELS,
    CONVERSATION_KEYS,
    NAMES,
    PERMANENT,
    PROGRAMMES,
    Keys,
    lease_key,
    link_key,
    token_key,
)
from chatserver.store.review import Job
from chatserver.store.scripts import APPEND, COMMIT, JOIN, OFFER
from tests.support.acts import DANGER, Acts, id_of
from tests.support.keys import CANARY, content_of, faults_in, keys_in, name_of

SOURCE = Path(chatserver.__file__).parent
PAGE = (SOURCE / "KEYS.md").read_text()


def rows(title: str) -> list[list[str]]:
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines[2:]]


KEY_ROWS = {row[0]: row for row in rows("Keys of a programme")}


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_key_and_channel_is_on_the_page_and_no_other() -> None:
    assert {row[0]: row[1] for row in KEY_ROWS.values()} == {
        name: f"{{P}}:{key}" for name, key in NAMES.items() if name not in CHANNELS
    }
    assert {row[0]: row[1] for row in rows("Channels")} == {name: f"{{P}}:{NAMES[name]}" for name in CHANNELS}


def test_the_page_says_which_keys_live_for_ever() -> None:
    assert {name for name, row in KEY_ROWS.items() if row[4].startswith("never")} == PERMANENT


def test_the_keys_of_no_programme_are_on_the_page() -> None:
    spelled = {row[0] for row in rows("Keys of no programme")}

    assert spelled == {PROGRAMMES, "token:{H}", "link:{H}", "lease:{S}"}
    assert lease_key("S") == "lease:{S}"
    assert re.fullmatch(r"token:\{[0-9a-f]{64}\}", token_key("x"))
    assert re.fullmatch(r"link:\{[0-9a-f]{64}\}", link_key("x"))


def test_the_page_names_every_script() -> None:
    files = {path.stem for path in (SOURCE / "store" / "lua").glob("*.lua")} - {"prelude"}

    assert {row[0] for row in rows("Scripts")} == files
    assert {script.script.name for script in (APPEND, COMMIT, JOIN, OFFER)} == files


def test_the_times_on_the_page_are_those_of_the_table() -> None:
    assert SECONDS[Kept.OPEN_CONVERSATION] == 48 * 3_600
    assert SECONDS[Kept.CASE] == 90 * 86_400
    assert (SECONDS[Kept.SEEKER_TOKEN], SECONDS[Kept.STAFF_TOKEN]) == (12 * 3_600, 8 * 3_600)
    assert SECONDS[Kept.LINK] == 24 * 3_600


# ── spelling ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_every_key_begins_with_the_hash_tag_of_its_programme(name: str) -> None:
    built = Keys(ProgrammeId("sma-1")).of(name, "c1", "a1")

    assert built.startswith("{sma-1}:") and built.count("{") == built.count("}") == 1
    assert ":C" not in built and ":A" not in built


def test_no_two_names_are_one_key() -> None:
    built = Keys(ProgrammeId("p"))

    assert len({built.of(name, "x", "x") for name in NAMES}) == len(NAMES)
    assert set(CONVERSATION_KEYS) == {name for name, key in NAMES.items() if "conv:C" in key} - CHANNELS


@given(st.text(max_size=50))
def test_a_key_is_built_from_a_checked_programme_only(text: str) -> None:
    try:
        programme = parse_programme(text)
    except InvalidField:
        return
    built = Keys(programme).settings
    assert re.fullmatch(r"\{[a-z0-9-]+\}:settings", built)


def test_secrets_of_any_shape_make_harmless_keys() -> None:
    for secret in ("", "*", "a:b", "}{", "\n", "x" * 100_000):
        assert re.fullmatch(r"token:\{[0-9a-f]{64}\}", token_key(secret))


def test_no_other_module_spells_a_key() -> None:
    spelled = {key for key in NAMES.values() if ":" in key} | {"token:", "link:", "lease:"}
    starts = tuple(sorted(re.split(r"[CA](?=:|$)", key)[0] for key in spelled - {"conv:C"}))
    wrong = []
    for path in (SOURCE / "store").glob("*.py"):
        if path.name == "keys.py":
            continue
        tree = ast.parse(path.read_text())
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body and isinstance(node.body[0], ast.Expr)
        }  # fmt: skip
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docs:
                continue
            if node.value.startswith((*starts, "{", "conv:")):
                wrong.append(f"{path.name}:{node.lineno} {node.value!r}")
    # the mark under which the second look is done once is a field, not a key
    assert not [one for one in wrong if "'review:" not in one]


@pytest.mark.parametrize("bad", ["*", "{}", "a:b", "x\n", "{other}:settings", "", "a" * 65, "../x"])
async def test_an_id_that_is_no_id_reaches_no_key(acts: Acts, bad: str) -> None:
    """Bad input 80: the answer is that of what is not there, and nothing is written."""
    seeker, topic = await acts.waiting()
    before = await content_of(acts.store.commands, acts.programme)

    assert (await access_log(acts.service, seeker, topic))[1].id == id_of(topic)
    for asked in (f"conv:{bad}", f"whisper:{bad}", bad):
        with pytest.raises(NotFound):
            await access_log(acts.service, seeker, asked)
        with pytest.raises(NotFound):
            await acts.say(seeker, asked, "halo")
    with pytest.raises((NotFound, InvalidField)):
        await accounts.new_seeker(acts.service, bad if bad else "-")
    assert await content_of(acts.store.commands, acts.programme) == before


# ── a lived programme ────────────────────────────────────────────────────────────────────────────────────


async def test_a_lived_programme_leaves_named_keys_of_the_type_on_the_page(acts: Acts) -> None:
    seeker, supporter, professional, topic = await acts.case()
    await acts.say(seeker, topic, f"{CANARY} {DANGER}")
    await acts.say(supporter, topic, f"{CANARY} aku di sini")
    await conversations.read(acts.service, supporter, topic, 2)
    await acts.claim(professional, topic)
    await escalation.whisper(acts.service, professional, acts.id(), topic, f"{CANARY} tanya")
    await escalation.note(acts.service, professional, acts.id(), topic, f"{CANARY} catatan")
    await escalation.take_over(acts.service, professional, acts.id(), topic)
    await conversations.resolve(
        acts.service, professional, acts.id(), topic, Outcome.PLAN_MADE, f"{CANARY} rencana", True
    )
    await acts.waiting(age_band=AgeBand.UNSAID)
    job = (await _review_job(acts))[0]
    await acts.store.review.park(acts.programme, job, "ValueError")

    found = await keys_in(acts.store.commands, acts.programme)
    for key in found:
        name = name_of(key)
        assert name is not None, key
        assert (await acts.store.commands.execute("TYPE", key)).decode() == KEY_ROWS[name][2], key
    lived = {name_of(key) for key in found}
    assert lived >= {*CONVERSATION_KEYS, "seeker", "settings", "account", "logins", "audit", "review_dead"}


async def _review_job(acts: Acts) -> list[Job]:
    await acts.store.review.ensure(acts.programme)
    return await acts.store.review.take(acts.programme, "w", 1)


async def test_the_watch_over_keys_sees_what_it_is_for(acts: Acts) -> None:
    """The fixture itself: an unknown key, an endless key and a word in the clear are found."""
    execute = acts.store.commands.execute
    unknown, endless = f"{{{acts.programme}}}:other", acts.keys.of("seeker", person=PersonId("s" + "a" * 26))
    assert await faults_in(acts.store.commands, acts.programme) == []

    await execute("SET", unknown, "x")
    await execute("HSET", endless, "conversation", "x")
    found = await faults_in(acts.store.commands, acts.programme)

    await execute("DEL", unknown, endless)

    assert sorted(found) == sorted(
        [f"{unknown}: not in keys.NAMES", f"{endless}: lives for ever and is not in keys.PERMANENT"]
    )


async def test_a_key_that_ran_out_is_not_made_anew_for_ever(acts: Acts) -> None:
    """A chat longer than the time of the seeker's own key: ending it writes that key again."""
    seeker, _, topic = await acts.paired()
    key = acts.keys.of("seeker", person=seeker.id)
    await acts.store.commands.execute("DEL", key)

    await conversations.end(acts.service, seeker, acts.id(), topic)

    assert await acts.store.commands.execute("PTTL", key) > 0


async def test_ending_starts_the_time_that_the_programme_chose(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    key = acts.keys.of("state", id_of(topic))
    assert await acts.store.commands.execute("PTTL", key) <= 48 * 3_600_000

    await conversations.end(acts.service, seeker, acts.id(), topic)

    for name in ("state", "people", "sent", "conv_log"):
        left = await acts.store.commands.execute("PTTL", acts.keys.of(name, id_of(topic)))
        assert 29 * 86_400_000 < left <= 30 * 86_400_000


async def test_a_late_report_does_not_shorten_what_is_kept(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    await conversations.end(acts.service, seeker, acts.id(), topic)

    await conversations.report(acts.service, seeker, acts.id(), topic, 1, "")

    for name in ("state", "case", "conv_log", "notes_log"):
        left = await acts.store.commands.execute("PTTL", acts.keys.of(name, id_of(topic)))
        assert left > 89 * 86_400_000, name
