"""Staff accounts, tokens and one-time addresses. Of a secret only its SHA-256 is stored."""

import secrets

import msgspec

from chatserver.domain.accounts import Account
from chatserver.domain.ids import ConversationId, PersonId, ProgrammeId
from chatserver.domain.people import Actor, Role
from chatserver.domain.retention import Kept, ms
from chatserver.store.connection import Commands
from chatserver.store.keys import keys_of, link_key, token_key

_SECRET_BYTES = 24  # 192 bits of chance
_actor = msgspec.json.Decoder(Actor)
_account = msgspec.json.Decoder(Account)
_link = msgspec.json.Decoder(tuple[str, str])


class AccountStore:
    """Accounts by id and login; tokens and links across programmes by the hash of their secret."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands

    async def save(self, account: Account) -> None:
        """Write an account and its login."""
        keys = keys_of(account.programme)
        await self._commands.execute_many(
            [
                ("SET", keys.of("account", person=account.id), msgspec.json.encode(account)),
                ("HSET", keys.logins, account.login, account.id),
            ]
        )

    async def by_id(self, programme: ProgrammeId, person: PersonId) -> Account | None:
        """Return an account, or None."""
        raw = await self._commands.execute("GET", keys_of(programme).of("account", person=person))
        return _account.decode(raw) if raw else None

    async def by_login(self, programme: ProgrammeId, login: str) -> Account | None:
        """Return the account with this login, or None."""
        person = await self._commands.execute("HGET", keys_of(programme).logins, login)
        return await self.by_id(programme, PersonId(person.decode())) if person else None

    async def all(self, programme: ProgrammeId) -> list[Account]:
        """Return every account of a programme, by login."""
        reply = await self._commands.execute("HVALS", keys_of(programme).logins)
        found = [await self.by_id(programme, PersonId(person.decode())) for person in reply]
        return sorted((account for account in found if account), key=lambda account: account.login)

    async def issue(self, actor: Actor) -> str:
        """Make a bearer token for this actor; it expires after the time of its kind."""
        token = secrets.token_urlsafe(_SECRET_BYTES)
        kind = Kept.SEEKER_TOKEN if actor.role is Role.SEEKER else Kept.STAFF_TOKEN
        await self._commands.execute("SET", token_key(token), msgspec.json.encode(actor), "PX", ms(kind))
        return token

    async def actor_of(self, token: str) -> Actor | None:
        """Return who a live token stands for, or None."""
        raw = await self._commands.execute("GET", token_key(token))
        return _actor.decode(raw) if raw else None

    async def revoke(self, token: str) -> None:
        """End a token."""
        await self._commands.execute("DEL", token_key(token))

    async def new_link(self, programme: ProgrammeId, person: PersonId) -> str:
        """Make the code of a one-time sign-in address."""
        code = secrets.token_urlsafe(_SECRET_BYTES)
        value = msgspec.json.encode((programme, person))
        await self._commands.execute("SET", link_key(code), value, "PX", ms(Kept.LINK))
        return code

    async def peek_link(self, code: str) -> bool:
        """Whether a code can still be redeemed."""
        return bool(await self._commands.execute("EXISTS", link_key(code)))

    async def redeem(self, code: str) -> tuple[ProgrammeId, PersonId] | None:
        """Use a code up; return whose it was, or None when it is unknown, used or over."""
        raw = await self._commands.execute("GETDEL", link_key(code))
        if not raw:
            return None
        programme, person = _link.decode(raw)
        return ProgrammeId(programme), PersonId(person)

    async def conversation_of(self, programme: ProgrammeId, seeker: PersonId) -> ConversationId | None:
        """Return the conversation of a seeker, open or ended, or None before the first join."""
        raw = await self._commands.execute(
            "HGET", keys_of(programme).of("seeker", person=seeker), "conversation"
        )
        return ConversationId(raw.decode()) if raw else None
