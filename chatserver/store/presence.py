"""Heartbeats: who was seen when. Seekers and supporters in `here`, professionals on duty in `duty`."""

from chatserver.domain.ids import PersonId, ProgrammeId
from chatserver.domain.people import Role
from chatserver.domain.presence import DUTY_ABSENT_S, HERE_KEPT_S
from chatserver.store.connection import Commands
from chatserver.store.keys import keys_of


class PresenceStore:
    """Reads and writes heartbeats; times in ms since 1970."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def touch(
        self, programme: ProgrammeId, person: PersonId, now: int, *, is_on_duty: bool = False
    ) -> None:
        """Note that somebody was seen; `is_on_duty` notes it for the desk as well."""
        keys = keys_of(programme)
        commands = [("ZADD", keys.here, now, person)]
        if is_on_duty:
            commands.append(("ZADD", keys.duty, now, person))
        await self._commands.execute_many(commands)

    async def forget(self, programme: ProgrammeId, person: PersonId, role: Role, seen_at: int) -> None:
        """Note that a link went: the person's last heartbeat becomes `seen_at`; off duty at once."""
        keys = keys_of(programme)
        commands: list[tuple[str | int, ...]] = [("ZADD", keys.here, seen_at, person)]
        if role is Role.PROFESSIONAL:
            commands.append(("ZREM", keys.duty, person))
        await self._commands.execute_many(commands)

    async def go_off_duty(self, programme: ProgrammeId, person: PersonId) -> None:
        """Take a professional from the desk."""
        await self._commands.execute("ZREM", keys_of(programme).duty, person)

    async def on_duty(self, programme: ProgrammeId, now: int) -> list[PersonId]:
        """Return the professionals who are on duty."""
        oldest = now - DUTY_ABSENT_S * 1000
        reply = await self._commands.execute("ZRANGEBYSCORE", keys_of(programme).duty, oldest, "+inf")
        return [PersonId(person.decode()) for person in reply]

    async def seen(self, programme: ProgrammeId, people: list[PersonId]) -> dict[PersonId, int]:
        """Return when each of these was last seen; people never seen are left out."""
        if not people:
            return {}
        reply = await self._commands.execute("ZMSCORE", keys_of(programme).here, *people)
        return {person: int(float(at)) for person, at in zip(people, reply, strict=True) if at is not None}

    async def sweep(self, programme: ProgrammeId, now: int) -> None:
        """Remove heartbeats that no rule asks for any more."""
        keys, oldest = keys_of(programme), now - HERE_KEPT_S * 1000
        await self._commands.execute_many(
            [("ZREMRANGEBYSCORE", keys.here, "-inf", oldest), ("ZREMRANGEBYSCORE", keys.duty, "-inf", oldest)]
        )
