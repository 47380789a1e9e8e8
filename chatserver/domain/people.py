"""Who takes part: roles, age bands, and the actor behind a command."""

from enum import StrEnum

import msgspec

from chatserver.domain.ids import ConversationId, PersonId, ProgrammeId


class Role(StrEnum):
    """What a person is to a programme. Comes from server state only, never from a frame."""

    SEEKER = "seeker"
    SUPPORTER = "supporter"
    PROFESSIONAL = "professional"
    COORDINATOR = "coordinator"


class AgeBand(StrEnum):
    """The band a seeker chose; never a date of birth."""

    UNDER_13 = "under_13"
    FROM_13 = "13_15"
    FROM_16 = "16_17"
    ADULT = "18_plus"
    UNSAID = "unsaid"


class Pool(StrEnum):
    """Which side of the age wall a conversation is on; fixed at join, never widened."""

    MINOR = "minor"
    ADULT = "adult"


class Capability(StrEnum):
    """What a supporter was trained and cleared for; read by the offer script."""

    ONE_TO_ONE = "one_to_one"
    MINORS = "minors"  # may be offered seekers under 18 or of unstated age
    MENTOR = "mentor"  # peer lead, pulled in where no professional answers


class Actor(msgspec.Struct, frozen=True):
    """A person with a live token.

    Attributes:
        id: stable within the programme; a seeker's is made for one chat only.
        alias: the name others see; empty for a seeker.
        conversation: the only conversation of a seeker, once it exists.
    """

    id: PersonId
    role: Role
    programme: ProgrammeId
    alias: str = ""
    conversation: ConversationId | None = None


def pool_of(band: AgeBand, unsaid: Pool) -> Pool:
    """Return the side of the age wall for a band.

    Args:
        band: what the seeker chose.
        unsaid: the programme's pool for people who did not say (minor unless all its members are adults).
    """
    if band is AgeBand.UNSAID:
        return unsaid
    return Pool.ADULT if band is AgeBand.ADULT else Pool.MINOR
