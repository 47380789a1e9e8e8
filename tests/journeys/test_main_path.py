"""The main path over real sockets: somebody is heard, and danger reaches a professional."""

import pytest

from chatserver.client import Refused
from chatserver.protocol.server import CaseCard, Event, Notice, Offer, OfferGone, Opened, State
from tests.support.world import World


async def test_words_reach_the_other_side_in_order(two_hubs: World) -> None:
    seeker, supporter, topic = await two_hubs.paired(seeker_hub=0, supporter_hub=1)
    for number in range(20):
        await seeker.send("message.send", topic=topic, text=f"pesan {number}")
    await supporter.hears(topic, kind="message", text="pesan 19")
    texts = [event.entry.text for event in supporter.events[topic] if event.entry.kind == "message"]
    assert texts == [f"pesan {number}" for number in range(20)]


async def test_an_offer_is_accepted(world: World) -> None:
    supporter = await world.supporter()
    seeker, topic = await world.waiting_seeker()
    offer = await supporter.sees(Offer)
    await supporter.send("offer.accept", offer=offer.offer)
    await seeker.hears(topic, kind="paired")
    await supporter.sees(Opened, topic=topic)


async def test_a_declined_offer_goes_to_somebody_else(world: World) -> None:
    first = await world.supporter("raka")
    seeker, topic = await world.waiting_seeker()
    offer = await first.sees(Offer)
    second = await world.supporter("dewi")
    await first.send("offer.decline", offer=offer.offer)
    await first.sees(OfferGone, offer=offer.offer, reason="declined")
    await seeker.hears(topic, kind="waiting", facts={"why": "declined"})
    again = await second.sees(Offer)
    await second.send("offer.accept", offer=again.offer)
    await seeker.hears(topic, kind="paired")
    with pytest.raises(Refused, match="wrong_state"):
        await first.send("offer.accept", offer=offer.offer)


async def test_danger_is_claimed_joined_taken_over_and_resolved(two_hubs: World) -> None:
    professional = await two_hubs.professional(hub=1)
    seeker, supporter, topic = await two_hubs.paired(seeker_hub=0, supporter_hub=1)
    await seeker.send("message.send", topic=topic, text="aku mau bunuh diri malam ini")
    await supporter.hears(topic, kind="message", text="aku mau bunuh diri malam ini")
    card = await professional.sees(CaseCard, topic=topic, state="open")
    assert card.level >= 3
    assert card.quote == "aku mau bunuh diri malam ini"
    await seeker.hears(topic, kind="care")
    await professional.send("case.claim", topic=topic)
    await professional.hears(topic, kind="message", text="aku mau bunuh diri malam ini")
    await supporter.sees(Notice, kind="case_claimed")
    whisper = topic.replace("conv:", "whisper:")
    await professional.send("case.whisper", topic=topic, text="tanya pelan apakah ia aman")
    await supporter.hears(whisper, kind="whisper", text="tanya pelan apakah ia aman")
    await professional.send("case.join", topic=topic)
    await seeker.hears(topic, kind="pro_joins")
    await professional.send("message.send", topic=topic, text="Halo, aku Sari, konselor.")
    await seeker.hears(topic, kind="message", text="Halo, aku Sari, konselor.")
    await professional.send("case.take_over", topic=topic)
    await seeker.hears(topic, kind="pro_leads")
    await supporter.sees(State, topic=topic, state="left")
    with pytest.raises(Refused, match=r"not_found|wrong_state"):
        await supporter.send("message.send", topic=topic, text="masih di sini")
    await professional.send(
        "case.resolve", topic=topic, outcome="plan_made", note="rencana dibuat", ends=True
    )
    await professional.sees(CaseCard, topic=topic, state="resolved")
    await seeker.hears(topic, kind="ended")
    whispered = [
        frame for frame in seeker.frames if isinstance(frame, Event) and "tanya pelan" in frame.entry.text
    ]
    assert whispered == []


async def test_with_nobody_on_duty_both_sides_hear_the_honest_thing(world: World) -> None:
    seeker, supporter, topic = await world.paired()
    await seeker.send("message.send", topic=topic, text="aku mau bunuh diri malam ini")
    await seeker.hears(topic, timeout_s=1.0, kind="no_pro")
    await supporter.sees(Notice, timeout_s=1.0, kind="nobody_on_duty")
    acts = await world.service.store.audit.acts(world.programme, topic.removeprefix("conv:"))
    assert [act.facts.get("step") for act in acts if act.what == "case.step"] == ["unattended_1"]
    assert await world.service.store.audit.is_whole(world.programme)
