"""The codec: every frame survives, and nothing strange gets in (reliability.md, bad inputs 45-55)."""

import enum
import types
import typing
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.errors import (
    BY_CODE,
    BadFrame,
    Conflict,
    InvalidField,
    SebayaError,
    TooMany,
    UnknownType,
)
from chatserver.domain.limits import MAX_SEQ, MAX_TEXT
from chatserver.protocol import client, codec
from chatserver.protocol.codec import CLIENT_TYPES, SERVER_TYPES
from chatserver.protocol.server import AnyServerFrame, Error, ServerFrame

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SEQ, MAX_SEQ) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def values(kind: Any, meta: msgspec.Meta | None = None) -> st.SearchStrategy[Any]:
    """Return what a field of this type can hold."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return values(args[0], args[1])
    if origin in (Union, types.UnionType):
        return st.one_of([values(arg, meta) for arg in args])
    if origin is Literal:
        return st.sampled_from(args)
    if origin is list:
        most = meta.max_length if meta and meta.max_length is not None else 5
        return st.lists(values(args[0]), max_size=min(5, most))
    if origin is tuple:
        return st.tuples(*(values(arg) for arg in args))
    if origin is dict:
        return st.dictionaries(TEXT, values(args[1]), max_size=3)
    if kind is type(None):
        return st.none()
    if kind is Any:
        return JSON
    if kind is bool:
        return st.booleans()
    if kind is int:
        low = meta.ge if meta and meta.ge is not None else -MAX_SEQ
        high = meta.le if meta and meta.le is not None else MAX_SEQ
        return st.integers(int(low), int(high))
    if kind is str:
        if meta and meta.pattern:
            return st.from_regex(r"\A[A-Za-z0-9_-]{1,64}\Z")
        least = meta.min_length if meta and meta.min_length else 0
        return st.text(st.characters(codec="utf-8"), min_size=least, max_size=30)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    assert issubclass(kind, msgspec.Struct), kind
    hints = typing.get_type_hints(kind, include_extras=True)
    return st.builds(kind, **{name: values(hints[name]) for name in kind.__struct_fields__})


# ── what is right survives ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CLIENT_TYPES)
@given(data=st.data())
def test_every_client_frame_survives(name: str, data: st.DataObject) -> None:
    frame = data.draw(values(CLIENT_TYPES[name]))

    raw = msgspec.json.encode(frame)

    assert msgspec.json.decode(raw)["t"] == name
    assert codec.decode(raw) == codec.decode(raw.decode()) == frame


@pytest.mark.parametrize("name", SERVER_TYPES)
@given(data=st.data())
def test_every_server_frame_survives(name: str, data: st.DataObject) -> None:
    frame = data.draw(values(SERVER_TYPES[name]))

    raw = codec.encode(frame)

    assert msgspec.json.decode(raw)["t"] == name
    assert codec.decode_server(raw) == frame


def test_every_frame_class_has_its_place_in_a_union() -> None:
    def leaves(kind: type) -> set[type]:
        below: list[type] = kind.__subclasses__()
        return {kind} if not below else {leaf for sub in below for leaf in leaves(sub)}

    assert set(CLIENT_TYPES.values()) == leaves(client.ClientFrame)
    assert set(SERVER_TYPES.values()) == leaves(ServerFrame) == set(get_args(AnyServerFrame))


# ── what is wrong is refused ─────────────────────────────────────────────────────────────────────────────


def read(seq: str) -> str:
    return f'{{"t":"read","id":"a","topic":"conv:c","seq":{seq}}}'


def say(text: str, id: str = "a") -> str:
    return f'{{"t":"message.send","id":"{id}","topic":"conv:c","text":{text}}}'


def test_the_frames_that_the_bad_ones_are_made_of_are_right() -> None:
    assert codec.decode(read("1")) == client.Read(id="a", topic="conv:c", seq=1)
    assert codec.decode(say('"x"')) == client.MessageSend(id="a", topic="conv:c", text="x")
    assert codec.decode(read(str(MAX_SEQ))) == client.Read(id="a", topic="conv:c", seq=MAX_SEQ)


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "[]", '"ping"', "null", "1", "true", "{}", '{"id":"a"}', '{"t":1}', '{"t":{}}', '{"t":null}',
        '{"t":["ping"]}', '{"T":"ping"}', "\ufeff" + '{"t":"ping"}', '{"t":"ping"} {"t":"ping"}',
        "{'t':'ping'}", '{"t":"ping",}', '{"t":"ping"', say(r'"\ud800"'), say(r'"\udfff x"'), read("NaN"),
        read("Infinity"),        read("-Infinity"), read("01"), read("0x1"), "[" * 100_000,
        '{"t":"ping","x":' + "[" * 100_000 + "]" * 100_000 + "}",
        b"\xff\xfe", say('"QQ"').encode().replace(b"QQ", b"\xed\xa0\x80"),
        say('"QQ"').encode().replace(b"QQ", b"\xc0\xaf"), '{"t":"ping"}\ud800',
    ],
    ids=lambda raw: repr(raw)[:40],
)  # fmt: skip
def test_what_is_not_a_frame_is_a_bad_frame(raw: str | bytes) -> None:
    with pytest.raises(BadFrame) as caught:
        codec.decode(raw)
    assert type(caught.value) is BadFrame


@pytest.mark.parametrize("name", ["", "x", "Ping", "welcome", "ping ", "__proto__", "constructor"])
def test_an_unknown_type_is_told_as_such(name: str) -> None:
    with pytest.raises(UnknownType if name else BadFrame):
        codec.decode(msgspec.json.encode({"t": name, "id": "a"}))


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (read("true"), "seq"),
        (read("-1"), "seq"),
        (read("1.5"), "seq"),
        (read("1.0"), "seq"),
        (read('"1"'), "seq"),
        (read("null"), "seq"),
        (read("1e999"), "seq"),
        (read("9" * 5_000), "seq"),
        (read(str(MAX_SEQ + 1)), "seq"),
        (say("1"), "text"),
        (say("null"), "text"),
        (say('{"a":1}'), "text"),
        (say(f'"{"a" * (4 * MAX_TEXT + 1)}"'), "text"),
        ('{"t":"message.send","id":"a","topic":"conv:c"}', "text"),
        (say('"x"', ""), "id"),
        (say('"x"', "a" * 65), "id"),
        (say('"x"', "a b"), "id"),
        (say('"x"', r"a\n"), "id"),
        (say('"x"', r"\u0660"), "id"),
        ('{"t":"availability.set","id":"a","places":51}', "places"),
        ('{"t":"availability.set","id":"a","places":true}', "places"),
        ('{"t":"seek.join","id":"a","age_band":"12"}', "age_band"),
        ('{"t":"seek.join","id":"a","distress":5}', "distress"),
        ('{"t":"case.resolve","id":"a","topic":"conv:c","outcome":"fine"}', "outcome"),
        ('{"t":"hello","topics":[{"topic":"conv:c","since":-1}]}', "topics"),
        ('{"t":"hello","role":"seeker"}', "role"),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_a_field_out_of_its_range_is_named(raw: str, field: str) -> None:
    with pytest.raises(InvalidField, match=r"The field .* is missing or out of its range") as caught:
        codec.decode(raw)
    assert f" {field} " in caught.value.message


def test_a_refusal_never_repeats_what_was_written() -> None:
    with pytest.raises(InvalidField) as caught:
        codec.decode('{"t":"case.resolve","id":"a","topic":"conv:c","outcome":"RAHASIA"}')
    assert "RAHASIA" not in str(caught.value) + codec.encode(codec.error_frame(caught.value)).decode()


def test_a_key_given_twice_counts_as_the_last_one_and_never_changes_the_type() -> None:
    frame = codec.decode('{"t":"read","id":"a","id":"b","topic":"conv:c","seq":1,"seq":2}')

    assert frame == client.Read(id="b", topic="conv:c", seq=2)
    with pytest.raises(InvalidField):
        codec.decode('{"t":"ping","t":"message.send","id":"a","topic":"conv:c","text":"x"}')


def test_unknown_fields_are_ignored_and_reach_nothing() -> None:
    frame = codec.decode('{"t":"ping","role":"professional","__proto__":{"a":1},"constructor":1,"x":1e999}')

    assert frame == client.Ping()


@given(raw=st.binary(max_size=200) | st.text(max_size=200) | JSON.map(msgspec.json.encode))
def test_any_input_is_decoded_or_refused(raw: str | bytes) -> None:
    try:
        frame = codec.decode(raw)
    except BadFrame:
        return
    assert isinstance(frame, client.ClientFrame)


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (say("1", "abc-1"), "abc-1"),
        ('{"t":"nothing","id":"q"}', "q"),
        ('{"id":"q"}', "q"),
        ('{"id":1}', ""),
        (say("1", r"a\n"), ""),
        (say("1", "a" * 65), ""),
        ("[]", ""),
        ("", ""),
        (b"\xff", ""),
    ],
)
def test_a_refused_frame_is_answered_by_its_id_where_it_has_one(raw: str | bytes, id: str) -> None:
    assert codec.command_id(raw) == id


@pytest.mark.parametrize("kind", BY_CODE.values())
def test_an_error_tells_its_code_and_whether_to_try_again(kind: type[SebayaError]) -> None:
    frame = codec.error_frame(kind(), "a")

    assert (frame.code, frame.message, frame.id, frame.owner) == (kind.code, kind.text, "a", "")
    assert frame.retry is (kind.wait_ms is not None) and frame.retry_ms == (kind.wait_ms or 0)


def test_an_error_tells_who_was_first_and_when_to_try_again() -> None:
    assert codec.error_frame(Conflict(owner="Sari")).owner == "Sari"
    assert codec.error_frame(TooMany(retry_ms=40)).retry_ms == 40


def test_something_unexpected_is_told_without_detail() -> None:
    frame = codec.error_frame(ValueError("RAHASIA"), "a")

    assert frame == Error(
        code="error", message="Something went wrong.", id="a", retry=True, retry_ms=frame.retry_ms
    )
    assert frame.retry_ms > 0
