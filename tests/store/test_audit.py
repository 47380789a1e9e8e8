"""The audit chain: whole, without words, and broken by any change."""

import asyncio

from chatserver.actions import conversations, escalation
from chatserver.domain.escalation import Outcome
from chatserver.store.audit import record
from chatserver.store.change import Change
from tests.support.acts import Acts, id_of
from tests.support.keys import CANARY


async def history(acts: Acts) -> str:
    seeker, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    await escalation.watch(acts.service, await acts.professional("budi"), topic)
    await escalation.take_over(acts.service, professional, acts.id(), topic)
    await acts.say(seeker, topic, f"{CANARY} halo")
    await conversations.resolve(
        acts.service, professional, acts.id(), topic, Outcome.HANDED_OUT, f"{CANARY} catatan", True
    )
    return topic


async def rewrite(acts: Acts, number: int, old: bytes, new: bytes) -> None:
    """Change one entry as somebody with the rights of the store could."""
    execute, key = acts.store.commands.execute, acts.keys.audit
    entries = await execute("XRANGE", key, "-", "+")
    await execute("DEL", key)
    for at, (id, fields) in enumerate(entries):
        if at == number % len(entries):
            assert old in fields[1]
            fields = [fields[0], fields[1].replace(old, new), *fields[2:]]
        await execute("XADD", key, id, *fields)


async def test_the_steps_of_a_hand_over_stand_in_order(acts: Acts) -> None:
    topic = await history(acts)

    found = await acts.store.audit.acts(acts.programme, id_of(topic))

    assert [act.what for act in found] == [
        "case.open", "case.claim", "case.watch", "case.take_over", "case.resolve", "conversation.end",
    ]  # fmt: skip
    assert all(act.at == acts.clock.at and act.who for act in found)
    assert await acts.store.audit.acts(acts.programme, "elsewhere") == []
    assert await acts.store.audit.is_whole(acts.programme)


async def test_a_changed_entry_is_seen(acts: Acts) -> None:
    await history(acts)
    await rewrite(acts, 2, b"", b"")
    assert await acts.store.audit.is_whole(acts.programme)  # written again as it was

    await rewrite(acts, 2, b"case.watch", b"case.other")

    assert not await acts.store.audit.is_whole(acts.programme)


async def test_a_changed_last_entry_is_seen(acts: Acts) -> None:
    await history(acts)

    await rewrite(acts, -1, b"professional", b"seeker")

    assert not await acts.store.audit.is_whole(acts.programme)


async def test_a_changed_first_entry_is_seen(acts: Acts) -> None:
    await history(acts)

    await rewrite(acts, 0, b"screening", b"somebody")

    assert not await acts.store.audit.is_whole(acts.programme)


async def test_a_removed_entry_is_seen(acts: Acts) -> None:
    await history(acts)
    entries = await acts.store.commands.execute("XRANGE", acts.keys.audit, "-", "+")

    await acts.store.commands.execute("XDEL", acts.keys.audit, entries[2][0])

    assert not await acts.store.audit.is_whole(acts.programme)


async def test_a_trimmed_chain_is_whole(acts: Acts) -> None:
    """What its length cuts off is gone by design; what is left still proves itself."""
    await history(acts)

    await acts.store.commands.execute("XTRIM", acts.keys.audit, "MAXLEN", "=", 3)

    assert await acts.store.audit.is_whole(acts.programme)
    assert len(await acts.store.audit.acts(acts.programme)) == 3


async def test_entries_written_at_once_make_one_chain(acts: Acts) -> None:
    _, topic = await acts.waiting()

    await asyncio.gather(
        *(
            Change(acts.clock.at)
            .audit(record(acts.clock.at, "clock", "test", str(n)))
            .run(acts.store.commands, acts.programme, id_of(topic))
            for n in range(100)
        )
    )

    found = await acts.store.audit.acts(acts.programme)
    assert sorted(int(act.on) for act in found) == list(range(100))
    assert await acts.store.audit.is_whole(acts.programme)
