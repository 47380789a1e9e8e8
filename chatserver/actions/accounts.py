"""Who somebody is: tokens, one-time sign-in addresses, and the accounts behind them."""

from chatserver.actions.service import Service, new_id
from chatserver.domain.accounts import Account
from chatserver.domain.errors import NotFound, NotSignedIn
from chatserver.domain.ids import PersonId, ProgrammeId, parse_login, parse_programme
from chatserver.domain.people import Actor, Capability, Role


async def new_seeker(service: Service, programme: str) -> tuple[Actor, str]:
    """Make an anonymous seeker of a programme; return them and their token. Raise `NotFound`."""
    settings = await service.programme(parse_programme(programme))
    actor = Actor(id=PersonId(new_id("s")), role=Role.SEEKER, programme=settings.id)
    return actor, await service.store.accounts.issue(actor)


async def actor_of(service: Service, token: str) -> Actor:
    """Return who a token stands for; raise `NotSignedIn` when it or its account is over."""
    actor = await service.store.accounts.actor_of(token) if token else None
    if actor is None:
        raise NotSignedIn
    if actor.role is not Role.SEEKER:
        account = await service.store.accounts.by_id(actor.programme, actor.id)
        if account is None or account.is_disabled or account.role is not actor.role:
            raise NotSignedIn
        return Actor(id=actor.id, role=account.role, programme=actor.programme, alias=account.alias)
    return actor


async def ensure_account(
    service: Service,
    programme: ProgrammeId,
    login: str,
    role: Role,
    *,
    alias: str | None = None,
    languages: tuple[str, ...] | None = None,
    topics: tuple[str, ...] | None = None,
    capabilities: tuple[Capability, ...] | None = None,
) -> Account:
    """Return the account with this login, made when missing and changed where something is given."""
    await service.programme(programme)
    login = parse_login(login)
    known = await service.store.accounts.by_login(programme, login)
    base = known or Account(
        id=PersonId(new_id("a")),
        programme=programme,
        login=login,
        alias=login.partition("@")[0].capitalize(),
        role=role,
        created_at=service.now(),
    )
    account = Account(
        id=base.id,
        programme=programme,
        login=login,
        alias=base.alias if alias is None else alias,
        role=role,
        languages=base.languages if languages is None else languages,
        topics=base.topics if topics is None else topics,
        capabilities=base.capabilities if capabilities is None else capabilities,
        created_at=base.created_at,
        is_disabled=base.is_disabled,
    )
    await service.store.accounts.save(account)
    return account


async def issue_token(service: Service, account: Account) -> str:
    """Return a fresh bearer token for an account."""
    actor = Actor(id=account.id, role=account.role, programme=account.programme, alias=account.alias)
    return await service.store.accounts.issue(actor)


async def sign_in(service: Service, code: str) -> tuple[Account, str]:
    """Redeem a one-time address; return the account and its session token. Raise `NotSignedIn`."""
    found = await service.store.accounts.redeem(code)
    if found is None:
        raise NotSignedIn
    account = await service.store.accounts.by_id(*found)
    if account is None or account.is_disabled:
        raise NotSignedIn
    return account, await issue_token(service, account)


async def sign_out(service: Service, token: str) -> None:
    """End a session."""
    await service.store.accounts.revoke(token)


async def account_of(service: Service, actor: Actor) -> Account:
    """Return the account of a staff member; raise `NotFound`."""
    account = await service.store.accounts.by_id(actor.programme, actor.id)
    if account is None:
        raise NotFound
    return account
