"""Sizes and rates. One table for validation, for the `welcome` frame and for the docs."""

import unicodedata

import msgspec

from chatserver.domain.errors import InvalidField

MAX_TEXT = 4_000  # code points of one message; also four-byte emoji, so up to 16 kB
MAX_NOTE = 4_000  # code points of a whisper, note or reason
MAX_FRAME_BYTES = 65_536  # one WebSocket message; reliability.md T4
HELLO_S = 5  # seconds until a socket must have said hello
PING_S = 25  # seconds between a seeker's pings
CONSOLE_PING_S = 10  # seconds between a console's pings
OUTBOX_FRAMES = 256  # frames waiting for one slow reader before it is closed
MAX_TOPICS = 64  # open topics of one socket
MAX_SEQ = 2**53 - 1  # largest integer that every client can hold exactly

#: Commands a connection may send at once, and how many are earned back each second.
BURST = 100
RATE_PER_S = 50.0
#: The same for one person's messages, over all of their connections.
MESSAGE_BURST = 60
MESSAGES_PER_S = 10.0
#: Messages that show danger and come when the rate is used up: still taken, up to this.
DANGER_BURST = 20
DANGER_PER_S = 0.5
TYPING_S = 1.0  # typing frames closer together than this are coalesced

#: Control characters that may stand in a message; all others are refused.
_ALLOWED_CONTROLS = frozenset("\n\t")
#: Characters without a visible shape; a text made only of these (and spaces) is empty.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


class Limits(msgspec.Struct, frozen=True):
    """What a client has to know of this page; sent with `welcome`."""

    text: int = MAX_TEXT  # code points
    frame_bytes: int = MAX_FRAME_BYTES
    ping_s: int = PING_S
    topics: int = MAX_TOPICS


class Bucket:
    """A token bucket: `burst` at once, `per_s` earned back each second. Not shared between processes."""

    __slots__ = ("at", "burst", "left", "per_s")

    def __init__(self, burst: float, per_s: float, now: int) -> None:
        self.burst, self.per_s, self.left, self.at = burst, per_s, burst, now

    def take(self, now: int) -> int:
        """Take one; return 0, or the milliseconds to wait when none is left. `now` is in ms."""
        self.left = min(self.burst, self.left + max(0, now - self.at) / 1000 * self.per_s)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0
        return int((1 - self.left) / self.per_s * 1000) + 1


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` with uniform line ends; raise `InvalidField` where it can't be a message.

    Refused: nothing visible, more than `limit` code points, control characters other than newline and tab,
    lone surrogates. U+2028 and U+2029 become newlines, so that no log or frame is split by them.
    """
    if len(text) > limit:
        raise InvalidField(f"A text has at most {limit} characters.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    visible = False
    for char in text:
        if char < " " or "\x7f" <= char <= "\x9f":
            if char not in _ALLOWED_CONTROLS:
                raise InvalidField("Control characters can't be sent.")
        elif "\ud800" <= char <= "\udfff":
            raise InvalidField("This text is not valid Unicode.")
        elif not visible:
            visible = char not in _INVISIBLE and not char.isspace() and unicodedata.category(char) != "Cf"
    if not visible:
        raise InvalidField("There is nothing to read in this text.")
    return text
