"""Links break, answers are lost, pages are loaded again: nothing is lost, shown twice or out of order."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chatserver.client import Client, Refused
from chatserver.domain.ids import ConversationId, Log
from chatserver.domain.people import Role
from chatserver.engine import Engine
from chatserver.protocol.server import Opened, Presence, ReadUpTo, TypingNow
from chatserver.store.words import open_words
from tests.support.world import World, new_world


@pytest.fixture
async def own_hubs(engine: Engine, short_dir: Path) -> AsyncIterator[World]:
    """Two hubs on an engine of the test's own, to disturb."""
    async with new_world(engine.url, short_dir / "keys") as made:
        await made.add_hub()
        await made.add_hub()
        yield made


def said(client: Client, topic: str) -> list[str]:
    """The messages that a client was shown, in order."""
    return [event.entry.text for event in client.events.get(topic, []) if event.entry.kind == "message"]


async def stored(world: World, topic: str) -> list[str]:
    """The messages that are stored; their entries are dense."""
    id = ConversationId(topic.removeprefix("conv:"))
    entries = await world.service.store.conversations.entries(
        world.programme, id, Log.CONVERSATION, 0, 10_000
    )
    assert [seq for seq, _ in entries] == list(range(1, len(entries) + 1))
    fixed = await world.service.store.words.fixed(world.programme, id)
    return [open_words(fixed, id, entry) for _, entry in entries if entry.kind == "message"]


async def again_linked(client: Client, links: int) -> None:
    async with asyncio.timeout(20):
        while client.links < links:  # noqa: ASYNC110 - a link tells nobody
            await asyncio.sleep(0.01)


async def test_a_client_goes_on_where_it_was_on_another_hub(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired()
    seeker.urls = [two_hubs.urls[1]]
    await supporter.send("message.send", topic=topic, text="sebelum")
    await seeker.hears(topic, text="sebelum")
    held = seeker.held[topic]
    seeker.cut()
    for number in range(5):
        await supporter.send("message.send", topic=topic, text=f"putus {number}")
    await seeker.hears(topic, text="putus 4")
    assert seeker.links == 2
    assert seeker.welcome is not None
    assert [state.topic for state in seeker.welcome.topics] == [topic]
    assert not seeker.welcome.topics[0].reset
    assert seeker.held[topic] >= held + 5
    await seeker.send("message.send", topic=topic, text="kembali")
    for client in (seeker, supporter):
        await client.hears(topic, text="kembali")
    assert said(seeker, topic) == said(supporter, topic) == await stored(two_hubs, topic)


async def test_a_command_whose_answer_was_lost_is_done_once(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired()
    first = await seeker.send("message.send", id="m1", topic=topic, text="sekali saja")
    async with Client([two_hubs.urls[1]], token=seeker.token) as other:
        for _ in range(20):
            again = await other.send("message.send", id="m1", topic=topic, text="sekali saja")
            assert (again.seq, again.at) == (first.seq, first.at)
        with pytest.raises(Refused, match="id_reused"):
            await other.send("message.send", id="m1", topic=topic, text="lain")
    await supporter.send("message.send", id="m1", topic=topic, text="id orang lain tidak apa")
    await seeker.hears(topic, text="id orang lain tidak apa")
    assert said(seeker, topic) == ["sekali saja", "id orang lain tidak apa"] == await stored(two_hubs, topic)


async def test_every_command_may_be_sent_again(two_hubs: World) -> None:
    professional = await two_hubs.professional(hub=1)
    supporter = await two_hubs.supporter()
    async with Client([two_hubs.urls[1]], token=supporter.token) as second:
        seeker = await two_hubs.seeker()
        join: dict[str, Any] = {"language": "id", "topics": [], "age_band": "18_plus"}
        topic = (await seeker.send("seek.join", id="j", **join)).topic
        assert (await seeker.send("seek.join", id="j", **join)).topic == topic
        with pytest.raises(Refused, match="wrong_state"):
            await seeker.send("seek.join", id="j2", **join)
        from chatserver.protocol.server import Offer

        offer = (await supporter.sees(Offer)).offer
        for client in (supporter, second, supporter):
            assert (await client.send("offer.accept", id="a", offer=offer)).topic == topic
        for client in (supporter, second):
            await client.send("help.now", id="h", topic=topic, reason="aku khawatir")
        for _ in range(2):
            await professional.send("case.claim", id="c", topic=topic)
            await professional.send("case.whisper", id="w", topic=topic, text="tenang")
            await professional.send("case.note", id="n", topic=topic, text="catatan")
            await professional.send("case.join", id="jo", topic=topic)
        whisper, notes = topic.replace("conv:", "whisper:"), topic.replace("conv:", "notes:")
        await professional.hears(notes, text="catatan")
        await supporter.hears(whisper, text="tenang")
        for _ in range(2):
            await professional.send("case.resolve", id="r", topic=topic, outcome="left", note="", ends=False)
        for client in (supporter, second):
            await client.send("conversation.end", id="e", topic=topic)
        await seeker.hears(topic, kind="ended")
        await professional.wait(
            "the resolution",
            lambda: [e for e in professional.events[notes] if e.entry.facts.get("event") == "resolve"],
        )
        events = [e.entry.facts.get("event") for e in professional.events[notes] if e.entry.kind == "case"]
        assert sorted(filter(None, events)) == ["claim", "join", "opened", "resolve"]
        assert [e.entry.text for e in professional.events[notes] if e.entry.kind == "note"] == [
            "aku khawatir",
            "catatan",
        ]
        assert len(supporter.events[whisper]) == 1
        kinds = [event.entry.kind for event in seeker.events[topic]]
        assert kinds.count("paired") == kinds.count("pro_joins") == kinds.count("ended") == 1


async def test_what_pubsub_lost_is_read_from_the_log(own_hubs: World) -> None:
    seeker, supporter, topic = await own_hubs.paired(0, 1)
    commands = own_hubs.service.store.commands
    wanted, killed = [], 0
    for number in range(60):
        if number % 3 == 0:
            killed += await commands.execute("CLIENT", "KILL", "TYPE", "pubsub")
        client = (seeker, supporter)[number % 2]
        await client.send("message.send", topic=topic, text=f"pesan {number}")
        wanted.append(f"pesan {number}")
    assert killed >= 2
    for client in (seeker, supporter):
        await client.hears(topic, text="pesan 59")
        assert said(client, topic) == wanted
        assert client.links == 1


async def test_a_case_that_pubsub_lost_is_shown_all_the_same(own_hubs: World) -> None:
    professional = await own_hubs.professional(hub=1)
    seeker, topic = await own_hubs.waiting_seeker()
    from chatserver.protocol.server import CaseCard

    await own_hubs.service.store.commands.execute("CLIENT", "KILL", "TYPE", "pubsub")
    await seeker.send("message.send", topic=topic, text="aku mau bunuh diri malam ini")
    await professional.sees(CaseCard, topic=topic, timeout_s=5)


@pytest.mark.parametrize(("epoch", "since"), [("otherone", 2), ("", 99), ("otherone", 0)])
async def test_what_is_of_another_history_is_started_anew(world: World, epoch: str, since: int) -> None:
    seeker, supporter, topic = await world.paired()
    await seeker.send("message.send", topic=topic, text="satu")
    await seeker.send("message.send", topic=topic, text="dua")
    await supporter.hears(topic, text="dua")
    right = seeker.epochs[topic]
    seeker.epochs[topic], seeker.held[topic] = epoch, since
    seeker.cut()
    await seeker.sees(Opened, topic=topic, reset=True)
    await seeker.hears(topic, text="dua")
    assert said(seeker, topic) == ["satu", "dua"]
    assert seeker.epochs[topic] == right
    assert seeker.welcome is not None and seeker.welcome.topics[0].reset


async def test_asking_again_from_any_place_gives_the_rest_once(world: World) -> None:
    seeker, supporter, topic = await world.paired()
    for number in range(10):
        await supporter.send("message.send", topic=topic, text=f"{number}")
    await seeker.hears(topic, text="9")
    last = seeker.held[topic]
    for since in range(last + 1):
        ok = await seeker.send("topic.open", topic=topic, since=since, epoch=seeker.epochs[topic])
        assert ok.seq == last
    assert said(seeker, topic) == [str(number) for number in range(10)]
    await supporter.send("message.send", topic=topic, text="lagi")
    await seeker.hears(topic, text="lagi")
    assert said(seeker, topic)[-1] == "lagi"


@pytest.mark.slow
async def test_fifty_cuts_in_the_middle_of_traffic(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired(0, 1)
    for client in (seeker, supporter):
        client.urls = list(two_hubs.urls)
    count, cuts = 150, 0

    async def speak(client: Client, name: str) -> None:
        nonlocal cuts
        for number in range(count):
            await client.send("message.send", topic=topic, text=f"{name} {number}", timeout_s=60)
            if number % 6 == 3:
                client.cut()
                cuts += 1

    await asyncio.gather(speak(seeker, "s"), speak(supporter, "p"))
    assert cuts == 50
    truth = await stored(two_hubs, topic)
    assert len(truth) == 2 * count
    for name in "sp":
        assert [text for text in truth if text.startswith(name)] == [f"{name} {n}" for n in range(count)]
    for client in (seeker, supporter):
        await client.wait("everything", lambda c=client: len(said(c, topic)) >= len(truth))  # type: ignore[misc]
        assert said(client, topic) == truth
        seqs = [event.seq for event in client.events[topic]]
        assert seqs == list(range(1, len(seqs) + 1))
        assert client.links > 10


async def test_typing_read_and_presence_reach_the_other_side_only(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired(0, 1)
    assert seeker.welcome is not None and supporter.welcome is not None
    me, peer = seeker.welcome.you.id, supporter.welcome.you.id
    sent = await supporter.send("message.send", topic=topic, text="hai")
    await seeker.hears(topic, text="hai")
    await seeker.tell("typing", topic=topic, on=True)
    await supporter.sees(TypingNow, topic=topic, by=me, on=True)
    await supporter.tell("typing", topic=topic, on=True)
    await seeker.sees(TypingNow, topic=topic, by=peer, on=True)
    await seeker.send("read", topic=topic, seq=sent.seq)
    await supporter.sees(ReadUpTo, topic=topic, by=me, seq=sent.seq)
    await supporter.send("read", topic=topic, seq=10**9)
    await seeker.sees(ReadUpTo, topic=topic, by=peer, seq=sent.seq)
    assert not any(getattr(frame, "by", "") == me for frame in seeker.frames if not hasattr(frame, "entry"))
    supporter.frames.clear()
    await seeker.leave()
    await supporter.sees(Presence, topic=topic, by=me, role="seeker", here=False)
    async with Client([two_hubs.urls[1]], token=seeker.token) as back:
        await back.send("topic.open", topic=topic, since=0)
        await supporter.sees(Presence, topic=topic, by=me, role="seeker", here=True)


async def test_a_watching_professional_leaves_no_mark(world: World) -> None:
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    await seeker.send("message.send", topic=topic, text="aku mau bunuh diri malam ini")
    await professional.send("case.claim", topic=topic)
    await professional.send("read", topic=topic, seq=2)
    await professional.tell("typing", topic=topic, on=True)
    await supporter.send("message.send", topic=topic, text="penanda")
    await seeker.hears(topic, text="penanda")
    assert not any(isinstance(frame, ReadUpTo | TypingNow) for frame in seeker.frames)
    await professional.leave()
    await supporter.send("message.send", topic=topic, text="penanda dua")
    await seeker.hears(topic, text="penanda dua")
    assert not any(isinstance(f, Presence) and f.role == "professional" for f in seeker.frames)


async def test_a_loaded_page_of_a_supporter_has_its_conversations(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired()
    await seeker.send("message.send", topic=topic, text="halo")
    await supporter.hears(topic, text="halo")
    await supporter.leave()
    async with Client([two_hubs.urls[1]], token=supporter.token) as page:
        assert page.welcome is not None
        assert [(state.topic, state.state) for state in page.welcome.topics] == [(topic, "active")]
        await page.hears(topic, text="halo")
        await page.sees(Opened, topic=topic)
        await page.sees(Opened, topic=topic.replace("conv:", "whisper:"))
        await page.send("message.send", topic=topic, text="aku kembali")
        await seeker.hears(topic, text="aku kembali")
        await seeker.send("message.send", topic=topic, text="syukurlah")
        await page.hears(topic, text="syukurlah")
        assert said(page, topic) == ["halo", "aku kembali", "syukurlah"]


async def test_a_loaded_page_of_a_seeker_is_told_of_their_chat(two_hubs: World) -> None:
    seeker, _, topic = await two_hubs.paired()
    await seeker.leave()
    async with Client([two_hubs.urls[1]], token=seeker.token) as page:
        assert page.welcome is not None
        assert [state.topic for state in page.welcome.topics] == [topic]
        assert page.welcome.token == ""


async def test_a_second_tab_sees_the_same(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired()
    async with (
        Client([two_hubs.urls[1]], token=seeker.token) as seeker_tab,
        Client([two_hubs.urls[1]], token=supporter.token) as supporter_tab,
    ):
        await seeker_tab.send("topic.open", topic=topic, since=0)
        for number, client in enumerate((seeker, seeker_tab, supporter, supporter_tab) * 5):
            await client.send("message.send", topic=topic, text=f"{number}")
        for client in (seeker, seeker_tab, supporter, supporter_tab):
            await client.wait("all", lambda c=client: len(said(c, topic)) == 20)  # type: ignore[misc]
            assert said(client, topic) == await stored(two_hubs, topic)
        await supporter_tab.send("conversation.end", topic=topic)
        for client in (seeker, seeker_tab):
            await client.hears(topic, kind="ended")


async def test_a_chat_accepted_in_one_tab_opens_in_the_other(two_hubs: World) -> None:
    from chatserver.protocol.server import Offer, OfferGone

    supporter = await two_hubs.supporter()
    async with Client([two_hubs.urls[1]], token=supporter.token) as tab:
        seeker, topic = await two_hubs.waiting_seeker()
        offer = (await tab.sees(Offer)).offer
        await supporter.sees(Offer, offer=offer)
        await supporter.send("offer.accept", offer=offer)
        await tab.hears(topic, kind="paired")
        await seeker.hears(topic, kind="paired")
        assert not any(isinstance(frame, OfferGone) and frame.reason != "accepted" for frame in tab.frames)


async def test_a_tab_that_closes_on_one_hub_leaves_the_person_here(two_hubs: World) -> None:
    """The other tab is still open, on another hub: the seeker is not told that the link is gone."""
    seeker, supporter, topic = await two_hubs.paired()
    peer = supporter.welcome.you.id if supporter.welcome else ""
    async with Client([two_hubs.urls[1]], token=supporter.token) as tab:
        await tab.hears(topic, kind="paired")
        await supporter.leave()

        def seen() -> list[bool]:
            return [frame.here for frame in seeker.frames if isinstance(frame, Presence) and frame.by == peer]

        await seeker.wait("the link that is left", lambda: False in seen() and seen()[-1])


async def test_long_lived_clients_can_come_back(world: World) -> None:
    """A page that has held more logs than a hello may name still gets its welcome."""
    token = await world.token("sari", Role.PROFESSIONAL)
    async with Client(world.urls, token=token) as client:
        for number in range(70):
            client.held[f"conv:{number}"] = 1
        client.cut()
        await again_linked(client, 2)


async def test_a_frame_of_an_unknown_field_is_still_decoded() -> None:
    from chatserver.protocol import codec

    assert codec.decode_server(msgspec.json.encode({"t": "pong", "now": 1, "later": {}}))
