"""Shifts, offers, and the matcher: what supporters do, and what brings a seeker to one of them."""

import asyncio
import logging

from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation, State
from chatserver.domain.errors import InvalidField, NotFound, WrongState
from chatserver.domain.escalation import CaseState
from chatserver.domain.ids import CommandId, ConversationId, OfferId, PersonId, ProgrammeId, parse_offer
from chatserver.domain.matching import (
    MAX_PLACES,
    MISSED_OFFERS,
    PASS_S,
    Pair,
    Seeking,
    Shift,
    plan_pairs,
)
from chatserver.domain.people import Actor, Role
from chatserver.domain.safety import Level
from chatserver.domain.signals import CaseChanged, DutyChanged, OfferGone
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.conversations import once
from chatserver.store.matching import seeking_of

log = logging.getLogger("sebaya.actions")

ROUNDS = 5  # a snapshot that went stale is read again at most so often; the timer tries later


async def set_availability(service: Service, actor: Actor, places: int, auto_accept: bool) -> Shift | None:
    """Start, change or end a shift; a professional goes on or off duty. Return the supporter's shift."""
    if places > MAX_PLACES and actor.role is Role.SUPPORTER:
        raise InvalidField(f"places: 0 to {MAX_PLACES}.")
    now, programme = service.now(), actor.programme
    if actor.role is Role.PROFESSIONAL:
        if places:
            await service.store.presence.touch(programme, actor.id, now, is_on_duty=True)
        else:
            await service.store.presence.go_off_duty(programme, actor.id)
        await service.store.escalation.tell(programme, "desk", encode_signal(DutyChanged()))
        return None
    if places == 0:
        await service.store.matching.end_shift(programme, actor.id)
        return None
    account = await service.store.accounts.by_id(programme, actor.id)
    if account is None or account.is_disabled:
        raise NotFound
    await service.store.presence.touch(programme, actor.id, now)
    shift = Shift(
        person=actor.id,
        alias=account.alias,
        languages=account.languages,
        topics=account.topics,
        capabilities=account.capabilities,
        places=places,
        free=0,
        auto_accept=auto_accept,
        since=now,
    )
    await service.store.matching.start_shift(programme, shift)
    await match(service, programme)
    return await service.store.matching.shift_of(programme, actor.id)


async def match(service: Service, programme: ProgrammeId) -> int:
    """Offer waiting seekers to free supporters until nothing suits; return how many offers this call made.

    One round at a time in a process: in a rush each of a thousand joins would propose the same free places.
    """
    turn = service.match_turns[programme]
    turn.asked += 1
    mine = turn.asked
    async with turn.lock:
        if turn.served >= mine:
            return 0  # a round that began after this call has seen whatever the call was about
        turn.served = turn.asked
        return await _match(service, programme)


async def _match(service: Service, programme: ProgrammeId) -> int:
    made = 0
    for _ in range(ROUNDS):
        now = service.now()
        snapshot = await service.store.matching.snapshot(programme, now)
        if not snapshot.waiting or not snapshot.shifts:
            break
        pairs = plan_pairs(snapshot.waiting, snapshot.shifts, now)
        if not pairs:
            break
        facts = {seeking.conversation: seeking for seeking in snapshot.waiting}
        shifts = {shift.person: shift for shift in snapshot.shifts}
        done = await asyncio.gather(
            *(_offer(service, programme, facts[pair.conversation], shifts[pair.supporter]) for pair in pairs)
        )
        made += sum(done)
        if all(done):
            break  # nothing was stale; whoever comes now starts a round of their own
    return made


async def accept(service: Service, actor: Actor, command: CommandId, offer: str) -> ConversationId:
    """Take the offered conversation.

    Raises:
        WrongState: the offer has moved on, or was never this supporter's.
    """
    id, fence = parse_offer(offer)
    conversation = await service.store.conversations.find(actor.programme, id)
    if conversation is None:
        raise WrongState  # as for an offer that was never this supporter's
    if conversation.state is State.ACTIVE and conversation.holder == actor.id:
        return id  # done already; the answer was lost
    if conversation.offered_to != actor.id:
        raise WrongState
    mark = once(actor, command, "offer.accept", offer)
    await service.store.matching.accept(actor.programme, conversation, actor, fence, service.now(), mark)
    await _tell_desk(service, actor.programme, id)
    return id


async def decline(service: Service, actor: Actor, offer: str) -> None:
    """Pass on an offer; the seeker goes back to their old place and somebody else is asked."""
    id, fence = parse_offer(offer)
    conversation = await service.store.conversations.find(actor.programme, id)
    if conversation is None or conversation.offered_to != actor.id or conversation.fence != fence:
        return  # moved on already; passing on it is what was wanted
    await give_back(service, actor.programme, conversation, "declined", offer_fence=fence)


async def give_back(
    service: Service,
    programme: ProgrammeId,
    conversation: Conversation,
    why: str,
    *,
    offer_fence: int = 0,
    name: str = "",
) -> None:
    """Put a seeker back at their old place and look for somebody else at once."""
    now = service.now()
    passer = conversation.offered_to or conversation.holder
    old = await service.store.matching.seeking(programme, conversation.id)
    passed = {person: until for person, until in (old.passed if old else {}).items() if until > now}
    passed[passer] = now + PASS_S * 1000
    seeking = seeking_of(conversation, await is_urgent(service, programme, conversation.id), passed)
    await service.store.matching.give_back(
        programme, conversation, seeking, why, now, offer_fence=offer_fence, name=name
    )
    await _tell_desk(service, programme, conversation.id)
    if why == "timeout" and await service.store.matching.missed_count(programme, passer) >= MISSED_OFFERS:
        await service.store.matching.end_shift(programme, passer, "missed_offers")
    await match(service, programme)


async def is_urgent(service: Service, programme: ProgrammeId, conversation: ConversationId) -> bool:
    """Whether a seeker is served before the others: an unresolved case of level `ACTIVE` or more."""
    case = await service.store.escalation.find(programme, conversation)
    return case is not None and case.state is not CaseState.RESOLVED and case.level >= Level.ACTIVE


async def tell_gone(
    service: Service, programme: ProgrammeId, supporter: PersonId, offer: OfferId, reason: str
) -> None:
    """Tell a supporter that an offer has moved on."""
    conversation, fence = parse_offer(offer)
    signal = encode_signal(OfferGone(conversation=conversation, fence=fence, reason=reason))
    await service.store.escalation.tell(programme, "person", signal, supporter)


async def _tell_desk(service: Service, programme: ProgrammeId, id: ConversationId) -> None:
    """Wake the desks where a conversation with a case has got, or lost, its supporter."""
    if await service.store.escalation.find(programme, id) is not None:
        await service.store.escalation.tell(programme, "desk", encode_signal(CaseChanged(id)))


async def _offer(service: Service, programme: ProgrammeId, seeking: Seeking, shift: Shift) -> bool:
    """Offer one seeker to one supporter; False when the snapshot was stale."""
    pair = Pair(seeking.conversation, shift.person)
    try:
        fence = await service.store.matching.offer(
            programme, pair, seeking, not shift.auto_accept, service.now()
        )
        if shift.auto_accept:
            conversation = await service.store.conversations.get(programme, pair.conversation)
            supporter = Actor(id=shift.person, role=Role.SUPPORTER, programme=programme, alias=shift.alias)
            await service.store.matching.accept(
                programme, conversation, supporter, fence, service.now(), None
            )
            await _tell_desk(service, programme, pair.conversation)
    except (WrongState, NotFound):
        return False
    return True
