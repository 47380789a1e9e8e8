"""Frames that the server sends. A seeker's frames never hold a level, score, reason or flag."""

from typing import Any

import msgspec

from chatserver.domain.limits import Limits


class ServerFrame(msgspec.Struct, frozen=True, tag_field="t", omit_defaults=True):
    """Base of all server frames."""


class You(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who this socket is."""

    id: str
    role: str
    programme: str
    alias: str = ""


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who is in a conversation or reads along; `here` is a live link."""

    id: str
    role: str
    here: bool
    alias: str = ""


class TopicState(msgspec.Struct, frozen=True, omit_defaults=True):
    """A log as the server holds it. `reset`: what you hold is of another history, start from what follows."""

    topic: str
    seq: int
    epoch: str = ""
    reset: bool = False
    state: str = ""


class Welcome(ServerFrame, frozen=True, tag="welcome"):
    """Answer to `hello`. `token` comes once, for a new seeker; `topics` are those asked for and one's own."""

    you: You
    now: int
    limits: Limits
    topics: list[TopicState] = []
    token: str = ""


class Pong(ServerFrame, frozen=True, tag="pong"):
    """Answer to `ping`; `seqs` holds the last sequence number of each open topic, so that a gap shows."""

    now: int
    seqs: dict[str, int] = {}


class Queue(ServerFrame, frozen=True, tag="queue"):
    """The wait. `range_s` [low, high] in seconds, absent while nothing honest can be said; `open`:
    somebody is on shift. `waiting` (how many) and `longest_s` go to staff only."""

    open: bool
    range_s: tuple[int, int] | None = None
    waiting: int | None = None
    longest_s: int | None = None


class OfferSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a supporter sees before deciding."""

    language: str
    topics: list[str]
    waited_s: int
    returned: bool = False


class Offer(ServerFrame, frozen=True, tag="offer"):
    """A seeker for you, until `expires_at`."""

    offer: str
    expires_at: int
    summary: OfferSummary


class OfferGone(ServerFrame, frozen=True, tag="offer.gone"):
    """The offer has moved on. reason: accepted, declined, timeout, cancelled, taken."""

    offer: str
    reason: str


class Opened(ServerFrame, frozen=True, tag="opened"):
    """A log is open on this socket; its events follow. `people` are those who are in it or can read it."""

    topic: str
    seq: int
    epoch: str
    state: str
    people: list[Person]
    reset: bool = False
    fence: int = 0
    language: str = ""
    topics: list[str] = []


class WireEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A log entry for a reader; `text` where it carries words."""

    kind: str
    by: str = ""
    role: str = ""
    name: str = ""
    text: str = ""
    facts: dict[str, Any] = {}
    id: str = ""


class Event(ServerFrame, frozen=True, tag="event"):
    """One entry of an open log, in order and without gaps."""

    topic: str
    seq: int
    at: int
    entry: WireEntry


class State(ServerFrame, frozen=True, tag="state"):
    """The conversation's state or people changed. state "left": this socket no longer receives it."""

    topic: str
    state: str
    people: list[Person] = []
    fence: int = 0


class Ok(ServerFrame, frozen=True, tag="ok"):
    """A command was done; which of the fields are there depends on the command."""

    id: str
    topic: str = ""
    seq: int = 0
    at: int = 0
    offer: str = ""


class TypingNow(ServerFrame, frozen=True, tag="typing"):
    """Somebody writes (on) or stopped; shown for 6 s."""

    topic: str
    by: str
    on: bool


class ReadUpTo(ServerFrame, frozen=True, tag="read"):
    """The other side's client holds the log up to `seq`."""

    topic: str
    by: str
    seq: int


class Presence(ServerFrame, frozen=True, tag="presence"):
    """Somebody's link came or went."""

    topic: str
    by: str
    role: str
    here: bool


class Notice(ServerFrame, frozen=True, tag="notice"):
    """Something a person should know; PROTOCOL.md lists the kinds."""

    kind: str
    topic: str = ""
    facts: dict[str, Any] = {}


class CaseCard(ServerFrame, frozen=True, tag="case"):
    """A case on the wall; staff only. `spans` are [start, end) in code points of `quote`."""

    topic: str
    state: str
    level: int
    word: str
    category: str
    causes: list[str]
    opened_at: int
    raised_at: int
    answer_by: int
    deadline_at: int
    step: str
    depth: str
    conversation: str
    language: str
    topics: list[str]
    pool: str
    owner: str = ""
    owner_name: str = ""
    supporter: str = ""
    quote: str = ""
    quote_seq: int = 0
    spans: list[tuple[int, int]] = []
    outcome: str = ""
    resolved_at: int = 0
    claimed_at: int = 0


class Desk(ServerFrame, frozen=True, tag="desk"):
    """Who is on duty; to professionals and coordinators."""

    professionals: int
    supporters: int
    chats: int
    on_duty: bool = False


class Shift(ServerFrame, frozen=True, tag="shift"):
    """The supporter's own shift as the server holds it; reason says why it changed by itself."""

    places: int
    free: int
    auto_accept: bool
    reason: str = ""


class Error(ServerFrame, frozen=True, tag="error"):
    """A frame was refused; nothing was changed by it. `retry_ms`: the same may be sent again after that."""

    code: str
    message: str
    id: str = ""
    retry: bool = False
    retry_ms: int = 0
    owner: str = ""


AnyServerFrame = (
    Welcome
    | Pong
    | Queue
    | Offer
    | OfferGone
    | Opened
    | Event
    | State
    | Ok
    | TypingNow
    | ReadUpTo
    | Presence
    | Notice
    | CaseCard
    | Desk
    | Shift
    | Error
)
