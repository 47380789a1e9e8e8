"""Settings that can't be are named; help lines go stale."""

import datetime as dt

import msgspec
import pytest

from chatserver.domain.errors import InvalidField
from chatserver.domain.ids import ProgrammeId
from chatserver.domain.programmes import (
    LINE_FRESH_DAYS,
    HelpLine,
    Programme,
    check_programme,
    ordered_lines,
)

TODAY = dt.date(2026, 11, 24)
GOOD = Programme(id=ProgrammeId("sma-1"), name="SMA 1")


def line(name: str = "Jalur", checked: str = "2026-11-01", tested: str = "") -> HelpLine:
    return HelpLine(
        name=name, how={"id": "Telepon"}, source="invented for tests", checked_on=checked, tested_on=tested
    )


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"id": "SMA"}, "programme"),
        ({"id": "a{b}"}, "programme"),
        ({"name": " "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"retention_days": 0}, "retention_days"),
        ({"retention_days": 91}, "retention_days"),
        ({"languages": ()}, "languages"),
        ({"languages": ("id", "fr")}, "languages"),
        ({"answer_s": {1: 60}}, "answer_s"),
        ({"answer_s": {3: 9}}, "answer_s"),
        ({"answer_s": {3: 1_801}}, "answer_s"),
        ({"webhook_url": "ftp://a"}, "webhook_url"),
        ({"exit_url": "javascript:alert(1)"}, "exit_url"),
    ],
)
def test_a_setting_that_cannot_be_is_named(fields: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidField, match=named):
        check_programme(msgspec.structs.replace(GOOD, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "a" * 80},
        {"retention_days": 1},
        {"retention_days": 90},
        {"languages": ("en",)},
        {"answer_s": {2: 10, 3: 1_800, 4: 30}},
        {"webhook_url": "https://example.org/hook"},
        {"exit_url": ""},
    ],
)
def test_settings_within_their_ranges_are_kept(fields: dict[str, object]) -> None:
    changed = msgspec.structs.replace(GOOD, **fields)

    assert check_programme(changed) is changed


def test_a_line_is_fresh_until_its_days_are_over() -> None:
    last = TODAY - dt.timedelta(days=LINE_FRESH_DAYS)

    assert line(checked=last.isoformat()).is_fresh(TODAY)
    assert not line(checked=(last - dt.timedelta(days=1)).isoformat()).is_fresh(TODAY)


def test_a_call_to_the_line_makes_it_fresh_again() -> None:
    assert line(checked="2020-01-01", tested="2026-11-20").is_fresh(TODAY)


def test_stale_lines_come_last_in_their_order() -> None:
    stale, other, fresh = line("a", "2020-01-01"), line("b", "2020-01-02"), line("c")

    assert [one.name for one in ordered_lines((stale, other, fresh), TODAY)] == ["c", "a", "b"]
