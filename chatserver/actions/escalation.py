"""The hand-over: who is called, what everybody is told, what a professional can do, fall-back steps.

Every step is stored with its note and its audit entry in one go (`store/escalation.py`).
"""

import logging
from typing import Any

import msgspec

from chatserver.actions import matching
from chatserver.actions.access import access_case, access_log
from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation, Entry, Kind, State
from chatserver.domain.errors import Conflict, NotFound, WrongState
from chatserver.domain.escalation import (
    CARE_EVERY_S,
    FALLBACKS,
    PAGE_TRIES,
    QUIET_RELEASE_S,
    REOPEN_S,
    REQUEST_LEVELS,
    WORDS,
    Case,
    CaseEvent,
    CaseState,
    Cause,
    Depth,
    Effect,
    Outcome,
    Step,
    next_deadline,
    plan,
)
from chatserver.domain.ids import CommandId, ConversationId, Log, PersonId, ProgrammeId, offer_of, topic_of
from chatserver.domain.limits import MAX_NOTE, clean_text
from chatserver.domain.people import Actor, Role
from chatserver.domain.safety import Category, Level
from chatserver.domain.signals import Call, CaseChanged, Noticed, Signal
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.change import Once
from chatserver.store.conversations import once
from chatserver.store.escalation import Evidence, case_plan
from chatserver.store.matching import seeking_of
from chatserver.store.words import seal_words

log = logging.getLogger("sebaya.actions")


class Page(msgspec.Struct, frozen=True):
    """One webhook delivery that waits; no content of a conversation, only where to look."""

    conversation: ConversationId
    step: str
    level: int
    opened_at: int
    tries: int = 0


async def plan_for(
    service: Service,
    programme: ProgrammeId,
    conversation: ConversationId,
    level: Level,
    category: Category,
    cause: Cause,
    evidence: Evidence | None = None,
    by: str = "",
) -> dict[str, Any]:
    """Return the case plan for a cause, with the programme's times and who is on duty now."""
    settings, now = await service.programme(programme), service.now()
    on_duty = await service.store.presence.on_duty(programme, now)
    decided = plan(level, category, cause, settings.answer_s, bool(on_duty), now)
    return case_plan(conversation, decided, "", evidence, by, now)


async def follow_up(service: Service, programme: ProgrammeId, id: ConversationId, flagged: str) -> None:
    """Do at once what a case that was opened or raised needs: help lines, a place in front, the first step.

    The clock does all of it again if this process dies here.
    """
    conversation = await service.store.conversations.get(programme, id)
    await show_care(service, programme, conversation)
    seeking = await service.store.matching.seeking(programme, id)
    if seeking is not None and await matching.is_urgent(service, programme, id):
        await service.store.matching.set_urgent(programme, seeking)
    case = await service.store.escalation.get(programme, id)
    if case.state is CaseState.OPEN and case.deadline_at <= service.now():
        is_early = case.step in (Step.OFFERED, Step.WIDENED)  # raised when nobody is on duty any more
        await enter(
            service, programme, case, await _next_step(service, programme, case) if is_early else case.step
        )
    elif flagged == "opened":
        await carry_out(service, programme, conversation, case, (Effect.CALL_DUTY,))


async def show_care(service: Service, programme: ProgrammeId, conversation: Conversation) -> bool:
    """Show the help lines in the conversation, at most once in `CARE_EVERY_S`; return whether they were."""
    now = service.now()
    if conversation.state is State.ENDED or now - conversation.care_at < CARE_EVERY_S * 1000:
        return False
    entry = Entry(kind=Kind.CARE, at=now, facts={"lines": await lines_of(service, programme)})
    return await service.store.conversations.say_care(programme, conversation.id, entry, conversation.care_at)


async def is_unresolved(service: Service, programme: ProgrammeId, id: ConversationId) -> bool:
    """Whether a conversation has a case that no professional has closed yet."""
    case = await service.store.escalation.find(programme, id)
    return case is not None and case.state is not CaseState.RESOLVED


async def lines_of(service: Service, programme: ProgrammeId) -> list[dict[str, Any]]:
    """Return the programme's help lines as plain facts, in its order."""
    settings = await service.programme(programme)
    return [msgspec.to_builtins(line) for line in settings.help_lines]


async def call(
    service: Service,
    actor: Actor,
    conversation: Conversation,
    cause: Cause,
    reason: str,
    command: CommandId,
    mark: Once,
    seq: int = 0,
) -> None:
    """Open or raise the case because a person asked for it; a reason given is kept as a sealed note."""
    now, programme = service.now(), actor.programme
    category = Category.SUICIDE if cause is Cause.NOT_SAFE else Category.NONE
    made = await plan_for(
        service, programme, conversation.id, REQUEST_LEVELS[cause], category, cause, None, actor.id
    )
    done = await service.store.escalation.raise_by_person(programme, conversation, made, mark, now)
    if done.is_repeat:
        return
    if reason.strip():
        await _note(service, actor, conversation, command, reason, {"cause": cause, "seq": seq})
    await follow_up(service, programme, conversation.id, done.flagged)
    if actor.role is Role.SUPPORTER:
        case = await service.store.escalation.get(programme, conversation.id)
        on_duty = await service.store.presence.on_duty(programme, now)
        facts = {"on_duty": len(on_duty), "owner_name": case.owner_name}
        await _tell(service, programme, actor.id, "help_sent", conversation.id, facts)


async def raise_by_review(
    service: Service,
    programme: ProgrammeId,
    conversation: Conversation,
    level: Level,
    category: Category,
    evidence: Evidence,
    seq: int,
    version: str,
) -> None:
    """Open or raise a case because the second look found more; once for each message, whatever is retried."""
    made = await plan_for(service, programme, conversation.id, level, category, Cause.REVIEW, evidence)
    made["fields"]["quote_seq"] = made["decisive"]["quote_seq"] = seq
    mark = Once(f"review:{seq}", version)
    done = await service.store.escalation.raise_by_person(programme, conversation, made, mark, service.now())
    if not done.is_repeat and done.flagged != "known":
        await follow_up(service, programme, conversation.id, done.flagged)


async def claim(service: Service, actor: Actor, command: CommandId, topic: str) -> Conversation:
    """Become the one owner of a case.

    Raises:
        Conflict: somebody else owns it; `owner` is their name.
    """
    conversation, case = await access_case(service, actor, topic)
    if case.state is CaseState.CLAIMED and case.owner == actor.id:
        return conversation
    mark = once(actor, command, "case.claim", topic)
    try:
        await service.store.escalation.claim(actor.programme, conversation, actor, mark, service.now())
    except Conflict as error:
        if not error.owner:  # resolved meanwhile, nobody owns it
            raise WrongState from None
        raise
    if conversation.holder:
        facts = {"name": actor.alias, "depth": str(Depth.WATCHING)}
        await _tell(service, actor.programme, conversation.holder, "case_claimed", conversation.id, facts)
    return conversation


async def watch(service: Service, actor: Actor, topic: str) -> Conversation:
    """Read along without owning the case; the audit knows it."""
    conversation, _ = await access_case(service, actor, topic)
    await service.store.escalation.note_watch(actor.programme, conversation, actor, service.now())
    return conversation


async def whisper(service: Service, actor: Actor, command: CommandId, topic: str, text: str) -> int:
    """Say something between the owner of a case and the supporter; return its seq in the whisper log."""
    conversation = await _for_staff(service, actor, topic)
    if actor.role is Role.PROFESSIONAL and conversation.owner != actor.id:
        raise WrongState("Claim this case before you whisper.")
    fixed = await service.store.words.fixed(actor.programme, conversation.id)
    text = clean_text(text, MAX_NOTE)
    entry = Entry(
        kind=Kind.WHISPER,
        at=service.now(),
        by=actor.id,
        role=actor.role,
        name=actor.alias,
        sealed=seal_words(fixed, conversation.id, actor.id, command, text),
        id=command,
    )
    mark = once(actor, command, "case.whisper", topic, text)
    done = await service.store.conversations.append(
        actor, conversation.id, Log.WHISPER, entry, mark, side_fields={}, is_right_needed=False
    )
    await _acted(service, actor, conversation)
    return done.seq


async def note(service: Service, actor: Actor, command: CommandId, topic: str, text: str) -> int:
    """Leave a note for professionals; return its seq in the notes log."""
    conversation, _ = await access_case(service, actor, topic)
    seq = await _note(service, actor, conversation, command, clean_text(text, MAX_NOTE), {})
    await _acted(service, actor, conversation)
    return seq


async def join(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """Join beside the supporter, announced to the seeker."""
    conversation, case = await access_case(service, actor, topic)
    if case.owner == actor.id and case.depth is Depth.JOINED:
        return
    mark = once(actor, command, "case.join", topic)
    await service.store.escalation.join(actor.programme, conversation, actor, mark, service.now())


async def take_over(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """Lead the conversation; the supporter's right to write ends in the same step."""
    for attempt in range(3):
        conversation, case = await access_case(service, actor, topic)
        if case.owner == actor.id and case.depth is Depth.LEADING:
            return
        mark = once(actor, command, "case.take_over", topic)
        try:
            await service.store.escalation.take_over(
                actor.programme, conversation, actor, mark, service.now()
            )
        except Conflict:
            raise
        except WrongState:
            # An offer or a join between reading and writing moves the fence; the owner's decision stands.
            if attempt == 2 or case.owner != actor.id or conversation.state is State.ENDED:
                raise
            continue
        if conversation.offered_to:
            offer = offer_of(conversation.id, conversation.fence)
            await matching.tell_gone(service, actor.programme, conversation.offered_to, offer, "taken")
        await matching.match(service, actor.programme)
        return


async def release(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """Give a case back; its deadline runs again from now."""
    conversation, case = await access_case(service, actor, topic)
    if case.owner != actor.id:
        raise Conflict(owner=case.owner_name or None)
    await _release(
        service,
        actor.programme,
        conversation,
        case,
        CaseEvent.RELEASE,
        once(actor, command, "case.release", topic),
    )


async def resolve(
    service: Service, actor: Actor, command: CommandId, topic: str, outcome: Outcome, text: str, ends: bool
) -> bool:
    """Close a case with an outcome and a note; return whether the conversation is to be ended now."""
    conversation, case = await access_case(service, actor, topic)
    mark = once(actor, command, "case.resolve", topic, outcome, text)
    if case.state is CaseState.RESOLVED and case.outcome == outcome:
        # The end is a step of its own: where it failed, the same command does it when it comes again.
        try:
            await service.store.escalation.resolve(
                actor.programme, conversation, case, actor, outcome, None, mark, service.now(), seeking=None
            )
        except WrongState:
            return False  # another command; the case is closed so already
        return ends and conversation.state is not State.ENDED
    if case.owner != actor.id:
        raise Conflict(owner=case.owner_name or None)
    note_entry = None
    if text.strip():
        fixed = await service.store.words.fixed(actor.programme, conversation.id)
        text = clean_text(text, MAX_NOTE)
        note_entry = Entry(
            kind=Kind.NOTE,
            at=service.now(),
            by=actor.id,
            role=actor.role,
            name=actor.alias,
            sealed=seal_words(fixed, conversation.id, actor.id, command, text),
            id=command,
            facts={"outcome": outcome},
        )
    leads = case.depth is Depth.LEADING and conversation.state is State.ACTIVE
    seeking = seeking_of(conversation, False, {}) if leads and not ends else None
    await service.store.escalation.resolve(
        actor.programme,
        conversation,
        case,
        actor,
        outcome,
        note_entry,
        mark,
        service.now(),
        seeking=seeking,
    )
    if seeking is not None:
        await matching.match(service, actor.programme)
    return ends and conversation.state is not State.ENDED


async def reopen(service: Service, actor: Actor, command: CommandId, topic: str) -> None:
    """Open a resolved case again, within a day."""
    conversation, case = await access_case(service, actor, topic)
    now = service.now()
    if case.state is not CaseState.RESOLVED or now - case.resolved_at > REOPEN_S * 1000:
        raise WrongState
    settings = await service.programme(actor.programme)
    on_duty = await service.store.presence.on_duty(actor.programme, now)
    decided = plan(case.level, case.category, Cause.REOPENED, settings.answer_s, bool(on_duty), now)
    mark = once(actor, command, "case.reopen", topic)
    await service.store.escalation.reopen(actor.programme, conversation, actor, decided, mark, now)


async def renew_leases(service: Service, actor: Actor) -> None:
    """Renew what a professional holds, on each heartbeat."""
    for id in await service.store.escalation.claimed_by(actor.programme, actor.id):
        await service.store.escalation.renew(actor.programme, id, actor.id, service.now(), acted=False)


async def tell_desk(service: Service, programme: ProgrammeId, id: ConversationId) -> None:
    """Wake the desks for one case."""
    await service.store.escalation.tell(programme, "desk", encode_signal(CaseChanged(id)))


async def sweep_case(service: Service, programme: ProgrammeId, id: ConversationId) -> None:
    """Move on a case whose deadline or lease has passed."""
    case = await service.store.escalation.find(programme, id)
    now = service.now()
    if case is None or case.deadline_at > now or case.state is CaseState.RESOLVED:
        return
    if case.state is CaseState.CLAIMED:
        conversation = await service.store.conversations.get(programme, id)
        if await _release(service, programme, conversation, case, CaseEvent.LAPSE, None):
            await _tell(service, programme, case.owner, "lease_lost", id, {})
        return
    await enter(service, programme, case, await _next_step(service, programme, case))


async def sweep_quiet(service: Service, programme: ProgrammeId, id: ConversationId) -> None:
    """Give back an imminent case whose owner only watches and has done nothing for `QUIET_RELEASE_S`."""
    case = await service.store.escalation.find(programme, id)
    if case is None or case.state is not CaseState.CLAIMED or case.depth is not Depth.WATCHING:
        return
    if case.level is Level.IMMINENT and service.now() - case.acted_at > QUIET_RELEASE_S * 1000:
        conversation = await service.store.conversations.get(programme, id)
        if await _release(service, programme, conversation, case, CaseEvent.RELEASE, None):
            await _tell(service, programme, case.owner, "lease_lost", id, {})


async def enter(service: Service, programme: ProgrammeId, case: Case, step: Step) -> None:
    """Enter a step of the fall-back and do what it says; once, whichever process comes first."""
    settings, now = await service.programme(programme), service.now()
    conversation = await service.store.conversations.get(programme, case.conversation)
    rung = FALLBACKS[step]
    answer_s = max(1, (case.answer_by - case.raised_at) // 1000)
    page = None
    if Effect.PAGE in rung.effects and settings.webhook_url:
        page = msgspec.json.encode(Page(case.conversation, step, int(case.level), case.opened_at))
    effects = [str(effect) for effect in rung.effects if effect is not Effect.PAGE or page]
    try:
        await service.store.escalation.advance(
            programme, conversation, case, step, next_deadline(step, answer_s, now), effects, now, page
        )
    except WrongState:
        return  # claimed, resolved or entered by another process meanwhile
    log.info("case_step", extra={"fields": {"programme": programme, "step": str(step)}})
    await carry_out(service, programme, conversation, case, rung.effects)


async def carry_out(
    service: Service,
    programme: ProgrammeId,
    conversation: Conversation,
    case: Case,
    effects: tuple[Effect, ...],
) -> None:
    """Tell everybody whom a step names."""
    topic = topic_of(Log.CONVERSATION, conversation.id)
    lines = await lines_of(service, programme)
    for effect in effects:
        if effect in (Effect.CALL_DUTY, Effect.CALL_WIDER):
            await tell_desk(service, programme, conversation.id)
        if effect is Effect.CALL_WIDER:
            await _desk(service, programme, Call("lead_needed", topic, Role.COORDINATOR, {"step": case.step}))
        elif effect is Effect.TELL_SEEKER and conversation.state is not State.ENDED:
            facts = {"peer": conversation.holder_name, "lines": lines}
            entry = Entry(kind=Kind.NO_PRO, at=service.now(), facts=facts)
            try:
                await service.store.conversations.say(programme, conversation.id, Log.CONVERSATION, entry)
            except WrongState:
                continue  # ended meanwhile
        elif effect is Effect.TELL_SUPPORTER and conversation.holder:
            facts = {"lines": lines}
            await _tell(service, programme, conversation.holder, "nobody_on_duty", conversation.id, facts)
        elif effect is Effect.CALL_LEADS:
            await _call_leads(service, programme, conversation.id, case)
        elif effect is Effect.CARE:
            await show_care(service, programme, conversation)


async def page_result(
    service: Service, programme: ProgrammeId, raw: bytes, is_delivered: bool, status: str
) -> None:
    """Note how a webhook delivery went; a failed one is tried again with growing waits, then given up."""
    page, now = msgspec.json.decode(raw, type=Page), service.now()
    again = None
    result = "delivered" if is_delivered else f"failed: {status}"
    if not is_delivered and page.tries + 1 < PAGE_TRIES:
        waits = msgspec.structs.replace(page, tries=page.tries + 1)
        again = (msgspec.json.encode(waits), now + 1000 * 2 ** (page.tries + 1))
    elif not is_delivered:
        result = f"given up: {status}"
    await service.store.escalation.page_done(programme, raw, page.conversation, result, again, now)


def page_body(programme: ProgrammeId, raw: bytes, now: int) -> bytes:
    """Return the body of a webhook: where to look and how urgent, nothing of what was said."""
    page = msgspec.json.decode(raw, type=Page)
    return msgspec.json.encode(
        {
            "event": "case.unattended",
            "programme": programme,
            "case": page.conversation,
            "step": page.step,
            "level": WORDS[Level(page.level)],
            "opened_at": page.opened_at,
            "sent_at": now,
            "desk": "/desk",
        }
    )


async def _release(
    service: Service,
    programme: ProgrammeId,
    conversation: Conversation,
    case: Case,
    event: CaseEvent,
    mark: Once | None,
) -> bool:
    """Give a case back; return False when it changed meanwhile and nothing was done."""
    settings, now = await service.programme(programme), service.now()
    on_duty = [p for p in await service.store.presence.on_duty(programme, now) if p != case.owner]
    # Who gives it back is still on duty and may take it again; without anybody else it goes on at once.
    is_anyone = bool(on_duty) or event is CaseEvent.RELEASE
    decided = plan(case.level, case.category, case.causes[0], settings.answer_s, is_anyone, now)
    leads = case.depth is Depth.LEADING and conversation.state is State.ACTIVE
    seeking = seeking_of(conversation, case.level >= Level.ACTIVE, {}) if leads else None
    try:
        await service.store.escalation.release(
            programme,
            conversation,
            case,
            mark,
            now,
            event=event,
            step=decided.step,
            deadline_at=decided.deadline_at,
            answer_by=decided.answer_by,
            seeking=seeking,
        )
    except WrongState:
        if event is CaseEvent.RELEASE and mark is not None:
            raise
        return False
    if seeking is not None:
        await matching.match(service, programme)
    if decided.deadline_at <= now:
        fresh = await service.store.escalation.get(programme, conversation.id)
        if fresh.state is CaseState.OPEN and fresh.deadline_at <= now:
            await enter(service, programme, fresh, fresh.step)
    return True


async def _next_step(service: Service, programme: ProgrammeId, case: Case) -> Step:
    """Return the step that follows now; without anybody on duty nobody is waited for any longer."""
    # A case that was opened with nobody on duty stands in its first step without having entered it.
    if case.step is Step.UNATTENDED_1 and case.deadline_at <= case.raised_at:
        return Step.UNATTENDED_1
    step = FALLBACKS[case.step].next
    if step is Step.WIDENED and not await service.store.presence.on_duty(programme, service.now()):
        return Step.UNATTENDED_1
    return step


async def _for_staff(service: Service, actor: Actor, topic: str) -> Conversation:
    """Return the conversation of a topic for its supporter or a professional of its case."""
    if actor.role is Role.PROFESSIONAL:
        return (await access_case(service, actor, topic))[0]
    _, conversation = await access_log(service, actor, topic)
    if actor.role is not Role.SUPPORTER:
        raise NotFound
    return conversation


async def _note(
    service: Service,
    actor: Actor,
    conversation: Conversation,
    command: CommandId,
    text: str,
    facts: dict[str, Any],
) -> int:
    fixed = await service.store.words.fixed(actor.programme, conversation.id)
    note_id = CommandId(f"{command}"[:58] + "-note") if facts else command
    entry = Entry(
        kind=Kind.NOTE,
        at=service.now(),
        by=actor.id,
        role=actor.role,
        name=actor.alias,
        sealed=seal_words(fixed, conversation.id, actor.id, note_id, text),
        facts=facts,
        id=note_id,
    )
    mark = once(actor, note_id, "note", conversation.id, text)
    done = await service.store.conversations.append(
        actor, conversation.id, Log.NOTES, entry, mark, side_fields={}, is_right_needed=False
    )
    return done.seq


async def _acted(service: Service, actor: Actor, conversation: Conversation) -> None:
    if conversation.owner == actor.id:
        await service.store.escalation.renew(
            actor.programme, conversation.id, actor.id, service.now(), acted=True
        )


async def _call_leads(service: Service, programme: ProgrammeId, id: ConversationId, case: Case) -> None:
    """Tell the peer leads on shift that a case is unattended."""
    snapshot = await service.store.matching.snapshot(programme, service.now())
    for shift in snapshot.shifts:
        if "mentor" in shift.capabilities:
            await _tell(service, programme, shift.person, "lead_needed", id, {"step": case.step})


async def _tell(
    service: Service,
    programme: ProgrammeId,
    person: PersonId,
    kind: str,
    id: ConversationId,
    facts: dict[str, Any],
) -> None:
    signal = Noticed(kind=kind, topic=topic_of(Log.CONVERSATION, id), facts=facts)
    await service.store.escalation.tell(programme, "person", encode_signal(signal), person)


async def _desk(service: Service, programme: ProgrammeId, signal: Signal) -> None:
    await service.store.escalation.tell(programme, "desk", encode_signal(signal))
