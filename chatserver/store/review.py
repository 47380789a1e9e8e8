"""Jobs for the second look: at least once, in order; one that fails again and again is parked."""

from typing import Any

import msgspec
from redis.exceptions import ResponseError

from chatserver.domain.ids import ConversationId, ProgrammeId
from chatserver.domain.retention import REVIEW_MAX_LENGTH
from chatserver.store.connection import Commands
from chatserver.store.keys import keys_of

GROUP = "moderation"
CLAIM_AFTER_MS = 30_000  # a job whose worker said nothing for this long is another's
MAX_TRIES = 5


class Job(msgspec.Struct, frozen=True):
    """Look again at message `seq` of a conversation; `tries` counts this one."""

    id: str
    conversation: ConversationId
    seq: int
    tries: int = 1


class ReviewStore:
    """Reads and settles `review`; parks in `review:dead`."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def ensure(self, programme: ProgrammeId) -> None:
        """Make the consumer group; jobs written before it count."""
        try:
            await self._commands.execute(
                "XGROUP", "CREATE", keys_of(programme).review, GROUP, "0", "MKSTREAM"
            )
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def take(self, programme: ProgrammeId, worker: str, count: int) -> list[Job]:
        """Return jobs for this worker: first what another worker left lying, then new ones. Never waits."""
        key = keys_of(programme).review
        _, claimed, *_ = await self._commands.execute(
            "XAUTOCLAIM", key, GROUP, worker, CLAIM_AFTER_MS, "0", "COUNT", count
        )
        jobs = await self._with_tries(key, claimed)
        if len(jobs) < count:
            reply = await self._commands.execute(
                "XREADGROUP", "GROUP", GROUP, worker, "COUNT", count - len(jobs), "STREAMS", key, ">"
            )
            jobs += [_job(*item) for item in _items(reply)]
        return jobs

    async def settle(self, programme: ProgrammeId, jobs: list[Job]) -> None:
        """Remove jobs that are done."""
        if jobs:
            key, ids = keys_of(programme).review, [job.id for job in jobs]
            await self._commands.execute_many([("XACK", key, GROUP, *ids), ("XDEL", key, *ids)])

    async def park(self, programme: ProgrammeId, job: Job, error: str) -> None:
        """Move a job that can't be done aside; `error` is the class of what it raised, without its text."""
        keys = keys_of(programme)
        await self._commands.execute_many(
            [
                ("XADD", keys.review_dead, "MAXLEN", "~", REVIEW_MAX_LENGTH, "*", "conversation",
                 job.conversation, "seq", job.seq, "error", error),
                ("XACK", keys.review, GROUP, job.id),
                ("XDEL", keys.review, job.id),
            ]
        )  # fmt: skip

    async def counts(self, programme: ProgrammeId) -> tuple[int, int]:
        """Return how many jobs wait, and how many are parked."""
        keys = keys_of(programme)
        waiting, dead = await self._commands.execute_many([("XLEN", keys.review), ("XLEN", keys.review_dead)])
        return int(waiting), int(dead)

    async def _with_tries(self, key: str, claimed: list[Any]) -> list[Job]:
        jobs = []
        for id, fields in claimed:
            if fields is None:
                continue  # trimmed while it was pending
            pending = await self._commands.execute("XPENDING", key, GROUP, id, id, 1)
            tries = int(pending[0][3]) if pending else 1
            jobs.append(_job(id, fields, tries))
        return jobs


def _items(reply: Any) -> list[Any]:
    """Return the entries of the one stream that was read, in either protocol version."""
    if not reply:
        return []
    return list(next(iter(reply.values()))) if isinstance(reply, dict) else list(reply[0][1])


def _job(id: bytes, fields: list[bytes], tries: int = 1) -> Job:
    return Job(id.decode(), ConversationId(fields[1].decode()), int(fields[3]), tries)
