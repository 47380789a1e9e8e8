"""What an operator does to an installation: makes programmes and staff accounts, and the programme `demo`.

For people with a shell on the machine, so nothing here asks who they are. The words of the command line are
in cli.py.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from chatserver.actions import accounts
from chatserver.actions.service import Service
from chatserver.domain.accounts import Account
from chatserver.domain.errors import InvalidField, NotFound, WrongState
from chatserver.domain.ids import ProgrammeId, parse_login, parse_programme
from chatserver.domain.people import Capability, Role
from chatserver.domain.programmes import LANGUAGES, Programme, TopicLabel, check_programme
from chatserver.starter import DEMO, Person, load_starter, new_demo

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?")
_TOPIC = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class StaffRole(StrEnum):
    """The roles that have accounts."""

    SUPPORTER = "supporter"
    PROFESSIONAL = "professional"
    COORDINATOR = "coordinator"


class StaffWish(msgspec.Struct, frozen=True):
    """What an account shall be; None leaves a value as it is, or at its default in a new account."""

    programme: str
    login: str
    role: StaffRole
    alias: str | None = None
    languages: Sequence[str] | None = None
    topics: Sequence[str] | None = None
    minors: bool | None = None
    mentor: bool | None = None


async def find_programme(service: Service, slug: str) -> Programme:
    """Return a programme; raise `NotFound` with its name in words."""
    id = parse_programme(slug)
    try:
        return await service.programme(id)
    except NotFound:
        raise NotFound(f"There is no programme {id}; `sebaya programme create {id}` makes it.") from None


async def all_programmes(service: Service) -> list[Programme]:
    """Return all programmes, by slug."""
    return [await service.programme(id) for id in await service.store.programmes.all()]


async def add_programme(service: Service, programme: Programme) -> None:
    """Store a new programme.

    Raises:
        InvalidField: a setting can't be.
        WrongState: there is one with this slug.
    """
    check_programme(programme)
    for origin in programme.origins:
        if not _ORIGIN.fullmatch(origin):
            raise InvalidField("origin: such as https://www.example.org, without a path.")
    if programme.id in await service.store.programmes.all():
        raise WrongState(f"The programme {programme.id} exists already.")
    await service.store.programmes.save(programme)


def choose_topics(words: Sequence[str]) -> tuple[TopicLabel, ...]:
    """Return the topics that are named: an id of the starter's, or ID=LABEL; all of the starter's for none.

    Raises:
        InvalidField: neither.
    """
    known = {topic.id: topic for topic in load_starter().topics}
    chosen: dict[str, TopicLabel] = {}
    for word in words:
        id, has_label, label = word.partition("=")
        if has_label and _TOPIC.fullmatch(id) and label.strip():
            chosen[id] = TopicLabel(id, dict.fromkeys(LANGUAGES, label.strip()))
        elif word in known:
            chosen[word] = known[word]
        else:
            raise InvalidField(f"topic: ID=LABEL, or one of {', '.join(known)}.")
    return tuple(chosen.values()) or load_starter().topics


def webhook_secret(service: Service, programme: ProgrammeId) -> str:
    """Return the key with which the calls to a programme's webhook are signed."""
    return service.store.vault.signing_key(f"webhook/{programme}")


async def ensure_staff(service: Service, wish: StaffWish) -> tuple[Account, list[str]]:
    """Make an account, or change it as wished.

    Returns:
        The account, and notes for the operator about what may surprise.

    Raises:
        NotFound, InvalidField: naming what can't be.
    """
    programme = await find_programme(service, wish.programme)
    _check_words("language", wish.languages, programme.languages)
    _check_words("topic", wish.topics, [topic.id for topic in programme.topics])
    role = Role(wish.role)
    before = await service.store.accounts.by_login(programme.id, parse_login(wish.login))
    cleared = set(before.capabilities if before else (Capability.ONE_TO_ONE,))
    for capability, is_wished in ((Capability.MINORS, wish.minors), (Capability.MENTOR, wish.mentor)):
        if is_wished is not None:
            (cleared.add if is_wished else cleared.discard)(capability)
    account = await accounts.ensure_account(
        service,
        programme.id,
        wish.login,
        role,
        alias=wish.alias,
        languages=_tuple(wish.languages),
        topics=_tuple(wish.topics),
        capabilities=tuple(capability for capability in Capability if capability in cleared),
    )
    notes = []
    if before is not None and before.role is not role:
        notes.append(f"{account.login} was {before.role} and is {role} from now on.")
    if role is Role.SUPPORTER and Capability.MINORS not in account.capabilities:
        notes.append(
            f"{account.login} is not offered seekers under 18 or of unstated age. "
            "Give --minors once they are cleared for that."
        )
    return account, notes


async def new_code(service: Service, account: Account) -> str:
    """Make the code of a one-time sign-in address."""
    return await service.store.accounts.new_link(account.programme, account.id)


async def open_demo(service: Service) -> list[tuple[Role, str]]:
    """Make the programme `demo` where there is no programme at all; return new sign-in codes, if it is there.

    Returns:
        (role, code) for one person of each role; empty: there are programmes, and `demo` is not among them.
    """
    ids = await service.store.programmes.all()
    if not ids:
        await service.store.programmes.save(new_demo(service.now()))
    elif DEMO not in ids:
        return []
    return [(person.role, await _demo_code(service, person)) for person in load_starter().people]


async def _demo_code(service: Service, person: Person) -> str:
    account = await accounts.ensure_account(
        service, DEMO, person.login, person.role, alias=person.alias, capabilities=person.capabilities
    )
    return await new_code(service, account)


def _check_words(name: str, words: Sequence[str] | None, allowed: Sequence[str]) -> None:
    if any(word not in allowed for word in words or ()):
        raise InvalidField(f"{name}: one or more of {', '.join(allowed)}.")


def _tuple(words: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(words) if words else None
