"""This process's sockets: topics to connections, one subscriber, and what is told to whom.

Keeps nothing that a restart could lose. Whoever is told something may read it: membership is asked when a
topic is opened and again whenever the people of the conversation change.
"""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from chatserver.domain import signals
from chatserver.domain.conversations import Conversation, Entry, Kind, State, is_member, may_read
from chatserver.domain.errors import NotFound, SebayaError, Unavailable
from chatserver.domain.escalation import REOPEN_S, WORDS
from chatserver.domain.ids import ConversationId, Log, PersonId, ProgrammeId, offer_of, parse_topic, topic_of
from chatserver.domain.limits import CONSOLE_PING_S, PING_S
from chatserver.domain.people import Actor, Role
from chatserver.domain.presence import is_seeker_here, is_supporter_here
from chatserver.hub.connection import Connection
from chatserver.hub.topic import Topic
from chatserver.protocol.close import Close
from chatserver.protocol.codec import encode
from chatserver.protocol.server import (
    CaseCard,
    Desk,
    Notice,
    Offer,
    OfferGone,
    OfferSummary,
    Opened,
    Person,
    Presence,
    Queue,
    ReadUpTo,
    ServerFrame,
    Shift,
    TypingNow,
)
from chatserver.protocol.server import State as StateFrame
from chatserver.store.change import LOGS
from chatserver.store.connection import Subscriber
from chatserver.store.keys import keys_of
from chatserver.store.store import Store

log = logging.getLogger("sebaya.hub")

CHECK_S = 5.0  # seconds between comparisons of every open topic with its stream, and of silent sockets
SETTLE_S = 0.15  # seconds in which changes of the queue or the desk are told once
DRAIN_S = 8.0  # seconds over which sockets are closed when the process ends

#: Kinds after which the people of a conversation, or its state, are others.
_TURNING = frozenset(
    {Kind.WAITING, Kind.PAIRED, Kind.PRO_WATCHES, Kind.PRO_JOINS, Kind.PRO_LEADS, Kind.PRO_LEAVES, Kind.ENDED}
)


class Hub:
    """One per process.

    Args:
        store: all stores.
        url: of the Redis server, for the subscriber.
        now: milliseconds since 1970, UTC.
    """

    def __init__(self, store: Store, url: str, now: Callable[[], int]) -> None:
        self.store = store
        self._url = url
        self._now = now
        self._subscriber: Subscriber | None = None
        self._topics: dict[bytes, Topic] = {}
        self._opening: dict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._people: dict[bytes, set[Connection]] = defaultdict(set)
        self._desks: dict[bytes, set[Connection]] = defaultdict(set)
        self._lobbies: dict[bytes, set[Connection]] = defaultdict(set)
        self._programme_of: dict[bytes, ProgrammeId] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._settling: set[tuple[str, bytes]] = set()
        self._timer: asyncio.Task[None] | None = None
        self.connections: set[Connection] = set()
        self.is_draining = False

    async def start(self) -> None:
        """Connect the subscriber and start the timer."""
        self._subscriber = await Subscriber.connect(self._url, self._on_message, self._on_subscribed)
        self._timer = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """Stop the timer and the subscriber; sockets are the edge's."""
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.gather(self._timer, return_exceptions=True)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._subscriber is not None:
            await self._subscriber.aclose()

    async def drain(self) -> None:
        """Tell every socket to come back, and close them spread over `DRAIN_S`."""
        self.is_draining = True
        waiting = list(self.connections)
        random.shuffle(waiting)
        for connection in waiting:
            connection.push(Notice(kind="restarting", facts={"in_ms": int(DRAIN_S * 1000)}))
        for connection in waiting:
            connection.shut(Close.RESTARTING)
            await asyncio.sleep(DRAIN_S / len(waiting))

    # -- sockets -----------------------------------------------------------------------------------------

    async def add(self, connection: Connection) -> None:
        """Take in a socket that said hello, and subscribe to what concerns its person."""
        actor, keys = connection.actor, keys_of(connection.actor.programme)
        self.connections.add(connection)
        await self._join(self._people, keys.of("person", person=actor.id), connection)
        await self._join(self._lobbies, keys.lobby, connection)
        if actor.role in (Role.PROFESSIONAL, Role.COORDINATOR):
            await self._join(self._desks, keys.desk, connection)
        if actor.role in (Role.SUPPORTER, Role.PROFESSIONAL):
            self._settle("desk", keys.desk.encode(), actor.programme)
            await self.store.escalation.tell(actor.programme, "desk", signals.encode(signals.DutyChanged()))

    async def remove(self, connection: Connection) -> None:
        """Let a socket go; the last one of its person takes their links with it."""
        actor, keys = connection.actor, keys_of(connection.actor.programme)
        self.connections.discard(connection)
        open_topics = list(connection.held)
        for name in open_topics:
            self.close(connection, name)
        person = keys.of("person", person=actor.id).encode()
        for index, channel in (
            (self._people, person),
            (self._lobbies, keys.lobby.encode()),
            (self._desks, keys.desk.encode()),
        ):
            index.get(channel, set()).discard(connection)
            if not index.get(channel):
                index.pop(channel, None)
                self._unsubscribe(channel)
        if person in self._people:
            return
        try:
            if actor.role is Role.PROFESSIONAL:
                await self.store.presence.go_off_duty(actor.programme, actor.id)
                await self.store.escalation.tell(
                    actor.programme, "desk", signals.encode(signals.DutyChanged())
                )
            for name in open_topics:
                log_, id = parse_topic(name)
                if log_ is Log.CONVERSATION and actor.role is not Role.PROFESSIONAL:
                    await self._tell_link(actor, id, False)
        except Unavailable:
            log.info("leave_not_told")  # heartbeats run out by themselves

    async def open(
        self, connection: Connection, log_: Log, conversation: Conversation, since: int = 0, epoch: str = ""
    ) -> int:
        """Open a log on a socket that may read it: `opened`, everything after `since`, then live.

        Returns:
            The log's last sequence number.
        """
        # Held from here on, so that a second way to the same log at the same time does not send it twice.
        connection.held.setdefault(topic_of(log_, conversation.id), since)
        try:
            topic = await self._topic(connection.actor.programme, log_, conversation)
        except SebayaError:
            connection.held.pop(topic_of(log_, conversation.id), None)
            raise
        topic.openings += 1
        try:
            return await self._open(connection, topic, conversation, since, epoch)
        finally:
            topic.openings -= 1
            if connection.closing is not None or connection not in self.connections:
                self.close(connection, topic.name)

    async def _open(
        self, connection: Connection, topic: Topic, conversation: Conversation, since: int, epoch: str
    ) -> int:
        log_ = topic.log
        first = await self.store.conversations.first_kept(topic.programme, topic.id, log_)
        is_reset = since > topic.last or (epoch != "" and epoch != topic.epoch) or 0 < since < first - 1
        since = 0 if is_reset else since
        people = await self._present(topic.programme, conversation, connection.actor)
        topic.readers.discard(connection)
        connection.push(
            Opened(
                topic=topic.name,
                seq=topic.last,
                epoch=topic.epoch,
                state=conversation.state,
                people=people,
                reset=is_reset,
                fence=conversation.fence,
                language=conversation.language,
                topics=list(conversation.topics),
            )
        )
        await topic.replay(connection, since, connection.drained)
        if log_ is Log.CONVERSATION and connection.actor.role is not Role.PROFESSIONAL:
            await self._tell_link(connection.actor, topic.id, True)
        return topic.last

    async def open_all(self, connection: Connection, conversation: Conversation) -> None:
        """Open every log of a conversation that this role may read and this socket has not open yet."""
        for log_ in Log:
            is_open = topic_of(log_, conversation.id) in connection.held
            if may_read(connection.actor.role, log_) and not is_open:
                await self.open(connection, log_, conversation)

    def close(self, connection: Connection, name: str) -> None:
        """Stop sending a log to a socket."""
        connection.held.pop(name, None)
        log_, id = parse_topic(name)
        channel = keys_of(connection.actor.programme).of(LOGS[log_][2], id).encode()
        topic = self._topics.get(channel)
        if topic is not None:
            topic.readers.discard(connection)
            if not topic.readers and not topic.openings:
                del self._topics[channel]
                self._opening.pop(channel, None)
                self._unsubscribe(channel)

    def last_seqs(self, connection: Connection) -> dict[str, int]:
        """Return the last sequence number of each log that a socket has open."""
        found = {}
        for name in connection.held:
            log_, id = parse_topic(name)
            channel = keys_of(connection.actor.programme).of(LOGS[log_][2], id).encode()
            if (topic := self._topics.get(channel)) is not None:
                found[name] = topic.last
        return found

    async def send_queue(self, connection: Connection) -> None:
        """Tell one socket about the queue."""
        wait = await self.store.matching.wait(connection.actor.programme, self._now())
        connection.push(_queue(wait, connection.actor.role))

    async def send_desk(self, connection: Connection) -> None:
        """Send every case that a professional can work on, and who is on duty."""
        programme, now = connection.actor.programme, self._now()
        for id in await self.store.escalation.all_open(programme, now - REOPEN_S * 1000):
            card = await self._card(programme, id)
            if card is not None:
                connection.push(card)
        connection.push(await self._desk(programme, connection))

    async def send_shift(self, connection: Connection, reason: str = "") -> None:
        """Tell a supporter how their shift stands."""
        shift = await self.store.matching.shift_of(connection.actor.programme, connection.actor.id)
        connection.push(
            Shift(
                places=shift.places if shift else 0,
                free=shift.free if shift else 0,
                auto_accept=shift.auto_accept if shift else False,
                reason=reason,
            )
        )

    # -- what arrives from Redis -------------------------------------------------------------------------

    def _on_message(self, channel: bytes, data: bytes) -> None:
        topic = self._topics.get(channel)
        if topic is not None:
            head, _, payload = data.partition(b" ")
            seq = int(head)
            if seq == 0:
                self._on_topic_signal(topic, signals.decode(payload))
            elif not topic.receive(seq, payload):
                self._spawn(topic.fill())
            return
        programme = self._programme_of.get(channel)
        if programme is None:
            return
        signal = signals.decode(data)
        if isinstance(signal, signals.QueueChanged):
            self._settle("queue", channel, programme)
        elif isinstance(signal, signals.DutyChanged):
            self._settle("desk", channel, programme)
        elif isinstance(signal, signals.CaseChanged):
            self._spawn(self._tell_case(channel, programme, signal.conversation))
        elif isinstance(signal, signals.Call):
            notice = Notice(kind=signal.kind, topic=signal.topic, facts=signal.facts)
            self._push(
                (c for c in self._desks.get(channel, ()) if not signal.role or c.actor.role == signal.role),
                notice,
            )
        else:
            for connection in list(self._people.get(channel, ())):
                self._spawn(self._tell_person(connection, signal))

    def _on_subscribed(self, channel: bytes) -> None:
        """A subscription that is new or was lost for a while: what was published meanwhile is read."""
        topic = self._topics.get(channel)
        if topic is not None:
            self._spawn(topic.fill())
        elif channel in self._lobbies:
            self._settle("queue", channel, self._programme_of[channel])
        elif channel in self._desks:
            for connection in list(self._desks[channel]):
                self._spawn(self.send_desk(connection))

    def _on_topic_signal(self, topic: Topic, signal: signals.AnySignal) -> None:
        frame: ServerFrame
        if isinstance(signal, signals.TypingNow):
            frame = TypingNow(topic=topic.name, by=signal.by, on=signal.on)
        elif isinstance(signal, signals.ReadUpTo):
            frame = ReadUpTo(topic=topic.name, by=signal.by, seq=signal.seq)
        elif isinstance(signal, signals.LinkChanged):
            frame = Presence(topic=topic.name, by=signal.by, role=signal.role, here=signal.here)
            own = next((reader.actor for reader in topic.readers if reader.actor.id == signal.by), None)
            if (
                own is not None and not signal.here
            ):  # their link to another hub; the one to this hub still stands
                self._spawn(self._tell_link(own, topic.id, True))
        else:
            return
        self._push((reader for reader in topic.readers if reader.actor.id != signal.by), frame)

    def _on_entry(self, topic: Topic, entry: Entry) -> None:
        if topic.log is Log.CONVERSATION and entry.kind in _TURNING:
            self._spawn(self._tell_state(topic))

    # -- what is told ------------------------------------------------------------------------------------

    async def _tell_state(self, topic: Topic) -> None:
        """Tell the readers of a conversation its state and people; those who left stop receiving it."""
        conversation = await self.store.conversations.get(topic.programme, topic.id)
        has_case = await self.store.escalation.find(topic.programme, topic.id) is not None
        for reader in list(topic.readers):
            stays = is_member(reader.actor, conversation, has_case)
            state = str(conversation.state) if stays or conversation.state is State.ENDED else "left"
            people = await self._present(topic.programme, conversation, reader.actor) if stays else []
            reader.push(StateFrame(topic=topic.name, state=state, people=people, fence=conversation.fence))
            if not stays:
                self.close(reader, topic.name)
                self.close(reader, topic_of(Log.WHISPER, topic.id))

    async def _tell_case(self, channel: bytes, programme: ProgrammeId, id: ConversationId) -> None:
        card = await self._card(programme, id)
        if card is not None:
            self._push((c for c in self._desks.get(channel, ()) if c.actor.role is Role.PROFESSIONAL), card)

    async def _tell_person(self, connection: Connection, signal: signals.AnySignal) -> None:
        if isinstance(signal, signals.Offered):
            connection.push(
                Offer(
                    offer=offer_of(signal.conversation, signal.fence),
                    expires_at=signal.expires_at,
                    summary=OfferSummary(
                        language=signal.language,
                        topics=list(signal.topics),
                        waited_s=signal.waited_s,
                        returned=signal.returned,
                    ),
                )
            )
        elif isinstance(signal, signals.OfferGone):
            offer = offer_of(signal.conversation, signal.fence)
            connection.push(OfferGone(offer=offer, reason=signal.reason))
        elif isinstance(signal, signals.Given):
            name = topic_of(Log.CONVERSATION, signal.conversation)
            if name not in connection.held:
                conversation = await self.store.conversations.get(
                    connection.actor.programme, signal.conversation
                )
                await self.open_all(connection, conversation)
            if connection.actor.role is Role.SUPPORTER:
                await self.send_shift(connection)
        elif isinstance(signal, signals.ShiftChanged):
            await self.send_shift(connection, signal.reason)
        elif isinstance(signal, signals.Noticed):
            connection.push(Notice(kind=signal.kind, topic=signal.topic, facts=signal.facts))
        elif isinstance(signal, signals.SignedOut):
            connection.shut(Close.NOT_SIGNED_IN)

    async def _tell_queue(self, channel: bytes, programme: ProgrammeId) -> None:
        wait = await self.store.matching.wait(programme, self._now())
        for connection in list(self._lobbies.get(channel, ())):
            connection.push(_queue(wait, connection.actor.role))
            if connection.actor.role in (Role.PROFESSIONAL, Role.COORDINATOR):
                connection.push(await self._desk(programme, connection))

    async def _tell_desk(self, channel: bytes, programme: ProgrammeId) -> None:
        for connection in list(self._desks.get(channel, ())):
            connection.push(await self._desk(programme, connection))

    async def _tell_link(self, actor: Actor, id: ConversationId, here: bool) -> None:
        signal = signals.LinkChanged(by=actor.id, role=actor.role, here=here)
        await self.store.conversations.signal(actor.programme, id, Log.CONVERSATION, signal)

    async def _card(self, programme: ProgrammeId, id: ConversationId) -> CaseCard | None:
        try:
            view = await self.store.escalation.view(programme, id)
        except NotFound:
            return None
        case, conversation = view.case, view.conversation
        return CaseCard(
            topic=topic_of(Log.CONVERSATION, id),
            state=case.state,
            level=int(case.level),
            word=WORDS[case.level],
            category=case.category,
            causes=[str(cause) for cause in case.causes],
            opened_at=case.opened_at,
            raised_at=case.raised_at,
            answer_by=case.answer_by,
            deadline_at=case.deadline_at,
            step=case.step,
            depth=case.depth,
            conversation=conversation.state,
            language=conversation.language,
            topics=list(conversation.topics),
            pool=conversation.pool,
            owner=case.owner,
            owner_name=case.owner_name,
            supporter=conversation.holder_name,
            quote=view.quote,
            quote_seq=case.quote_seq,
            spans=list(case.spans) if view.quote else [],
            outcome=case.outcome,
            resolved_at=case.resolved_at,
            claimed_at=case.claimed_at,
        )

    async def _desk(self, programme: ProgrammeId, connection: Connection) -> Desk:
        now = self._now()
        on_duty = await self.store.presence.on_duty(programme, now)
        snapshot = await self.store.matching.snapshot(programme, now)
        held = await self.store.conversations.holders(programme)
        return Desk(
            professionals=len(on_duty),
            supporters=len(snapshot.shifts),
            chats=len(held),
            on_duty=connection.actor.id in on_duty,
        )

    async def _present(
        self, programme: ProgrammeId, conversation: Conversation, reader: Actor
    ) -> list[Person]:
        """Return who is in a conversation or can read it, as `reader` may know it.

        A seeker knows of a watching professional by role; the name comes when they join.
        """
        people = await self.store.conversations.people(programme, conversation.id)
        current = [
            person
            for person in people
            if person.id
            in (conversation.seeker, conversation.holder, conversation.owner, conversation.leader)
        ]
        now = self._now()
        seen = await self.store.presence.seen(programme, [PersonId(person.id) for person in current])
        found = []
        for person in current:
            at = seen.get(person.id, 0)
            here = is_seeker_here(at, now) if person.role is Role.SEEKER else is_supporter_here(at, now)
            is_named = reader.role is not Role.SEEKER or conversation.may_write(person.id)
            found.append(
                Person(id=person.id, role=person.role, here=here, alias=person.alias if is_named else "")
            )
        return found

    # -- upkeep ------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(CHECK_S)
            now = self._now()
            for connection in list(self.connections):
                ping_s = PING_S if connection.actor.role is Role.SEEKER else CONSOLE_PING_S
                if now - connection.heard_at > (2 * ping_s + 5) * 1000:
                    connection.shut(Close.SILENT)
            topics = list(self._topics.values())
            try:
                for start in range(0, len(topics), 500):
                    await self._compare(topics[start : start + 500])
            except SebayaError:
                log.info("compare_postponed")
            except Exception:
                log.exception("compare_failed")

    async def _compare(self, topics: list[Topic]) -> None:
        """Compare open topics with their streams: pub/sub loses entries without saying so."""
        commands = [
            ("HGET", keys_of(topic.programme).of("state", topic.id), LOGS[topic.log][1]) for topic in topics
        ]
        for topic, last in zip(topics, await self.store.commands.execute_many(commands), strict=True):
            if int(last or 0) > topic.last:
                await topic.fill()

    async def _topic(self, programme: ProgrammeId, log_: Log, conversation: Conversation) -> Topic:
        name = keys_of(programme).of(LOGS[log_][2], conversation.id)
        channel = name.encode()
        async with self._opening[channel]:
            topic = self._topics.get(channel)
            if topic is None:
                # The subscription stands before the last seq is read, so nothing falls between the two.
                fixed = self.store.words.remember(programme, conversation)
                last = await self.store.conversations.last_seq(programme, conversation.id, log_)
                topic = Topic(self.store, programme, log_, conversation, fixed, last, self._on_entry)
                self._topics[channel] = topic
                try:
                    await self._subscribe(channel)
                except Unavailable:
                    del self._topics[channel]
                    raise
                await topic.fill()
        return topic

    async def _join(self, index: dict[bytes, set[Connection]], name: str, connection: Connection) -> None:
        channel = name.encode()
        index[channel].add(connection)
        self._programme_of[channel] = connection.actor.programme
        await self._subscribe(channel)

    async def _subscribe(self, channel: bytes) -> None:
        if self._subscriber is None:
            raise Unavailable
        if channel not in self._subscriber.channels:
            self._subscriber.subscribe(channel)
        await self._subscriber.subscribed(channel)

    def _unsubscribe(self, channel: bytes) -> None:
        if self._subscriber is not None and channel in self._subscriber.channels:
            self._subscriber.unsubscribe(channel)
        self._programme_of.pop(channel, None)

    def _settle(self, what: str, channel: bytes, programme: ProgrammeId) -> None:
        """Tell of a change once for all changes within `SETTLE_S`."""
        if (what, channel) in self._settling:
            return
        self._settling.add((what, channel))

        async def later() -> None:
            await asyncio.sleep(SETTLE_S)
            self._settling.discard((what, channel))
            if what == "queue":
                await self._tell_queue(channel, programme)
            else:
                await self._tell_desk(channel, programme)

        self._spawn(later())

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._guard(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guard(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except SebayaError as error:
            log.info("not_told", extra={"fields": {"code": error.code}})
        except Exception:
            log.exception("tell_failed")

    @staticmethod
    def _push(readers: Iterable[Connection], frame: ServerFrame) -> None:
        raw = encode(frame)
        for reader in list(readers):
            reader.push_bytes(raw)


def _queue(wait: Any, role: Role) -> Queue:
    is_staff = role is not Role.SEEKER
    return Queue(
        open=wait.open,
        range_s=wait.range_s,
        waiting=wait.waiting if is_staff else None,
        longest_s=wait.longest_s if is_staff else None,
    )
