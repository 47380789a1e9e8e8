"""Jobs of the second look: at least once, whoever dies; parked when it fails again and again."""

import pytest

from chatserver.store import review
from chatserver.store.review import MAX_TRIES, Job
from tests.support.acts import Acts, id_of


async def jobs(acts: Acts, worker: str, count: int = 10) -> list[Job]:
    return await acts.store.review.take(acts.programme, worker, count)


async def test_every_message_of_a_seeker_is_a_job_and_no_other(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    first = await acts.say(seeker, topic, "satu")
    await acts.say(supporter, topic, "dua")
    last = await acts.say(seeker, topic, "tiga")
    await acts.store.review.ensure(acts.programme)  # made after the messages: they count

    found = await jobs(acts, "w1")

    assert [(job.conversation, job.seq, job.tries) for job in found] == [
        (id_of(topic), first.seq, 1), (id_of(topic), last.seq, 1),
    ]  # fmt: skip
    assert await jobs(acts, "w2") == []


async def test_the_group_is_made_once(acts: Acts) -> None:
    await acts.store.review.ensure(acts.programme)
    seeker, topic = await acts.waiting()
    await acts.say(seeker, topic, "satu")
    assert len(await jobs(acts, "w1")) == 1

    await acts.store.review.ensure(acts.programme)

    assert await jobs(acts, "w1") == []


async def test_what_a_dead_worker_took_comes_back_until_it_is_settled(
    acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await acts.store.review.ensure(acts.programme)
    seeker, topic = await acts.waiting()
    for text in ("satu", "dua", "tiga"):
        await acts.say(seeker, topic, text)
    taken = await jobs(acts, "dead", 2)
    assert len(taken) == 2 and len(await jobs(acts, "w2")) == 1  # the third; the others are not overdue

    monkeypatch.setattr(review, "CLAIM_AFTER_MS", 0)
    again = await jobs(acts, "w2", 2)

    assert [(job.id, job.seq) for job in again] == [(job.id, job.seq) for job in taken]
    assert [job.tries for job in again] == [2, 2]
    await acts.store.review.settle(acts.programme, again)
    assert await acts.store.review.counts(acts.programme) == (1, 0)
    assert [job.seq for job in await jobs(acts, "w3")] == [taken[-1].seq + 1]


async def test_a_job_that_fails_again_and_again_is_parked(
    acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "CLAIM_AFTER_MS", 0)
    await acts.store.review.ensure(acts.programme)
    seeker, topic = await acts.waiting()
    sent = await acts.say(seeker, topic, "satu")
    [job] = await jobs(acts, "w1")
    while job.tries < MAX_TRIES:
        [job] = await jobs(acts, "w1")

    await acts.store.review.park(acts.programme, job, "ValueError")

    assert job.tries == MAX_TRIES
    assert await acts.store.review.counts(acts.programme) == (0, 1)
    assert await jobs(acts, "w1") == []
    [(_, fields)] = await acts.store.commands.execute("XRANGE", acts.keys.review_dead, "-", "+")
    assert fields[1::2] == [id_of(topic).encode(), str(sent.seq).encode(), b"ValueError"]


async def test_settling_nothing_is_nothing(acts: Acts) -> None:
    await acts.store.review.ensure(acts.programme)
    seeker, topic = await acts.waiting()
    await acts.say(seeker, topic, "satu")

    await acts.store.review.settle(acts.programme, [])

    assert await acts.store.review.counts(acts.programme) == (1, 0)
