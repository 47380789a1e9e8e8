"""The edge under wrong input: what is refused, with which code, and that nobody else notices."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
import pytest
import websockets
from websockets.asyncio.client import ClientConnection

import chatserver.domain.limits as limits
import chatserver.web.socket as edge
from chatserver.client import Client
from chatserver.domain.ids import Log
from chatserver.domain.limits import DANGER_BURST, MAX_FRAME_BYTES, MESSAGE_BURST
from chatserver.domain.people import Role
from chatserver.domain.roles import PERMISSIONS
from chatserver.protocol import codec
from chatserver.protocol.server import CaseCard, Offer, TypingNow
from tests.support.world import FrozenClock, World, new_world

PATIENCE_S = 15.0
ABSENT = "a" * 26
CRISIS = "aku mau bunuh diri malam ini"


class Raw:
    """A socket spoken by hand: frames as plain objects, all of them kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[dict[str, Any]] = []
        self._count = 0

    async def say(self, t: str, **fields: Any) -> str:
        """Send a frame with a fresh id; return the id."""
        self._count += 1
        id = str(fields.pop("id", f"raw-{self._count}"))
        await self.socket.send(msgspec.json.encode({"t": t, "id": id, **fields}).decode())
        return id

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_S):
            frame: dict[str, Any] = msgspec.json.decode(await self.socket.recv())
        self.frames.append(frame)
        return frame

    async def sees(self, **wanted: Any) -> dict[str, Any]:
        """Read until a frame with these fields."""
        while True:
            frame = await self.next()
            if all(frame.get(name) == value for name, value in wanted.items()):
                return frame

    async def ask(self, t: str, **fields: Any) -> dict[str, Any]:
        """Send a command and read until its answer."""
        id = await self.say(t, **fields)
        while True:
            frame = await self.next()
            if frame["t"] in ("ok", "error") and frame.get("id") == id:
                return frame

    async def refused_raw(self, text: str | bytes) -> dict[str, Any]:
        """Send anything and read until the next error."""
        await self.socket.send(text, text=True)
        return await self.sees(t="error")

    async def closed(self) -> int:
        """Read until the end; return the close code."""
        async with asyncio.timeout(PATIENCE_S):
            try:
                while True:
                    self.frames.append(msgspec.json.decode(await self.socket.recv()))
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006

    async def hello(self, **fields: Any) -> dict[str, Any]:
        await self.socket.send(msgspec.json.encode({"t": "hello", **fields}).decode())
        return await self.sees(t="welcome")


async def raw_socket(world: World, hub: int = 0, path: str = "", protocol: str = "chat.v1") -> Raw:
    socket = await websockets.connect(
        world.urls[hub] + path,
        subprotocols=[websockets.Subprotocol(protocol)] if protocol else None,
        ping_interval=None,
        compression=None,
        max_size=None,
        proxy=None,
    )
    world._stack.push_async_callback(socket.close)
    return Raw(socket)


async def raw_seeker(world: World) -> Raw:
    raw = await raw_socket(world)
    await raw.hello(programme=world.programme)
    return raw


async def raw_staff(world: World, login: str, role: Role) -> Raw:
    raw = await raw_socket(world)
    await raw.hello(token=await world.token(login, role))
    return raw


async def works(world: World) -> None:
    """A fresh seeker is heard: the server is unharmed."""
    seeker, topic = await world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text="halo, ada orang?")
    await seeker.hears(topic, kind="message", text="halo, ada orang?")


@pytest.fixture
async def unharmed(world: World) -> AsyncIterator[World]:
    """A world that must still work after the test."""
    yield world
    await works(world)


def fields_of(topic: str) -> dict[str, dict[str, Any]]:
    """A good example of every command, about this topic."""
    offer = f"{topic.partition(':')[2]}-1"
    named = {"topic": topic}
    return {
        "seek.join": {"language": "id", "topics": [], "age_band": "18_plus"},
        "seek.cancel": {},
        "availability.set": {"places": 1, "auto_accept": False},
        "offer.accept": {"offer": offer},
        "offer.decline": {"offer": offer},
        "topic.open": {**named, "since": 0},
        "topic.close": named,
        "message.send": {**named, "text": "halo"},
        "read": {**named, "seq": 1},
        "help.now": {**named, "reason": "tolong"},
        "report": {**named, "seq": 1, "reason": "kasar"},
        "conversation.end": named,
        "conversation.erase": named,
        "case.claim": named,
        "case.watch": named,
        "case.whisper": {**named, "text": "pelan"},
        "case.join": named,
        "case.take_over": named,
        "case.release": named,
        "case.resolve": {**named, "outcome": "left", "note": "", "ends": True},
        "case.reopen": named,
        "case.note": {**named, "text": "catatan"},
    }


COMMANDS = tuple(fields_of("conv:x"))
#: Commands that name a conversation or offer; `topic.close` only concerns the socket itself.
ABOUT = tuple(
    name
    for name, fields in fields_of("conv:x").items()
    if ("topic" in fields or "offer" in fields) and name != "topic.close"
)


def test_every_command_is_tried_here() -> None:
    assert set(COMMANDS) == set(codec.CLIENT_TYPES) - {"hello", "ping", "typing"}


# -- what a frame may not be ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_missing_or_mistyped_field_is_invalid(unharmed: World, name: str) -> None:
    raw = await raw_seeker(unharmed)
    good = {"id": "x1", **fields_of("conv:x")[name]}
    for field in msgspec.structs.fields(codec.CLIENT_TYPES[name]):
        bad = [{**good, field.name: value} for value in ({"a": 1}, [[1]], 1.5)]
        if field.type is not bool and "bool" not in str(field.type):
            bad.append({**good, field.name: True})
        if field.required:
            bad.append({key: value for key, value in good.items() if key != field.name})
            bad.append({**good, field.name: None})
        for frame in bad:
            error = await raw.refused_raw(msgspec.json.encode({"t": name, **frame}))
            if field.name == "id" and "id" in frame:
                assert error["code"] in ("invalid", "bad_frame"), (
                    frame
                )  # an id that is no text is no envelope
                continue
            assert error["code"] == "invalid", frame
            assert field.name in error["message"], frame
            assert error.get("id", "") == frame.get("id", ""), frame


@pytest.mark.parametrize("id", ["", "a b", "x" * 65, "käse", "a\n", "a:b", "../x", "{x}", "*"])
async def test_an_id_of_another_shape_is_invalid(unharmed: World, id: str) -> None:
    raw = await raw_seeker(unharmed)
    error = await raw.refused_raw(msgspec.json.encode({"t": "seek.cancel", "id": id}))
    assert (error["code"], error.get("id", "")) == ("invalid", "")


@pytest.mark.parametrize(
    "text",
    ["", "nope", "{", "[]", "null", "3", '"x"', "{}", '{"t":1}', '{"t":null}', '{"t":""}', '{"t":{}}',
     '{"t":["ping"]}', '\ufeff{"t":"ping"}', "[" * 30_000, '{"t":"ping","x":' + "[" * 30_000, "\x00",
     '{"t":"ping"}{"t":"ping"}'],
)  # fmt: skip
async def test_what_is_no_frame_is_a_bad_frame(unharmed: World, text: str) -> None:
    raw = await raw_seeker(unharmed)
    assert (await raw.refused_raw(text))["code"] == "bad_frame"
    await raw.say("ping")
    await raw.sees(t="pong")


async def test_an_unknown_type_is_named_so_and_unknown_fields_are_ignored(unharmed: World) -> None:
    raw = await raw_seeker(unharmed)
    for name in ("hullo", "case.delete", "__proto__", "Ping", "welcome", "event"):
        error = await raw.ask(name)
        assert error["code"] == "unknown_type"
    await raw.say("ping", __proto__={"role": "professional"}, constructor=1)
    await raw.sees(t="pong")


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": "conv:x", "seq": -1}, {"topic": "conv:x", "seq": 2**53},
        {"topic": "conv:x", "seq": int("9" * 4000)},
        {"topic": "conv:x", "seq": "1"}, {"topic": "", "seq": 1}, {"topic": "x" * 81, "seq": 1},
    ],
)  # fmt: skip
async def test_numbers_and_names_out_of_range_are_invalid(unharmed: World, fields: dict[str, Any]) -> None:
    raw = await raw_seeker(unharmed)
    assert (await raw.refused_raw(_json({"t": "read", "id": "r1", **fields})))["code"] == "invalid"


def _json(frame: dict[str, Any]) -> str:
    import json
    import sys

    sys.set_int_max_str_digits(5_000)
    return json.dumps(frame)


@pytest.mark.parametrize(
    "text", ["", "   \n", "\u200b\u2060", "x" * 4_001, "a\x00b", "a\x1b[2Jb", "\u202e\u200e"]
)
async def test_a_text_that_cannot_be_a_message_is_refused(unharmed: World, text: str) -> None:
    raw = await raw_seeker(unharmed)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    error = await raw.ask("message.send", topic=topic, text=text)
    assert error["code"] == "invalid"
    assert (await raw.ask("topic.open", topic=topic))["seq"] == 1


async def test_a_lone_surrogate_is_refused_and_harms_nobody(unharmed: World) -> None:
    raw = await raw_seeker(unharmed)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    error = await raw.refused_raw(f'{{"t":"message.send","id":"s1","topic":"{topic}","text":"\\ud800"}}')
    assert error["code"] in ("bad_frame", "invalid")
    assert (await raw.ask("message.send", topic=topic, text="\N{GRINNING FACE}" * 4_000))["t"] == "ok"


@pytest.mark.parametrize(
    "text", ["*1\r\n$8\r\nFLUSHALL\r\n", "']] .. redis.call('FLUSHALL') .. [['", "<script>alert(1)</script>"]
)
async def test_words_of_other_languages_are_only_words(unharmed: World, text: str) -> None:
    seeker, topic = await unharmed.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=text)
    await seeker.hears(topic, kind="message", text=text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "topic", ["conv:*", "conv:{x}", "conv:a:b", "conv:a\n", "x", "conv:", ":", "log:" + ABSENT]
)
async def test_a_topic_of_another_shape_is_not_there(unharmed: World, topic: str) -> None:
    raw = await raw_seeker(unharmed)
    for name in ("topic.open", "message.send", "read", "conversation.end", "help.now"):
        error = await raw.ask(name, **{**fields_of("conv:x")[name], "topic": topic})
        assert error["code"] == "not_found", name
    assert (await raw.ask("topic.close", topic=topic))["t"] == "ok"


# -- the life of a socket ------------------------------------------------------------------------------------


async def test_before_hello_only_hello_is_read(unharmed: World) -> None:
    raw = await raw_socket(unharmed)
    for name, fields in fields_of("conv:x").items():
        error = await raw.ask(name, **fields)
        assert error["code"] == "not_signed_in", name
    assert (await raw.refused_raw("nope"))["code"] == "bad_frame"
    assert (await raw.refused_raw('{"t":"hello","topics":3}'))["code"] == "invalid"
    assert (await raw.refused_raw(_json({"t": "hello", "token": "x" * 257})))["code"] == "invalid"
    assert (await raw.hello(programme=unharmed.programme))["you"]["role"] == "seeker"


async def test_a_second_hello_changes_nothing(unharmed: World) -> None:
    raw = await raw_seeker(unharmed)
    token = await unharmed.token("sari", Role.PROFESSIONAL)
    error = await raw.refused_raw(_json({"t": "hello", "token": token}))
    assert error["code"] == "not_signed_in"
    assert (await raw.ask("case.claim", topic="conv:x"))["code"] == "not_allowed"


async def test_a_binary_frame_closes(unharmed: World) -> None:
    for raw in (await raw_socket(unharmed), await raw_seeker(unharmed)):
        await raw.socket.send(b'{"t":"ping"}', text=False)
        assert await raw.closed() == 1003


async def test_a_frame_has_a_largest_size(unharmed: World) -> None:
    raw = await raw_seeker(unharmed)
    frame = '{"t":"ping","x":"%s"}'
    await raw.socket.send(frame % ("x" * (MAX_FRAME_BYTES - len(frame) + 2)))
    await raw.sees(t="pong")
    for text in ("x" * (MAX_FRAME_BYTES + 1), "é" * (MAX_FRAME_BYTES // 2 + 1)):
        raw = await raw_seeker(unharmed)
        await raw.socket.send(text)
        assert await raw.closed() == 1009


async def test_without_hello_a_socket_is_closed_whatever_else_it_says(
    unharmed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limits.HELLO_S == 5
    monkeypatch.setattr(edge, "HELLO_S", 0.3)
    silent, chatty = await raw_socket(unharmed), await raw_socket(unharmed)

    async def chat() -> None:
        while True:
            await chatty.say("ping")
            await asyncio.sleep(0.05)

    task = asyncio.create_task(chat())
    assert await silent.closed() == 4401
    assert await chatty.closed() == 4401
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_stale_token_is_told_apart_from_nobody(unharmed: World) -> None:
    gone = await unharmed.token("gone", Role.SUPPORTER)
    await unharmed.service.store.accounts.revoke(gone)
    for hello, code in (
        ({"token": "x" * 32, "programme": unharmed.programme}, 4001),
        ({"token": "x" * 256, "programme": unharmed.programme}, 4001),
        ({"token": "x" * 32}, 4501),
        ({"token": gone}, 4501),
        ({"role": "supporter"}, 4501),
        ({"role": "professional", "programme": unharmed.programme}, 4501),
        ({"programme": "nowhere"}, 4502),
        ({"programme": "No Slug:*{}"}, 4502),
        ({}, 4502),
    ):
        raw = await raw_socket(unharmed)
        await raw.socket.send(_json({"t": "hello", **hello}))
        assert await raw.closed() == code, hello
        assert not any(frame["t"] == "welcome" for frame in raw.frames)


async def test_another_version_is_refused_and_none_is_ours(unharmed: World) -> None:
    raw = await raw_socket(unharmed, protocol="chat.v9")
    assert await raw.closed() == 4500
    raw = await raw_socket(unharmed, protocol="")
    assert await raw.hello(programme=unharmed.programme)


@pytest.mark.parametrize("path", ["?token=abc", "?", "/x", "/../ws?x=1"])
async def test_nothing_may_stand_behind_the_address(unharmed: World, path: str) -> None:
    if path == "?":  # an empty query is none
        assert await (await raw_socket(unharmed, path=path)).hello(programme=unharmed.programme)
        return
    with pytest.raises(websockets.InvalidStatus) as refused:
        await raw_socket(unharmed, path=path)
    assert refused.value.response.status_code == 403


# -- who may do what -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_may_not_send_what_is_not_its_own(unharmed: World, role: Role) -> None:
    raw = await (raw_seeker(unharmed) if role is Role.SEEKER else raw_staff(unharmed, f"who-{role}", role))
    for name, fields in fields_of(f"conv:{ABSENT}").items():
        answer = await raw.ask(name, **fields)
        assert (answer.get("code") == "not_allowed") == (role not in PERMISSIONS[name]), name
    await raw.socket.send(_json({"t": "typing", "topic": f"conv:{ABSENT}"}))
    error = await raw.sees(t="error")
    assert error["code"] == ("not_allowed" if role is Role.COORDINATOR else "not_found")


async def _foreigner(world: World, role: Role) -> Raw:
    """Somebody with nothing to do with any conversation; a fresh socket, for the limiter."""
    if role is Role.SEEKER:
        return await raw_seeker(world)
    return await raw_staff(world, f"other.{role}", role)


async def _same_as_absent(world: World, role: Role, conversation: str, offer: str = "") -> None:
    """Every command of a stranger about this conversation is answered as about one that never was."""
    for log in Log:
        raw = await _foreigner(world, role)
        for name in ABOUT:
            answers = []
            for id in (conversation, ABSENT):
                fields = fields_of(f"{log}:{id}")[name]
                if "offer" in fields and id == conversation and offer:
                    fields = {"offer": offer}
                answer = await raw.ask(name, **fields)
                answers.append({key: value for key, value in answer.items() if key not in ("id", "offer")})
            assert answers[0] == answers[1], (name, log)
            if "topic" in fields_of("conv:x")[name]:
                assert answers[0]["code"] in ("not_found", "not_allowed"), (name, log)
        for id in (conversation, ABSENT):
            await raw.socket.send(_json({"t": "typing", "topic": f"{log}:{id}", "on": False}))
            assert (await raw.sees(t="error"))["code"] in ("not_found", "not_allowed")
        await raw.say("ping")
        assert (await raw.sees(t="pong")).get("seqs", {}) == {}
        assert not any(frame["t"] in ("case", "event", "opened") for frame in raw.frames)
        await raw.socket.close()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", ["waiting", "offered", "active", "ended"])
async def test_a_foreign_conversation_is_answered_as_if_it_were_not_there(
    unharmed: World, state: str, role: Role
) -> None:
    world, offer = unharmed, ""
    if state == "waiting":
        seeker, topic = await world.waiting_seeker()
    elif state == "offered":
        supporter = await world.supporter()
        seeker, topic = await world.waiting_seeker()
        offer = (await supporter.sees(Offer)).offer
    else:
        seeker, supporter, topic = await world.paired()
    if state == "ended":
        await supporter.send("conversation.end", topic=topic)
        await seeker.hears(topic, kind="ended")
    before = len(seeker.events[topic])
    await _same_as_absent(world, role, topic.partition(":")[2], offer)
    if state != "ended":
        await seeker.send("message.send", topic=topic, text="masih di sini")
        await seeker.hears(topic, text="masih di sini")
        before += 1
    assert len(seeker.events[topic]) == before


async def test_a_professional_of_another_programme_sees_nothing_of_a_case(
    unharmed: World, engine_url: str, session_dir: Any
) -> None:
    seeker, topic = await unharmed.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    async with new_world(engine_url, session_dir / "keys") as other:
        await other.add_hub()
        await _same_as_absent(other, Role.PROFESSIONAL, topic.partition(":")[2])


async def test_whispers_and_notes_are_not_there_for_their_seeker(unharmed: World) -> None:
    professional = await unharmed.professional()
    supporter = await unharmed.supporter(auto_accept=True)
    raw = await raw_seeker(unharmed)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    id = topic.partition(":")[2]
    await raw.ask("message.send", topic=topic, text=CRISIS)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.whisper", topic=topic, text="canary-whisper")
    await professional.send("case.note", topic=topic, text="canary-note")
    await supporter.hears(f"whisper:{id}", text="canary-whisper")
    for log in (Log.WHISPER, Log.NOTES):
        for name in ABOUT:
            if Role.SEEKER not in PERMISSIONS[name] or "offer" in fields_of("x:y")[name]:
                continue
            error = await raw.ask(name, **fields_of(f"{log}:{id}")[name])
            absent = await raw.ask(name, **fields_of(f"{log}:{ABSENT}")[name])
            assert (error["code"], error["message"]) == ("not_found", absent["message"]), (log, name)
        await raw.socket.send(_json({"t": "typing", "topic": f"{log}:{id}", "on": False}))
        assert (await raw.sees(t="error"))["code"] == "not_found"
    again = await raw_socket(unharmed)
    since = [{"topic": f"{log}:{id}", "since": 0} for log in Log]
    token = raw.frames[0]["token"]
    welcome = await again.hello(token=token, topics=since)
    assert [state["topic"] for state in welcome["topics"]] == [topic]
    await again.ask("message.send", topic=topic, text="terakhir")
    last = (await again.ask("topic.open", topic=topic))["seq"]
    while raw_last(again) < last:
        await again.next()
    assert "canary" not in str(raw.frames) + str(again.frames)


# -- too much ------------------------------------------------------------------------------------------------


async def test_danger_inside_a_burst_is_taken_and_flagged(still_world: World) -> None:
    professional = await still_world.professional()
    raw = await raw_seeker(still_world)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    texts = [f"pesan {number}" for number in range(200)]
    texts[80], texts[150], texts[199] = "aku pengen mati aja", CRISIS, CRISIS + " sekali"
    for number, text in enumerate(texts):
        await raw.say("message.send", id=f"b{number}", topic=topic, text=text)
    answers: dict[str, dict[str, Any]] = {}
    while len(answers) < 200:
        frame = await raw.next()
        if frame["t"] in ("ok", "error"):
            answers[frame["id"]] = frame
    taken = [number for number in range(200) if answers[f"b{number}"]["t"] == "ok"]
    assert taken == [*range(MESSAGE_BURST), 80, 150, 199]
    for number in set(range(200)) - set(taken):
        error = answers[f"b{number}"]
        assert (error["code"], error["retry"]) == ("too_many", True)
        assert 0 < error["retry_ms"] < 60_000
    card = await professional.sees(CaseCard, topic=topic, quote=CRISIS)
    assert card.level >= 3
    await works(still_world)


async def test_even_danger_has_a_limit(still_world: World) -> None:
    raw = await raw_seeker(still_world)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    codes = [
        (await raw.ask("message.send", topic=topic, text=CRISIS)).get("code")
        for _ in range(MESSAGE_BURST + DANGER_BURST + 3)
    ]
    assert codes == [None] * (MESSAGE_BURST + DANGER_BURST) + ["too_many"] * 3


async def test_a_refused_burst_earns_its_rate_back(still_world: World, frozen: FrozenClock) -> None:
    raw = await raw_seeker(still_world)
    codes = [(await raw.ask("topic.close", topic="conv:x")).get("code") for _ in range(110)]
    assert codes.count("too_many") == 10
    frozen.pass_s(1)
    assert (await raw.ask("topic.close", topic="conv:x"))["t"] == "ok"


async def test_typing_is_coalesced(still_world: World, frozen: FrozenClock) -> None:
    supporter = await still_world.supporter(auto_accept=True)
    raw = await raw_seeker(still_world)
    topic = (await raw.ask("seek.join", **fields_of("conv:x")["seek.join"]))["topic"]
    await supporter.hears(topic, kind="paired")
    for _ in range(2):
        for _ in range(30):
            await raw.socket.send(_json({"t": "typing", "topic": topic, "on": True}))
        frozen.pass_s(1.5)
        await raw.ask("topic.close", topic="conv:x")
    await raw.ask("message.send", topic=topic, text="selesai")
    await supporter.hears(topic, text="selesai")
    assert 1 <= sum(isinstance(frame, TypingNow) for frame in supporter.frames) <= 2


async def test_wrong_frames_by_the_hundred_do_not_end_the_socket(unharmed: World) -> None:
    raw = await raw_seeker(unharmed)
    for _ in range(300):
        await raw.socket.send("nope")
    for _ in range(300):
        assert (await raw.sees(t="error"))["code"] == "bad_frame"


# -- what a seeker is never told -----------------------------------------------------------------------------

HIDDEN = (
    "level", "risk", "score", "flag", "verdict", "categor", "cause", "span", "quote", "evidence", "depth", 
    "deadline", "severity", "weight", "case", "reason", "whisper", "note", "word", "answer_by",
)  # fmt: skip


def _leaks(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if any(hidden in key.lower() for hidden in HIDDEN) and not path.endswith(".lines"):
                yield f"{path}.{key}"
            yield from _leaks(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaks(inner, path)
    elif isinstance(value, str) and any(
        hidden in value.lower()
        for hidden in ("whisper", "notes:", "canary", "segera", "tinggi", "pantau", "screening")
    ):
        yield f"{path}={value}"


async def test_no_frame_to_a_seeker_says_that_something_was_flagged(world: World) -> None:
    supporter = await world.supporter(auto_accept=True)
    raw = await raw_seeker(world)
    topic = (await raw.ask("seek.join", **{**fields_of("conv:x")["seek.join"], "safe_now": False}))["topic"]
    professional: Client = await world.professional()
    await supporter.hears(topic, kind="paired")
    await raw.ask("message.send", topic=topic, text="capek banget, pengen mati aja")
    await raw.ask("message.send", topic=topic, text=CRISIS)
    await raw.ask("help.now", topic=topic, reason="tidak kuat")
    await raw.ask("report", topic=topic, seq=1, reason="kasar")
    await supporter.send("help.now", topic=topic, reason="canary-reason")
    await professional.send("case.watch", topic=topic)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.whisper", topic=topic, text="canary-whisper")
    await professional.send("case.note", topic=topic, text="canary-note")
    await professional.send("case.join", topic=topic)
    await professional.send("message.send", topic=topic, text="Halo, aku konselor.")
    await professional.send("case.take_over", topic=topic)
    await professional.send("case.release", topic=topic)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.resolve", topic=topic, outcome="plan_made", note="canary-end", ends=False)
    await professional.send("case.reopen", topic=topic)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.resolve", topic=topic, outcome="left", note="canary", ends=True)
    await raw.sees(t="state", state="ended")
    await raw.say("ping")
    await raw.sees(t="pong")
    again = await raw_socket(world)
    await again.hello(token=raw.frames[0]["token"], topics=[{"topic": topic, "since": 0}])
    while raw_last(again) < raw_last(raw):
        await again.next()
    kinds = {frame["entry"]["kind"] for frame in again.frames if frame["t"] == "event"}
    assert {"care", "pro_watches", "pro_joins", "pro_leads", "pro_leaves", "ended"} <= kinds
    assert list(_leaks(raw.frames + again.frames)) == []


def raw_last(raw: Raw) -> int:
    """The last sequence number that this socket was shown."""
    return max((frame["seq"] for frame in raw.frames if frame["t"] == "event"), default=0)
