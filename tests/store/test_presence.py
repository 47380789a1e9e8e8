"""Heartbeats on the real engine."""

from chatserver.actions import presence
from chatserver.domain.ids import PersonId
from chatserver.domain.people import Role
from chatserver.domain.presence import DUTY_ABSENT_S, HERE_KEPT_S
from tests.support.acts import Acts


async def test_a_professional_is_on_duty_while_their_heartbeat_is_fresh(acts: Acts) -> None:
    professional = await acts.professional()
    acts.clock.pass_s(DUTY_ABSENT_S)
    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == [professional.id]

    acts.clock.pass_s(0.001)

    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == []


async def test_off_duty_is_off_at_once_and_stays_so(acts: Acts) -> None:
    professional = await acts.professional()

    await acts.store.presence.go_off_duty(acts.programme, professional.id)
    await presence.heartbeat(acts.service, professional, is_on_duty=False)

    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == []
    seen = await acts.store.presence.seen(acts.programme, [professional.id])
    assert seen == {professional.id: acts.clock.at}


async def test_nobody_but_a_professional_is_on_duty(acts: Acts) -> None:
    for role in (Role.SUPPORTER, Role.COORDINATOR):
        actor = await acts.staff(f"x-{role}", role)
        await presence.heartbeat(acts.service, actor, is_on_duty=True)

    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == []
    professional = await acts.professional()
    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == [professional.id]


async def test_a_link_that_went_counts_from_when_it_was_seen(acts: Acts) -> None:
    professional = await acts.professional()
    earlier = acts.clock.at - 7_000

    await acts.store.presence.forget(acts.programme, professional.id, Role.PROFESSIONAL, earlier)

    assert await acts.store.presence.seen(acts.programme, [professional.id]) == {professional.id: earlier}
    assert await acts.store.presence.on_duty(acts.programme, acts.clock.at) == []


async def test_who_was_never_seen_is_left_out(acts: Acts) -> None:
    professional = await acts.professional()

    seen = await acts.store.presence.seen(acts.programme, [PersonId("nobody"), professional.id])

    assert list(seen) == [professional.id]
    assert await acts.store.presence.seen(acts.programme, []) == {}


async def test_old_heartbeats_are_swept_and_fresh_ones_kept(acts: Acts) -> None:
    old = await acts.professional("old")
    acts.clock.pass_s(HERE_KEPT_S + 1)
    fresh = await acts.professional("fresh")

    await acts.store.presence.sweep(acts.programme, acts.clock.at)

    assert list(await acts.store.presence.seen(acts.programme, [old.id, fresh.id])) == [fresh.id]
    assert await acts.store.commands.execute("ZCARD", acts.keys.duty) == 1
