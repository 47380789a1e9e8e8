"""Command type -> action: one table. Each handler calls one action and returns the fields of its `ok`."""

from collections.abc import Awaitable, Callable
from typing import Any

from chatserver.actions import conversations, escalation, matching
from chatserver.actions.access import access_conversation
from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation
from chatserver.domain.escalation import Outcome
from chatserver.domain.ids import CommandId, Log, topic_of
from chatserver.domain.people import Actor, Role
from chatserver.domain.roles import check
from chatserver.hub.connection import Connection
from chatserver.hub.hub import Hub
from chatserver.protocol import client
from chatserver.protocol.server import Ok


class Desk:
    """What a handler works with: the service, the hub, and the socket that the command came on."""

    __slots__ = ("connection", "hub", "service")

    def __init__(self, service: Service, hub: Hub, connection: Connection) -> None:
        self.service, self.hub, self.connection = service, hub, connection


Fields = dict[str, Any]
Handler = Callable[[Desk, Any], Awaitable[Fields]]


async def carry_out(desk: Desk, frame: client.AnyCommand) -> Ok:
    """Do what a command says; raise an error of the tree."""
    name = str(frame.__struct_config__.tag)
    check(desk.connection.actor, name)
    return Ok(id=frame.id, **await _HANDLERS[type(frame)](desk, frame))


async def _seek_join(desk: Desk, frame: client.SeekJoin) -> Fields:
    actor = desk.connection.actor
    id = await conversations.join(
        desk.service,
        actor,
        CommandId(frame.id),
        language=frame.language,
        topics=frame.topics,
        age_band=frame.age_band,
        safe_now=frame.safe_now,
        distress=frame.distress,
    )
    conversation = await desk.service.store.conversations.get(actor.programme, id)
    topic = topic_of(Log.CONVERSATION, id)
    if topic not in desk.connection.held:
        await desk.hub.open(desk.connection, Log.CONVERSATION, conversation)
    await desk.hub.send_queue(desk.connection)
    return {"topic": topic}


async def _seek_cancel(desk: Desk, frame: client.SeekCancel) -> Fields:
    await conversations.cancel(desk.service, desk.connection.actor, CommandId(frame.id))
    return {}


async def _availability_set(desk: Desk, frame: client.AvailabilitySet) -> Fields:
    actor = desk.connection.actor
    desk.connection.is_off_duty = frame.places == 0
    await matching.set_availability(desk.service, actor, frame.places, frame.auto_accept)
    if actor.role is Role.SUPPORTER:
        await desk.hub.send_shift(desk.connection)
    return {}


async def _offer_accept(desk: Desk, frame: client.OfferAccept) -> Fields:
    id = await matching.accept(desk.service, desk.connection.actor, CommandId(frame.id), frame.offer)
    return {"topic": topic_of(Log.CONVERSATION, id), "offer": frame.offer}


async def _offer_decline(desk: Desk, frame: client.OfferDecline) -> Fields:
    await matching.decline(desk.service, desk.connection.actor, frame.offer)
    return {"offer": frame.offer}


async def _topic_open(desk: Desk, frame: client.TopicOpen) -> Fields:
    log, conversation, _ = await conversations.open_log(desk.service, desk.connection.actor, frame.topic)
    seq = await desk.hub.open(desk.connection, log, conversation, frame.since, frame.epoch)
    return {"topic": frame.topic, "seq": seq}


async def _topic_close(desk: Desk, frame: client.TopicClose) -> Fields:
    if frame.topic in desk.connection.held:
        desk.hub.close(desk.connection, frame.topic)
    return {"topic": frame.topic}


async def _message_send(desk: Desk, frame: client.MessageSend) -> Fields:
    sent = await conversations.send(
        desk.service, desk.connection.actor, CommandId(frame.id), frame.topic, frame.text
    )
    return {"topic": sent.topic, "seq": sent.seq, "at": sent.at}


async def _read(desk: Desk, frame: client.Read) -> Fields:
    await conversations.read(desk.service, desk.connection.actor, frame.topic, frame.seq)
    return {}


async def _help_now(desk: Desk, frame: client.HelpNow) -> Fields:
    await conversations.help_now(
        desk.service, desk.connection.actor, CommandId(frame.id), frame.topic, frame.reason
    )
    return {"topic": frame.topic}


async def _report(desk: Desk, frame: client.Report) -> Fields:
    await conversations.report(
        desk.service, desk.connection.actor, CommandId(frame.id), frame.topic, frame.seq, frame.reason
    )
    return {"topic": frame.topic}


async def _case_claim(desk: Desk, frame: client.CaseClaim) -> Fields:
    await escalation.claim(desk.service, desk.connection.actor, CommandId(frame.id), frame.topic)
    await _open_missing(desk, frame.topic)
    return {"topic": frame.topic}


async def _case_watch(desk: Desk, frame: client.CaseWatch) -> Fields:
    await escalation.watch(desk.service, desk.connection.actor, frame.topic)
    await _open_missing(desk, frame.topic)
    return {"topic": frame.topic}


async def _case_resolve(desk: Desk, frame: client.CaseResolve) -> Fields:
    await conversations.resolve(
        desk.service,
        desk.connection.actor,
        CommandId(frame.id),
        frame.topic,
        Outcome(frame.outcome),
        frame.note,
        frame.ends,
    )
    return {"topic": frame.topic}


def _topical(act: Callable[[Service, Actor, CommandId, str], Awaitable[None]]) -> Handler:
    """Return the handler of an action that needs no more than the topic."""

    async def handler(desk: Desk, frame: Any) -> Fields:
        await act(desk.service, desk.connection.actor, CommandId(frame.id), frame.topic)
        return {"topic": frame.topic}

    return handler


def _worded(act: Callable[[Service, Actor, CommandId, str, str], Awaitable[int]]) -> Handler:
    """Return the handler of an action that stores words in another log and answers where they stand."""

    async def handler(desk: Desk, frame: Any) -> Fields:
        seq = await act(desk.service, desk.connection.actor, CommandId(frame.id), frame.topic, frame.text)
        return {"topic": frame.topic, "seq": seq}

    return handler


async def _open_missing(desk: Desk, topic: str) -> None:
    """Open the three logs of a case on this socket, as far as they are not open yet."""
    conversation: Conversation = await access_conversation(desk.service, desk.connection.actor, topic)
    await desk.hub.open_all(desk.connection, conversation)


_HANDLERS: dict[type, Handler] = {
    client.SeekJoin: _seek_join,
    client.SeekCancel: _seek_cancel,
    client.AvailabilitySet: _availability_set,
    client.OfferAccept: _offer_accept,
    client.OfferDecline: _offer_decline,
    client.TopicOpen: _topic_open,
    client.TopicClose: _topic_close,
    client.MessageSend: _message_send,
    client.Read: _read,
    client.HelpNow: _help_now,
    client.Report: _report,
    client.ConversationEnd: _topical(conversations.end),
    client.ConversationErase: _topical(conversations.erase),
    client.CaseClaim: _case_claim,
    client.CaseWatch: _case_watch,
    client.CaseWhisper: _worded(escalation.whisper),
    client.CaseNote: _worded(escalation.note),
    client.CaseJoin: _topical(escalation.join),
    client.CaseTakeOver: _topical(escalation.take_over),
    client.CaseRelease: _topical(escalation.release),
    client.CaseResolve: _case_resolve,
    client.CaseReopen: _topical(escalation.reopen),
}
