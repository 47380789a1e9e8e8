"""The only way from an id to an object: "not yours" and "not there" are one answer.

The role table (`domain/roles.py`) has been asked before; the state is the action's.
"""

from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation, is_member, may_read
from chatserver.domain.errors import NotFound
from chatserver.domain.escalation import Case
from chatserver.domain.ids import ConversationId, Log, parse_topic
from chatserver.domain.people import Actor, Role


async def access_conversation(service: Service, actor: Actor, topic: str) -> Conversation:
    """Return the conversation of `conv:<id>` that this actor is part of; raise `NotFound`.

    A seeker: their own. A supporter: one that they hold. A professional: one that has or had a case.
    """
    log, id = parse_topic(topic)
    if log is not Log.CONVERSATION:
        raise NotFound
    return await _access(service, actor, id)


async def access_log(service: Service, actor: Actor, topic: str) -> tuple[Log, Conversation]:
    """Return the log and conversation of any topic that this actor may read; raise `NotFound`."""
    log, id = parse_topic(topic)
    if not may_read(actor.role, log):
        raise NotFound
    return log, await _access(service, actor, id)


async def access_case(service: Service, actor: Actor, topic: str) -> tuple[Conversation, Case]:
    """Return the conversation and its case; for professionals of the programme. Raise `NotFound`."""
    if actor.role is not Role.PROFESSIONAL:
        raise NotFound
    conversation = await access_conversation(service, actor, topic)
    return conversation, await service.store.escalation.get(actor.programme, conversation.id)


async def _access(service: Service, actor: Actor, id: ConversationId) -> Conversation:
    conversation = await service.store.conversations.get(actor.programme, id)
    has_case = False
    if actor.role is Role.PROFESSIONAL:
        has_case = await service.store.escalation.find(actor.programme, id) is not None
    if not is_member(actor, conversation, has_case):
        raise NotFound
    return conversation
