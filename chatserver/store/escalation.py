"""Cases: their queue by deadline, claims and leases, and every step of a hand-over with its notes and audit.

A case is written by the same script as its cause. Its rules are in `domain/escalation.py`.
"""

import contextlib
from typing import Any

import msgspec

from chatserver.domain.conversations import (
    OPEN_STATES,
    STATES,
    Conversation,
    Entry,
    Event,
    Kind,
    Participant,
    State,
)
from chatserver.domain.errors import NotFound
from chatserver.domain.escalation import (
    CASE_STATES,
    DEPTHS,
    LEASE_S,
    Case,
    CaseEvent,
    CasePlan,
    CaseState,
    Cause,
    Depth,
    DepthEvent,
    Outcome,
    Step,
)
from chatserver.domain.ids import ConversationId, Log, PersonId, ProgrammeId, topic_of
from chatserver.domain.machine import sources
from chatserver.domain.matching import Seeking
from chatserver.domain.people import Actor, Role
from chatserver.domain.retention import AUDIT_MAX_LENGTH, Kept, ms
from chatserver.domain.safety import Category, Level
from chatserver.domain.signals import CaseChanged, Given, Noticed, QueueChanged
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.audit import record
from chatserver.store.change import LOGS, Change, Done, Once, encode
from chatserver.store.connection import Commands
from chatserver.store.conversations import LIVE_KEYS, ConversationStore, pairs
from chatserver.store.keys import CONVERSATION_KEYS, keys_of
from chatserver.store.words import Words, open_words

_RIGHT = "w:"


class Evidence(msgspec.Struct, frozen=True):
    """Where in the deciding message (code points) the evidence is; its seq is added by the script."""

    spans: tuple[tuple[int, int], ...]


def case_plan(
    conversation: ConversationId, plan: CasePlan, supporter: str, evidence: Evidence | None, by: str, now: int
) -> dict[str, Any]:
    """Return a case plan in the form that the scripts carry out (`raise_case` in prelude.lua)."""
    decisive: dict[str, Any] = {"level": int(plan.level), "raised_at": now}
    if plan.category is not Category.NONE:
        decisive["category"] = plan.category
    if evidence is not None:
        decisive["spans"] = msgspec.json.encode(evidence.spans)
    facts = {"cause": plan.cause, "level": int(plan.level)}
    return {
        "conversation": conversation,
        "open": CaseState.OPEN,
        "closed": CaseState.RESOLVED,
        "level": int(plan.level),
        "cause": plan.cause,
        "fields": {
            "category": plan.category,
            **decisive,
            "state": CaseState.OPEN,
            "causes": plan.cause,
            "opened_at": now,
            "deadline_at": plan.deadline_at,
            "answer_by": plan.answer_by,
            "step": plan.step,
            "depth": Depth.NONE,
            "supporter": supporter,
        },
        "decisive": decisive,
        "notes": LOGS[Log.NOTES],
        "opened": encode(Entry(kind=Kind.CASE, at=now, by=by, facts={"event": "opened", **facts})),
        "raised": encode(Entry(kind=Kind.CASE, at=now, by=by, facts={"event": "raised", **facts})),
        "audit": record(now, by or "screening", "case.open", conversation, **facts),
        "audit_length": AUDIT_MAX_LENGTH,
        "signal": encode_signal(CaseChanged(conversation)),
    }


class CaseView(msgspec.Struct, frozen=True):
    """A case as the desk shows it; `quote` is opened, empty when its key is gone."""

    case: Case
    conversation: Conversation
    quote: str


class EscalationStore:
    """Reads and writes `conv:<C>:case`, `cases`, `claims`, `resolved`, `pages`."""

    def __init__(self, commands: Commands, conversations: ConversationStore, words: Words) -> None:
        self._commands = commands
        self._conversations = conversations
        self._words = words

    async def view(self, programme: ProgrammeId, id: ConversationId) -> CaseView:
        """Return a case as the desk shows it; raise `NotFound`."""
        conversation = await self._conversations.get(programme, id)
        case = await self.get(programme, id)
        quote = ""
        if case.quote_seq:
            entries = await self._conversations.entries(
                programme, id, Log.CONVERSATION, case.quote_seq - 1, 1
            )
            with contextlib.suppress(NotFound):  # its key is gone
                fixed = self._words.remember(programme, conversation)
                quote = open_words(fixed, id, entries[0][1]) if entries else ""
        return CaseView(case, conversation, quote)

    async def get(self, programme: ProgrammeId, conversation: ConversationId) -> Case:
        """Return the case of a conversation; raise `NotFound` when it never had one."""
        found = await self.find(programme, conversation)
        if found is None:
            raise NotFound
        return found

    async def find(self, programme: ProgrammeId, conversation: ConversationId) -> Case | None:
        """Return the case of a conversation, or None."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).of("case", conversation))
        fields = {name.decode(): value for name, value in pairs(raw)}
        return _case(conversation, fields) if fields else None

    async def all_open(self, programme: ProgrammeId, resolved_after: int) -> list[ConversationId]:
        """Return open and claimed cases by deadline, then those resolved since `resolved_after` (ms)."""
        keys = keys_of(programme)
        current, closed = await self._commands.execute_many(
            [("ZRANGE", keys.cases, 0, -1), ("ZRANGEBYSCORE", keys.resolved, resolved_after, "+inf")]
        )
        return [ConversationId(name.decode()) for name in (*current, *closed)]

    async def due(self, programme: ProgrammeId, now: int) -> list[ConversationId]:
        """Return the cases whose deadline or lease has passed."""
        reply = await self._commands.execute("ZRANGEBYSCORE", keys_of(programme).cases, "-inf", now)
        return [ConversationId(name.decode()) for name in reply]

    async def claimed_by(self, programme: ProgrammeId, person: PersonId) -> list[ConversationId]:
        """Return the cases that a professional owns."""
        raw = await self._commands.execute("HGETALL", keys_of(programme).claims)
        return [ConversationId(name.decode()) for name, owner in pairs(raw) if owner == person.encode()]

    async def claimed(self, programme: ProgrammeId) -> list[ConversationId]:
        """Return the cases that somebody owns."""
        reply = await self._commands.execute("HKEYS", keys_of(programme).claims)
        return [ConversationId(name.decode()) for name in reply]

    async def open_count(self, programme: ProgrammeId) -> int:
        """Return how many cases are open or claimed."""
        return int(await self._commands.execute("ZCARD", keys_of(programme).cases))

    async def raise_by_person(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        plan: dict[str, Any],
        mark: Once | None,
        now: int,
    ) -> Done:
        """Open or raise a case because a person or the second look asked for it."""
        # What has ended is kept for its case: a late report must not shorten its time.
        kept = Kept.CASE if conversation.state is State.ENDED else Kept.OPEN_CONVERSATION
        change = Change(now, mark).raise_case(plan).expire(ms(kept), *LIVE_KEYS)
        return await change.run(self._commands, programme, conversation.id)

    async def claim(
        self, programme: ProgrammeId, conversation: Conversation, owner: Actor, mark: Once | None, now: int
    ) -> Done:
        """Make this professional the one owner, watching.

        Raises:
            Conflict: somebody else owns it; `owner` is their name.
        """
        lease = now + LEASE_S * 1000
        participant = Participant(id=owner.id, role=Role.PROFESSIONAL, alias=owner.alias, joined_at=now)
        change = (
            self._change(CaseEvent.CLAIM, now, mark, code="conflict", detail="owner_name")
            .set(
                "case",
                state=CaseState.CLAIMED,
                owner=owner.id,
                owner_name=owner.alias,
                depth=Depth.WATCHING,
                claimed_at=now,
                acted_at=now,
                deadline_at=lease,
            )
            .set("state", owner=owner.id)
            .put("people", owner.id, msgspec.json.encode(participant))
            .score("cases", conversation.id, lease)
            .put("claims", conversation.id, owner.id)
        )
        if conversation.state is not State.ENDED:
            change.append(Log.CONVERSATION, Entry(kind=Kind.PRO_WATCHES, at=now, facts={"on": True}))
        self._note(change, conversation, owner.id, now, "claim", name=owner.alias)
        change.publish("person", Given(conversation.id))
        return await change.run(self._commands, programme, conversation.id, owner.id)

    async def renew(
        self, programme: ProgrammeId, conversation: ConversationId, owner: PersonId, now: int, *, acted: bool
    ) -> bool:
        """Renew the owner's lease; return whether they still own it. `acted`: they did something in it."""
        lease = now + LEASE_S * 1000
        change = (
            Change(now)
            .expect("case", "state", CaseState.CLAIMED)
            .expect("case", "owner", owner)
            .set("case", deadline_at=lease)
            .score("cases", conversation, lease)
        )
        if acted:
            change.set("case", acted_at=now)
        try:
            await change.run(self._commands, programme, conversation)
        except Exception as error:
            if getattr(error, "code", "") == "wrong_state":
                return False
            raise
        return True

    async def join(
        self, programme: ProgrammeId, conversation: Conversation, owner: Actor, mark: Once | None, now: int
    ) -> Done:
        """Let the owner write beside the supporter, announced."""
        facts = {"id": owner.id, "name": owner.alias, "peer": conversation.holder_name}
        entry = Entry(
            kind=Kind.PRO_JOINS, at=now, by=owner.id, role=owner.role, name=owner.alias, facts=facts
        )
        change = (
            self._owned(owner, DepthEvent.JOIN, now, mark)
            .expect("state", "state", State.ACTIVE)
            .expect("state", "fence", conversation.fence)
            .set("case", depth=Depth.JOINED, acted_at=now)
            .add("state", "fence", 1)
            .put("state", _RIGHT + owner.id, conversation.fence + 1)
            .append(Log.CONVERSATION, entry)
        )
        self._note(change, conversation, owner.id, now, "join", name=owner.alias)
        if conversation.holder:
            change.publish(
                "person",
                Noticed(
                    "case_claimed",
                    topic_of(Log.CONVERSATION, conversation.id),
                    {"name": owner.alias, "depth": "joined"},
                ),
            )
        return await change.run(self._commands, programme, conversation.id, conversation.holder)

    async def take_over(
        self, programme: ProgrammeId, conversation: Conversation, owner: Actor, mark: Once | None, now: int
    ) -> Done:
        """Let the owner lead: in the same step the supporter's right to write ends."""
        facts = {"id": owner.id, "name": owner.alias, "peer": conversation.holder_name}
        entry = Entry(
            kind=Kind.PRO_LEADS, at=now, by=owner.id, role=owner.role, name=owner.alias, facts=facts
        )
        busy = conversation.holder or conversation.offered_to
        change = (
            self._owned(owner, DepthEvent.TAKE_OVER, now, mark)
            .expect("state", "state", *sources(STATES, Event.LEAD))
            .expect("state", "fence", conversation.fence)
            .set("case", depth=Depth.LEADING, acted_at=now)
            .set(
                "state",
                state=State.ACTIVE,
                leader=owner.id,
                holder="",
                holder_name="",
                offered_to="",
                opened_at=conversation.opened_at or now,
                idle_step=0,
                seeker_at=now,
            )
            .add("state", "fence", 1)
            .put("state", _RIGHT + owner.id, conversation.fence + 1)
            .unset("held", conversation.id)
            .unset("seeking", conversation.id)
            .unscore("waiting", "offers", member=conversation.id)
            .score("active", conversation.id, now)
            .append(Log.CONVERSATION, entry)
            .publish("lobby", QueueChanged())
        )
        if busy:
            change.unset("state", _RIGHT + busy).add("load", busy, -1)
        if conversation.holder:
            left = Noticed("handed_over", topic_of(Log.CONVERSATION, conversation.id), {"name": owner.alias})
            change.publish("person", left)
        self._note(change, conversation, owner.id, now, "take_over", name=owner.alias)
        return await change.run(self._commands, programme, conversation.id, busy)

    async def release(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        case: Case,
        mark: Once | None,
        now: int,
        *,
        event: CaseEvent,
        step: Step,
        deadline_at: int,
        answer_by: int,
        seeking: Seeking | None,
    ) -> Done:
        """Give a claimed case back, by its owner or because the lease ran out; its deadline runs again.

        Args:
            seeking: place in the queue for a conversation that the owner led: the seeker is not left alone.
        """
        change = self._change(event, now, mark).expect("case", "owner", case.owner)
        if event is CaseEvent.LAPSE:  # a heartbeat since the case was read has renewed the lease
            change.expect("case", "deadline_at", case.deadline_at)
        change.set("case", state=CaseState.OPEN, step=step, deadline_at=deadline_at, answer_by=answer_by)
        change.set("case", depth=Depth.NONE, owner="", owner_name="", supporter=conversation.holder_name)
        change.score("cases", conversation.id, deadline_at).unset("claims", conversation.id)
        self._withdraw(change, conversation, case, now, seeking)
        self._note(
            change,
            conversation,
            case.owner if event is CaseEvent.RELEASE else "",
            now,
            str(event),
            name=case.owner_name,
        )
        return await change.run(self._commands, programme, conversation.id, conversation.holder)

    async def resolve(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        case: Case,
        owner: Actor,
        outcome: Outcome,
        note: Entry | None,
        mark: Once | None,
        now: int,
        *,
        seeking: Seeking | None,
    ) -> Done:
        """Close a case by its owner; `seeking` as for `release`."""
        change = (
            self._change(CaseEvent.RESOLVE, now, mark)
            .expect("case", "owner", owner.id)
            .set(
                "case",
                state=CaseState.RESOLVED,
                outcome=outcome,
                resolved_at=now,
                depth=Depth.NONE,
                resolved_by=owner.id,
            )
            .unscore("cases", member=conversation.id)
            .unset("claims", conversation.id)
            .score("resolved", conversation.id, now)
        )
        if note is not None:
            change.append(Log.NOTES, note)
        self._withdraw(change, conversation, case, now, seeking)
        if conversation.state is State.ENDED:
            change.expire(ms(Kept.CASE), *CONVERSATION_KEYS)
        self._note(change, conversation, owner.id, now, "resolve", name=owner.alias, outcome=outcome)
        return await change.run(self._commands, programme, conversation.id, conversation.holder)

    async def reopen(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        by: Actor,
        plan: CasePlan,
        mark: Once | None,
        now: int,
    ) -> Done:
        """Open a resolved case again; its level stays."""
        change = (
            self._change(CaseEvent.REOPEN, now, mark)
            .set(
                "case",
                state=CaseState.OPEN,
                step=plan.step,
                deadline_at=plan.deadline_at,
                answer_by=plan.answer_by,
            )
            .set("case", depth=Depth.NONE, owner="", owner_name="", outcome="", raised_at=now)
            .score("cases", conversation.id, plan.deadline_at)
            .unscore("resolved", member=conversation.id)
        )
        self._note(change, conversation, by.id, now, "reopen", name=by.alias)
        return await change.run(self._commands, programme, conversation.id)

    async def advance(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        case: Case,
        step: Step,
        next_at: int,
        effects: list[str],
        now: int,
        page: bytes | None,
    ) -> Done:
        """Enter a step of the fall-back; one process does it, since the deadline read must still hold."""
        change = (
            Change(now)
            .expect("case", "state", CaseState.OPEN)
            .expect("case", "deadline_at", case.deadline_at)
            .set("case", step=step, deadline_at=next_at)
            .score("cases", conversation.id, next_at)
        )
        if page is not None:
            change.score("pages", page.decode(), now)
        facts = {"step": step, "effects": effects}
        self._note(change, conversation, "", now, "step", **facts)
        return await change.run(self._commands, programme, conversation.id)

    async def sweep(self, programme: ProgrammeId, resolved_before: int) -> None:
        """Forget which cases were resolved before a time (ms); they can't be opened again."""
        await self._commands.execute("ZREMRANGEBYSCORE", keys_of(programme).resolved, "-inf", resolved_before)

    async def note_watch(
        self, programme: ProgrammeId, conversation: Conversation, by: Actor, now: int
    ) -> None:
        """Leave the traces of somebody who reads along without owning the case."""
        change = Change(now)
        self._note(change, conversation, by.id, now, "watch", name=by.alias)
        await change.run(self._commands, programme, conversation.id)

    async def pages_due(self, programme: ProgrammeId, now: int) -> list[bytes]:
        """Return the pages (webhook deliveries) that are due."""
        reply: list[bytes] = await self._commands.execute(
            "ZRANGEBYSCORE", keys_of(programme).pages, "-inf", now
        )
        return reply

    async def page_done(
        self,
        programme: ProgrammeId,
        page: bytes,
        conversation: ConversationId,
        result: str,
        again: tuple[bytes, int] | None,
        now: int,
    ) -> None:
        """Note how a delivery went; `again` is the page to deliver next and when (ms)."""
        change = Change(now).unscore("pages", member=page.decode())
        if again is not None:
            change.score("pages", again[0].decode(), again[1])
        change.audit(record(now, "clock", "page", conversation, result=result))
        await change.run(self._commands, programme, conversation)

    async def tell(
        self, programme: ProgrammeId, channel: str, signal: bytes, person: PersonId | str = ""
    ) -> None:
        """Publish to the desk, the lobby or a person."""
        await self._commands.execute("SPUBLISH", keys_of(programme).of(channel, person=person), signal)

    def _change(
        self, event: CaseEvent, now: int, mark: Once | None, code: str = "wrong_state", detail: str = ""
    ) -> Change:
        return Change(now, mark).expect(
            "case", "state", *sources(CASE_STATES, event), code=code, detail=detail
        )

    def _owned(self, owner: Actor, event: DepthEvent, now: int, mark: Once | None) -> Change:
        return (
            Change(now, mark)
            .expect("case", "state", CaseState.CLAIMED)
            .expect("case", "owner", owner.id, code="conflict", detail="owner_name")
            .expect("case", "depth", *sources(DEPTHS, event))
        )

    def _withdraw(
        self, change: Change, conversation: Conversation, case: Case, now: int, seeking: Seeking | None
    ) -> None:
        """End what the owner could do in the conversation, and say so in it."""
        change.set("state", owner="", leader="")
        if conversation.state is State.ENDED:
            return
        change.expect("state", "fence", conversation.fence).add("state", "fence", 1)
        change.unset("state", _RIGHT + case.owner)
        if case.depth is Depth.WATCHING:
            change.append(Log.CONVERSATION, Entry(kind=Kind.PRO_WATCHES, at=now, facts={"on": False}))
        else:
            facts = {"name": case.owner_name}
            change.append(Log.CONVERSATION, Entry(kind=Kind.PRO_LEAVES, at=now, facts=facts))
        if seeking is not None:
            change.set("state", state=State.WAITING, owed_at=0).unscore("active", member=conversation.id)
            change.score("waiting", conversation.id, conversation.joined_at)
            change.put("seeking", conversation.id, encode(seeking))
            change.append(Log.CONVERSATION, Entry(kind=Kind.WAITING, at=now, facts={"why": "released"}))
            change.publish("lobby", QueueChanged())
        elif conversation.holder:
            topic = topic_of(Log.CONVERSATION, conversation.id)
            change.publish("person", Noticed("case_released", topic))

    def _note(
        self, change: Change, conversation: Conversation, by: str, now: int, event: str, **facts: Any
    ) -> None:
        """Leave the three traces of a step: a note for professionals, the audit, a wake-up of the desk."""
        change.append(Log.NOTES, Entry(kind=Kind.CASE, at=now, by=by, facts={"event": event, **facts}))
        change.audit(record(now, by or "clock", f"case.{event}", conversation.id, **facts))
        change.publish("desk", CaseChanged(conversation.id))
        if conversation.state in OPEN_STATES:
            change.expire(ms(Kept.OPEN_CONVERSATION), *LIVE_KEYS)


def _case(conversation: ConversationId, fields: dict[str, bytes]) -> Case:
    def text(name: str) -> str:
        return fields.get(name, b"").decode()

    def number(name: str) -> int:
        return int(fields.get(name) or 0)

    return Case(
        conversation=conversation,
        state=CaseState(text("state")),
        level=Level(number("level")),
        category=Category(text("category")),
        causes=tuple(Cause(cause) for cause in text("causes").split(",")),
        opened_at=number("opened_at"),
        deadline_at=number("deadline_at"),
        answer_by=number("answer_by"),
        step=Step(text("step")),
        owner=PersonId(text("owner")),
        owner_name=text("owner_name"),
        depth=Depth(text("depth")),
        claimed_at=number("claimed_at"),
        acted_at=number("acted_at"),
        resolved_at=number("resolved_at"),
        outcome=text("outcome"),
        quote_seq=number("quote_seq"),
        spans=tuple(msgspec.json.decode(fields.get("spans") or b"[]", type=list[tuple[int, int]])),
        supporter=text("supporter"),
        raised_at=number("raised_at"),
    )
