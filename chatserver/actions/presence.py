"""Heartbeats and links: what a person's socket says about where they are."""

from chatserver.actions import escalation
from chatserver.actions.conversations import link_changed
from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation
from chatserver.domain.people import Actor, Role


async def heartbeat(service: Service, actor: Actor, *, is_on_duty: bool) -> None:
    """Note that somebody is here; a professional's leases are renewed by it."""
    await service.store.presence.touch(
        actor.programme, actor.id, service.now(), is_on_duty=is_on_duty and actor.role is Role.PROFESSIONAL
    )
    if actor.role is Role.PROFESSIONAL:
        await escalation.renew_leases(service, actor)


async def own_conversations(service: Service, actor: Actor) -> list[Conversation]:
    """Return a person's conversations: a seeker's own, a supporter's held, a professional's claimed."""
    store, programme = service.store, actor.programme
    if actor.role is Role.SEEKER:
        id = await store.accounts.conversation_of(programme, actor.id)
        ids = [id] if id else []
    elif actor.role is Role.SUPPORTER:
        ids = await store.conversations.held_by(programme, actor.id)
    elif actor.role is Role.PROFESSIONAL:
        ids = await store.escalation.claimed_by(programme, actor.id)
    else:
        ids = []
    return [found for id in ids if (found := await store.conversations.find(programme, id)) is not None]


async def leave(service: Service, actor: Actor) -> None:
    """A seeker used "leave now": the other side is told that the link has gone, without reproach."""
    for conversation in await own_conversations(service, actor):
        await link_changed(service, actor, conversation.id, False)
