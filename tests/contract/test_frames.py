"""Golden frames: one of each type and direction, with every field; read by the tests of both languages.

`frames.json` is written by hand where a frame changes; what a client of the last release sends or reads must
stay in it for one release.
"""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chatserver.protocol import codec
from chatserver.protocol.codec import CLIENT_TYPES, SERVER_TYPES

GOLDEN: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "frames.json").read_text())


def test_there_is_one_golden_frame_for_every_type() -> None:
    assert list(GOLDEN) == ["client", "server"]
    assert set(GOLDEN["client"]) == set(CLIENT_TYPES)
    assert set(GOLDEN["server"]) == set(SERVER_TYPES)


@pytest.mark.parametrize("name", GOLDEN["client"])
def test_a_golden_client_frame_is_understood_whole(name: str) -> None:
    golden = GOLDEN["client"][name]

    frame = codec.decode(json.dumps(golden))

    assert type(frame) is CLIENT_TYPES[name]
    assert set(golden) == {"t", *CLIENT_TYPES[name].__struct_fields__}
    assert json.loads(msgspec.json.encode(frame)) == golden


@pytest.mark.parametrize("name", GOLDEN["server"])
def test_a_golden_server_frame_is_what_the_server_sends(name: str) -> None:
    golden = GOLDEN["server"][name]

    frame = codec.decode_server(json.dumps(golden))

    assert type(frame) is SERVER_TYPES[name]
    assert set(golden) == {"t", *SERVER_TYPES[name].__struct_fields__}
    assert json.loads(codec.encode(frame)) == golden


@pytest.mark.parametrize(
    ("direction", "name"), [(direction, name) for direction, frames in GOLDEN.items() for name in frames]
)
def test_a_client_of_another_release_may_know_more_fields(direction: str, name: str) -> None:
    golden = GOLDEN[direction][name]
    raw = json.dumps({**golden, "unknown": {"deep": [1]}})

    decode: Any = codec.decode if direction == "client" else codec.decode_server
    assert decode(raw) == decode(json.dumps(golden))
