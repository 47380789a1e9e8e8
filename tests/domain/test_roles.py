"""Every frame that a client can send has its roles; nothing else has."""

import pytest

from chatserver.domain.errors import NotAllowed
from chatserver.domain.ids import PersonId, ProgrammeId
from chatserver.domain.people import Actor, Role
from chatserver.domain.roles import PERMISSIONS, check
from chatserver.protocol.codec import CLIENT_TYPES


def actor(role: Role) -> Actor:
    return Actor(id=PersonId("x"), role=role, programme=ProgrammeId("p"))


def test_the_table_holds_every_client_frame_but_hello() -> None:
    assert set(PERMISSIONS) == set(CLIENT_TYPES) - {"hello"}  # before hello nobody has a role
    assert all(PERMISSIONS.values())


@pytest.mark.parametrize("role", Role)
def test_a_role_may_send_what_the_table_says_and_no_more(role: Role) -> None:
    for command, roles in PERMISSIONS.items():
        if role in roles:
            check(actor(role), command)
        else:
            with pytest.raises(NotAllowed):
                check(actor(role), command)


@pytest.mark.parametrize("command", ["", "hello", "case.everything", "PING"])
@pytest.mark.parametrize("role", Role)
def test_what_is_not_in_the_table_is_refused_to_everybody(role: Role, command: str) -> None:
    with pytest.raises(NotAllowed):
        check(actor(role), command)


@pytest.mark.parametrize("command", [name for name in PERMISSIONS if name.startswith("case.")])
def test_no_seeker_or_coordinator_works_on_a_case(command: str) -> None:
    assert not PERMISSIONS[command] & {Role.SEEKER, Role.COORDINATOR}
