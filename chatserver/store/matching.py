"""Queue, shifts, places and offers. The ranking is `domain/matching.py`; here it is made true or refused."""

import msgspec

from chatserver.domain.conversations import STATES, Conversation, Entry, Event, Kind, Participant, State
from chatserver.domain.ids import ConversationId, Log, PersonId, ProgrammeId
from chatserver.domain.machine import sources
from chatserver.domain.matching import (
    MAX_PLACES,
    OFFER_S,
    WAITS_KEPT,
    Pair,
    Seeking,
    Shift,
    capability_for,
    wait_range,
)
from chatserver.domain.people import Actor, Pool, Role
from chatserver.domain.presence import STAFF_ABSENT_S
from chatserver.domain.retention import Kept, ms
from chatserver.domain.signals import Given, Offered, OfferGone, QueueChanged, ShiftChanged
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.audit import record
from chatserver.store.change import Change, Done, Once, encode
from chatserver.store.connection import Commands
from chatserver.store.conversations import LIVE_KEYS, pairs
from chatserver.store.keys import keys_of
from chatserver.store.scripts import OFFER

_RIGHT = "w:"
_seeking = msgspec.msgpack.Decoder(Seeking)
_shift = msgspec.msgpack.Decoder(Shift)


class Snapshot(msgspec.Struct, frozen=True):
    """The queue and the shifts as they were read in one go; `free` of each shift is filled in."""

    waiting: list[Seeking]
    shifts: list[Shift]


class Wait(msgspec.Struct, frozen=True):
    """What can honestly be said about the queue.

    Attributes:
        open: somebody is on shift; range_s: (low, high) seconds, or None.
        waiting: how many wait; longest_s: seconds that the first of them has waited.
    """

    open: bool
    range_s: tuple[int, int] | None
    waiting: int
    longest_s: int


class MatchingStore:
    """Reads and writes the queue, shifts, places, offers, and who holds what."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def snapshot(self, programme: ProgrammeId, now: int) -> Snapshot:
        """Return who waits and which supporters are on shift and here."""
        keys = keys_of(programme)
        waiting, seeking, shifts, places, load, here = await self._commands.execute_many(
            [
                ("ZRANGE", keys.waiting, 0, -1),
                ("HGETALL", keys.seeking),
                ("HGETALL", keys.shifts),
                ("HGETALL", keys.places),
                ("HGETALL", keys.load),
                ("ZRANGEBYSCORE", keys.here, now - STAFF_ABSENT_S * 1000, "+inf"),
            ]
        )
        facts = dict(pairs(seeking))
        given = {person: int(count) for person, count in pairs(places)}
        taken = {person: int(count) for person, count in pairs(load)}
        is_here = set(here)
        return Snapshot(
            waiting=[_seeking.decode(facts[name]) for name in waiting if name in facts],
            shifts=[
                msgspec.structs.replace(
                    _shift.decode(raw),
                    places=given.get(person, 0),
                    free=given.get(person, 0) - taken.get(person, 0),
                )
                for person, raw in pairs(shifts)
                if person in is_here and given.get(person, 0) > 0
            ],
        )

    async def wait(self, programme: ProgrammeId, now: int) -> Wait:
        """Return what can honestly be said about the queue now."""
        return _wait_of(await self.snapshot(programme, now), await self.waits(programme), now)

    async def seeking(self, programme: ProgrammeId, conversation: ConversationId) -> Seeking | None:
        """Return the place in the queue of a conversation that waits or is offered."""
        raw = await self._commands.execute("HGET", keys_of(programme).seeking, conversation)
        return _seeking.decode(raw) if raw else None

    async def set_urgent(self, programme: ProgrammeId, seeking: Seeking) -> None:
        """Move a waiting seeker before those who are not urgent."""
        raw = encode(msgspec.structs.replace(seeking, is_urgent=True))
        await self._commands.execute("HSET", keys_of(programme).seeking, seeking.conversation, raw)

    async def start_shift(self, programme: ProgrammeId, shift: Shift) -> int:
        """Start or change a shift; return the places left. A new shift forgets missed offers."""
        keys, places = keys_of(programme), min(shift.places, MAX_PLACES)
        *_, load = await self._commands.execute_many(
            [
                ("HSET", keys.shifts, shift.person, encode(shift)),
                ("HSET", keys.places, shift.person, places),
                ("HDEL", keys.missed, shift.person),
                ("SPUBLISH", keys.lobby, encode_signal(QueueChanged())),
                ("HGET", keys.load, shift.person),
            ]
        )
        return max(0, places - int(load or 0))

    async def end_shift(self, programme: ProgrammeId, person: PersonId, reason: str = "") -> None:
        """Offer nobody to this supporter any more; chats that they hold go on."""
        keys = keys_of(programme)
        commands: list[tuple[str | bytes, ...]] = [
            ("HDEL", keys.shifts, person),
            ("HDEL", keys.places, person),
            ("SPUBLISH", keys.lobby, encode_signal(QueueChanged())),
        ]
        if reason:
            signal = encode_signal(ShiftChanged(reason=reason))
            commands.append(("SPUBLISH", keys.of("person", person=person), signal))
        await self._commands.execute_many(commands)

    async def shift_of(self, programme: ProgrammeId, person: PersonId) -> Shift | None:
        """Return a supporter's shift with its places left, or None off shift."""
        keys = keys_of(programme)
        raw, places, load = await self._commands.execute_many(
            [("HGET", keys.shifts, person), ("HGET", keys.places, person), ("HGET", keys.load, person)]
        )
        if not raw or not places:
            return None
        free = max(0, int(places) - int(load or 0))
        return msgspec.structs.replace(_shift.decode(raw), places=int(places), free=free)

    async def offer(
        self, programme: ProgrammeId, pair: Pair, seeking: Seeking, is_told: bool, now: int
    ) -> int:
        """Offer a seeker to a supporter; return the fence of the offer.

        Args:
            is_told: publish the offer; not needed where the supporter accepts everything.

        Raises:
            WrongState: somebody was faster, or one of the conditions no longer holds (named in `owner`).
        """
        expires_at = now + OFFER_S * 1000
        signal = Offered(
            conversation=pair.conversation,
            expires_at=expires_at,
            language=seeking.language,
            topics=seeking.topics,
            waited_s=max(0, now - seeking.joined_at) // 1000,
            returned=bool(seeking.passed),
        )
        fence, _ = await OFFER.run(
            self._commands,
            programme,
            {
                "conversation": pair.conversation,
                "supporter": pair.supporter,
                "waiting": State.WAITING,
                "offered": State.OFFERED,
                "needs": {pool: capability_for(pool) for pool in Pool},
                "here_after": now - STAFF_ABSENT_S * 1000,
                "expires_at": expires_at,
                "signal": encode_signal(signal) if is_told else None,
            },
            pair.conversation,
            pair.supporter,
        )
        return int(fence)

    async def accept(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        supporter: Actor,
        fence: int,
        now: int,
        mark: Once | None,
    ) -> Done:
        """Pair an offered seeker with the supporter to whom this offer was made.

        Raises:
            WrongState: the offer has moved on.
        """
        name, waited = supporter.alias, max(0, now - conversation.joined_at)
        entry = Entry(kind=Kind.PAIRED, at=now, facts={"id": supporter.id, "name": name})
        participant = Participant(id=supporter.id, role=Role.SUPPORTER, alias=name, joined_at=now)
        change = (
            Change(now, mark)
            .expect("state", "state", *sources(STATES, Event.ACCEPT))
            .expect("state", "offered_to", supporter.id)
            .expect("state", "offer_fence", fence)
            .set(
                "state",
                state=State.ACTIVE,
                holder=supporter.id,
                holder_name=name,
                holder_wrote=0,
                paired_at=now,
                opened_at=conversation.opened_at or now,
                offered_to="",
                owed_at=now,
                seeker_at=now,
                idle_step=0,
                idle_at=0,
            )
            .add("state", "fence", 1)
            .put("state", _RIGHT + supporter.id, fence + 1)
            .put("people", supporter.id, msgspec.json.encode(participant))
            .put("held", conversation.id, supporter.id)
            .unset("seeking", conversation.id)
            .unset("missed", supporter.id)
            .unscore("waiting", "offers", member=conversation.id)
            .score("active", conversation.id, now)
            .push("waits", f"{now} {waited}", WAITS_KEPT)
            .append(Log.CONVERSATION, entry)
            .expire(ms(Kept.OPEN_CONVERSATION), *LIVE_KEYS)
            .publish("person", Given(conversation.id))
            .publish("lobby", QueueChanged())
        )
        return await change.run(self._commands, programme, conversation.id, supporter.id)

    async def give_back(
        self,
        programme: ProgrammeId,
        conversation: Conversation,
        seeking: Seeking,
        why: str,
        now: int,
        *,
        mark: Once | None = None,
        offer_fence: int = 0,
        name: str = "",
    ) -> Done:
        """Put a seeker back at their old place, and tell them.

        Args:
            conversation: as read; a change since then is refused (`wrong_state`).
            seeking: the place with the supporter who passed noted in it.
            why: fact of the entry: declined, timeout, supporter_lost, no_reply, released.
            offer_fence: the offer that is given back; 0 for a conversation that was active.
            name: of the supporter whose link was lost, told to the seeker.
        """
        busy = conversation.offered_to or conversation.holder
        facts = {"why": why, "name": name} if name else {"why": why}
        change = (
            Change(now, mark)
            .expect("state", "state", *sources(STATES, Event.RETURN))
            .expect("state", "fence", conversation.fence)
            .set("state", state=State.WAITING, holder="", holder_name="", offered_to="", owed_at=0, leader="")
            .add("state", "fence", 1)
            .unscore("offers", "active", member=conversation.id)
            .unset("held", conversation.id)
            .score("waiting", conversation.id, conversation.joined_at)
            .put("seeking", conversation.id, encode(seeking))
            .append(Log.CONVERSATION, Entry(kind=Kind.WAITING, at=now, facts=facts))
            .expire(ms(Kept.OPEN_CONVERSATION), *LIVE_KEYS)
            .publish("lobby", QueueChanged())
        )
        # A professional who has joined stays: the seeker is not left alone because the supporter is gone.
        for writer in conversation.writers - {conversation.seeker, conversation.owner}:
            change.unset("state", _RIGHT + writer)
        if busy:
            change.add("load", busy, -1)
        if offer_fence:
            gone = OfferGone(conversation.id, offer_fence, why)
            change.publish("person", gone)
        if why == "timeout":
            change.add("missed", conversation.offered_to, 1)
        if not offer_fence:
            change.audit(record(now, "clock", "conversation.give_back", conversation.id, why=why, of=busy))
        return await change.run(self._commands, programme, conversation.id, busy)

    async def missed_count(self, programme: ProgrammeId, person: PersonId) -> int:
        """Return how many offers in a row this supporter left unanswered."""
        return int(await self._commands.execute("HGET", keys_of(programme).missed, person) or 0)

    async def offers_over(self, programme: ProgrammeId, now: int) -> list[ConversationId]:
        """Return the conversations whose offer has run out."""
        reply = await self._commands.execute("ZRANGEBYSCORE", keys_of(programme).offers, "-inf", now)
        return [ConversationId(name.decode()) for name in reply]

    async def waiting_since(self, programme: ProgrammeId) -> list[tuple[ConversationId, int]]:
        """Return who waits, longest first, with their time of joining."""
        reply = await self._commands.execute("ZRANGE", keys_of(programme).waiting, 0, -1, "WITHSCORES")
        if reply and not isinstance(reply[0], list | tuple):
            reply = list(zip(reply[::2], reply[1::2], strict=True))
        return [(ConversationId(name.decode()), int(float(at))) for name, at in reply]

    async def waits(self, programme: ProgrammeId) -> list[tuple[int, int]]:
        """Return recent waits as (ended at, waited), in ms, newest first."""
        reply = await self._commands.execute("LRANGE", keys_of(programme).waits, 0, WAITS_KEPT - 1)
        return [(int(at), int(waited)) for at, waited in (line.split() for line in reply)]


def _wait_of(snapshot: Snapshot, waits: list[tuple[int, int]], now: int) -> Wait:
    longest = min((seeking.joined_at for seeking in snapshot.waiting), default=now)
    return Wait(
        open=bool(snapshot.shifts),
        range_s=wait_range(waits, now),
        waiting=len(snapshot.waiting),
        longest_s=max(0, now - longest) // 1000,
    )


def seeking_of(conversation: Conversation, is_urgent: bool, passed: dict[PersonId, int]) -> Seeking:
    """Return the place in the queue of a conversation that goes back to it."""
    return Seeking(
        conversation=conversation.id,
        language=conversation.language,
        topics=conversation.topics,
        pool=conversation.pool,
        joined_at=conversation.joined_at,
        is_urgent=is_urgent,
        passed=passed,
    )


def encode_seeking(seeking: Seeking) -> bytes:
    """Return a place in the queue as it is stored."""
    return encode(seeking)
