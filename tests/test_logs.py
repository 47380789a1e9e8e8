import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from chatserver import logs

TOKEN = "x3SoPZlje4tCoCoPIYKZyLQJfh8yD93S"
CANARIES = ("203.0.113.77", "2001:db8::77", TOKEN, "aku mau cerita")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.FLOORS}
    stream = io.StringIO()
    logs.configure("debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_event_keeps_its_fields(written: io.StringIO) -> None:
    logging.getLogger("sebaya.hub").info("offer_expired", extra={"fields": {"offer": "abc-3", "count": 2}})
    (line,) = lines(written)
    assert (line["event"], line["offer"], line["count"], line["level"]) == (
        "offer_expired",
        "abc-3",
        2,
        "info",
    )


def test_a_field_can_not_replace_what_every_line_has(written: io.StringIO) -> None:
    logging.getLogger("sebaya.hub").info("real", extra={"fields": {"event": "false", "level": "none"}})
    assert lines(written)[0]["event"] == "real"


def test_a_socket_leaves_no_line(written: io.StringIO) -> None:
    uvicorn = logging.getLogger("uvicorn.error")
    uvicorn.setLevel(logging.INFO)
    uvicorn.info('%s - "WebSocket %s" [accepted]', "203.0.113.77:4711", f"/ws?token={TOKEN}")
    uvicorn.setLevel(logging.NOTSET)
    assert written.getvalue() == ""


@pytest.mark.parametrize("canary", CANARIES[:3])
@pytest.mark.parametrize("around", ["{}", "see {} there", "GET /x?t={} HTTP", "[{}]:80"])
def test_addresses_and_tokens_are_hidden_in_fields(written: io.StringIO, canary: str, around: str) -> None:
    text = around.format(canary)
    fields = {"a": text, "b": [text], "c": {"d": (text,)}}
    logging.getLogger("sebaya.web").warning("said", extra={"fields": fields})
    assert canary not in written.getvalue()


@pytest.mark.parametrize("canary", CANARIES)
def test_arguments_and_later_lines_of_others_are_left_out(written: io.StringIO, canary: str) -> None:
    logging.getLogger("asyncio").error(f"Task failed\nfuture: <Task exception=ValueError({canary!r})>")  # noqa: G004 - asyncio does
    logging.getLogger("some.library").warning("peer %s said so", canary)
    assert canary not in written.getvalue()
    assert [line["message"] for line in lines(written)] == ["Task failed", "peer %s said so"]


@pytest.mark.parametrize("canary", CANARIES)
def test_of_an_error_only_its_class_and_place_are_kept(written: io.StringIO, canary: str) -> None:
    try:
        raise ValueError(canary)
    except ValueError:
        logging.getLogger("sebaya.web").exception("command_failed")
    (line,) = lines(written)
    assert line["error"] == "ValueError"
    assert "test_of_an_error" in line["stack"][0]
    assert canary not in written.getvalue()


@pytest.mark.parametrize("name", ["uvicorn.error", "websockets.server", "httpx"])
def test_debug_lines_of_libraries_that_print_frames_are_never_shown(written: io.StringIO, name: str) -> None:
    logging.getLogger(name).debug("frame: aku mau cerita")
    assert written.getvalue() == ""


def test_what_people_look_for_stays_readable() -> None:
    for text in ("unix:///tmp/e.sock", "12:30", "chatserver.hub.hub line 3", "abcdefghijklmnopqrstuvwxyz"):
        assert logs.scrub(text) == text
