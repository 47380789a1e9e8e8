"""Joining, the three logs, rights, ending and erasing; on the real engine, without sockets."""

import asyncio

import msgspec
import pytest

from chatserver.actions import conversations, escalation
from chatserver.domain.conversations import EndReason, Entry, Kind, State
from chatserver.domain.errors import ClosedNow, IdReused, InvalidField, NotFound, WrongState
from chatserver.domain.ids import CommandId, Log, PersonId, ProgrammeId
from chatserver.domain.people import Actor, AgeBand, Pool, Role
from chatserver.store.conversations import once
from chatserver.store.words import Words, open_words, seal_words
from tests.support.acts import DANGER, Acts, id_of
from tests.support.keys import CANARY, content_of

# ── joining ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_joining_again_with_the_same_command_is_the_same_conversation(acts: Acts) -> None:
    seeker, id = await acts.seeker(), acts.id()

    topics = {await acts.join(seeker, id) for _ in range(5)}
    topics |= set(await asyncio.gather(*(acts.join(seeker, id) for _ in range(20))))

    assert len(topics) == 1
    assert [entry.kind for _, entry in await acts.log(topics.pop())] == [Kind.WAITING]
    assert len(await acts.store.matching.waiting_since(acts.programme)) == 1


async def test_joining_twice_at_once_makes_one_conversation(acts: Acts) -> None:
    seeker = await acts.seeker()

    found = await asyncio.gather(*(acts.join(seeker) for _ in range(20)), return_exceptions=True)

    assert len([one for one in found if isinstance(one, str)]) == 1
    assert len([one for one in found if isinstance(one, WrongState)]) == 19
    assert len(await acts.store.matching.waiting_since(acts.programme)) == 1


async def test_joining_while_one_is_open_is_refused_and_after_its_end_is_not(acts: Acts) -> None:
    seeker, topic = await acts.waiting()
    with pytest.raises(WrongState):
        await acts.join(seeker)

    await conversations.cancel(acts.service, seeker, acts.id())

    assert await acts.join(seeker) != topic


@pytest.mark.parametrize("fields", [{"language": "fr"}, {"topics": ["family", "nope"]}])
async def test_joining_asks_for_what_the_programme_has(acts: Acts, fields: dict[str, object]) -> None:
    with pytest.raises(InvalidField):
        await acts.waiting(**fields)
    await acts.waiting(language="en", topics=["family"])


async def test_a_paused_programme_takes_no_new_chats(acts: Acts) -> None:
    settings = await acts.service.programme(acts.programme)
    await acts.store.programmes.save(msgspec.structs.replace(settings, is_paused=True))

    with pytest.raises(ClosedNow):
        await acts.waiting()


@pytest.mark.parametrize(
    ("band", "pool"), [("18_plus", Pool.ADULT), ("unsaid", Pool.MINOR), ("13_15", Pool.MINOR)]
)
async def test_the_side_of_the_wall_is_fixed_at_joining(acts: Acts, band: str, pool: Pool) -> None:
    _, topic = await acts.waiting(age_band=AgeBand(band))

    assert (await acts.state(topic)).pool is pool


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_message_sent_again_a_hundred_times_is_one_entry(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    id, before = acts.id(), (await acts.state(topic)).seq

    first = await acts.say(seeker, topic, f"{CANARY} halo", id)
    acts.clock.pass_s(5)
    again = await asyncio.gather(*(acts.say(seeker, topic, f"{CANARY} halo", id) for _ in range(99)))

    assert {(sent.seq, sent.at) for sent in again} == {(first.seq, first.at)} == {(before + 1, first.at)}
    assert (await acts.state(topic)).seq == before + 1
    assert len([1 for _, entry in await acts.log(topic) if entry.id == id]) == 1
    assert (await acts.store.review.counts(acts.programme))[0] == 1


async def test_the_same_id_with_another_text_is_refused_and_changes_nothing(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    sent = await acts.say(seeker, topic, "halo", CommandId("x"))

    with pytest.raises(IdReused):
        await acts.say(seeker, topic, "halo!", CommandId("x"))

    assert (await acts.state(topic)).seq == sent.seq
    assert (await acts.say(seeker, topic, "halo", CommandId("x"))).seq == sent.seq


async def test_two_people_may_use_the_same_id(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()

    one = await acts.say(seeker, topic, "halo", CommandId("x"))
    two = await acts.say(supporter, topic, "hai", CommandId("x"))

    assert two.seq == one.seq + 1


async def test_two_hundred_at_once_are_stored_in_order_and_without_gaps(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    start = (await acts.state(topic)).seq
    texts = [f"{CANARY} {n}" for n in range(200)]

    sent = await asyncio.gather(
        *(acts.say((seeker, supporter)[n % 2], topic, text) for n, text in enumerate(texts))
    )

    log = await acts.log(topic)
    assert [seq for seq, _ in log] == list(range(1, start + 201))
    assert sorted(one.seq for one in sent) == list(range(start + 1, start + 201))
    fixed = await acts.store.words.fixed(acts.programme, id_of(topic))
    stored = {seq: open_words(fixed, id_of(topic), entry) for seq, entry in log}
    assert [stored[one.seq] for one in sent] == texts


async def test_a_log_is_read_from_where_the_client_stands(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    for n in range(5):
        await acts.say(seeker, topic, str(n))
    seq = (await acts.state(topic)).seq

    read = acts.store.conversations.entries
    later = await read(acts.programme, id_of(topic), Log.CONVERSATION, seq - 2)

    assert [number for number, _ in later] == [seq - 1, seq]
    assert await read(acts.programme, id_of(topic), Log.CONVERSATION, seq) == []
    assert [n for n, _ in await read(acts.programme, id_of(topic), Log.CONVERSATION, 0, 2)] == [1, 2]


async def test_who_lost_the_right_to_write_is_refused_by_the_script(acts: Acts) -> None:
    """Whatever a process believed when it began to send."""
    seeker, supporter, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    assert await acts.say(supporter, topic, "masih di sini")
    before = await acts.state(topic)

    await escalation.take_over(acts.service, professional, acts.id(), topic)

    seq = (await acts.state(topic)).seq
    with pytest.raises(WrongState):
        await acts.say(supporter, topic, "tunggu")
    assert before.may_write(supporter.id)
    assert (await acts.state(topic)).seq == seq
    assert (await acts.say(professional, topic, "saya di sini")).seq == seq + 1
    assert (await acts.say(seeker, topic, "ok")).seq == seq + 2


async def test_a_stranger_writes_nowhere(acts: Acts) -> None:
    _, supporter, topic = await acts.paired()
    stranger, other = await acts.waiting(), await acts.supporter("dewi", places=0)

    for actor in (stranger[0], other, await acts.professional()):
        with pytest.raises(NotFound):
            await acts.say(actor, topic, "halo")
    assert await acts.say(supporter, topic, "halo")


async def test_nobody_writes_after_the_end(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    await conversations.end(acts.service, supporter, acts.id(), topic)
    seq = (await acts.state(topic)).seq

    for actor in (seeker, supporter):
        with pytest.raises(WrongState):
            await acts.say(actor, topic, "masih ada?")

    assert (await acts.state(topic)).seq == seq


async def test_a_message_and_the_end_at_once_leave_the_end_last(acts: Acts) -> None:
    for _ in range(20):
        seeker, topic = await acts.waiting()
        await asyncio.gather(
            acts.say(seeker, topic, "halo"),
            conversations.end(acts.service, seeker, acts.id(), topic),
            return_exceptions=True,
        )
        log = await acts.log(topic)
        assert log[-1][1].kind is Kind.ENDED
        assert [seq for seq, _ in log] == list(range(1, len(log) + 1))


async def test_a_whisper_stands_in_another_log(acts: Acts) -> None:
    _, supporter, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    seq = (await acts.state(topic)).seq

    await escalation.whisper(acts.service, supporter, acts.id(), topic, f"{CANARY} tolong")

    assert (await acts.state(topic)).seq == seq
    assert [entry.kind for _, entry in await acts.log(topic, Log.WHISPER)] == [Kind.WHISPER]
    assert not {entry.kind for _, entry in await acts.log(topic)} & {Kind.WHISPER, Kind.NOTE, Kind.VERDICT}


async def test_the_other_sides_reply_is_owed_until_it_comes(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    assert (await acts.state(topic)).owed_at == acts.clock.at
    await acts.say(supporter, topic, "hai")
    assert (await acts.state(topic)).owed_at == 0
    first = acts.clock.at
    await acts.say(seeker, topic, "satu")
    acts.clock.pass_s(10)

    await acts.say(seeker, topic, "dua")

    assert (await acts.state(topic)).owed_at == first


@pytest.mark.parametrize("how", ["cancel", "end", "erase", "lost"])
async def test_a_conversation_that_was_never_offered_can_end(acts: Acts, how: str) -> None:
    seeker, topic = await acts.waiting()

    if how == "cancel":
        await conversations.cancel(acts.service, seeker, acts.id())
    elif how == "lost":
        found = await acts.state(topic)
        await conversations.end_by_clock(acts.service, acts.programme, found, EndReason.LOST)
    else:
        act = conversations.end if how == "end" else conversations.erase
        await act(acts.service, seeker, acts.id(), topic)

    assert (await acts.state(topic)).state is State.ENDED
    assert await acts.store.matching.waiting_since(acts.programme) == []


# ── ending and erasing ───────────────────────────────────────────────────────────────────────────────────


async def test_ending_twice_ends_once_and_frees_one_place(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    assert await acts.load() == {supporter.id: 1}

    await asyncio.gather(
        *(conversations.end(acts.service, seeker, acts.id(), topic) for _ in range(10)),
        *(conversations.end(acts.service, supporter, CommandId("same"), topic) for _ in range(10)),
        return_exceptions=True,
    )

    ended = [entry for _, entry in await acts.log(topic) if entry.kind is Kind.ENDED]
    assert len(ended) == 1 and (await acts.state(topic)).writers == frozenset()
    assert await acts.load() == {supporter.id: 0}
    assert await acts.store.conversations.holders(acts.programme) == {}


async def test_an_end_decided_on_an_old_state_is_refused(acts: Acts) -> None:
    seeker, topic = await acts.waiting()
    old = await acts.state(topic)
    await acts.supporter(auto_accept=True)

    with pytest.raises(WrongState):
        await conversations.end_by_clock(acts.service, acts.programme, old, EndReason.LOST)

    assert (await acts.state(topic)).state is State.ACTIVE
    assert await acts.say(seeker, topic, "halo")


async def test_erasing_destroys_the_words_and_their_key(acts: Acts) -> None:
    seeker, supporter, topic = await acts.paired()
    await acts.say(seeker, topic, f"{CANARY} satu")
    await acts.say(supporter, topic, f"{CANARY} dua")
    wrapped = (await acts.state(topic)).wrapped_key
    sealed = [entry.sealed for _, entry in await acts.log(topic) if entry.sealed]
    before = await content_of(acts.store.commands, acts.programme)
    assert wrapped and wrapped in before and len(sealed) == 2 and all(one in before for one in sealed)

    await conversations.erase(acts.service, seeker, acts.id(), topic)

    after = await content_of(acts.store.commands, acts.programme)
    assert wrapped not in after and not any(one in after for one in sealed)
    assert CANARY.encode() not in after
    assert [entry.kind for _, entry in await acts.log(topic)] == [Kind.ENDED]
    with pytest.raises(NotFound):
        await acts.store.words.fixed(acts.programme, id_of(topic))


async def test_erasing_after_the_end_destroys_the_same(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    await acts.say(seeker, topic, f"{CANARY} satu")
    wrapped = (await acts.state(topic)).wrapped_key
    await conversations.end(acts.service, seeker, acts.id(), topic)
    assert wrapped in await content_of(acts.store.commands, acts.programme)

    for _ in range(2):
        await conversations.erase(acts.service, seeker, acts.id(), topic)

    assert wrapped not in await content_of(acts.store.commands, acts.programme)
    assert await acts.log(topic) == []


async def test_erasing_leaves_a_case_what_it_needs(acts: Acts) -> None:
    seeker, _, _, topic = await acts.case()

    await conversations.erase(acts.service, seeker, acts.id(), topic)

    assert (await acts.state(topic)).state is State.ENDED
    view = await acts.store.escalation.view(acts.programme, id_of(topic))
    assert view.quote == DANGER


async def test_only_the_seeker_erases(acts: Acts) -> None:
    _, _, topic = await acts.paired()
    other = await acts.seeker()

    with pytest.raises(NotFound):
        await conversations.erase(acts.service, other, acts.id(), topic)

    assert (await acts.state(topic)).wrapped_key


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_words_open_only_for_their_writer_command_and_conversation(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()
    id = id_of(topic)
    fixed = await acts.store.words.fixed(acts.programme, id)
    sealed = seal_words(fixed, id, seeker.id, "c", "halo")
    entry = Entry(kind=Kind.MESSAGE, at=1, by=seeker.id, id="c", sealed=sealed)
    other = Entry(kind=Kind.MESSAGE, at=1, by="somebody", id="c", sealed=sealed)
    elsewhere = await acts.waiting()

    assert open_words(fixed, id, entry) == "halo"
    assert open_words(fixed, id, other) == ""
    assert open_words(fixed, id_of(elsewhere[1]), entry) == ""
    assert open_words(await acts.store.words.fixed(acts.programme, id_of(elsewhere[1])), id, entry) == ""


async def test_words_forgotten_are_read_again(acts: Acts) -> None:
    _, topic = await acts.waiting()
    words = Words(acts.store.conversations, acts.store.vault)
    first = await words.fixed(acts.programme, id_of(topic))
    words.forget(acts.programme, id_of(topic))

    assert await words.fixed(acts.programme, id_of(topic)) == first


def test_a_mark_is_of_its_content_and_its_writer() -> None:
    one = Actor(PersonId("s1"), Role.SEEKER, ProgrammeId("p"))
    two = Actor(PersonId("s2"), Role.SEEKER, ProgrammeId("p"))
    id = CommandId("c")

    assert once(one, id, "a", "bc") == once(one, id, "a", "bc")
    assert once(one, id, "a", "bc").digest != once(one, id, "ab", "c").digest
    assert once(one, id, "a").key != once(two, id, "a").key
