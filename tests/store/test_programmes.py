"""Settings on the real engine, and their short memory."""

import msgspec
import pytest

from chatserver.domain.errors import NotFound
from chatserver.domain.ids import ProgrammeId
from chatserver.store.programmes import FRESH_MS, ProgrammeStore
from tests.support.acts import Acts


async def test_a_programme_is_listed_and_read_as_it_was_saved(acts: Acts) -> None:
    found = await acts.service.programme(acts.programme)

    assert await ProgrammeStore(acts.store.commands).get(acts.programme, 0) == found
    assert acts.programme in await acts.store.programmes.all()
    with pytest.raises(NotFound):
        await acts.store.programmes.get(ProgrammeId("no-such"), 0)


async def test_a_changed_setting_is_seen_by_another_process_after_a_while(acts: Acts) -> None:
    other = ProgrammeStore(acts.store.commands)
    before, now = await other.get(acts.programme, acts.clock.at), acts.clock.at

    await acts.store.programmes.save(msgspec.structs.replace(before, is_paused=True))

    assert (await acts.service.programme(acts.programme)).is_paused  # at once where it was saved
    assert not (await other.get(acts.programme, now + FRESH_MS - 1)).is_paused
    assert (await other.get(acts.programme, now + FRESH_MS)).is_paused
