"""What happens by itself: offers run out, links are lost, silence ends chats, cases move on, pages are sent.

One process at a time, under a lease; every sweep only proposes, the scripts refuse what is no longer true, so
two clocks at once do no harm. All deadlines are in the store and survive a restart.
"""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable

import httpx

from chatserver.actions import conversations, escalation, matching
from chatserver.actions.service import Service
from chatserver.domain.conversations import (
    FIRST_REPLY_S,
    IDLE_CHECK_S,
    KEEP_PLACE_CASE_S,
    KEEP_PLACE_S,
    EndReason,
    Entry,
    Kind,
    State,
    plan_idle,
)
from chatserver.domain.errors import NotFound, SebayaError, Unavailable, WrongState
from chatserver.domain.escalation import CaseState
from chatserver.domain.ids import Log, ProgrammeId
from chatserver.domain.presence import is_supporter_lost

log = logging.getLogger("sebaya.clock")

EVERY_S = 0.5  # seconds between sweeps
LEASE_MS = 3_000  # another process takes over after this
PAGE_S = 5.0  # seconds until a webhook must have answered
SLOW_EVERY = 10  # sweeps of heartbeats and silence run every so many rounds

Sweep = Callable[[Service, ProgrammeId], Awaitable[None]]


class Clock:
    """Runs the sweeps while it holds the lease.

    Args:
        holder: names this process in the lease.
    """

    def __init__(self, service: Service, holder: str) -> None:
        self._service = service
        self._holder = holder
        self._paging: set[asyncio.Task[None]] = set()
        self._round = 0

    async def run(self) -> None:
        """Loop until cancelled."""
        try:
            while True:
                try:
                    await self.tick()
                except Unavailable:
                    log.info("clock_waits")
                except Exception:
                    log.exception("clock_failed")
                await asyncio.sleep(EVERY_S)
        finally:
            for task in self._paging:
                task.cancel()

    async def tick(self) -> None:
        """Do one round if this process has the lease."""
        if not await self._service.store.lease("clock", self._holder, LEASE_MS):
            return
        self._round += 1
        for programme in await self._service.store.programmes.all():
            for sweep in _SWEEPS + (_SLOW_SWEEPS if self._round % SLOW_EVERY == 1 else ()):
                try:
                    await sweep(self._service, programme)
                except (WrongState, NotFound):
                    continue  # changed meanwhile; the next round sees it as it is
            await self._send_pages(programme)

    async def _send_pages(self, programme: ProgrammeId) -> None:
        if self._paging:
            return  # a slow webhook is not called twice at once
        due = await self._service.store.escalation.pages_due(programme, self._service.now())
        for raw in due[:10]:
            task = asyncio.create_task(self._send_page(programme, raw))
            self._paging.add(task)
            task.add_done_callback(self._paging.discard)

    async def _send_page(self, programme: ProgrammeId, raw: bytes) -> None:
        """POST one page, signed: `X-Sebaya-Signature: sha256=<HMAC of the body>`."""
        settings = await self._service.programme(programme)
        body = escalation.page_body(programme, raw, self._service.now())
        key = self._service.store.vault.signing_key(f"webhook/{programme}").encode()
        signature = hmac.new(key, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Sebaya-Signature": f"sha256={signature}"}
        is_delivered, status = False, "no answer"
        try:
            async with httpx.AsyncClient(timeout=PAGE_S) as client:
                answer = await client.post(settings.webhook_url, content=body, headers=headers)
            is_delivered, status = answer.is_success, str(answer.status_code)
        except httpx.HTTPError as error:
            status = type(error).__name__
        try:
            await escalation.page_result(self._service, programme, raw, is_delivered, status)
        except SebayaError:
            log.info("page_result_postponed")


async def _offers(service: Service, programme: ProgrammeId) -> None:
    for id in await service.store.matching.offers_over(programme, service.now()):
        conversation = await service.store.conversations.get(programme, id)
        if conversation.state is State.OFFERED:
            await matching.give_back(
                service, programme, conversation, "timeout", offer_fence=conversation.fence
            )


async def _cases(service: Service, programme: ProgrammeId) -> None:
    for id in await service.store.escalation.due(programme, service.now()):
        await escalation.sweep_case(service, programme, id)


async def _queue(service: Service, programme: ProgrammeId) -> None:
    await matching.match(service, programme)


async def _supporters(service: Service, programme: ProgrammeId) -> None:
    """Give the seekers of lost supporters, and of those who never wrote, to somebody else."""
    now, holders = service.now(), await service.store.conversations.holders(programme)
    seen = await service.store.presence.seen(programme, sorted(set(holders.values())))
    for id, supporter in holders.items():
        is_lost = is_supporter_lost(seen.get(supporter, 0), now)
        conversation = await service.store.conversations.get(programme, id)
        if conversation.state is not State.ACTIVE or conversation.holder != supporter:
            continue
        is_mute = (
            not conversation.holder_wrote
            and now - conversation.paired_at > FIRST_REPLY_S * 1000
            and conversation.leader == ""
        )
        if is_lost or is_mute:
            why = "supporter_lost" if is_lost else "no_reply"
            await matching.give_back(service, programme, conversation, why, name=conversation.holder_name)


async def _silence(service: Service, programme: ProgrammeId) -> None:
    """Warn in, and at last end, conversations in which the seeker has gone quiet."""
    now = service.now()
    for id in await service.store.conversations.active(programme, now - IDLE_CHECK_S * 1000):
        conversation = await service.store.conversations.get(programme, id)
        case = await service.store.escalation.find(programme, id)
        step = plan_idle(conversation, case is not None and case.state is not CaseState.RESOLVED, now)
        if step is None:
            continue
        if step.ends:
            await conversations.end_by_clock(service, programme, conversation, EndReason.IDLE)
            continue
        entry = Entry(kind=Kind.IDLE, at=now, facts={"ends_at": step.ends_at, "step": step.step})
        await service.store.conversations.say(
            programme, id, Log.CONVERSATION, entry, idle_step=step.step, idle_at=now
        )


async def _waiting(service: Service, programme: ProgrammeId) -> None:
    """End the waiting of seekers whose link has been gone for longer than their place is kept."""
    now = service.now()
    for id, joined_at in await service.store.matching.waiting_since(programme):
        if now - joined_at < KEEP_PLACE_S * 1000:
            continue
        conversation = await service.store.conversations.get(programme, id)
        seen = await service.store.presence.seen(programme, [conversation.seeker])
        case = await service.store.escalation.find(programme, id)
        has_case = case is not None and case.state is not CaseState.RESOLVED
        kept_s = KEEP_PLACE_CASE_S if has_case else KEEP_PLACE_S
        if now - seen.get(conversation.seeker, joined_at) > kept_s * 1000:
            await conversations.end_by_clock(service, programme, conversation, EndReason.LOST)


async def _quiet_owners(service: Service, programme: ProgrammeId) -> None:
    for id in await service.store.escalation.claimed(programme):
        await escalation.sweep_quiet(service, programme, id)


async def _heartbeats(service: Service, programme: ProgrammeId) -> None:
    await service.store.presence.sweep(programme, service.now())


_SWEEPS: tuple[Sweep, ...] = (_offers, _cases, _queue)
_SLOW_SWEEPS: tuple[Sweep, ...] = (_supporters, _silence, _waiting, _quiet_owners, _heartbeats)
