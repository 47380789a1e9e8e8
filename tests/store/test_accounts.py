"""Accounts, tokens and one-time addresses on the real engine."""

import asyncio

import msgspec
import pytest

from chatserver.actions import accounts
from chatserver.domain.errors import InvalidField, NotFound, NotSignedIn
from chatserver.domain.ids import PersonId, ProgrammeId
from chatserver.domain.people import Capability, Role
from chatserver.domain.retention import Kept, ms
from chatserver.store.keys import link_key, token_key
from tests.support.acts import Acts
from tests.support.keys import content_of


async def test_an_account_is_made_once_and_changed_where_something_is_given(acts: Acts) -> None:
    ensure = accounts.ensure_account
    made = await ensure(acts.service, acts.programme, "Dr.Sari", Role.PROFESSIONAL, alias="dr. Sari")

    again = await ensure(acts.service, acts.programme, "dr.sari", Role.PROFESSIONAL, topics=("grief",))

    assert (again.id, again.alias, again.topics) == (made.id, "dr. Sari", ("grief",))
    assert await acts.store.accounts.all(acts.programme) == [again]
    assert await acts.store.accounts.by_login(acts.programme, "dr.sari") == again
    assert again.capabilities == (Capability.ONE_TO_ONE,)


async def test_accounts_are_of_their_programme(acts: Acts) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)

    assert await acts.store.accounts.by_id(ProgrammeId("other"), made.id) is None
    with pytest.raises(NotFound):
        await accounts.ensure_account(acts.service, ProgrammeId("no-such"), "raka", Role.SUPPORTER)
    with pytest.raises(InvalidField):
        await accounts.ensure_account(acts.service, acts.programme, "ra ka", Role.SUPPORTER)


async def test_a_token_stands_for_its_person_until_it_is_revoked(acts: Acts) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)
    token = await accounts.issue_token(acts.service, made)
    assert (await accounts.actor_of(acts.service, token)).id == made.id

    await accounts.sign_out(acts.service, token)

    with pytest.raises(NotSignedIn):
        await accounts.actor_of(acts.service, token)


async def test_a_token_that_is_not_exactly_one_is_refused(acts: Acts) -> None:
    _, token = await accounts.new_seeker(acts.service, acts.programme)
    assert await accounts.actor_of(acts.service, token)

    for wrong in ("", token[:-1], token + "a", token.swapcase(), token + "\n", "x" * 10_000, "*"):
        with pytest.raises(NotSignedIn):
            await accounts.actor_of(acts.service, wrong)


async def test_only_the_hash_of_a_secret_is_stored_and_it_expires(acts: Acts) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)
    execute = acts.store.commands.execute
    seeker = (await accounts.new_seeker(acts.service, acts.programme))[1]
    staff = await accounts.issue_token(acts.service, made)
    link = await acts.store.accounts.new_link(acts.programme, made.id)

    for key, kind in (
        (token_key(seeker), Kept.SEEKER_TOKEN), (token_key(staff), Kept.STAFF_TOKEN),
        (link_key(link), Kept.LINK),
    ):  # fmt: skip
        assert 0 < await execute("PTTL", key) <= ms(kind)
        value = key.encode() + await execute("GET", key)
        assert not any(secret.encode() in value for secret in (seeker, staff, link))
    content = await content_of(acts.store.commands, acts.programme)
    assert not any(secret.encode() in content for secret in (seeker, staff, link))


@pytest.mark.parametrize("change", [{"is_disabled": True}, {"role": Role.COORDINATOR}])
async def test_a_token_ends_with_its_account_or_role(acts: Acts, change: dict[str, object]) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)
    token = await accounts.issue_token(acts.service, made)
    assert await accounts.actor_of(acts.service, token)

    await acts.store.accounts.save(msgspec.structs.replace(made, **change))

    with pytest.raises(NotSignedIn):
        await accounts.actor_of(acts.service, token)


async def test_a_link_signs_in_once(acts: Acts) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)
    code = await acts.store.accounts.new_link(acts.programme, made.id)
    assert await acts.store.accounts.peek_link(code)
    assert await acts.store.accounts.peek_link(code)  # looking does not use it up

    found = await asyncio.gather(
        *(accounts.sign_in(acts.service, code) for _ in range(20)), return_exceptions=True
    )

    [(account, token)] = [one for one in found if not isinstance(one, BaseException)]
    assert account == made and (await accounts.actor_of(acts.service, token)).id == made.id
    assert all(isinstance(one, NotSignedIn) for one in found if isinstance(one, BaseException))
    assert not await acts.store.accounts.peek_link(code)


async def test_a_link_of_a_disabled_account_signs_nobody_in(acts: Acts) -> None:
    made = await accounts.ensure_account(acts.service, acts.programme, "raka", Role.SUPPORTER)
    code = await acts.store.accounts.new_link(acts.programme, made.id)
    await acts.store.accounts.save(msgspec.structs.replace(made, is_disabled=True))

    with pytest.raises(NotSignedIn):
        await accounts.sign_in(acts.service, code)


async def test_a_seekers_conversation_is_theirs(acts: Acts) -> None:
    seeker, topic = await acts.waiting()

    found = await acts.store.accounts.conversation_of(acts.programme, seeker.id)

    assert topic == f"conv:{found}"
    assert await acts.store.accounts.conversation_of(acts.programme, PersonId("s" + "a" * 26)) is None
