"""The hand-over with all its turns: what calls a professional, who owns a case, who may write, its end."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chatserver.client import Client, Refused
from chatserver.domain.errors import Unavailable
from chatserver.domain.ids import ConversationId
from chatserver.protocol.server import CaseCard, Notice, Offer, OfferGone, Opened, Shift, State
from tests.support.world import World, new_world

CRISIS = "aku mau bunuh diri malam ini"


def id_of(topic: str) -> ConversationId:
    return ConversationId(topic.removeprefix("conv:"))


def card(client: Client, topic: str) -> CaseCard:
    """The case as a desk shows it last."""
    return [frame for frame in client.frames if isinstance(frame, CaseCard) and frame.topic == topic][-1]


async def shows(client: Client, topic: str, **wanted: Any) -> CaseCard:
    """Wait until the desk's last card of this case is so."""

    def found() -> CaseCard | None:
        cards = [frame for frame in client.frames if isinstance(frame, CaseCard) and frame.topic == topic]
        if cards and all(getattr(cards[-1], name) == value for name, value in wanted.items()):
            return cards[-1]
        return None

    result: CaseCard = await client.wait(f"a card {wanted}", found)
    return result


async def in_case(world: World) -> tuple[Client, Client, Client, str]:
    """A professional, a seeker and a supporter in an active conversation with an open case."""
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await professional.sees(CaseCard, topic=topic, state="open")
    return professional, seeker, supporter, topic


# -- what calls a professional -------------------------------------------------------------------------------


async def test_the_supporters_button(world: World) -> None:
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    await supporter.send("help.now", topic=topic, reason="aku khawatir soal dia")
    notice = await supporter.sees(Notice, kind="help_sent", topic=topic)
    assert notice.facts["on_duty"] == 1
    shown = await shows(professional, topic, state="open")
    assert (shown.causes, shown.level, shown.quote) == (["supporter"], 3, "")
    await professional.send("case.claim", topic=topic)
    await professional.hears(topic.replace("conv:", "notes:"), kind="note", text="aku khawatir soal dia")
    await seeker.hears(topic, kind="care")


async def test_a_report_by_either_side(world: World) -> None:
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    sent = await supporter.send("message.send", topic=topic, text="kamu payah")
    await seeker.send("report", topic=topic, seq=sent.seq, reason="kasar")
    assert (await shows(professional, topic, state="open")).causes == ["report"]
    for seq in (0, 10_000):
        with pytest.raises(Refused, match="invalid"):
            await supporter.send("report", topic=topic, seq=seq)
    await supporter.send("report", topic=topic, seq=1)
    assert (await shows(professional, topic, state="open")).causes == ["report"]


async def test_the_seekers_own_not_safe_while_waiting_and_while_active(world: World) -> None:
    professional = await world.professional()
    seeker, topic = await world.waiting_seeker()
    await seeker.send("help.now", topic=topic)
    assert (await shows(professional, topic)).causes == ["not_safe"]
    await seeker.hears(topic, kind="care")


async def test_causes_merge_into_one_case_and_the_level_only_rises(world: World) -> None:
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    await seeker.send("message.send", topic=topic, text="kadang aku pengen mati aja")
    low = await shows(professional, topic, state="open")
    await seeker.send("report", topic=topic, seq=1)
    await supporter.send("help.now", topic=topic)
    await seeker.send("help.now", topic=topic)
    await seeker.send("message.send", topic=topic, text=CRISIS)
    high = await shows(professional, topic, quote=CRISIS)
    assert high.level >= 3 and high.level >= low.level
    assert high.causes == ["screening", "report", "supporter", "not_safe"]
    assert high.opened_at == low.opened_at
    await seeker.send("message.send", topic=topic, text="kadang aku pengen mati aja")
    await seeker.send("message.send", topic=topic, text="tapi sudah makan")
    await supporter.hears(topic, text="tapi sudah makan")
    assert card(professional, topic).level == high.level
    acts = await world.service.store.audit.acts(world.programme, id_of(topic))
    assert [act.what for act in acts].count("case.open") == 1


# -- who owns it ---------------------------------------------------------------------------------------------


async def test_the_second_professional_is_told_who_was_first(two_hubs: World) -> None:
    first, _seeker, _supporter, topic = await in_case(two_hubs)
    second = await two_hubs.professional("budi", hub=1)
    await second.sees(CaseCard, topic=topic)
    await first.send("case.claim", topic=topic)
    claims: tuple[tuple[str, dict[str, Any]], ...] = (
        ("case.claim", {}), ("case.join", {}), ("case.take_over", {}), ("case.release", {}),
        ("case.resolve", {"outcome": "left", "note": "", "ends": True}),
    )  # fmt: skip
    for name, fields in claims:
        with pytest.raises(Refused) as refused:
            await second.send(name, topic=topic, **fields)
        assert (refused.value.frame.code, refused.value.frame.owner) == ("conflict", "Dr.sari"), name
    with pytest.raises(Refused, match="wrong_state"):
        await second.send("case.whisper", topic=topic, text="aku juga")
    await second.send("case.watch", topic=topic)
    await second.hears(topic, text=CRISIS)
    with pytest.raises(Refused, match=r"not_found|wrong_state"):
        await second.send("message.send", topic=topic, text="hai")
    with pytest.raises(Refused, match=r"wrong_state"):
        await second.send("conversation.end", topic=topic)


async def test_many_claims_at_once_have_one_winner(two_hubs: World) -> None:
    _, seeker, _supporter, topic = await in_case(two_hubs)
    desks = [await two_hubs.professional(f"pro{number}", hub=number % 2) for number in range(8)]
    results = await asyncio.gather(
        *(desk.send("case.claim", topic=topic) for desk in desks), return_exceptions=True
    )
    lost = [result for result in results if isinstance(result, Refused)]
    assert len(lost) == 7
    winner = next(d for d, r in zip(desks, results, strict=True) if not isinstance(r, BaseException))
    assert winner.welcome is not None
    assert {one.frame.owner for one in lost} == {winner.welcome.you.alias}
    kinds = [event.entry.kind for event in seeker.events[topic]]
    await seeker.hears(topic, kind="pro_watches")
    assert kinds.count("pro_watches") <= 1


async def test_a_watching_professional_is_known_by_role_and_named_when_they_join(world: World) -> None:
    professional, seeker, supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)

    def readers(client: Client) -> list[tuple[str, str]]:
        states = [frame for frame in client.frames if isinstance(frame, State) and frame.topic == topic]
        return [(p.role, p.alias) for s in states[-1:] for p in s.people if p.role == "professional"]

    await seeker.wait("the reader", lambda: readers(seeker) == [("professional", "")])
    await supporter.wait("their name", lambda: readers(supporter) == [("professional", "Dr.sari")])
    await professional.send("case.join", topic=topic)
    await seeker.wait("their name", lambda: readers(seeker) == [("professional", "Dr.sari")])
    await professional.send("case.release", topic=topic)
    await seeker.wait("nobody", lambda: readers(seeker) == [])
    await seeker.hears(topic, kind="pro_leaves")
    await supporter.sees(Notice, kind="case_released")
    with pytest.raises(Refused, match="wrong_state"):
        await professional.send("message.send", topic=topic, text="masih")
    await supporter.send("message.send", topic=topic, text="aku tetap di sini")
    await seeker.hears(topic, text="aku tetap di sini")


# -- taking over ---------------------------------------------------------------------------------------------


async def test_take_over_of_a_seeker_who_waits(world: World) -> None:
    professional = await world.professional()
    seeker, topic = await world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await professional.send("case.claim", topic=topic)
    with pytest.raises(Refused, match="wrong_state"):
        await professional.send("case.join", topic=topic)  # nobody to stand beside
    await professional.send("case.take_over", topic=topic)
    await seeker.hears(topic, kind="pro_leads")
    await professional.send("message.send", topic=topic, text="Halo, aku di sini.")
    await seeker.hears(topic, text="Halo, aku di sini.")
    supporter = await world.supporter()
    await supporter.send("topic.close", topic="conv:x")
    assert not any(isinstance(frame, Offer) for frame in supporter.frames)


async def test_take_over_while_somebody_is_asked(world: World) -> None:
    professional = await world.professional()
    supporter = await world.supporter(places=1)
    seeker, topic = await world.waiting_seeker()
    offer = await supporter.sees(Offer)
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.take_over", topic=topic)
    await supporter.sees(OfferGone, offer=offer.offer, reason="taken")
    with pytest.raises(Refused, match="wrong_state"):
        await supporter.send("offer.accept", offer=offer.offer)
    await seeker.hears(topic, kind="pro_leads")
    _, other = await world.waiting_seeker()
    await supporter.wait(
        "the free place is given to the next",
        lambda: [f for f in supporter.frames if isinstance(f, Offer) and f.offer.startswith(id_of(other))],
    )


async def test_late_words_of_the_supporter_are_refused_and_their_place_is_free(two_hubs: World) -> None:
    professional, seeker, supporter, topic = await in_case(two_hubs)
    await professional.send("case.claim", topic=topic)
    results = await asyncio.gather(
        professional.send("case.take_over", topic=topic),
        *(supporter.send("message.send", topic=topic, text=f"telat {number}") for number in range(20)),
        return_exceptions=True,
    )
    assert not isinstance(results[0], BaseException)
    for result in results[1:]:
        assert not isinstance(result, BaseException) or isinstance(result, Refused)
    await seeker.hears(topic, kind="pro_leads")
    await supporter.sees(State, topic=topic, state="left")
    await supporter.sees(Notice, kind="handed_over", topic=topic)
    await seeker.send("message.send", topic=topic, text="penanda")
    await seeker.hears(topic, text="penanda")
    kinds = [(event.entry.kind, event.entry.role) for event in seeker.events[topic]]
    assert ("message", "supporter") not in kinds[kinds.index(("pro_leads", "professional")) :]
    for verb in ("topic.open", "help.now", "conversation.end", "read"):
        fields = {"seq": 1} if verb == "read" else {}
        with pytest.raises(Refused, match="not_found"):
            await supporter.send(verb, topic=topic, **fields)
    assert not any(event.entry.text == "penanda" for event in supporter.events[topic])
    _, other = await two_hubs.waiting_seeker()
    await supporter.hears(other, kind="paired")


async def test_giving_back_what_one_leads_brings_the_seeker_to_the_queue(world: World) -> None:
    professional, seeker, supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.take_over", topic=topic)
    await supporter.sees(State, topic=topic, state="left")
    await supporter.send("availability.set", places=0)
    await professional.send("case.release", topic=topic)
    await seeker.hears(topic, kind="waiting", facts={"why": "released"})
    with pytest.raises(Refused, match="wrong_state"):
        await professional.send("message.send", topic=topic, text="lupa bilang")
    other = await world.supporter("dewi", auto_accept=True)
    await other.hears(topic, kind="paired")
    await seeker.wait(
        "two pairings", lambda: [e.entry.kind for e in seeker.events[topic]].count("paired") == 2
    )
    await shows(professional, topic, state="open", depth="none", owner="", supporter="Dewi")


async def test_resolving_without_ending_brings_the_seeker_to_the_queue(world: World) -> None:
    professional, seeker, _supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.take_over", topic=topic)
    await professional.send("case.resolve", topic=topic, outcome="supporter_continues", note="ok", ends=False)
    await seeker.hears(topic, kind="waiting", facts={"why": "released"})
    await seeker.wait(
        "two pairings", lambda: [e.entry.kind for e in seeker.events[topic]].count("paired") == 2
    )
    shown = await shows(professional, topic, state="resolved")
    assert shown.outcome == "supporter_continues"
    with pytest.raises(Refused, match="wrong_state"):
        await professional.send("case.join", topic=topic)
    await professional.send("case.reopen", topic=topic)
    again = await shows(professional, topic, state="open")
    assert again.level == shown.level and again.outcome == ""
    await professional.send("case.claim", topic=topic)
    await professional.send("case.resolve", topic=topic, outcome="safe_now", note="", ends=True)
    await seeker.hears(topic, kind="ended", facts={"why": "professional"})
    await shows(professional, topic, state="resolved", conversation="ended")


async def test_new_danger_after_the_resolution_opens_it_again(world: World) -> None:
    professional, seeker, _supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.resolve", topic=topic, outcome="false_alarm", note="", ends=False)
    await shows(professional, topic, state="resolved")
    await seeker.send("message.send", topic=topic, text=CRISIS + " beneran")
    shown = await shows(professional, topic, state="open")
    assert shown.quote == CRISIS + " beneran" and shown.owner == ""
    await professional.send("case.claim", topic=topic)


@pytest.mark.parametrize("leads", [True, False])
async def test_a_resolution_that_was_half_done_is_finished_when_sent_again(
    world: World, monkeypatch: pytest.MonkeyPatch, leads: bool
) -> None:
    """The store goes away between the resolution and the end: the same command ends the conversation."""
    professional, seeker, _supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)
    if leads:
        await professional.send("case.take_over", topic=topic)
    store = world.service.store.conversations
    end = store.end
    failed: list[int] = []

    async def fails_once(*args: Any, **kwargs: Any) -> Any:
        if not failed:
            failed.append(1)
            raise Unavailable(retry_ms=10)
        return await end(*args, **kwargs)

    monkeypatch.setattr(store, "end", fails_once)
    await professional.send("case.resolve", topic=topic, outcome="plan_made", note="aman", ends=True)
    assert failed
    await seeker.hears(topic, kind="ended", facts={"why": "professional"}, timeout_s=5)


async def test_the_supporter_is_back_when_the_place_was_lost_beside_a_professional(world: World) -> None:
    """A professional who has joined keeps the right to write when the supporter ends their part."""
    professional, seeker, _supporter, topic = await in_case(world)
    await professional.send("case.claim", topic=topic)
    await professional.send("case.join", topic=topic)
    conversation = await world.service.store.conversations.get(world.programme, id_of(topic))
    from chatserver.actions import matching

    await matching.give_back(
        world.service, world.programme, conversation, "supporter_lost", name=conversation.holder_name
    )
    await seeker.hears(topic, kind="waiting", facts={"why": "supporter_lost", "name": "Raka"})
    await professional.send("message.send", topic=topic, text="aku tetap menemanimu")
    await seeker.hears(topic, text="aku tetap menemanimu")


# -- programmes ----------------------------------------------------------------------------------------------


async def test_another_programme_sees_nothing(world: World, engine_url: str, session_dir: Path) -> None:
    async with new_world(engine_url, session_dir / "keys") as other:
        await other.add_hub()
        stranger = await other.professional("asing")
        professional, _seeker, _supporter, topic = await in_case(world)
        await professional.send("case.claim", topic=topic)
        for verb in ("topic.open", "case.claim", "case.watch", "case.take_over", "case.reopen"):
            for log in ("conv", "whisper", "notes"):
                with pytest.raises(Refused, match="not_found"):
                    await stranger.send(verb, topic=topic.replace("conv", log, 1))
        assert not any(isinstance(frame, CaseCard | Opened) for frame in stranger.frames)
        assert stranger.events == {}


async def test_a_professional_without_a_case_reads_nothing(world: World) -> None:
    professional = await world.professional()
    seeker, supporter, topic = await world.paired()
    for verb in ("topic.open", "case.claim", "case.watch", "case.take_over"):
        with pytest.raises(Refused, match="not_found"):
            await professional.send(verb, topic=topic)
    await seeker.send("message.send", topic=topic, text="rahasia kecil")
    await supporter.hears(topic, text="rahasia kecil")
    assert not professional.events
    assert isinstance(await supporter.sees(Shift), Shift)
