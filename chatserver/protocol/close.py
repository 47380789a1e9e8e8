"""Close codes: the range tells the client what to do, the code tells why.

4000-4499: come back (with jitter). 4500-4999: stay away. 1012: restarting, come back after a random delay.
"""

from enum import IntEnum


class Close(IntEnum):
    """Every code that this server sends."""

    RESTARTING = 1012
    TOO_BIG = 1009
    NOT_TEXT = 1003
    SLOW_READER = 4000
    TOKEN_EXPIRED = 4001
    SILENT = 4002  # no frame for longer than two ping intervals
    NO_HELLO = 4401  # no hello within 5 s; come back and say hello
    WRONG_VERSION = 4500
    NOT_SIGNED_IN = 4501
    NO_PROGRAMME = 4502
    REMOVED = 4503


REASONS: dict[Close, str] = {
    Close.RESTARTING: "restarting",
    Close.TOO_BIG: "frame too big",
    Close.NOT_TEXT: "text frames only",
    Close.SLOW_READER: "slow reader",
    Close.TOKEN_EXPIRED: "token expired",
    Close.SILENT: "silent",
    Close.NO_HELLO: "no hello",
    Close.WRONG_VERSION: "version not supported",
    Close.NOT_SIGNED_IN: "not signed in",
    Close.NO_PROGRAMME: "no such programme",
    Close.REMOVED: "removed",
}


def comes_back(code: int) -> bool:
    """Whether a client should reconnect after this close code."""
    return not 4500 <= code <= 4999
