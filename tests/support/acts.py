"""People without sockets: what a test of the store needs to bring a conversation where it wants it."""

import itertools
from typing import Any

from chatserver.actions import accounts, conversations, escalation, matching, presence
from chatserver.actions.service import Service
from chatserver.domain.conversations import Conversation, Entry
from chatserver.domain.escalation import Case
from chatserver.domain.ids import CommandId, ConversationId, Log, PersonId, ProgrammeId, parse_topic, topic_of
from chatserver.domain.people import Actor, AgeBand, Capability, Role
from chatserver.store.keys import Keys, keys_of
from chatserver.store.store import Store
from tests.support.world import FrozenClock

BOTH = (Capability.ONE_TO_ONE, Capability.MINORS)
DANGER = "aku pengen bunuh diri"  # a phrase of the screening tests; level ACTIVE


class Acts:
    """One programme and the acts of its people.

    Args:
        clock: the service's; time stands until `clock.pass_s`.
    """

    def __init__(self, service: Service, programme: ProgrammeId, clock: FrozenClock) -> None:
        self.service, self.programme, self.clock = service, programme, clock
        self._ids = itertools.count(1)

    @property
    def store(self) -> Store:
        """The stores under test."""
        return self.service.store

    @property
    def keys(self) -> Keys:
        """The programme's keys."""
        return keys_of(self.programme)

    def id(self) -> CommandId:
        """Return a fresh command id."""
        return CommandId(f"t-{next(self._ids)}")

    async def seeker(self) -> Actor:
        """Return a new seeker who has not joined yet."""
        return (await accounts.new_seeker(self.service, self.programme))[0]

    async def join(self, seeker: Actor, id: CommandId | None = None, **fields: Any) -> str:
        """Join the queue; return the topic."""
        asked: dict[str, Any] = {
            "language": "id",
            "topics": [],
            "age_band": AgeBand.ADULT,
            "safe_now": None,
            "distress": None,
        }
        found = await conversations.join(self.service, seeker, id or self.id(), **{**asked, **fields})
        return topic_of(Log.CONVERSATION, found)

    async def waiting(self, **fields: Any) -> tuple[Actor, str]:
        """Return a seeker who has joined, and the topic."""
        seeker = await self.seeker()
        return seeker, await self.join(seeker, **fields)

    async def staff(self, login: str, role: Role, **account: Any) -> Actor:
        """Return a staff member with a heartbeat."""
        made = await accounts.ensure_account(self.service, self.programme, login, role, **account)
        actor = Actor(id=made.id, role=role, programme=self.programme, alias=made.alias)
        await presence.heartbeat(self.service, actor, is_on_duty=True)
        return actor

    async def supporter(
        self,
        login: str = "raka",
        places: int = 2,
        auto_accept: bool = False,
        capabilities: tuple[Capability, ...] = BOTH,
    ) -> Actor:
        """Return a supporter, on shift when there are places."""
        actor = await self.staff(login, Role.SUPPORTER, capabilities=capabilities)
        if places:
            await matching.set_availability(self.service, actor, places, auto_accept)
        return actor

    async def professional(self, login: str = "sari") -> Actor:
        """Return a professional on duty."""
        return await self.staff(login, Role.PROFESSIONAL)

    async def on_duty(self, professional: Actor) -> None:
        """Let a professional's desk send its heartbeat now."""
        await self.store.presence.touch(self.programme, professional.id, self.clock.at, is_on_duty=True)

    async def paired(self, **fields: Any) -> tuple[Actor, Actor, str]:
        """Return a seeker and a supporter in an active conversation, and its topic."""
        supporter = await self.supporter(auto_accept=True)
        seeker, topic = await self.waiting(**fields)
        return seeker, supporter, topic

    async def case(self) -> tuple[Actor, Actor, Actor, str]:
        """Return seeker, supporter, a professional on duty, and the topic of a flagged conversation."""
        professional = await self.professional()
        seeker, supporter, topic = await self.paired()
        await self.say(seeker, topic, DANGER)
        return seeker, supporter, professional, topic

    async def say(
        self, actor: Actor, topic: str, text: str, id: CommandId | None = None
    ) -> conversations.Sent:
        """Send a message."""
        return await conversations.send(self.service, actor, id or self.id(), topic, text)

    async def claim(self, professional: Actor, topic: str) -> None:
        """Claim a case."""
        await escalation.claim(self.service, professional, self.id(), topic)

    async def state(self, topic: str) -> Conversation:
        """Return a conversation as it stands."""
        return await self.store.conversations.get(self.programme, parse_topic(topic)[1])

    async def case_of(self, topic: str) -> Case:
        """Return a case as it stands."""
        return await self.store.escalation.get(self.programme, parse_topic(topic)[1])

    async def log(self, topic: str, log: Log = Log.CONVERSATION) -> list[tuple[int, Entry]]:
        """Return a log from its beginning."""
        found: list[tuple[int, Entry]] = []
        id = parse_topic(topic)[1]
        while page := await self.store.conversations.entries(
            self.programme, id, log, found[-1][0] if found else 0
        ):
            found += page
        return found

    async def load(self) -> dict[PersonId, int]:
        """Return how many conversations count against each supporter's places."""
        raw = await self.store.commands.execute("HGETALL", self.keys.load)
        pairs = raw.items() if isinstance(raw, dict) else zip(raw[::2], raw[1::2], strict=True)
        return {PersonId(person.decode()): int(count) for person, count in pairs}


def id_of(topic: str) -> ConversationId:
    """Return the conversation of a topic."""
    return parse_topic(topic)[1]
