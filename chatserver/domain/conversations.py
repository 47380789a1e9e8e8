"""The conversation: its states, its people, its log, and when silence ends it.

Pure. The log lives in `store/conversations.py`; danger is `safety.py`, hand-over is `escalation.py`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from chatserver.domain.ids import ConversationId, Log, PersonId
from chatserver.domain.people import Actor, Pool, Role


class State(StrEnum):
    """Where a conversation stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACTIVE = "active"
    ENDED = "ended"


class Event(StrEnum):
    """What moves it."""

    OFFER = "offer"
    RETURN = "return"  # declined, timed out, supporter lost: back to the old place
    ACCEPT = "accept"
    LEAD = "lead"  # a professional leads, with or without a supporter before
    END = "end"
    CANCEL = "cancel"


#: (state, event) -> state. An absent pair is refused; scripts get their guards from here.
STATES: Mapping[tuple[State, Event], State] = {
    (State.WAITING, Event.OFFER): State.OFFERED,
    (State.OFFERED, Event.ACCEPT): State.ACTIVE,
    (State.OFFERED, Event.RETURN): State.WAITING,
    (State.ACTIVE, Event.RETURN): State.WAITING,
    (State.WAITING, Event.LEAD): State.ACTIVE,
    (State.OFFERED, Event.LEAD): State.ACTIVE,
    (State.ACTIVE, Event.LEAD): State.ACTIVE,
    (State.WAITING, Event.CANCEL): State.ENDED,
    (State.OFFERED, Event.CANCEL): State.ENDED,
    (State.WAITING, Event.END): State.ENDED,
    (State.OFFERED, Event.END): State.ENDED,
    (State.ACTIVE, Event.END): State.ENDED,
}

OPEN_STATES = tuple(state for state in State if state is not State.ENDED)


class EndReason(StrEnum):
    """Why a conversation ended; every ended one says so."""

    SEEKER = "seeker"
    SUPPORTER = "supporter"
    PROFESSIONAL = "professional"
    IDLE = "idle"
    LOST = "lost"  # the seeker's link was gone for longer than the place is kept
    CANCELLED = "cancelled"
    ERASED = "erased"


class Kind(StrEnum):
    """Kinds of log entries; `MESSAGE`, `WHISPER` and `NOTE` carry words of a person, sealed."""

    MESSAGE = "message"
    WAITING = "waiting"  # joined the queue; also "back in the queue" with why
    PAIRED = "paired"
    PRO_WATCHES = "pro_watches"  # who can read has changed
    PRO_JOINS = "pro_joins"
    PRO_LEADS = "pro_leads"
    PRO_LEAVES = "pro_leaves"
    CARE = "care"  # help lines, worded as care
    NO_PRO = "no_pro"  # no professional can join yet, said honestly
    IDLE = "idle"  # still there? with the time until which the chat stays open
    ENDED = "ended"
    WHISPER = "whisper"
    NOTE = "note"
    VERDICT = "verdict"
    CASE = "case"  # a step of the hand-over, for staff


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry of a log as it is stored; its sequence number is the stream id.

    Attributes:
        kind: what it is.
        at: milliseconds since 1970, UTC, by the clock of the process that stored it.
        by: person, or "" for the system.
        role: the writer's role then, or "" for the system.
        name: the alias shown for the writer, "" for a seeker.
        sealed: the sealed words, for kinds that carry words.
        facts: the rest, without any words of a person.
        id: the command that made it, when a person's command did.
    """

    kind: Kind
    at: int
    by: str = ""
    role: str = ""
    name: str = ""
    sealed: bytes = b""
    facts: dict[str, Any] = {}
    id: str = ""


class Participant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody in the conversation, for "who can read"."""

    id: PersonId
    role: Role
    alias: str = ""
    joined_at: int = 0
    left_at: int = 0


class Conversation(msgspec.Struct, frozen=True):
    """What is known of a conversation, without its words.

    Attributes:
        seq: last sequence number of the conversation's log; whisper_seq and notes_seq of the other two.
        epoch: made with the conversation; another epoch means another history.
        fence: grows with every grant or withdrawal of the right to write.
        holder: the supporter who holds it, "" if none; leader: the professional who took over.
        owner: the professional who claimed its case; writers: everybody who may write now.
        owed_at: since when our side owes a reply, 0 if it doesn't.
        seeker_at: when the seeker last wrote or was told something that needs an answer.
        idle_step: how many idle warnings were given; idle_at: when the last one was.
        wrapped_key: the sealed key of its words, opened by the vault only.
    """

    id: ConversationId
    state: State
    seeker: PersonId
    pool: Pool
    language: str
    topics: tuple[str, ...]
    seq: int
    whisper_seq: int
    notes_seq: int
    epoch: str
    fence: int
    joined_at: int
    opened_at: int
    ended_at: int
    end_reason: str
    risk: float
    level: int
    holder: PersonId
    holder_name: str
    holder_wrote: bool
    paired_at: int
    offered_to: PersonId
    owner: PersonId
    leader: PersonId
    writers: frozenset[PersonId]
    owed_at: int
    seeker_at: int
    idle_step: int
    idle_at: int
    care_at: int
    wrapped_key: bytes

    def may_write(self, person: PersonId) -> bool:
        """Whether this person holds the right to write now (the script checks again)."""
        return person in self.writers


def is_member(actor: Actor, conversation: Conversation, has_case: bool) -> bool:
    """Whether an actor of the conversation's programme is part of it now.

    A seeker: of their own. A supporter: while they hold it. A professional: where a case is or was.
    """
    if actor.role is Role.SEEKER:
        return conversation.seeker == actor.id
    if actor.role is Role.SUPPORTER:
        return conversation.holder == actor.id and conversation.state is State.ACTIVE
    return actor.role is Role.PROFESSIONAL and has_case


def may_read(role: Role, log: Log) -> bool:
    """Whether a role can ever read this log: whispers never reach a seeker, notes only professionals."""
    if log is Log.CONVERSATION:
        return role in (Role.SEEKER, Role.SUPPORTER, Role.PROFESSIONAL)
    if log is Log.WHISPER:
        return role in (Role.SUPPORTER, Role.PROFESSIONAL)
    return role is Role.PROFESSIONAL


#: Silence of the seeker, in seconds since they last wrote: (after, what happens). product.md 5.3.
IDLE_CHECK_S = 600
IDLE_NOTICE_S = 900
IDLE_END_S = 1_200
FIRST_REPLY_S = 120  # a supporter who accepted and wrote nothing is replaced; architecture.md
LOST_SUPPORTER_S = 60  # seconds without a heartbeat until the seeker gets somebody else
KEEP_PLACE_S = 600  # seconds that the place of a seeker without a link is kept; 1,800 with an open case
KEEP_PLACE_CASE_S = 1_800


class IdleStep(msgspec.Struct, frozen=True):
    """The next thing silence does to a conversation: warn (`ends_at` told to both sides) or end."""

    step: int
    ends: bool
    ends_at: int


def plan_idle(conversation: Conversation, case_is_open: bool, now: int) -> IdleStep | None:
    """Decide whether silence warns or ends now; None when it does nothing.

    Never while our side owes the reply, a case is open, or the conversation is not active.
    """
    if conversation.state is not State.ACTIVE or conversation.owed_at or case_is_open:
        return None
    silent_ms = now - conversation.seeker_at
    # A late sweep must not end a chat without its warning: the end moves to five minutes after it.
    ends_at = max(
        conversation.seeker_at + IDLE_END_S * 1000,
        (conversation.idle_at or now) + (IDLE_END_S - IDLE_NOTICE_S) * 1000,
    )
    if conversation.idle_step >= 2:
        return IdleStep(step=3, ends=True, ends_at=ends_at) if now >= ends_at else None
    # Both warnings promise the same end: never earlier than either of them has said.
    ends_at = max(ends_at, now + (IDLE_END_S - IDLE_NOTICE_S) * 1000)
    if silent_ms >= IDLE_NOTICE_S * 1000:
        return IdleStep(step=2, ends=False, ends_at=ends_at)
    if silent_ms >= IDLE_CHECK_S * 1000 and conversation.idle_step < 1:
        return IdleStep(step=1, ends=False, ends_at=ends_at)
    return None
