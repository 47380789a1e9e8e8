"""Cases on the real engine: one owner, leases that lapse, fences that hold, deadlines that never stop."""

import asyncio

import msgspec
import pytest

from chatserver.actions import conversations, escalation, matching, presence
from chatserver.clock import Clock
from chatserver.domain.conversations import Kind, State
from chatserver.domain.errors import Conflict, NotFound, WrongState
from chatserver.domain.escalation import (
    FALLBACKS,
    LEASE_S,
    QUIET_RELEASE_S,
    REOPEN_S,
    CaseState,
    Cause,
    Depth,
    Outcome,
    Step,
)
from chatserver.domain.ids import Log
from chatserver.domain.people import Actor
from chatserver.domain.presence import DUTY_ABSENT_S
from chatserver.domain.safety import Category, Level
from chatserver.store.escalation import Evidence
from tests.support.acts import DANGER, Acts, id_of

# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_danger_opens_a_case_in_the_step_that_stores_it(acts: Acts) -> None:
    _, _, _, topic = await acts.case()

    case = await acts.case_of(topic)
    assert (case.state, case.level, case.causes) == (CaseState.OPEN, Level.ACTIVE, (Cause.SCREENING,))
    assert (await acts.log(topic))[case.quote_seq - 1][1].kind is Kind.MESSAGE
    view = await acts.store.escalation.view(acts.programme, id_of(topic))
    assert view.quote == DANGER and view.quote[slice(*case.spans[0])]
    assert case.deadline_at > acts.clock.at and case.step is Step.OFFERED


async def test_the_same_danger_sent_again_opens_nothing_new(acts: Acts) -> None:
    seeker, topic = await acts.waiting()
    id = acts.id()

    await asyncio.gather(*(acts.say(seeker, topic, DANGER, id) for _ in range(30)))

    notes = [entry.facts["event"] for _, entry in await acts.log(topic, Log.NOTES) if entry.kind is Kind.CASE]
    assert notes.count("opened") == 1 and "raised" not in notes
    assert [entry.kind for _, entry in await acts.log(topic)].count(Kind.CARE) == 1


async def test_more_causes_merge_and_nothing_is_lowered(acts: Acts) -> None:
    seeker, supporter, _, topic = await acts.case()
    await acts.say(seeker, topic, DANGER)

    await conversations.help_now(acts.service, supporter, acts.id(), topic, "")
    await conversations.report(acts.service, seeker, acts.id(), topic, 1, "")

    case = await acts.case_of(topic)
    assert case.causes == (Cause.SCREENING, Cause.SUPPORTER, Cause.REPORT)
    assert case.level is Level.ACTIVE
    assert await acts.store.escalation.open_count(acts.programme) == 1


async def test_more_danger_brings_the_deadline_forward(acts: Acts) -> None:
    await acts.professional()
    seeker, _, topic = await acts.paired()
    await conversations.report(acts.service, seeker, acts.id(), topic, 1, "")
    before = await acts.case_of(topic)
    assert before.level is Level.PASSIVE

    await acts.say(seeker, topic, DANGER)

    after = await acts.case_of(topic)
    assert after.level is Level.ACTIVE and after.deadline_at < before.deadline_at
    assert await acts.store.escalation.due(acts.programme, after.deadline_at) == [id_of(topic)]


async def test_without_anybody_on_duty_the_seeker_is_told_at_once(acts: Acts) -> None:
    seeker, _, topic = await acts.paired()

    await acts.say(seeker, topic, DANGER)

    case = await acts.case_of(topic)
    assert case.step is Step.UNATTENDED_1 and case.deadline_at == acts.clock.at + 60_000
    kinds = [entry.kind for _, entry in await acts.log(topic)]
    assert kinds.count(Kind.NO_PRO) == 1 and kinds.count(Kind.CARE) == 1


async def test_an_unclaimed_case_always_has_a_deadline_and_is_never_given_up(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    steps = []
    for _ in range(8):
        case = await acts.case_of(topic)
        steps.append(case.step)
        acts.clock.at = max(case.deadline_at, acts.clock.at)
        await acts.on_duty(professional)
        assert await acts.store.escalation.due(acts.programme, acts.clock.at) == [id_of(topic)]
        await escalation.sweep_case(acts.service, acts.programme, id_of(topic))
        assert (await acts.case_of(topic)).deadline_at > acts.clock.at

    assert steps[:6] == list(Step) and set(steps[6:]) == {Step.UNATTENDED_4}


async def test_two_clocks_enter_a_step_once(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    case = await acts.case_of(topic)
    acts.clock.at = case.deadline_at
    await acts.on_duty(professional)

    await asyncio.gather(
        *(escalation.sweep_case(acts.service, acts.programme, id_of(topic)) for _ in range(20))
    )

    steps = [entry for _, entry in await acts.log(topic, Log.NOTES) if entry.facts.get("event") == "step"]
    assert [entry.facts["step"] for entry in steps] == [FALLBACKS[case.step].next]


# ── owning ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_of_two_hundred_claims_one_wins_and_the_others_are_told_who(acts: Acts) -> None:
    _, _, _, topic = await acts.case()
    many = [await acts.professional(f"dr{n}") for n in range(200)]

    found = await asyncio.gather(*(acts.claim(one, topic) for one in many), return_exceptions=True)

    winners = [one for one, outcome in zip(many, found, strict=True) if outcome is None]
    assert len(winners) == 1
    refusals = [outcome for outcome in found if outcome is not None]
    assert all(isinstance(one, Conflict) and one.owner == winners[0].alias for one in refusals)
    case = await acts.case_of(topic)
    assert (case.owner, case.owner_name, case.state) == (winners[0].id, winners[0].alias, CaseState.CLAIMED)
    log = [entry.kind for _, entry in await acts.log(topic)]
    assert log.count(Kind.PRO_WATCHES) == 1


async def test_claiming_again_is_the_same_claim(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    seq = (await acts.state(topic)).seq

    await acts.claim(professional, topic)

    assert (await acts.state(topic)).seq == seq


async def test_nobody_but_a_professional_comes_near_a_case(acts: Acts) -> None:
    seeker, supporter, professional, topic = await acts.case()

    for actor in (seeker, supporter):
        with pytest.raises(NotFound):
            await acts.claim(actor, topic)
    with pytest.raises(NotFound):
        await acts.claim(professional, (await acts.waiting())[1])
    await acts.claim(professional, topic)


async def test_a_heartbeat_renews_the_lease_and_silence_gives_the_case_back(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    acts.clock.pass_s(LEASE_S - 1)
    await presence.heartbeat(acts.service, professional, is_on_duty=True)
    acts.clock.pass_s(LEASE_S - 1)
    await escalation.sweep_case(acts.service, acts.programme, id_of(topic))
    assert (await acts.case_of(topic)).owner == professional.id

    acts.clock.pass_s(LEASE_S)
    await escalation.sweep_case(acts.service, acts.programme, id_of(topic))

    case = await acts.case_of(topic)
    assert (case.state, case.owner, case.depth) == (CaseState.OPEN, "", Depth.NONE)
    assert await acts.store.escalation.claimed(acts.programme) == []
    assert case.deadline_at > acts.clock.at
    assert not await acts.store.escalation.renew(
        acts.programme, id_of(topic), professional.id, acts.clock.at, acted=True
    )


async def test_a_lapse_decided_before_a_heartbeat_does_not_count(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    acts.clock.pass_s(LEASE_S + 1)

    await asyncio.gather(
        presence.heartbeat(acts.service, professional, is_on_duty=True),
        *(escalation.sweep_case(acts.service, acts.programme, id_of(topic)) for _ in range(5)),
    )

    case = await acts.case_of(topic)
    owned = case.state is CaseState.CLAIMED
    assert (case.owner == professional.id) is owned
    assert (await acts.state(topic)).owner == case.owner
    assert await acts.store.escalation.claimed(acts.programme) == ([id_of(topic)] if owned else [])


async def test_the_owner_of_an_imminent_case_who_does_nothing_gives_it_back(acts: Acts) -> None:
    seeker, _, professional, topic = await acts.case()
    made = await escalation.plan_for(
        acts.service,
        acts.programme,
        id_of(topic),
        Level.IMMINENT,
        Category.SUICIDE,
        Cause.REVIEW,
        Evidence(()),
    )
    conversation = await acts.state(topic)
    await acts.store.escalation.raise_by_person(acts.programme, conversation, made, None, acts.clock.at)
    await acts.claim(professional, topic)
    acts.clock.pass_s(QUIET_RELEASE_S)
    await escalation.sweep_quiet(acts.service, acts.programme, id_of(topic))
    assert (await acts.case_of(topic)).owner == professional.id

    acts.clock.pass_s(1)
    await escalation.sweep_quiet(acts.service, acts.programme, id_of(topic))

    assert (await acts.case_of(topic)).state is CaseState.OPEN
    assert await acts.say(seeker, topic, "halo")


async def test_releasing_gives_the_case_back_with_a_deadline(acts: Acts) -> None:
    _, supporter, professional, topic = await acts.case()
    other = await acts.professional("budi")
    await acts.claim(professional, topic)
    await escalation.join(acts.service, professional, acts.id(), topic)
    assert await acts.say(professional, topic, "halo")
    with pytest.raises(Conflict):
        await escalation.release(acts.service, other, acts.id(), topic)

    await escalation.release(acts.service, professional, acts.id(), topic)

    case = await acts.case_of(topic)
    assert case.state is CaseState.OPEN and case.deadline_at > acts.clock.at
    with pytest.raises((WrongState, NotFound)):
        await acts.say(professional, topic, "masih?")
    assert await acts.say(supporter, topic, "aku di sini")
    await acts.claim(other, topic)


# ── going in ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_only_the_owner_joins_and_leads(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    other = await acts.professional("budi")
    with pytest.raises(WrongState):
        await escalation.join(acts.service, professional, acts.id(), topic)
    await acts.claim(professional, topic)

    for act in (escalation.join, escalation.take_over):
        with pytest.raises(Conflict) as caught:
            await act(acts.service, other, acts.id(), topic)
        assert caught.value.owner == professional.alias
    await escalation.join(acts.service, professional, acts.id(), topic)

    assert (await acts.case_of(topic)).depth is Depth.JOINED


async def test_taking_over_ends_the_supporters_right_in_the_same_step(acts: Acts) -> None:
    """Whatever the supporter sends meanwhile stands before the hand-over or nowhere."""
    seeker, supporter, professional, topic = await acts.case()
    await acts.claim(professional, topic)

    said, *_ = await asyncio.gather(
        asyncio.gather(*(acts.say(supporter, topic, f"{n}") for n in range(100)), return_exceptions=True),
        escalation.take_over(acts.service, professional, acts.id(), topic),
        asyncio.gather(*(acts.say(seeker, topic, f"{n}") for n in range(20))),
    )

    log = await acts.log(topic)
    [handed] = [seq for seq, entry in log if entry.kind is Kind.PRO_LEADS]
    by_supporter = [seq for seq, entry in log if entry.by == supporter.id]
    assert all(seq < handed for seq in by_supporter)
    stored = [one for one in said if not isinstance(one, BaseException)]
    assert len(by_supporter) == len(stored)
    assert all(isinstance(one, WrongState) for one in said if isinstance(one, BaseException))
    conversation = await acts.state(topic)
    assert conversation.writers == {seeker.id, professional.id} and conversation.holder == ""
    assert await acts.load() == {supporter.id: 0}


async def test_a_professional_leads_a_seeker_who_still_waits(acts: Acts) -> None:
    professional = await acts.professional()
    seeker, topic = await acts.waiting(safe_now=False)
    await acts.claim(professional, topic)

    await escalation.take_over(acts.service, professional, acts.id(), topic)

    assert (await acts.state(topic)).state is State.ACTIVE
    assert await acts.store.matching.waiting_since(acts.programme) == []
    assert await acts.say(professional, topic, "saya di sini") and await acts.say(seeker, topic, "ya")


async def test_taking_over_wins_against_an_offer_of_the_same_moment(acts: Acts) -> None:
    professional = await acts.professional()
    supporter = await acts.supporter(auto_accept=False)
    _, topic = await acts.waiting(safe_now=False)
    await acts.claim(professional, topic)
    assert (await acts.state(topic)).offered_to == supporter.id

    await escalation.take_over(acts.service, professional, acts.id(), topic)

    conversation = await acts.state(topic)
    assert (conversation.state, conversation.leader, conversation.offered_to) == (
        State.ACTIVE,
        professional.id,
        "",
    )
    assert await acts.load() == {supporter.id: 0}


async def test_a_professional_who_has_joined_stays_when_the_supporter_is_lost(acts: Acts) -> None:
    seeker, supporter, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    await escalation.join(acts.service, professional, acts.id(), topic)
    await matching.set_availability(acts.service, supporter, 0, False)

    await matching.give_back(acts.service, acts.programme, await acts.state(topic), "supporter_lost")

    assert (await acts.state(topic)).writers == {seeker.id, professional.id}
    assert await acts.say(professional, topic, "saya masih di sini")
    await resolve(acts, professional, topic)
    assert (await acts.state(topic)).writers == {seeker.id}


async def led(acts: Acts) -> tuple[Actor, Actor, str]:
    seeker, supporter, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    await escalation.take_over(acts.service, professional, acts.id(), topic)
    await matching.set_availability(acts.service, supporter, 0, False)
    return seeker, professional, topic


async def test_a_leader_whose_lease_lapses_leaves_nobody_alone(acts: Acts) -> None:
    seeker, professional, topic = await led(acts)
    acts.clock.pass_s(max(LEASE_S, DUTY_ABSENT_S) + 60)

    await escalation.sweep_case(acts.service, acts.programme, id_of(topic))

    conversation, case = await acts.state(topic), await acts.case_of(topic)
    assert (conversation.state, conversation.leader, conversation.owner) == (State.WAITING, "", "")
    assert not conversation.may_write(professional.id) and conversation.may_write(seeker.id)
    assert case.state is CaseState.OPEN
    assert [id for id, _ in await acts.store.matching.waiting_since(acts.programme)] == [id_of(topic)]
    place = await acts.store.matching.seeking(acts.programme, id_of(topic))
    assert place is not None and place.is_urgent


# ── closing ──────────────────────────────────────────────────────────────────────────────────────────────


async def resolve(acts: Acts, actor: Actor, topic: str, ends: bool = False) -> None:
    await conversations.resolve(
        acts.service, actor, acts.id(), topic, Outcome.PLAN_MADE, "rencana bersama", ends
    )


async def test_only_the_owner_resolves(acts: Acts) -> None:
    _, _, professional, topic = await acts.case()
    other = await acts.professional("budi")
    with pytest.raises(WrongState):
        await resolve(acts, professional, topic)
    await acts.claim(professional, topic)
    with pytest.raises(Conflict):
        await resolve(acts, other, topic)

    await resolve(acts, professional, topic)

    case = await acts.case_of(topic)
    assert (case.state, case.outcome, case.resolved_at) == (CaseState.RESOLVED, "plan_made", acts.clock.at)
    assert await acts.store.escalation.open_count(acts.programme) == 0
    assert await acts.store.escalation.due(acts.programme, acts.clock.at + 10**9) == []
    assert Kind.NOTE in [entry.kind for _, entry in await acts.log(topic, Log.NOTES)]


async def test_resolving_a_led_conversation_ends_it_or_finds_somebody_else(acts: Acts) -> None:
    _, professional, topic = await led(acts)
    await resolve(acts, professional, topic)
    assert (await acts.state(topic)).state is State.WAITING

    acts.clock.pass_s(1)
    seeker, other = await acts.waiting(safe_now=False)
    await acts.claim(professional, other)
    await escalation.take_over(acts.service, professional, acts.id(), other)
    await resolve(acts, professional, other, ends=True)

    assert (await acts.state(other)).state is State.ENDED
    with pytest.raises(WrongState):
        await acts.say(seeker, other, "masih ada?")


async def test_a_resolved_case_is_reopened_within_a_day(acts: Acts) -> None:
    seeker, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    with pytest.raises(WrongState):
        await escalation.reopen(acts.service, professional, acts.id(), topic)
    await resolve(acts, professional, topic)

    acts.clock.pass_s(REOPEN_S)
    await presence.heartbeat(acts.service, professional, is_on_duty=True)
    await escalation.reopen(acts.service, professional, acts.id(), topic)
    case = await acts.case_of(topic)
    assert (case.state, case.owner, case.outcome, case.level) == (CaseState.OPEN, "", "", Level.ACTIVE)
    assert case.deadline_at > acts.clock.at

    await acts.claim(professional, topic)
    await resolve(acts, professional, topic)
    acts.clock.pass_s(REOPEN_S + 1)
    with pytest.raises(WrongState):
        await escalation.reopen(acts.service, professional, acts.id(), topic)
    assert await acts.say(seeker, topic, "halo")


async def test_new_danger_after_the_resolution_opens_a_new_case(acts: Acts) -> None:
    seeker, _, professional, topic = await acts.case()
    await acts.claim(professional, topic)
    await resolve(acts, professional, topic)

    await acts.say(seeker, topic, DANGER)

    case = await acts.case_of(topic)
    assert (case.state, case.causes, case.owner) == (CaseState.OPEN, (Cause.SCREENING,), "")
    assert await acts.store.escalation.due(acts.programme, case.deadline_at) == [id_of(topic)]
    assert await acts.store.escalation.all_open(acts.programme, 0) == [id_of(topic)]


# ── the clock ────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_lease_of_the_clock_has_one_holder(acts: Acts) -> None:
    sweep = f"test-{acts.programme}"
    taken = await asyncio.gather(*(acts.store.lease(sweep, f"p{n}", 60_000) for n in range(20)))
    [holder] = [f"p{n}" for n, has in enumerate(taken) if has]

    assert await acts.store.lease(sweep, holder, 60_000)
    assert not await acts.store.lease(sweep, "other", 60_000)
    assert Clock(acts.service, holder)


async def test_pages_wait_until_they_are_delivered_and_are_given_up_at_last(acts: Acts) -> None:
    settings = await acts.service.programme(acts.programme)
    await acts.store.programmes.save(
        msgspec.structs.replace(settings, webhook_url="https://example.org/hook")
    )
    seeker, topic = await acts.waiting()
    await acts.say(seeker, topic, DANGER)
    acts.clock.at = (await acts.case_of(topic)).deadline_at
    await escalation.sweep_case(acts.service, acts.programme, id_of(topic))

    tries = 0
    while pages := await acts.store.escalation.pages_due(acts.programme, acts.clock.at + 3_600_000):
        [page] = pages
        body = escalation.page_body(acts.programme, page, acts.clock.at)
        assert b"bunuh" not in body and id_of(topic).encode() in body
        await escalation.page_result(acts.service, acts.programme, page, False, "503")
        tries += 1

    assert tries == 6
    acts_of = await acts.store.audit.acts(acts.programme, id_of(topic))
    assert [act.facts["result"] for act in acts_of if act.what == "page"][-1] == "given up: 503"
