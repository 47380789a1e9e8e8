"""Conversations and their three logs.

The log is the truth; what is published is only the wake-up. Sequence numbers are stream ids (`<seq>-0`).
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from chatserver.domain.conversations import (
    OPEN_STATES,
    STATES,
    Conversation,
    EndReason,
    Entry,
    Event,
    Kind,
    Participant,
    State,
)
from chatserver.domain.errors import NotFound
from chatserver.domain.ids import CommandId, ConversationId, Log, PersonId, ProgrammeId
from chatserver.domain.machine import sources
from chatserver.domain.people import Actor, Pool
from chatserver.domain.retention import REVIEW_MAX_LENGTH, Kept, ms
from chatserver.domain.safety import RISK_KEEP, RISK_OPENS_AT
from chatserver.domain.signals import QueueChanged, Signal
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.audit import record
from chatserver.store.change import LOGS, Change, Done, Once, encode
from chatserver.store.connection import Commands
from chatserver.store.keys import CONVERSATION_KEYS, keys_of
from chatserver.store.scripts import APPEND, JOIN

_RIGHT = "w:"  # fields of the state that grant the right to write, with the fence of the grant
PAGE = 500  # entries read from a log at once
_entry = msgspec.msgpack.Decoder(Entry)
_participant = msgspec.json.Decoder(Participant)

LIVE_KEYS = ("state", "people", "sent", "conv_log", "whisper_log", "notes_log", "case")


def once(actor: Actor, command: CommandId, *content: object) -> Once:
    """Return the mark by which the same command is known again; `content` is what must be the same."""
    digest = hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Once(f"{actor.id}:{command}", digest)


class ConversationStore:
    """Reads and writes `conv:<C>:*`."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def get(self, programme: ProgrammeId, conversation: ConversationId) -> Conversation:
        """Return what is known of a conversation; raise `NotFound`."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).of("state", conversation))
        fields = {name.decode(): value for name, value in pairs(raw)}
        if not fields:
            raise NotFound
        return _conversation(conversation, fields)

    async def find(self, programme: ProgrammeId, conversation: ConversationId) -> Conversation | None:
        """Return what is known of a conversation, or None when it is gone."""
        try:
            return await self.get(programme, conversation)
        except NotFound:
            return None

    async def people(self, programme: ProgrammeId, conversation: ConversationId) -> list[Participant]:
        """Return everybody who is or was in it, in order of joining."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).of("people", conversation))
        found = [_participant.decode(value) for _, value in pairs(raw)]
        return sorted(found, key=lambda person: person.joined_at)

    async def entries(
        self, programme: ProgrammeId, conversation: ConversationId, log: Log, since: int, count: int = PAGE
    ) -> list[tuple[int, Entry]]:
        """Return up to `count` entries after `since`, oldest first."""
        stream = keys_of(programme).of(LOGS[log][0], conversation)
        reply = await self._commands.execute("XRANGE", stream, f"{since + 1}-0", "+", "COUNT", count)
        return [(int(id.split(b"-")[0]), _entry.decode(fields[1])) for id, fields in reply]

    async def last_seq(self, programme: ProgrammeId, conversation: ConversationId, log: Log) -> int:
        """Return the last sequence number of a log, 0 if it has none."""
        raw = await self._commands.execute("HGET", keys_of(programme).of("state", conversation), LOGS[log][1])
        return int(raw or 0)

    async def first_kept(self, programme: ProgrammeId, conversation: ConversationId, log: Log) -> int:
        """Return the oldest sequence number that is still held, 1 for an empty log."""
        stream = keys_of(programme).of(LOGS[log][0], conversation)
        reply = await self._commands.execute("XRANGE", stream, "-", "+", "COUNT", 1)
        return int(reply[0][0].split(b"-")[0]) if reply else 1

    async def join(
        self,
        actor: Actor,
        command: CommandId,
        conversation: ConversationId,
        *,
        language: str,
        topics: Sequence[str],
        pool: Pool,
        distress: int | None,
        epoch: str,
        wrapped_key: bytes,
        seeking: bytes,
        plan: dict[str, Any] | None,
        now: int,
    ) -> tuple[ConversationId, bool, str]:
        """Start a conversation in the queue.

        Returns:
            Its id (another one's when this command had been done before), whether it had, and "opened" when
            a case was opened with it.
        """
        ttl = ms(Kept.OPEN_CONVERSATION)
        seeker = Participant(id=actor.id, role=actor.role, joined_at=now)
        args: dict[str, Any] = {
            "conversation": conversation,
            "command": command,
            "at": now,
            "ttl": ttl,
            "seeker_fields": {"conversation": conversation, "command": command, "open": 1},
            "state_fields": {
                "state": State.WAITING,
                "seeker": actor.id,
                "pool": pool,
                "language": language,
                "topics": msgspec.json.encode(list(topics)),
                "epoch": epoch,
                "fence": 0,
                "joined_at": now,
                "seeker_at": now,
                "distress": "" if distress is None else distress,
                "key": wrapped_key,
                _RIGHT + actor.id: 0,
            },
            "people_fields": {actor.id: msgspec.json.encode(seeker)},
            "joined_at": now,
            "seeking": seeking,
            "entry": encode(Entry(kind=Kind.WAITING, at=now, facts={"why": "joined"})),
            "keys": ["seeker", *LIVE_KEYS],
            "signal": encode_signal(QueueChanged()),
        }
        if plan is not None:
            args["plan"] = plan
        found, repeat, flagged = await JOIN.run(
            self._commands, actor.programme, args, conversation, seeker=actor.id
        )
        return ConversationId(found.decode()), bool(repeat), flagged.decode()

    async def append(
        self,
        actor: Actor,
        conversation: ConversationId,
        log: Log,
        entry: Entry,
        mark: Once,
        *,
        side_fields: dict[str, str | int],
        owe: str = "",
        clear: str = "",
        is_right_needed: bool = True,
        weight: float | None = None,
        plan: dict[str, Any] | None = None,
        path_plan: dict[str, Any] | None = None,
        verdict: Entry | None = None,
        is_reviewed: bool = False,
    ) -> Done:
        """Append what a person wrote, in one step with everything that follows from it.

        Args:
            side_fields: fields of the state that this side's message sets.
            owe, clear: fields that are set (when empty) or cleared.
            weight: of the message in the conversation's risk; None: does not count.
            plan, path_plan: case plans, for the message itself and for the sum.
            verdict: evidence for the notes.
            is_reviewed: the worker takes a second look.
        """
        args: dict[str, Any] = {
            "log": LOGS[log],
            "once": {"key": mark.key, "digest": mark.digest},
            "by": actor.id,
            "is_right_needed": is_right_needed,
            "states": OPEN_STATES if is_right_needed else None,
            "payload": encode(entry),
            "at": entry.at,
            "ttl": ms(Kept.OPEN_CONVERSATION) if is_right_needed else ms(Kept.CASE),
            "set": side_fields,
            "owe": owe or None,
            "clear": clear or None,
            "conversation": conversation,
            "keys": LIVE_KEYS,
        }
        if log is Log.CONVERSATION:
            args["active_at"] = entry.at
        if weight is not None:
            args |= {"weight": weight, "keep": RISK_KEEP, "opens_at": RISK_OPENS_AT}
            args |= {"plan": plan, "path_plan": path_plan, "verdict": verdict and encode(verdict)}
        if is_reviewed:
            args |= {"review": True, "review_length": REVIEW_MAX_LENGTH}
        seq, at, repeat, flagged = await APPEND.run(self._commands, actor.programme, args, conversation)
        return Done(seq, at, bool(repeat), flagged.decode())

    async def say(
        self, programme: ProgrammeId, conversation: ConversationId, log: Log, entry: Entry, **state: str | int
    ) -> Done:
        """Append an entry of the system to an open conversation and set fields of its state."""
        change = Change(entry.at).expect("state", "state", *OPEN_STATES)
        if state:
            change.set("state", **state)
        change.append(log, entry).expire(ms(Kept.OPEN_CONVERSATION), *LIVE_KEYS)
        return await change.run(self._commands, programme, conversation)

    async def say_care(
        self, programme: ProgrammeId, conversation: ConversationId, entry: Entry, shown_at: int
    ) -> bool:
        """Append the help lines unless somebody else did since `shown_at`; return whether they were."""
        change = (
            Change(entry.at)
            .expect("state", "state", *OPEN_STATES)
            .expect("state", "care_at", shown_at, *([""] if not shown_at else []), code="conflict")
            .set("state", care_at=entry.at)
            .append(Log.CONVERSATION, entry)
        )
        try:
            await change.run(self._commands, programme, conversation)
        except Exception as error:
            if getattr(error, "code", "") in ("conflict", "wrong_state"):
                return False
            raise
        return True

    async def end(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        entry: Entry,
        reason: EndReason,
        *,
        kept_ms: int,
        mark: Once | None = None,
        by: Actor | None = None,
        is_case_open: bool,
        is_erased: bool = False,
    ) -> Done:
        """End a conversation: nobody may write any more, its place is free, its time to live starts.

        Args:
            conversation: as it was read; a change of holder or offer since then is refused (`wrong_state`).
            kept_ms: time to live from now on.
            by: who ends it, checked by the caller; every change of rights changes the fence. None: the clock.
            is_case_open: whether its case stays; then the keys are kept for it.
            is_erased: destroy the key of the words and the words.
        """
        event = Event.CANCEL if reason is EndReason.CANCELLED else Event.END
        change = Change(entry.at, mark).expect("state", "state", *sources(STATES, event))
        change.expect("state", "fence", conversation.fence)
        busy = conversation.holder or conversation.offered_to
        change.set(
            "state",
            state=State.ENDED,
            ended_at=entry.at,
            end_reason=reason,
            holder="",
            offered_to="",
            owed_at=0,
        )
        change.add("state", "fence", 1).unset_all("state", _RIGHT)
        if busy:
            change.add("load", busy, -1)
        change.unset("held", conversation.id).unset("seeking", conversation.id)
        change.unscore("waiting", "offers", "active", member=conversation.id)
        change.put("seeker", "open", 0).append(Log.CONVERSATION, entry)
        change.publish("lobby", QueueChanged())
        change.audit(
            record(entry.at, by.id if by else "clock", "conversation.end", conversation.id, why=reason)
        )
        if is_erased and not is_case_open:
            change.unset("state", "key").drop("conv_log", "whisper_log", "notes_log", "sent")
        change.expire(ms(Kept.CASE) if is_case_open else kept_ms, *CONVERSATION_KEYS)
        # The seeker's own key may have run out in a chat longer than it, and was just made anew.
        change.expire(ms(Kept.OPEN_CONVERSATION), "seeker")
        return await change.run(self._commands, programme, conversation.id, seeker=conversation.seeker)

    async def erase_ended(
        self, programme: ProgrammeId, conversation: Conversation, by: Actor, is_case_open: bool, now: int
    ) -> None:
        """Destroy the key and the words of a conversation that has ended, unless a case needs them."""
        change = Change(now).expect("state", "state", State.ENDED)
        if not is_case_open:
            change.unset("state", "key").drop("conv_log", "whisper_log", "notes_log", "sent")
        change.audit(record(now, by.id, "conversation.erase", conversation.id, kept_for_case=is_case_open))
        await change.run(self._commands, programme, conversation.id)

    async def signal(
        self, programme: ProgrammeId, conversation: ConversationId, log: Log, signal: Signal
    ) -> None:
        """Wake those who have a log open, without an entry; may be lost."""
        channel = keys_of(programme).of(LOGS[log][2], conversation)
        await self._commands.execute("SPUBLISH", channel, b"0 " + encode_signal(signal))

    async def note_read(
        self, programme: ProgrammeId, conversation: ConversationId, person: PersonId, seq: int
    ) -> None:
        """Remember up to where somebody's client holds the log."""
        key = keys_of(programme).of("read", conversation)
        await self._commands.execute_many(
            [("HSET", key, person, seq), ("PEXPIRE", key, ms(Kept.OPEN_CONVERSATION))]
        )

    async def active(self, programme: ProgrammeId, before: int) -> list[ConversationId]:
        """Return the active conversations in which nothing was said since `before` (ms)."""
        reply = await self._commands.execute("ZRANGEBYSCORE", keys_of(programme).active, "-inf", before)
        return [ConversationId(name.decode()) for name in reply]

    async def drop_from_lists(self, programme: ProgrammeId, conversation: ConversationId) -> None:
        """Take a conversation whose own keys have expired out of every list that still names it."""
        keys = keys_of(programme)
        sets = (keys.waiting, keys.offers, keys.active, keys.cases, keys.resolved)
        hashes = (keys.seeking, keys.held, keys.claims)
        await self._commands.execute_many(
            [("ZREM", key, conversation) for key in sets] + [("HDEL", key, conversation) for key in hashes]
        )

    async def held_by(self, programme: ProgrammeId, person: PersonId) -> list[ConversationId]:
        """Return the conversations that a supporter holds."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).held)
        wanted = person.encode()
        return [ConversationId(name.decode()) for name, holder in pairs(raw) if holder == wanted]

    async def holders(self, programme: ProgrammeId) -> dict[ConversationId, PersonId]:
        """Return every held conversation with its supporter."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).held)
        return {ConversationId(name.decode()): PersonId(person.decode()) for name, person in pairs(raw)}


def pairs(raw: Any) -> list[tuple[bytes, bytes]]:
    """Return the fields of a hash reply, which is a dict or a flat list depending on the protocol version."""
    if isinstance(raw, dict):
        return list(raw.items())
    return list(zip(raw[::2], raw[1::2], strict=True))


def _conversation(id: ConversationId, fields: dict[str, bytes]) -> Conversation:
    def text(name: str) -> str:
        return fields.get(name, b"").decode()

    def number(name: str) -> int:
        return int(fields.get(name) or 0)

    return Conversation(
        id=id,
        state=State(text("state")),
        seeker=PersonId(text("seeker")),
        pool=Pool(text("pool")),
        language=text("language"),
        topics=tuple(msgspec.json.decode(fields.get("topics") or b"[]", type=list[str])),
        seq=number("seq"),
        whisper_seq=number("whisper_seq"),
        notes_seq=number("notes_seq"),
        epoch=text("epoch"),
        fence=number("fence"),
        joined_at=number("joined_at"),
        opened_at=number("opened_at"),
        ended_at=number("ended_at"),
        end_reason=text("end_reason"),
        risk=float(fields.get("risk") or 0),
        level=number("level"),
        holder=PersonId(text("holder")),
        holder_name=text("holder_name"),
        holder_wrote=bool(number("holder_wrote")),
        paired_at=number("paired_at"),
        offered_to=PersonId(text("offered_to")),
        owner=PersonId(text("owner")),
        leader=PersonId(text("leader")),
        writers=frozenset(PersonId(name.removeprefix(_RIGHT)) for name in fields if name.startswith(_RIGHT)),
        owed_at=number("owed_at"),
        seeker_at=number("seeker_at"),
        idle_step=number("idle_step"),
        idle_at=number("idle_at"),
        care_at=number("care_at"),
        wrapped_key=fields.get("key", b""),
    )
