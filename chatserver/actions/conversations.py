"""What people do in a conversation: join, write, read, call for help, end it.

Each function checks access, decides with the rules of `domain`, and stores in one step.
"""

from typing import Any

import msgspec

from chatserver.actions import escalation, matching
from chatserver.actions.access import access_conversation, access_log
from chatserver.actions.service import Service, new_id
from chatserver.domain.conversations import (
    Conversation,
    EndReason,
    Entry,
    Kind,
    Participant,
    State,
)
from chatserver.domain.errors import ClosedNow, InvalidField, NotFound, WrongState
from chatserver.domain.escalation import REQUEST_LEVELS, Cause, Outcome
from chatserver.domain.ids import (
    CommandId,
    ConversationId,
    Log,
    OfferId,
    ProgrammeId,
    parse_topic,
    topic_of,
)
from chatserver.domain.limits import clean_text
from chatserver.domain.matching import Seeking
from chatserver.domain.people import Actor, AgeBand, Role, pool_of
from chatserver.domain.retention import DAY_S
from chatserver.domain.safety import FLAG_LEVEL, Author, Category, Document, Verdict
from chatserver.domain.signals import LinkChanged, ReadUpTo, TypingNow
from chatserver.store.conversations import once
from chatserver.store.escalation import Evidence
from chatserver.store.matching import encode_seeking
from chatserver.store.words import Fixed, seal_words


class Sent(msgspec.Struct, frozen=True):
    """What a stored message's sender is told: where it stands and when it was stored (ms)."""

    topic: str
    seq: int
    at: int


async def join(
    service: Service,
    actor: Actor,
    command: CommandId,
    *,
    language: str,
    topics: list[str],
    age_band: AgeBand,
    safe_now: bool | None,
    distress: int | None,
) -> ConversationId:
    """Start a seeker's conversation in the queue; a seeker who is not safe goes to the desk at once.

    Raises:
        InvalidField: language or topic that the programme does not have.
        ClosedNow: the programme takes no new chats.
        WrongState: this seeker is in an open conversation already.
    """
    programme, now = await service.programme(actor.programme), service.now()
    if programme.is_paused:
        raise ClosedNow
    if language not in programme.languages:
        raise InvalidField(f"language: one of {', '.join(programme.languages)}.")
    known = {topic.id for topic in programme.topics}
    if unknown := [topic for topic in topics if topic not in known]:
        raise InvalidField(f"topics: {len(unknown)} not of this programme.")
    id = ConversationId(new_id())
    _, wrapped = service.store.vault.new_key(actor.programme, id, now)
    pool = pool_of(age_band, programme.unsaid_pool)
    is_urgent = safe_now is False
    seeking = Seeking(
        conversation=id,
        language=language,
        topics=tuple(topics),
        pool=pool,
        joined_at=now,
        is_urgent=is_urgent,
    )
    plan = None
    if is_urgent:
        plan = await escalation.plan_for(
            service, actor.programme, id, REQUEST_LEVELS[Cause.NOT_SAFE], Category.SUICIDE, Cause.NOT_SAFE
        )
    id, is_repeat, flagged = await service.store.conversations.join(
        actor,
        command,
        id,
        language=language,
        topics=topics,
        pool=pool,
        distress=distress,
        epoch=new_id()[:8],
        wrapped_key=wrapped,
        seeking=encode_seeking(seeking),
        plan=plan,
        now=now,
    )
    if flagged:
        await escalation.follow_up(service, actor.programme, id, flagged)
    if not is_repeat:
        await matching.match(service, actor.programme)
    return id


async def send(service: Service, actor: Actor, command: CommandId, topic: str, text: str) -> Sent:
    """Store a message; one that shows danger opens or raises the case in the same step.

    Raises:
        InvalidField: the text can't be a message.
        NotFound, WrongState: not a member; or no right to write now.
        IdReused: the same command id with another text.
    """
    log, id = parse_topic(topic)
    if log is not Log.CONVERSATION:
        raise NotFound
    text = clean_text(text)
    fixed, now = await _fixed_for(service, actor, id), service.now()
    is_seeker = actor.role is Role.SEEKER
    author = Author.SEEKER if is_seeker else Author.STAFF
    verdict = service.screen(Document(text=text, author=author, language=fixed.language))
    sealed = seal_words(fixed, id, actor.id, command, text)
    entry = Entry(
        kind=Kind.MESSAGE,
        at=now,
        by=actor.id,
        role=actor.role,
        name=actor.alias,
        sealed=sealed,
        id=command,
    )
    danger: dict[str, Any] = {}
    if is_seeker:
        danger = await _danger(service, actor.programme, id, verdict, Evidence(_marks(verdict)))
        fields: dict[str, str | int] = {"seeker_at": now, "idle_step": 0, "idle_at": 0}
    else:
        fields = {"seeker_at": now, "idle_step": 0, "idle_at": 0}
        if actor.role is Role.SUPPORTER:
            fields["holder_wrote"] = 1
    done = await service.store.conversations.append(
        actor,
        id,
        Log.CONVERSATION,
        entry,
        once(actor, command, "message.send", id, text),
        side_fields=fields,
        owe="owed_at" if is_seeker else "",
        clear="" if is_seeker else "owed_at",
        is_reviewed=is_seeker,
        **danger,
    )
    if done.flagged and done.flagged != "known":
        await escalation.follow_up(service, actor.programme, id, done.flagged)
    return Sent(topic, done.seq, done.at)


async def open_log(service: Service, actor: Actor, topic: str) -> tuple[Log, Conversation, list[Participant]]:
    """Return a log's conversation and who is in it, for an actor who may read it."""
    log, conversation = await access_log(service, actor, topic)
    people = await service.store.conversations.people(actor.programme, conversation.id)
    return log, conversation, people


async def typing(service: Service, actor: Actor, topic: str, on: bool) -> None:
    """Tell the other side that somebody writes; only those with the right to write, never content."""
    conversation = await access_conversation(service, actor, topic)
    if conversation.may_write(actor.id):
        signal = TypingNow(by=actor.id, on=on)
        await service.store.conversations.signal(actor.programme, conversation.id, Log.CONVERSATION, signal)


async def read(service: Service, actor: Actor, topic: str, seq: int) -> None:
    """Note up to where a client holds a log; a watching professional only shows activity by it."""
    log, conversation = await access_log(service, actor, topic)
    if actor.role is Role.PROFESSIONAL and conversation.owner == actor.id:
        await service.store.escalation.renew(
            actor.programme, conversation.id, actor.id, service.now(), acted=True
        )
    if log is not Log.CONVERSATION or not conversation.may_write(actor.id):
        return
    seq = min(seq, conversation.seq)
    await service.store.conversations.note_read(actor.programme, conversation.id, actor.id, seq)
    signal = ReadUpTo(by=actor.id, seq=seq)
    await service.store.conversations.signal(actor.programme, conversation.id, log, signal)


async def link_changed(service: Service, actor: Actor, conversation: ConversationId, here: bool) -> None:
    """Tell a conversation that somebody's link came or went."""
    signal = LinkChanged(by=actor.id, role=actor.role, here=here)
    await service.store.conversations.signal(actor.programme, conversation, Log.CONVERSATION, signal)


async def help_now(service: Service, actor: Actor, command: CommandId, topic: str, reason: str) -> None:
    """Call a professional: the supporter's button, or a seeker's "I am not safe"."""
    conversation = await access_conversation(service, actor, topic)
    cause = Cause.NOT_SAFE if actor.role is Role.SEEKER else Cause.SUPPORTER
    mark = once(actor, command, "help.now", topic, reason)
    await escalation.call(service, actor, conversation, cause, reason, command, mark)


async def report(
    service: Service, actor: Actor, command: CommandId, topic: str, seq: int, reason: str
) -> None:
    """Report an entry of the other side to the professionals."""
    conversation = await access_conversation(service, actor, topic)
    if not 1 <= seq <= conversation.seq:
        raise InvalidField("seq: no such entry.")
    mark = once(actor, command, "report", topic, seq, reason)
    await escalation.call(service, actor, conversation, Cause.REPORT, reason, command, mark, seq)


async def cancel(service: Service, actor: Actor, command: CommandId) -> None:
    """Leave the queue; a seeker who is not in it is told so."""
    id = await service.store.accounts.conversation_of(actor.programme, actor.id)
    if id is None:
        raise WrongState
    await _end(service, actor, topic_of(Log.CONVERSATION, id), EndReason.CANCELLED, command, "seek.cancel")


async def end(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """End a conversation; by anybody with the right to write. Ended already: nothing changes.

    A supporter can't end one whose case is not resolved (product.md 5.3); a seeker may always leave.
    """
    reason = {
        Role.SEEKER: EndReason.SEEKER,
        Role.SUPPORTER: EndReason.SUPPORTER,
        Role.PROFESSIONAL: EndReason.PROFESSIONAL,
    }[actor.role]
    await _end(service, actor, topic, reason, command, "conversation.end")


async def erase(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """End a seeker's conversation and destroy the key of its words.

    Where a case exists, professionals keep what they need until the case's retention ends.
    """
    await _end(service, actor, topic, EndReason.ERASED, command, "conversation.erase")


async def end_by_clock(
    service: Service, programme: ProgrammeId, conversation: Conversation, reason: EndReason
) -> None:
    """End a conversation because of silence or a lost link; a change since it was read wins."""
    await _store_end(service, programme, conversation, reason, None, None)


async def resolve(
    service: Service, actor: Actor, command: CommandId, topic: str, outcome: Outcome, note: str, ends: bool
) -> None:
    """Close a case, and with `ends` the conversation too."""
    if await escalation.resolve(service, actor, command, topic, outcome, note, ends):
        conversation = await access_conversation(service, actor, topic)
        if conversation.state is not State.ENDED:
            await _store_end(service, actor.programme, conversation, EndReason.PROFESSIONAL, actor, None)


async def _end(
    service: Service, actor: Actor, topic: str, reason: EndReason, command: CommandId, name: str
) -> None:
    mark = once(actor, command, name, topic)
    for _ in range(3):  # the fence may change between reading and ending: read again
        try:
            conversation = await access_conversation(service, actor, topic)
        except NotFound:
            # A supporter who has just ended it no longer holds it: the resent command is answered as before.
            id = parse_topic(topic)[1]
            gone = await service.store.conversations.get(actor.programme, id)
            people = await service.store.conversations.people(actor.programme, id)
            was_in = actor.role is Role.SUPPORTER and any(person.id == actor.id for person in people)
            if was_in and gone.state is State.ENDED and gone.end_reason == reason:
                return
            raise
        if conversation.state is State.ENDED:
            if reason is EndReason.ERASED and conversation.wrapped_key:
                await _store_erase(service, actor, conversation)
            return
        if not conversation.may_write(actor.id):
            raise WrongState
        if actor.role is Role.SUPPORTER and await escalation.is_unresolved(
            service, actor.programme, conversation.id
        ):
            raise WrongState("A professional has been called; this can be ended once they have resolved it.")
        try:
            await _store_end(service, actor.programme, conversation, reason, actor, mark)
        except WrongState:
            if reason is EndReason.CANCELLED and conversation.state is State.ACTIVE:
                raise
            continue
        return
    raise WrongState


async def _store_end(
    service: Service,
    programme: ProgrammeId,
    conversation: Conversation,
    reason: EndReason,
    actor: Actor | None,
    mark: Any,
) -> None:
    settings, now = await service.programme(programme), service.now()
    case = await service.store.escalation.find(programme, conversation.id)
    entry = Entry(kind=Kind.ENDED, at=now, by=actor.id if actor else "", facts={"why": reason})
    await service.store.conversations.end(
        programme,
        conversation,
        entry,
        reason,
        kept_ms=settings.retention_days * DAY_S * 1000,
        mark=mark,
        by=actor,
        is_case_open=case is not None,
        is_erased=reason is EndReason.ERASED,
    )
    if reason is EndReason.ERASED:
        service.store.words.forget(programme, conversation.id)
    if conversation.offered_to:
        offer = OfferId(f"{conversation.id}-{conversation.fence}")
        await matching.tell_gone(service, programme, conversation.offered_to, offer, "cancelled")
    if case is not None:
        await escalation.tell_desk(service, programme, conversation.id)
    await matching.match(service, programme)


async def _store_erase(service: Service, actor: Actor, conversation: Conversation) -> None:
    case = await service.store.escalation.find(actor.programme, conversation.id)
    await service.store.conversations.erase_ended(
        actor.programme, conversation, actor, case is not None, service.now()
    )
    service.store.words.forget(actor.programme, conversation.id)


async def _fixed_for(service: Service, actor: Actor, id: ConversationId) -> Fixed:
    """Return the facts needed for writing; whether this actor may write is checked by the script."""
    fixed = await service.store.words.fixed(actor.programme, id)
    if actor.role is Role.SEEKER and fixed.seeker != actor.id:
        raise NotFound
    return fixed


async def _danger(
    service: Service, programme: ProgrammeId, id: ConversationId, verdict: Verdict, evidence: Evidence
) -> dict[str, Any]:
    """Return what the append script needs to flag a message, or the sum of messages, in the same step."""
    if verdict.weight <= 0 and verdict.level < FLAG_LEVEL:
        return {"weight": 0.0}
    is_flagged = verdict.level >= FLAG_LEVEL
    made = await escalation.plan_for(
        service,
        programme,
        id,
        verdict.level if is_flagged else REQUEST_LEVELS[Cause.TRAJECTORY],
        verdict.category,
        Cause.SCREENING if is_flagged else Cause.TRAJECTORY,
        evidence,
    )
    note = Entry(
        kind=Kind.VERDICT,
        at=service.now(),
        facts={
            "level": int(verdict.level),
            "category": verdict.category,
            "version": verdict.version,
            "spans": [[s.start, s.end, s.rule, int(s.level), s.category] for s in verdict.spans],
        },
    )
    return {
        "weight": verdict.weight,
        "plan": made if is_flagged else None,
        "path_plan": None if is_flagged else made,
        "verdict": note,
    }


def _marks(verdict: Verdict) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in verdict.spans)
