"""Wake-ups between processes: what is published beside the logs. They may be lost; the store is the truth.

On the channels `person:<id>`, `lobby` and `desk` every payload is one of these. On a conversation's channel a
payload begins with the entry's sequence number and a space; number 0 means that a signal follows.
"""

from typing import Any

import msgspec

from chatserver.domain.ids import ConversationId, PersonId


class Signal(msgspec.Struct, frozen=True, tag_field="k"):
    """Base of all signals."""


class Offered(Signal, frozen=True, tag="offered"):
    """To a supporter: a seeker for you until `expires_at` (ms). The script fills in `fence`."""

    conversation: ConversationId
    expires_at: int
    language: str
    topics: tuple[str, ...]
    waited_s: int
    returned: bool = False
    fence: int = 0


class OfferGone(Signal, frozen=True, tag="offer_gone"):
    """To a supporter: that offer has moved on."""

    conversation: ConversationId
    fence: int
    reason: str


class Given(Signal, frozen=True, tag="given"):
    """To a supporter or professional: this conversation is yours now; open it on all of your sockets."""

    conversation: ConversationId


class ShiftChanged(Signal, frozen=True, tag="shift"):
    """To a supporter: your shift as it stands now."""

    reason: str = ""


class Noticed(Signal, frozen=True, tag="noticed"):
    """To a person: a notice of PROTOCOL.md."""

    kind: str
    topic: str = ""
    facts: dict[str, Any] = {}


class SignedOut(Signal, frozen=True, tag="signed_out"):
    """To a person: every socket of this session ends now."""


class QueueChanged(Signal, frozen=True, tag="queue"):
    """On the lobby: who waits or who is on shift has changed; matching may have work."""


class CaseChanged(Signal, frozen=True, tag="case"):
    """On the desk: this case changed."""

    conversation: ConversationId


class DutyChanged(Signal, frozen=True, tag="duty"):
    """On the desk: who is on duty has changed."""


class Call(Signal, frozen=True, tag="call"):
    """On the desk: a notice to everybody there of one role, or all when `role` is empty."""

    kind: str
    topic: str
    role: str = ""
    facts: dict[str, Any] = {}


class TypingNow(Signal, frozen=True, tag="typing"):
    """In a conversation: somebody writes."""

    by: PersonId
    on: bool


class ReadUpTo(Signal, frozen=True, tag="read"):
    """In a conversation: somebody's client holds the log up to `seq`."""

    by: PersonId
    seq: int


class LinkChanged(Signal, frozen=True, tag="link"):
    """In a conversation: somebody's link came or went."""

    by: PersonId
    role: str
    here: bool


AnySignal = (
    Offered
    | OfferGone
    | Given
    | ShiftChanged
    | Noticed
    | SignedOut
    | QueueChanged
    | CaseChanged
    | DutyChanged
    | Call
    | TypingNow
    | ReadUpTo
    | LinkChanged
)

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[AnySignal] = msgspec.msgpack.Decoder(AnySignal)


def encode(signal: Signal) -> bytes:
    """Return the signal as MessagePack, the form in which scripts publish it."""
    return _encoder.encode(signal)


def decode(raw: bytes) -> AnySignal:
    """Return the signal in `raw`; raise `msgspec.DecodeError` or `ValidationError` for anything else."""
    return _decoder.decode(raw)
