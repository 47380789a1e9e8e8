"""Staff accounts: who somebody is to a programme. Passwords and second factors are not here yet by design:
staff sign in by one-time address until the security issue lands."""

import msgspec

from chatserver.domain.ids import PersonId, ProgrammeId
from chatserver.domain.people import Capability, Role


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """A staff member of one programme.

    Attributes:
        login: unique within the programme, lower case.
        alias: the name that seekers see.
        languages, topics: what a supporter is matched by; topics are lived experience.
        created_at: ms since 1970.
    """

    id: PersonId
    programme: ProgrammeId
    login: str
    alias: str
    role: Role
    languages: tuple[str, ...] = ("id", "en")
    topics: tuple[str, ...] = ()
    capabilities: tuple[Capability, ...] = (Capability.ONE_TO_ONE,)
    created_at: int = 0
    is_disabled: bool = False
