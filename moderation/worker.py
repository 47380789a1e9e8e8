"""The second look: reads the review stream, screens each message together with what its author wrote before.

It may raise a level, never lower one. Jobs are taken at least once and act once; one that fails again and
again is parked where `sebaya doctor` shows it.
"""

import asyncio
import logging
import secrets

from chatserver.actions import escalation
from chatserver.actions.service import Service
from chatserver.domain.conversations import Kind
from chatserver.domain.errors import NotFound, SebayaError, Unavailable
from chatserver.domain.ids import Log, ProgrammeId
from chatserver.domain.safety import FLAG_LEVEL, Author, Document
from chatserver.store.escalation import Evidence
from chatserver.store.review import MAX_TRIES, Job
from chatserver.store.words import open_words

log = logging.getLogger("sebaya.worker")

NEIGHBOURS = 20  # entries before the message that are read with it
BATCH = 50  # jobs taken at once
PAUSE_S = 0.2  # seconds between looks at empty streams


class Worker:
    """One process of any number; they share the jobs."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._name = f"worker-{secrets.token_hex(4)}"
        self._ready: set[ProgrammeId] = set()

    async def run(self) -> None:
        """Loop until cancelled."""
        while True:
            done = 0
            try:
                for programme in await self._service.store.programmes.all():
                    done += await self.round(programme)
            except Unavailable:
                log.info("worker_waits")
                self._ready.clear()  # a replaced engine may lack the consumer group
            except Exception:
                log.exception("worker_failed")
                self._ready.clear()
            if not done:
                await asyncio.sleep(PAUSE_S)

    async def round(self, programme: ProgrammeId) -> int:
        """Take and settle one batch of a programme; return how many jobs were taken."""
        store = self._service.store
        if programme not in self._ready:
            await store.review.ensure(programme)
            self._ready.add(programme)
        jobs = await store.review.take(programme, self._name, BATCH)
        settled = []
        for job in jobs:
            try:
                await self.look(programme, job)
                settled.append(job)
            except Unavailable:
                raise
            except NotFound:
                settled.append(job)  # the conversation is gone, and with it what there was to look at
            except Exception as error:
                kind = error.code if isinstance(error, SebayaError) else type(error).__name__
                log.warning("review_failed", extra={"fields": {"error": kind, "tries": job.tries}})
                if job.tries >= MAX_TRIES:
                    await store.review.park(programme, job, kind)
        await store.review.settle(programme, settled)
        return len(jobs)

    async def look(self, programme: ProgrammeId, job: Job) -> None:
        """Screen one message with its neighbours and raise the case if they say more than it did alone."""
        service, store = self._service, self._service.store
        conversation = await store.conversations.get(programme, job.conversation)
        fixed = await store.words.fixed(programme, job.conversation)
        since = max(0, job.seq - NEIGHBOURS - 1)
        entries = await store.conversations.entries(
            programme, job.conversation, Log.CONVERSATION, since, job.seq - since
        )
        texts = [
            open_words(fixed, job.conversation, entry)
            for _, entry in entries
            if entry.kind is Kind.MESSAGE and entry.by == conversation.seeker
        ]
        if not texts or not texts[-1]:
            return
        *before, text = texts
        alone = Document(text=text, author=Author.SEEKER, language=conversation.language)
        together = Document(
            text=text, author=Author.SEEKER, language=conversation.language, before=tuple(before)
        )
        verdict = service.screen(together)
        if verdict.level < FLAG_LEVEL or verdict.level <= service.screen(alone).level:
            return
        spans = tuple((span.start, span.end) for span in verdict.spans)
        await escalation.raise_by_review(
            service,
            programme,
            conversation,
            verdict.level,
            verdict.category,
            Evidence(spans),
            job.seq,
            verdict.version or "unversioned",
        )
