"""What happens by itself, in a time that stands: offers, lost people, silence, cases, pages, restarts."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chatserver.actions.service import Service
from chatserver.client import Client, Refused
from chatserver.clock import Clock
from chatserver.domain.escalation import ANSWER_S
from chatserver.domain.ids import ConversationId, PersonId
from chatserver.domain.people import Capability
from chatserver.domain.safety import Author, Document
from chatserver.protocol.server import CaseCard, Notice, Offer, OfferGone, Shift, Welcome
from chatserver.store.connection import Commands
from chatserver.store.keys import keys_of, lease_key
from chatserver.store.store import Store
from chatserver.store.vault import KeyRing, Vault
from moderation.screening import screen
from tests.support.engine import Until
from tests.support.world import FrozenClock, World, new_world

CRISIS = "aku mau bunuh diri malam ini"


class Hours:
    """Lets time pass in a world: who is named is still here afterwards, then every sweep runs once."""

    def __init__(self, world: World, frozen: FrozenClock) -> None:
        self.world, self.frozen = world, frozen
        self._clocks: list[Clock] = []

    async def sweep(self) -> None:
        """One full round, of fast and slow sweeps, as the process that holds the lease now."""
        store = self.world.service.store
        await store.commands.execute("DEL", lease_key("clock"))  # another test's clock may hold it yet
        clock = self.world.clock = Clock(self.world.service, secrets.token_hex(4))
        self._clocks.append(clock)
        await clock.tick()

    async def beat(self, *here: Client) -> None:
        """Let these clients be heard now."""
        for client in here:
            await client.send("topic.close", topic="conv:none")

    async def pass_s(self, seconds: float, *here: Client) -> None:
        self.frozen.pass_s(seconds)
        await self.beat(*here)
        await self.sweep()


@pytest.fixture
async def hours(still_world: World, frozen: FrozenClock) -> Hours:
    return Hours(still_world, frozen)


def id_of(topic: str) -> ConversationId:
    return ConversationId(topic.removeprefix("conv:"))


async def steps(world: World, topic: str) -> list[str]:
    """The fall-back steps of a conversation in the audit trail."""
    acts = await world.service.store.audit.acts(world.programme, id_of(topic))
    assert await world.service.store.audit.is_whole(world.programme)
    return [str(act.facts["step"]) for act in acts if act.what == "case.step"]


def why(client: Client, topic: str) -> list[str]:
    """The reasons of all stays in the queue that a client was shown."""
    return [event.entry.facts["why"] for event in client.events[topic] if event.entry.kind == "waiting"]


# -- offers and supporters -----------------------------------------------------------------------------------


async def test_an_offer_runs_out_and_somebody_else_is_asked(still_world: World, hours: Hours) -> None:
    first = await still_world.supporter("raka")
    seeker, topic = await still_world.waiting_seeker()
    offer = await first.sees(Offer)
    second = await still_world.supporter("dewi")
    await hours.pass_s(19, first, second, seeker)
    assert not any(isinstance(frame, OfferGone) for frame in first.frames)
    await hours.pass_s(1.5, first, second, seeker)
    await first.sees(OfferGone, offer=offer.offer, reason="timeout")
    await seeker.hears(topic, kind="waiting", facts={"why": "timeout"})
    again = await second.sees(Offer)
    assert again.summary.waited_s == 20 and again.summary.returned
    with pytest.raises(Refused, match="wrong_state"):
        await first.send("offer.accept", offer=offer.offer)
    await second.send("offer.accept", offer=again.offer)
    await seeker.hears(topic, kind="paired", facts={"id": second.welcome.you.id, "name": "Dewi"})  # type: ignore[union-attr]


async def test_a_returned_seeker_stands_before_those_who_came_later(still_world: World, hours: Hours) -> None:
    supporter = await still_world.supporter(places=1)
    seeker, topic = await still_world.waiting_seeker()
    await supporter.sees(Offer)
    hours.frozen.pass_s(5)
    later, _ = await still_world.waiting_seeker()
    await hours.pass_s(16, supporter, seeker, later)
    await seeker.hears(topic, kind="waiting", facts={"why": "timeout"})
    helper = await still_world.supporter("dewi", places=1)
    offer = await helper.sees(Offer)
    assert offer.offer.startswith(id_of(topic))


async def test_two_missed_offers_end_the_shift_with_a_word(still_world: World, hours: Hours) -> None:
    supporter = await still_world.supporter(places=1)
    for _ in range(2):
        seeker, topic = await still_world.waiting_seeker()
        await supporter.sees(Offer)
        await hours.pass_s(21, supporter, seeker)
        await seeker.hears(topic, kind="waiting", facts={"why": "timeout"})
        await seeker.send("seek.cancel")
        supporter.frames = [frame for frame in supporter.frames if not isinstance(frame, Offer)]
    shift = await supporter.sees(Shift, reason="missed_offers")
    assert (shift.places, shift.free) == (0, 0)
    _, _ = await still_world.waiting_seeker()
    await hours.sweep()
    await hours.beat(supporter)
    assert not any(isinstance(frame, Offer) for frame in supporter.frames)
    await supporter.send("availability.set", places=1)
    await supporter.sees(Offer)


async def test_an_old_decline_does_not_give_a_new_offer_back(still_world: World, hours: Hours) -> None:
    supporter = await still_world.supporter(places=1)
    seeker, topic = await still_world.waiting_seeker()
    old = await supporter.sees(Offer)
    await supporter.send("offer.decline", offer=old.offer)
    await seeker.hears(topic, kind="waiting", facts={"why": "declined"})
    await hours.pass_s(61, supporter, seeker)
    new = await supporter.wait(
        "another offer",
        lambda: [f for f in supporter.frames if isinstance(f, Offer) and f.offer != old.offer],
    )
    await supporter.send("offer.decline", offer=old.offer)
    await supporter.send("offer.accept", offer=new[0].offer)
    await seeker.hears(topic, kind="paired")


async def test_a_lost_supporter_is_replaced_and_named(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await supporter.send("message.send", topic=topic, text="aku di sini")
    await supporter.leave()
    other = await still_world.supporter("dewi")
    await hours.pass_s(30, seeker, other)
    await hours.pass_s(29, seeker, other)
    assert why(seeker, topic) == ["joined"]
    await hours.pass_s(2, seeker, other)
    await seeker.hears(topic, kind="waiting", facts={"why": "supporter_lost", "name": "Raka"})
    offer = await other.sees(Offer)
    await other.send("offer.accept", offer=offer.offer)
    await seeker.hears(topic, kind="paired", facts={"id": other.welcome.you.id, "name": "Dewi"})  # type: ignore[union-attr]
    await other.hears(topic, kind="message", text="aku di sini")
    back = Client(supporter.urls, token=supporter.token)
    async with back:
        with pytest.raises(Refused, match="wrong_state"):
            await back.send("message.send", topic=topic, text="maaf, aku kembali")
        with pytest.raises(Refused, match="not_found"):
            await back.send("topic.open", topic=topic)


async def test_a_supporter_who_never_writes_is_replaced(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await hours.pass_s(25, seeker, supporter)
    for _ in range(3):
        await hours.pass_s(30, seeker, supporter)
    assert why(seeker, topic) == ["joined"]
    await hours.pass_s(6, seeker, supporter)
    await seeker.hears(topic, kind="waiting", facts={"why": "no_reply", "name": "Raka"})


# -- silence -------------------------------------------------------------------------------------------------


async def _silent(hours: Hours, seconds: int, *here: Client) -> None:
    while seconds > 0:
        await hours.pass_s(min(50, seconds), *here)
        seconds -= 50


async def test_silence_is_asked_warned_and_ended(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await supporter.send("message.send", topic=topic, text="aku dengar")
    start = hours.frozen()
    await _silent(hours, 599, seeker, supporter)
    assert "idle" not in {event.entry.kind for event in seeker.events[topic]}
    await hours.pass_s(2, seeker, supporter)
    first = await seeker.hears(topic, kind="idle")
    assert first.entry.facts["step"] == 1
    await supporter.hears(topic, kind="idle")
    await _silent(hours, 300, seeker, supporter)
    second = await seeker.wait(
        "the second warning", lambda: [e for e in seeker.events[topic] if e.entry.facts.get("step") == 2]
    )
    ends_at = second[0].entry.facts["ends_at"]
    assert ends_at - start >= 1_200_000
    await _silent(hours, (ends_at - hours.frozen()) // 1000 - 1, seeker, supporter)
    assert "ended" not in {event.entry.kind for event in seeker.events[topic]}
    await hours.pass_s(2, seeker, supporter)
    await seeker.hears(topic, kind="ended", facts={"why": "idle"})
    with pytest.raises(Refused, match="wrong_state"):
        await seeker.send("message.send", topic=topic, text="eh")


async def test_a_word_after_the_warning_keeps_the_chat(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await supporter.send("message.send", topic=topic, text="aku dengar")
    await _silent(hours, 902, seeker, supporter)
    await seeker.send("message.send", topic=topic, text="masih di sini")
    await supporter.send("message.send", topic=topic, text="baik")
    await _silent(hours, 590, seeker, supporter)
    assert "ended" not in {event.entry.kind for event in seeker.events[topic]}


async def test_silence_never_ends_what_we_owe(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await supporter.send("message.send", topic=topic, text="aku dengar")
    await seeker.send("message.send", topic=topic, text="aku capek")
    await _silent(hours, 1_500, seeker, supporter)
    assert {"idle", "ended"}.isdisjoint(event.entry.kind for event in seeker.events[topic])


async def test_silence_never_ends_an_open_case(still_world: World, hours: Hours) -> None:
    seeker, supporter, topic = await still_world.paired()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await supporter.send("message.send", topic=topic, text="aku di sini, kamu aman?")
    await _silent(hours, 1_500, seeker, supporter)
    assert {"idle", "ended"}.isdisjoint(event.entry.kind for event in seeker.events[topic])


async def test_a_waiting_seeker_who_is_gone_is_ended_after_ten_minutes(
    still_world: World, hours: Hours
) -> None:
    seeker, topic = await still_world.waiting_seeker()
    stays, other = await still_world.waiting_seeker()
    await seeker.leave()
    await hours.pass_s(595, stays)
    store = still_world.service.store.conversations
    assert (await store.get(still_world.programme, id_of(topic))).state == "waiting"
    await hours.pass_s(10, stays)
    gone = await store.get(still_world.programme, id_of(topic))
    assert (gone.state, gone.end_reason) == ("ended", "lost")
    assert (await store.get(still_world.programme, id_of(other))).state == "waiting"


async def test_with_an_open_case_the_place_is_kept_for_half_an_hour(still_world: World, hours: Hours) -> None:
    seeker, topic = await still_world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await seeker.leave()
    store = still_world.service.store.conversations
    await hours.pass_s(1_795)
    assert (await store.get(still_world.programme, id_of(topic))).state == "waiting"
    await hours.pass_s(10)
    assert (await store.get(still_world.programme, id_of(topic))).end_reason == "lost"


async def test_one_conversation_that_is_gone_does_not_stop_the_others(
    still_world: World, hours: Hours
) -> None:
    keys, commands = keys_of(still_world.programme), still_world.service.store.commands
    supporter = await still_world.supporter()
    seeker, topic = await still_world.waiting_seeker()
    await supporter.sees(Offer)
    at = hours.frozen() - 10**7
    await commands.execute("ZADD", keys.offers, at, "a" * 26)
    await commands.execute("ZADD", keys.cases, at, "a" * 26)
    await commands.execute("ZADD", keys.active, at, "a" * 26)
    await commands.execute("ZADD", keys.waiting, at, "a" * 26)
    await commands.execute("HSET", keys.held, "a" * 26, "nobody")
    await commands.execute("HSET", keys.claims, "a" * 26, "nobody")
    await hours.pass_s(21, supporter, seeker)
    await seeker.hears(topic, kind="waiting", facts={"why": "timeout"})


# -- cases ---------------------------------------------------------------------------------------------------


def answer_s(text: str) -> int:
    return ANSWER_S[screen(Document(text=text, author=Author.SEEKER)).level]


class Pager:
    """A real HTTP server that answers with the statuses given, then 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        body = await reader.readexactly(int(headers["content-length"]))
        self.got.append((headers | {"method": lines[0].split()[0]}, body))
        status = self.statuses.pop(0) if self.statuses else 200
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@pytest.fixture
async def pager() -> AsyncIterator[Pager]:
    pager = Pager()
    server = await asyncio.start_server(pager.serve, "127.0.0.1", 0)
    pager.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/page"
    yield pager
    server.close()
    await server.wait_closed()


@pytest.fixture
async def paged(
    engine_url: str, session_dir: Path, frozen: FrozenClock, pager: Pager
) -> AsyncIterator[World]:
    """A still world with a webhook."""
    async with new_world(engine_url, session_dir / "keys", frozen, webhook_url=pager.url) as made:
        await made.add_hub()
        yield made


async def test_an_unclaimed_case_climbs_every_step(
    paged: World, frozen: FrozenClock, pager: Pager, until: Until
) -> None:
    hours = Hours(paged, frozen)
    professional = await paged.professional()
    lead = await paged.supporter("mentor", places=1, capabilities=(Capability.MENTOR,))
    seeker, supporter, topic = await paged.paired()
    pager.statuses = [500]
    await seeker.send("message.send", topic=topic, text=CRISIS)
    card = await professional.sees(CaseCard, topic=topic, step="offered")
    half = answer_s(CRISIS) / 2
    everybody = (professional, lead, seeker, supporter)
    assert card.answer_by == frozen() + half * 2000

    await hours.pass_s(half - 1, *everybody)
    assert await steps(paged, topic) == []
    await hours.pass_s(1, *everybody)
    await professional.sees(CaseCard, topic=topic, step="widened")
    assert "no_pro" not in {event.entry.kind for event in seeker.events[topic]}
    await hours.pass_s(half, *everybody)
    await professional.sees(CaseCard, topic=topic, step="unattended_1")
    honest = await seeker.hears(topic, kind="no_pro")
    assert honest.entry.facts["lines"][0]["name"] == "Jalur Contoh"
    notice = await supporter.sees(Notice, kind="nobody_on_duty", topic=topic)
    assert notice.facts["lines"]
    await lead.sees(Notice, kind="lead_needed", topic=topic)
    assert pager.got == []

    await hours.pass_s(60, *everybody)
    await professional.sees(CaseCard, topic=topic, step="unattended_2")
    await until("the page", lambda: len(pager.got) == 1)
    headers, body = pager.got[0]
    assert headers["method"] == "POST"
    key = paged.service.store.vault.signing_key(f"webhook/{paged.programme}").encode()
    signature = hmac.new(key, body, hashlib.sha256).hexdigest()
    assert headers["x-sebaya-signature"] == f"sha256={signature}"
    page = msgspec.json.decode(body)
    assert (page["event"], page["case"], page["programme"]) == (
        "case.unattended",
        id_of(topic),
        paged.programme,
    )
    assert CRISIS not in body.decode() and "bunuh" not in body.decode()

    async def results() -> list[Any]:
        acts = await paged.service.store.audit.acts(paged.programme, id_of(topic))
        return [act.facts["result"] for act in acts if act.what == "page"]

    await _until_async(until, "the failure in the audit", results, lambda found: found == ["failed: 500"])
    await hours.pass_s(1, *everybody)
    assert len(pager.got) == 1
    await hours.pass_s(1.5, *everybody)
    await until("the page again", lambda: len(pager.got) == 2)
    await _until_async(
        until, "the delivery in the audit", results, lambda found: found == ["failed: 500", "delivered"]
    )
    await hours.pass_s(120, *everybody)
    await hours.pass_s(420, *everybody)
    await until("paged again", lambda: len(pager.got) == 3)
    await hours.pass_s(600, *everybody)
    await until("and again", lambda: len(pager.got) == 4)
    unattended = [f"unattended_{number}" for number in range(1, 5)]
    assert await steps(paged, topic) == ["widened", *unattended, "unattended_4"]
    await professional.send("case.claim", topic=topic)
    await professional.sees(CaseCard, topic=topic, state="claimed")


async def _until_async(until: Until, what: str, read: Any, holds: Any) -> None:
    async with asyncio.timeout(15):
        while not holds(await read()):  # noqa: ASYNC110 - what is stored tells nobody
            await asyncio.sleep(0.01)


async def test_a_page_that_always_fails_is_given_up_and_says_so(
    paged: World, frozen: FrozenClock, pager: Pager, until: Until
) -> None:
    hours = Hours(paged, frozen)
    seeker, topic = await paged.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    pager.statuses = [503] * 20
    await hours.pass_s(61, seeker)

    async def results() -> list[Any]:
        acts = await paged.service.store.audit.acts(paged.programme, id_of(topic))
        return [act.facts["result"] for act in acts if act.what == "page"]

    for tries in range(1, 7):
        await _until_async(until, "a result", results, lambda found, n=tries: len(found) == n)
        await hours.pass_s(2**tries + 0.1, seeker)
    assert (await results())[:6] == ["failed: 503"] * 5 + ["given up: 503"]


async def test_a_slow_webhook_of_one_programme_delays_no_other(
    still_world: World, engine_url: str, session_dir: Path, frozen: FrozenClock, pager: Pager, until: Until
) -> None:
    reached = asyncio.Event()
    release = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await release.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    slow_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with (
        new_world(engine_url, session_dir / "keys", frozen, webhook_url=slow_url) as slow,
        new_world(engine_url, session_dir / "keys", frozen, webhook_url=pager.url) as quick,
    ):
        hours = Hours(quick, frozen)
        for world in (slow, quick):
            await world.add_hub()
        one, topic = await slow.waiting_seeker()
        await one.send("message.send", topic=topic, text=CRISIS)
        await hours.pass_s(61)
        await asyncio.wait_for(reached.wait(), 15)
        two, topic = await quick.waiting_seeker()
        await two.send("message.send", topic=topic, text=CRISIS)
        frozen.pass_s(61)
        await quick.service.store.commands.execute("DEL", lease_key("clock"))
        quick.clock._holder = secrets.token_hex(4)
        await quick.clock.tick()  # the same clock, whose first page still hangs
        await until("the other's page", lambda: len(pager.got) == 1)
        release.set()
    server.close()
    await server.wait_closed()


async def test_with_nobody_on_duty_the_first_step_comes_at_once(still_world: World, hours: Hours) -> None:
    seeker, _, topic = await still_world.paired()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await seeker.hears(topic, kind="no_pro")
    assert await steps(still_world, topic) == ["unattended_1"]
    await hours.pass_s(30, seeker)
    assert await steps(still_world, topic) == ["unattended_1"]
    await hours.pass_s(31, seeker)
    assert await steps(still_world, topic) == ["unattended_1", "unattended_2"]


async def test_the_only_professional_leaves_and_the_danger_rises(still_world: World, hours: Hours) -> None:
    """Raised with nobody on duty any more: the honest message comes now, not after another wait."""
    professional = await still_world.professional()
    seeker, _supporter, topic = await still_world.paired()
    await seeker.send("message.send", topic=topic, text="kadang aku pengen mati aja")
    await professional.sees(CaseCard, topic=topic, step="offered")
    await professional.send("availability.set", places=0)
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await seeker.hears(topic, kind="no_pro")
    assert (await steps(still_world, topic))[0] == "unattended_1"


async def test_the_case_of_a_lost_owner_is_open_again_for_the_next(still_world: World, hours: Hours) -> None:
    owner = await still_world.professional("sari")
    seeker, supporter, topic = await still_world.paired()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await owner.send("case.claim", topic=topic)
    await owner.leave()
    await hours.pass_s(19, seeker, supporter)
    case = await still_world.service.store.escalation.get(still_world.programme, id_of(topic))
    assert case.state == "claimed"
    other = await still_world.professional("budi")
    await other.sees(CaseCard, topic=topic, state="claimed", owner_name="Sari")
    await hours.pass_s(2, seeker, supporter, other)
    await other.sees(CaseCard, topic=topic, state="open", step="offered")
    await supporter.sees(Notice, kind="case_released", topic=topic)
    await other.send("case.claim", topic=topic)
    await other.hears(topic, kind="message", text=CRISIS)


async def test_the_led_conversation_of_a_lost_owner_goes_back_to_the_queue(
    still_world: World, hours: Hours
) -> None:
    owner = await still_world.professional("sari")
    seeker, topic = await still_world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await owner.send("case.claim", topic=topic)
    await owner.send("case.take_over", topic=topic)
    await owner.leave()
    await hours.pass_s(21, seeker)
    await seeker.hears(topic, kind="waiting", facts={"why": "released"})
    await seeker.hears(topic, kind="no_pro")  # nobody else is on duty
    assert await steps(still_world, topic) == ["unattended_1"]


async def test_a_heartbeat_keeps_the_lease(still_world: World, hours: Hours) -> None:
    owner = await still_world.professional("sari")
    seeker, topic = await still_world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text="kadang aku pengen mati aja")
    await owner.send("case.claim", topic=topic)
    for _ in range(10):
        await hours.pass_s(15, seeker, owner)
    case = await still_world.service.store.escalation.get(still_world.programme, id_of(topic))
    assert (case.state, case.owner_name) == ("claimed", "Sari")


async def test_a_quiet_owner_of_an_imminent_case_gives_it_back(still_world: World, hours: Hours) -> None:
    text = "obatnya sudah aku minum semua, selamat tinggal"
    text = text if answer_s(text) == 30 else CRISIS
    assert answer_s(text) == 30
    owner = await still_world.professional("sari")
    seeker, supporter, topic = await still_world.paired()
    await seeker.send("message.send", topic=topic, text=text)
    await owner.send("case.claim", topic=topic)
    for _ in range(6):
        await hours.pass_s(14, seeker, supporter, owner)
    await owner.send("case.note", topic=topic, text="aku baca")
    for _ in range(6):
        await hours.pass_s(14.9, seeker, supporter, owner)
    assert not any(isinstance(frame, Notice) and frame.kind == "lease_lost" for frame in owner.frames)
    await hours.pass_s(3, seeker, supporter, owner)
    await owner.sees(Notice, kind="lease_lost", topic=topic)
    await owner.wait(
        "the open case",
        lambda: [f for f in owner.frames if isinstance(f, CaseCard)][-1].state == "open",
    )


async def test_a_lease_that_was_renewed_meanwhile_is_not_called_lost(
    still_world: World, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await still_world.professional("sari")
    seeker, topic = await still_world.waiting_seeker()
    await seeker.send("message.send", topic=topic, text=CRISIS)
    await owner.send("case.claim", topic=topic)
    store = still_world.service.store.escalation
    release = store.release
    person = owner.welcome.you.id if owner.welcome else ""

    async def late(*args: Any, **kwargs: Any) -> Any:
        await store.renew(
            still_world.programme,
            id_of(topic),
            PersonId(person),
            hours.frozen(),
            acted=False,
        )
        return await release(*args, **kwargs)

    monkeypatch.setattr(store, "release", late)
    await hours.pass_s(21, seeker)
    case = await store.get(still_world.programme, id_of(topic))
    assert case.state == "claimed"
    await hours.beat(owner)
    assert not any(isinstance(frame, Notice) and frame.kind == "lease_lost" for frame in owner.frames)


async def test_who_is_not_safe_goes_first_and_has_a_case(still_world: World, hours: Hours) -> None:
    professional = await still_world.professional()
    _early, _ = await still_world.waiting_seeker()
    hours.frozen.pass_s(30)
    await hours.beat(professional)
    urgent, topic = await still_world.waiting_seeker(safe_now=False)
    card = await professional.sees(CaseCard, topic=topic)
    assert (card.causes, card.level, card.state) == (["not_safe"], 3, "open")
    await urgent.hears(topic, kind="care")
    supporter = await still_world.supporter(places=1)
    offer = await supporter.sees(Offer)
    assert offer.offer.startswith(id_of(topic))


# -- a restart -----------------------------------------------------------------------------------------------


async def test_a_restart_keeps_every_deadline(
    still_world: World, hours: Hours, engine_url: str, session_dir: Path
) -> None:
    supporter = await still_world.supporter(places=1)
    asked, offered_topic = await still_world.waiting_seeker()
    offer = await supporter.sees(Offer)
    professional = await still_world.professional()
    seeker, case_topic = await still_world.waiting_seeker()
    await seeker.send("message.send", topic=case_topic, text=CRISIS)
    await professional.sees(CaseCard, topic=case_topic, step="offered")
    hours.frozen.pass_s(10)
    for client in (supporter, asked, professional, seeker):
        await client.leave()
    async with await Commands.connect(engine_url) as commands:
        again = Service(Store(commands, Vault(KeyRing(session_dir / "keys"))), screen, hours.frozen)
        still_world.service = again
        await still_world.add_hub()
        url = still_world.urls[-1]
        async with (
            Client([url], token=seeker.token) as seeker_again,
            Client([url], token=asked.token) as asked_again,
            Client([url], token=supporter.token) as supporter_again,
        ):
            await asked_again.sees(Welcome)
            await asked_again.send("topic.open", topic=offered_topic, since=0)
            await seeker_again.send("topic.open", topic=case_topic, since=0)
            await hours.sweep()
            conversation = await again.store.conversations.get(still_world.programme, id_of(offered_topic))
            assert conversation.state == "offered"
            await hours.pass_s(11, seeker_again, asked_again, supporter_again)
            await supporter_again.sees(OfferGone, offer=offer.offer, reason="timeout")
            await asked_again.hears(offered_topic, kind="waiting", facts={"why": "timeout"})
            await hours.pass_s(answer_s(CRISIS), seeker_again)
            await hours.pass_s(answer_s(CRISIS), seeker_again)
            await seeker_again.hears(case_topic, kind="no_pro")
            # The only professional has not come back: nobody is waited for any longer.
            assert (await steps(still_world, case_topic))[0] == "unattended_1"
