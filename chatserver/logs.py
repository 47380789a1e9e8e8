"""JSON log lines: an event and its fields, never text of a conversation, tokens, names or addresses.

Our own events are literals; what varies goes into `extra={"fields": {...}}`. Other libraries write what they
like, so of theirs only the first line of the template is kept, without its arguments, and of an error only
its class and where it happened: its message may quote what somebody wrote.
"""

import datetime as dt
import logging
import re
import sys
from types import TracebackType
from typing import IO, Any

import msgspec

OWN = "sebaya"  # every logger of ours is below this one
#: Loggers that print frames, addresses or URLs at lower levels -> the lowest level they may have.
FLOORS = {
    "uvicorn": logging.WARNING,  # INFO prints a line for every socket, DEBUG frames; reliability.md finding 6
    "websockets": logging.INFO,  # DEBUG prints frames
    "httpx": logging.WARNING,  # INFO prints the URL of a webhook
    "httpcore": logging.WARNING,
    "asyncio": logging.INFO,
    "redis": logging.INFO,
}
FOREIGN_CHARS = 200  # of a foreign template
STACK_FRAMES = 12  # innermost frames kept of an error

HIDDEN = "[hidden]"
#: What is hidden wherever it turns up.
_SECRETS = re.compile(
    r"\?[^\s\"']+"  # query strings
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b"  # IPv4, with a port
    r"|(?<![\w:.])\[?(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}\]?(?![\w:])"  # IPv6
    r"|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{32,}(?![A-Za-z0-9_-])"  # tokens and codes are 32 characters long
)


class WithoutSockets(logging.Filter):
    """Drops the lines that uvicorn writes for every socket: client address and query string."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record stays."""
        return not (record.name.startswith("uvicorn") and '"WebSocket ' in str(record.msg))


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, event, the fields, error and stack."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        # getMessage() is never called: arguments of foreign templates are addresses, as often as not
        text = str(record.msg)
        if record.name.partition(".")[0] == OWN:
            line["event"] = scrub(text)
        else:
            line["event"] = "message"
            line["message"] = scrub(text.strip().partition("\n")[0])[:FOREIGN_CHARS]
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            line.update((name, scrub(value)) for name, value in fields.items() if name not in line)
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["stack"] = _stack(record.exc_info[2])
        return msgspec.json.encode(line, enc_hook=lambda value: type(value).__name__).decode()


def configure(level: str = "info", stream: IO[str] | None = None) -> None:
    """Send all logging of this process through one handler (stderr by default)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutSockets())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root.setLevel(wanted)
    for name, floor in FLOORS.items():
        logging.getLogger(name).setLevel(max(floor, wanted))


def scrub(value: Any) -> Any:
    """Hide query strings, addresses and anything as long as a token, also inside lists and mappings."""
    if isinstance(value, str):
        return _SECRETS.sub(HIDDEN, value)
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(part) for part in value]
    if isinstance(value, dict):
        return {str(name): scrub(part) for name, part in value.items()}
    return value


def _stack(trace: TracebackType | None) -> list[str]:
    frames = []
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        frames.append(f"{module} line {trace.tb_lineno} in {trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next
    return frames[-STACK_FRAMES:]
