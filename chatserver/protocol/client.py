"""Frames that a client sends. The field `t` names the type; unknown fields are ignored.

Every command but `ping` and `typing` has an `id` made by the sender and gets exactly one `ok` or `error`
with it. The same id with the same content may be sent again at any time and changes nothing twice.
`topic` is `conv:<id>`, `whisper:<id>` or `notes:<id>`; frames of a case name its conversation's topic.
"""

from typing import Annotated, Literal

import msgspec

from chatserver.domain.limits import MAX_NOTE, MAX_SEQ, MAX_TEXT
from chatserver.domain.people import AgeBand

Seq = Annotated[int, msgspec.Meta(ge=0, le=MAX_SEQ)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+\Z")]
TopicName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
#: Longer than the limit on purpose: the action answers with a sentence that names the limit.
Text = Annotated[str, msgspec.Meta(max_length=4 * MAX_TEXT)]
Note = Annotated[str, msgspec.Meta(max_length=MAX_NOTE)]
Short = Annotated[str, msgspec.Meta(max_length=64)]


class Since(msgspec.Struct, frozen=True):
    """A log that the client holds up to `since` (0: nothing), of the history `epoch` ("": unknown)."""

    topic: TopicName
    since: Seq = 0
    epoch: Short = ""


class ClientFrame(msgspec.Struct, frozen=True, tag_field="t"):
    """Base of all client frames."""


class Command(ClientFrame, frozen=True):
    """Base of the frames that get one `ok` or `error`."""

    id: Id


class Hello(ClientFrame, frozen=True, tag="hello"):
    """First frame, within 5 s. Without a token: a new seeker, or the staff member whose cookie for `role`
    came with the handshake. `topics` are opened at once, as by `topic.open`."""

    programme: Short = ""
    token: Annotated[str, msgspec.Meta(max_length=256)] = ""
    role: Literal["", "supporter", "professional", "coordinator"] = ""
    topics: Annotated[list[Since], msgspec.Meta(max_length=64)] = []


class Ping(ClientFrame, frozen=True, tag="ping"):
    """Still here; every 25 s, consoles every 10 s."""


class SeekJoin(Command, frozen=True, tag="seek.join"):
    """Start a conversation in state `waiting`. `safe_now` false calls a professional at once."""

    language: Short = "id"
    topics: Annotated[list[Short], msgspec.Meta(max_length=10)] = []
    age_band: AgeBand = AgeBand.UNSAID
    safe_now: bool | None = None
    distress: Annotated[int, msgspec.Meta(ge=0, le=4)] | None = None


class SeekCancel(Command, frozen=True, tag="seek.cancel"):
    """Leave the queue."""


class AvailabilitySet(Command, frozen=True, tag="availability.set"):
    """Start, change or end a shift: `places` chats at once, 0 ends it. A professional's 0 means off duty."""

    places: Annotated[int, msgspec.Meta(ge=0, le=50)]
    auto_accept: bool = False


class OfferAccept(Command, frozen=True, tag="offer.accept"):
    """Take the offered conversation."""

    offer: TopicName


class OfferDecline(Command, frozen=True, tag="offer.decline"):
    """Pass on it; the seeker keeps their place."""

    offer: TopicName


class TopicOpen(Command, frozen=True, tag="topic.open"):
    """Receive this log: first everything after `since`, then live."""

    topic: TopicName
    since: Seq = 0
    epoch: Short = ""


class TopicClose(Command, frozen=True, tag="topic.close"):
    """Stop receiving this log on this socket."""

    topic: TopicName


class MessageSend(Command, frozen=True, tag="message.send"):
    """Say something in a conversation."""

    topic: TopicName
    text: Text


class Typing(ClientFrame, frozen=True, tag="typing"):
    """Started (on) or stopped writing; may be lost."""

    topic: TopicName
    on: bool = True


class Read(Command, frozen=True, tag="read"):
    """This client holds and shows the log up to `seq`."""

    topic: TopicName
    seq: Seq


class HelpNow(Command, frozen=True, tag="help.now"):
    """Call a professional: the supporter's button, or the seeker's "I am not safe"."""

    topic: TopicName
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class Report(Command, frozen=True, tag="report"):
    """Report an entry of the other side."""

    topic: TopicName
    seq: Seq
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class ConversationEnd(Command, frozen=True, tag="conversation.end"):
    """End the conversation."""

    topic: TopicName


class ConversationErase(Command, frozen=True, tag="conversation.erase"):
    """End it and destroy the key of its words; an open case keeps what the professional needs."""

    topic: TopicName


class CaseClaim(Command, frozen=True, tag="case.claim"):
    """Become the one owner of a case; the three logs are opened."""

    topic: TopicName


class CaseWatch(Command, frozen=True, tag="case.watch"):
    """Read along without owning the case; recorded in the audit trail."""

    topic: TopicName


class CaseWhisper(Command, frozen=True, tag="case.whisper"):
    """Owner to supporter or back; never reaches a seeker."""

    topic: TopicName
    text: Note


class CaseJoin(Command, frozen=True, tag="case.join"):
    """The owner joins beside the supporter, announced to the seeker."""

    topic: TopicName


class CaseTakeOver(Command, frozen=True, tag="case.take_over"):
    """The owner leads; the supporter's right to write ends in the same step."""

    topic: TopicName


class CaseRelease(Command, frozen=True, tag="case.release"):
    """Give the case back."""

    topic: TopicName


class CaseResolve(Command, frozen=True, tag="case.resolve"):
    """Close the case with an outcome and a note; `ends` also ends the conversation."""

    topic: TopicName
    outcome: Literal["safe_now", "plan_made", "handed_out", "supporter_continues", "left", "false_alarm"]
    note: Note = ""
    ends: bool = False


class CaseReopen(Command, frozen=True, tag="case.reopen"):
    """Open a resolved case again, within 24 h."""

    topic: TopicName


class CaseNote(Command, frozen=True, tag="case.note"):
    """A note for professionals only."""

    topic: TopicName
    text: Note


AnyCommand = (
    SeekJoin
    | SeekCancel
    | AvailabilitySet
    | OfferAccept
    | OfferDecline
    | TopicOpen
    | TopicClose
    | MessageSend
    | Read
    | HelpNow
    | Report
    | ConversationEnd
    | ConversationErase
    | CaseClaim
    | CaseWatch
    | CaseWhisper
    | CaseJoin
    | CaseTakeOver
    | CaseRelease
    | CaseResolve
    | CaseReopen
    | CaseNote
)
AnyClientFrame = Hello | Ping | Typing | AnyCommand
