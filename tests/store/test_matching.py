"""Places, offers and the queue, on the real engine: no place twice, nobody across the wall, nobody lost."""

import asyncio
from collections import Counter
from typing import Any

import msgspec
import pytest

from chatserver.actions import conversations, matching
from chatserver.domain.conversations import Kind, State
from chatserver.domain.errors import InvalidField, WrongState
from chatserver.domain.ids import OfferId, offer_of
from chatserver.domain.matching import MAX_PLACES, MISSED_OFFERS, OFFER_S, Pair
from chatserver.domain.people import Actor, AgeBand, Capability
from chatserver.domain.presence import STAFF_ABSENT_S
from tests.support.acts import Acts, id_of


async def offer(acts: Acts, topic: str, supporter: Actor) -> int:
    """Ask the script alone, whatever the ranking would have proposed."""
    seeking = await acts.store.matching.seeking(acts.programme, id_of(topic))
    assert seeking is not None
    pair = Pair(seeking.conversation, supporter.id)
    return await acts.store.matching.offer(acts.programme, pair, seeking, True, acts.service.now())


async def refused(acts: Acts, topic: str, supporter: Actor) -> str | None:
    """Return which condition the script named; nothing was changed."""
    before = await acts.state(topic), await acts.load()
    with pytest.raises(WrongState) as caught:
        await offer(acts, topic, supporter)
    assert (await acts.state(topic), await acts.load()) == before
    return caught.value.owner


async def offered(acts: Acts, topic: str) -> OfferId:
    conversation = await acts.state(topic)
    assert conversation.state is State.OFFERED
    return offer_of(conversation.id, conversation.fence)


# ── the script ───────────────────────────────────────────────────────────────────────────────────────────


async def test_the_script_offers_where_everything_holds(acts: Acts) -> None:
    _, topic = await acts.waiting()
    supporter = await acts.supporter(places=0)
    assert await refused(acts, topic, supporter) == "supporter"  # off shift

    await matching.set_availability(acts.service, supporter, 1, False)

    conversation = await acts.state(topic)
    assert conversation.offered_to == supporter.id and await acts.load() == {supporter.id: 1}


@pytest.mark.parametrize("band", [band for band in AgeBand if band is not AgeBand.ADULT])
async def test_the_script_refuses_minors_to_a_supporter_without_the_capability(
    acts: Acts, band: AgeBand
) -> None:
    supporter = await acts.supporter(capabilities=(Capability.ONE_TO_ONE, Capability.MENTOR))
    able = await acts.supporter("dewi", places=0, capabilities=(Capability.MINORS,))
    _, topic = await acts.waiting(age_band=band)

    assert await refused(acts, topic, supporter) == "wall"
    acts.clock.pass_s(STAFF_ABSENT_S - 1)
    await matching.match(acts.service, acts.programme)
    assert (await acts.state(topic)).state is State.WAITING

    await matching.set_availability(acts.service, able, 1, False)
    assert (await acts.state(topic)).offered_to == able.id


async def test_the_script_refuses_adults_to_a_supporter_for_minors_only(acts: Acts) -> None:
    supporter = await acts.supporter(capabilities=(Capability.MINORS,))
    _, topic = await acts.waiting()

    assert await refused(acts, topic, supporter) == "wall"


async def test_the_script_refuses_when_no_place_is_free(acts: Acts) -> None:
    supporter = await acts.supporter(places=1, auto_accept=True)
    first, held = await acts.waiting()
    _, topic = await acts.waiting()

    assert await refused(acts, topic, supporter) == "supporter"
    await conversations.end(acts.service, first, acts.id(), held)

    assert (await acts.state(topic)).holder == supporter.id


async def test_the_script_refuses_a_supporter_without_a_heartbeat(acts: Acts) -> None:
    supporter = await acts.supporter()
    acts.clock.pass_s(STAFF_ABSENT_S + 1)
    _, topic = await acts.waiting()

    assert await refused(acts, topic, supporter) == "supporter"
    await acts.store.presence.touch(acts.programme, supporter.id, acts.clock.at)

    assert await offer(acts, topic, supporter) == 1


async def test_the_script_refuses_who_does_not_wait(acts: Acts) -> None:
    supporter = await acts.supporter(places=5)
    _, topic = await acts.waiting()
    seeking = await acts.store.matching.seeking(acts.programme, id_of(topic))
    assert seeking is not None and (await acts.state(topic)).state is State.OFFERED

    with pytest.raises(WrongState) as caught:
        await acts.store.matching.offer(
            acts.programme, Pair(id_of(topic), supporter.id), seeking, True, acts.clock.at
        )

    assert caught.value.owner == "seeker" and await acts.load() == {supporter.id: 1}


async def test_one_seeker_offered_to_many_at_once_is_offered_once(acts: Acts) -> None:
    _, topic = await acts.waiting(age_band=AgeBand.ADULT)
    supporters = [await acts.supporter(f"s{n}", capabilities=(Capability.MINORS,)) for n in range(20)]
    for supporter in supporters:  # able only now, so that nobody was asked while the shifts began
        shift = await acts.store.matching.shift_of(acts.programme, supporter.id)
        assert shift is not None
        able = msgspec.structs.replace(shift, capabilities=(Capability.ONE_TO_ONE,))
        await acts.store.matching.start_shift(acts.programme, able)

    found = await asyncio.gather(
        *(offer(acts, topic, supporter) for supporter in supporters), return_exceptions=True
    )

    assert len([one for one in found if isinstance(one, int)]) == 1
    assert sum((await acts.load()).values()) == 1


# ── offers ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_offer_accepted_many_times_pairs_once(acts: Acts) -> None:
    supporter = await acts.supporter()
    _, topic = await acts.waiting()
    id = await offered(acts, topic)

    await asyncio.gather(
        *(matching.accept(acts.service, supporter, acts.id(), id) for _ in range(10)), return_exceptions=True
    )

    assert [entry.kind for _, entry in await acts.log(topic)].count(Kind.PAIRED) == 1
    assert (await acts.state(topic)).holder == supporter.id
    assert await acts.load() == {supporter.id: 1}


async def test_anothers_offer_and_an_old_one_are_refused(acts: Acts) -> None:
    supporter, other = await acts.supporter(), await acts.supporter("dewi", places=0)
    _, topic = await acts.waiting()
    id = await offered(acts, topic)
    old = offer_of(id_of(topic), (await acts.state(topic)).fence - 1)

    with pytest.raises(WrongState):
        await matching.accept(acts.service, other, acts.id(), id)
    with pytest.raises(WrongState):
        await matching.accept(acts.service, supporter, acts.id(), old)

    assert (await acts.state(topic)).state is State.OFFERED
    assert await matching.accept(acts.service, supporter, acts.id(), id) == id_of(topic)


async def test_accepting_after_the_seeker_left_is_refused_and_frees_the_place(acts: Acts) -> None:
    supporter = await acts.supporter()
    seeker, topic = await acts.waiting()
    id = await offered(acts, topic)

    await conversations.cancel(acts.service, seeker, acts.id())

    with pytest.raises(WrongState):
        await matching.accept(acts.service, supporter, acts.id(), id)
    assert await acts.load() == {supporter.id: 0}
    assert await acts.store.matching.offers_over(acts.programme, acts.clock.at + 10**9) == []


async def test_accept_and_cancel_at_once_leave_one_outcome(acts: Acts) -> None:
    supporter = await acts.supporter(places=1)
    for _ in range(20):
        seeker, topic = await acts.waiting()
        id = await offered(acts, topic)

        await asyncio.gather(
            matching.accept(acts.service, supporter, acts.id(), id),
            conversations.cancel(acts.service, seeker, acts.id()),
            return_exceptions=True,
        )

        conversation = await acts.state(topic)
        taken = conversation.state is State.ACTIVE
        assert taken or conversation.state is State.ENDED
        assert (await acts.load())[supporter.id] == int(taken)
        if taken:
            await conversations.end(acts.service, seeker, acts.id(), topic)


async def test_a_declined_seeker_keeps_their_place_and_is_not_asked_of_the_same_again(acts: Acts) -> None:
    first, topic = await acts.waiting()
    acts.clock.pass_s(1)
    await acts.waiting()
    supporter = await acts.supporter(places=1)
    id = await offered(acts, topic)

    await matching.decline(acts.service, supporter, id)

    queue = [one for one, _ in await acts.store.matching.waiting_since(acts.programme)]
    assert queue[0] == id_of(topic)
    assert (await acts.state(topic)).state is State.WAITING
    other = await acts.supporter("dewi", places=1)
    assert (await acts.state(topic)).offered_to == other.id
    assert sorted((await acts.load()).values()) == [1, 1]
    assert first.id == (await acts.state(topic)).seeker


async def test_two_unanswered_offers_end_the_shift(acts: Acts) -> None:
    supporter = await acts.supporter()
    for _ in range(MISSED_OFFERS):
        assert await acts.store.matching.shift_of(acts.programme, supporter.id) is not None
        seeker, topic = await acts.waiting()
        conversation = await acts.state(topic)
        assert conversation.offered_to == supporter.id
        acts.clock.pass_s(OFFER_S)
        assert await acts.store.matching.offers_over(acts.programme, acts.clock.at) == [id_of(topic)]

        await matching.give_back(
            acts.service, acts.programme, conversation, "timeout", offer_fence=conversation.fence
        )
        await conversations.cancel(acts.service, seeker, acts.id())
        await acts.store.presence.touch(acts.programme, supporter.id, acts.clock.at)

    assert await acts.store.matching.shift_of(acts.programme, supporter.id) is None
    assert await acts.load() == {supporter.id: 0}


async def test_giving_back_on_an_old_state_is_refused(acts: Acts) -> None:
    supporter = await acts.supporter()
    _, topic = await acts.waiting()
    old = await acts.state(topic)
    await matching.accept(acts.service, supporter, acts.id(), await offered(acts, topic))

    with pytest.raises(WrongState):
        await matching.give_back(acts.service, acts.programme, old, "timeout", offer_fence=old.fence)

    assert (await acts.state(topic)).holder == supporter.id and await acts.load() == {supporter.id: 1}


async def test_more_places_than_the_limit_are_refused(acts: Acts) -> None:
    supporter = await acts.supporter(places=MAX_PLACES)

    with pytest.raises(InvalidField):
        await matching.set_availability(acts.service, supporter, MAX_PLACES + 1, False)


async def test_after_the_shift_nobody_comes_and_chats_go_on(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    await matching.set_availability(acts.service, supporter, 0, False)

    _, other = await acts.waiting()

    assert (await acts.state(other)).state is State.WAITING
    assert await acts.say(supporter, topic, "masih di sini")
    assert await acts.say(seeker, topic, "ok")


async def test_who_is_not_safe_is_served_before_those_who_waited_longer(acts: Acts) -> None:
    _, calm = await acts.waiting()
    acts.clock.pass_s(60)
    _, urgent = await acts.waiting(safe_now=False)

    await acts.supporter(places=1)

    assert (await acts.state(urgent)).state is State.OFFERED
    assert (await acts.state(calm)).state is State.WAITING


async def test_the_wait_that_is_told_is_that_of_the_queue(acts: Acts) -> None:
    for _ in range(5):
        await acts.waiting()
    acts.clock.pass_s(40)
    closed = await acts.store.matching.wait(acts.programme, acts.clock.at)
    assert (closed.open, closed.range_s, closed.waiting, closed.longest_s) == (False, None, 5, 40)

    await acts.supporter(places=5, auto_accept=True)

    now = await acts.store.matching.wait(acts.programme, acts.clock.at)
    assert (now.open, now.range_s, now.waiting, now.longest_s) == (True, (40, 50), 0, 0)


# ── a rush ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_thousand_at_once_on_fifty_places(acts: Acts) -> None:
    supporters = [await acts.supporter(f"s{n}", places=5, auto_accept=True) for n in range(10)]
    seekers = [await acts.seeker() for _ in range(1_000)]

    topics = await asyncio.gather(*(acts.join(seeker) for seeker in seekers))

    states = [await acts.state(topic) for topic in topics]
    held = Counter(one.holder for one in states if one.state is State.ACTIVE)
    waiting = {one.id for one in states if one.state is State.WAITING}
    assert held == dict.fromkeys((one.id for one in supporters), 5)
    assert len(waiting) == 950
    assert await acts.load() == dict(held)
    assert {id for id, _ in await acts.store.matching.waiting_since(acts.programme)} == waiting
    holders = await acts.store.conversations.holders(acts.programme)
    assert holders == {one.id: one.holder for one in states if one.holder}


async def test_ends_and_joins_at_once_never_lose_a_place(acts: Acts) -> None:
    supporters = [await acts.supporter(f"s{n}", places=3, auto_accept=True) for n in range(4)]
    first = [await acts.waiting() for _ in range(12)]
    late = [await acts.seeker() for _ in range(40)]

    await asyncio.gather(
        *(conversations.end(acts.service, seeker, acts.id(), topic) for seeker, topic in first),
        *(acts.join(seeker) for seeker in late),
    )
    await matching.match(acts.service, acts.programme)

    holders = Counter((await acts.store.conversations.holders(acts.programme)).values())
    assert holders == dict.fromkeys((one.id for one in supporters), 3)
    assert await acts.load() == dict(holders)
    assert len(await acts.store.matching.waiting_since(acts.programme)) == 28


async def test_a_rush_is_matched_in_few_rounds(acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each join reading the whole queue by itself is a stampede that the store answers with `unavailable`."""
    rounds, snapshot = 0, acts.store.matching.snapshot

    async def counted(*args: Any) -> Any:
        nonlocal rounds
        rounds += 1
        return await snapshot(*args)

    monkeypatch.setattr(acts.store.matching, "snapshot", counted)
    await acts.supporter(places=5, auto_accept=True)
    seekers = [await acts.seeker() for _ in range(100)]
    rounds = 0

    await asyncio.gather(*(acts.join(seeker) for seeker in seekers))

    assert len(await acts.store.conversations.holders(acts.programme)) == 5
    assert 1 <= rounds <= 50
