"""What happens by itself: offers run out, links are lost, silence ends chats, cases move on, pages are sent.

One process at a time, under a lease; every sweep only proposes, the scripts refuse what is no longer true, so
two clocks at once do no harm. All deadlines are in the store and survive a restart.
"""

import asyncio
import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable

import httpx

from chatserver.actions import conversations, escalation, matching
from chatserver.actions.service import Service
from chatserver.domain.conversations import (
    FIRST_REPLY_S,
    IDLE_CHECK_S,
    KEEP_PLACE_CASE_S,
    KEEP_PLACE_S,
    Conversation,
    EndReason,
    Entry,
    Kind,
    State,
    plan_idle,
)
from chatserver.domain.errors import NotFound, SebayaError, Unavailable, WrongState
from chatserver.domain.escalation import REOPEN_S
from chatserver.domain.ids import ConversationId, Log, ProgrammeId
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
        self._paging: defaultdict[ProgrammeId, set[asyncio.Task[None]]] = defaultdict(set)
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
            for tasks in self._paging.values():
                for task in tasks:
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
        paging = self._paging[programme]
        if paging:
            return  # a slow webhook is not called twice at once; those of other programmes are
        due = await self._service.store.escalation.pages_due(programme, self._service.now())
        for raw in due[:10]:
            task = asyncio.create_task(self._send_page(programme, raw))
            paging.add(task)
            task.add_done_callback(paging.discard)

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


async def _each(
    service: Service,
    programme: ProgrammeId,
    ids: Iterable[ConversationId],
    work: Callable[[Conversation], Awaitable[None]],
) -> None:
    """Do `work` with each conversation; what happens to one never stops the others."""
    for id in ids:
        conversation = await service.store.conversations.find(programme, id)
        if conversation is None:
            await service.store.conversations.drop_from_lists(programme, id)
            continue
        try:
            await work(conversation)
        except (WrongState, NotFound):
            log.debug("changed_meanwhile")  # the next round sees it as it is
        except Unavailable:
            raise
        except Exception:
            log.exception("sweep_failed")  # the others must not wait for this one


async def _offers(service: Service, programme: ProgrammeId) -> None:
    async def work(conversation: Conversation) -> None:
        if conversation.state is State.OFFERED:
            await matching.give_back(
                service, programme, conversation, "timeout", offer_fence=conversation.fence
            )

    over = await service.store.matching.offers_over(programme, service.now())
    await _each(service, programme, over, work)


async def _cases(service: Service, programme: ProgrammeId) -> None:
    async def work(conversation: Conversation) -> None:
        await escalation.sweep_case(service, programme, conversation.id)

    due = await service.store.escalation.due(programme, service.now())
    await _each(service, programme, due, work)


async def _queue(service: Service, programme: ProgrammeId) -> None:
    await matching.match(service, programme)


async def _supporters(service: Service, programme: ProgrammeId) -> None:
    """Give the seekers of lost supporters, and of those who never wrote, to somebody else."""
    now, holders = service.now(), await service.store.conversations.holders(programme)
    seen = await service.store.presence.seen(programme, sorted(set(holders.values())))

    async def work(conversation: Conversation) -> None:
        supporter = holders[conversation.id]
        if conversation.state is not State.ACTIVE or conversation.holder != supporter:
            return
        is_lost = is_supporter_lost(seen.get(supporter, 0), now)
        is_mute = not conversation.holder_wrote and now - conversation.paired_at > FIRST_REPLY_S * 1000
        if is_lost or is_mute:
            why = "supporter_lost" if is_lost else "no_reply"
            await matching.give_back(service, programme, conversation, why, name=conversation.holder_name)

    await _each(service, programme, holders, work)


async def _silence(service: Service, programme: ProgrammeId) -> None:
    """Warn in, and at last end, conversations in which the seeker has gone quiet."""
    now = service.now()

    async def work(conversation: Conversation) -> None:
        has_case = await escalation.is_unresolved(service, programme, conversation.id)
        step = plan_idle(conversation, has_case, now)
        if step is None:
            return
        if step.ends:
            await conversations.end_by_clock(service, programme, conversation, EndReason.IDLE)
            return
        entry = Entry(kind=Kind.IDLE, at=now, facts={"ends_at": step.ends_at, "step": step.step})
        await service.store.conversations.say(
            programme, conversation.id, Log.CONVERSATION, entry, idle_step=step.step, idle_at=now
        )

    quiet = await service.store.conversations.active(programme, now - IDLE_CHECK_S * 1000)
    await _each(service, programme, quiet, work)


async def _waiting(service: Service, programme: ProgrammeId) -> None:
    """End the waiting of seekers whose link has been gone for longer than their place is kept."""
    now = service.now()
    joined = dict(await service.store.matching.waiting_since(programme))

    async def work(conversation: Conversation) -> None:
        seen = await service.store.presence.seen(programme, [conversation.seeker])
        has_case = await escalation.is_unresolved(service, programme, conversation.id)
        kept_s = KEEP_PLACE_CASE_S if has_case else KEEP_PLACE_S
        if now - seen.get(conversation.seeker, conversation.joined_at) > kept_s * 1000:
            await conversations.end_by_clock(service, programme, conversation, EndReason.LOST)

    long = [id for id, at in joined.items() if now - at > KEEP_PLACE_S * 1000]
    await _each(service, programme, long, work)


async def _quiet_owners(service: Service, programme: ProgrammeId) -> None:
    async def work(conversation: Conversation) -> None:
        await escalation.sweep_quiet(service, programme, conversation.id)

    await _each(service, programme, await service.store.escalation.claimed(programme), work)


async def _old(service: Service, programme: ProgrammeId) -> None:
    await service.store.presence.sweep(programme, service.now())
    await service.store.escalation.sweep(programme, service.now() - REOPEN_S * 1000)


_SWEEPS: tuple[Sweep, ...] = (_offers, _cases, _queue)
_SLOW_SWEEPS: tuple[Sweep, ...] = (_supporters, _silence, _waiting, _quiet_owners, _old)
