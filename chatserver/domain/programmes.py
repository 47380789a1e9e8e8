"""Programmes (tenants): what a school, workplace or community has set for its chat."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from chatserver.domain.errors import InvalidField
from chatserver.domain.ids import ProgrammeId, parse_programme
from chatserver.domain.people import Pool
from chatserver.domain.retention import BOUNDS_DAYS

LANGUAGES = ("id", "en")
LINE_FRESH_DAYS = 90  # a help line whose facts are older is not shown first (product.md 6)


class ProgrammeKind(StrEnum):
    """What kind of place runs the programme."""

    SCHOOL = "school"
    WORKPLACE = "workplace"
    COMMUNITY = "community"


class HelpLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A help line or emergency number; data with a source and a date, never invented.

    Attributes:
        name: as the service calls itself.
        how: what a person does, in words for both languages ("Telepon 119 lalu tekan 8").
        tel: digits for a `tel:` link, empty if dialling needs more than that.
        url: address of the service's page, if any.
        audience: language -> who it is for.
        hours: language -> hours as far as a source says so.
        note: language -> caution to show with it.
        source: where the facts were read; checked_on: ISO date of that reading.
        tested_on: ISO date of the last call by a person of the programme, empty if nobody has.
        is_emergency: for danger to life right now.
    """

    name: str
    how: Mapping[str, str]
    source: str
    checked_on: str
    tel: str = ""
    url: str = ""
    audience: Mapping[str, str] = {}
    hours: Mapping[str, str] = {}
    note: Mapping[str, str] = {}
    tested_on: str = ""
    is_emergency: bool = False

    def is_fresh(self, today: date) -> bool:
        """Whether the facts were read or tested within `LINE_FRESH_DAYS`."""
        last = max(self.checked_on, self.tested_on)
        return today - date.fromisoformat(last) <= timedelta(days=LINE_FRESH_DAYS)


class TopicLabel(msgspec.Struct, frozen=True):
    """A topic that a seeker can choose and a supporter can have lived."""

    id: str
    label: Mapping[str, str]


class Programme(msgspec.Struct, frozen=True, omit_defaults=True):
    """Settings of one programme.

    Attributes:
        unsaid_pool: side of the age wall for seekers who do not say their age.
        is_age_asked: whether the widget offers the age bands; never required.
        answer_s: level -> seconds until a professional should have claimed; empty: the defaults.
        retention_days: how long ended conversations are kept, within 1-90.
        origins: exact origins of pages that may embed the widget.
        webhook_url: paged when a case stays unattended; empty: none.
        exit_url: where "leave now" goes.
        is_paused: takes no new chats.
    """

    id: ProgrammeId
    name: str
    kind: ProgrammeKind = ProgrammeKind.COMMUNITY
    languages: tuple[str, ...] = LANGUAGES
    topics: tuple[TopicLabel, ...] = ()
    unsaid_pool: Pool = Pool.MINOR
    is_age_asked: bool = True
    answer_s: Mapping[int, int] = {}
    retention_days: int = 30
    origins: tuple[str, ...] = ()
    webhook_url: str = ""
    exit_url: str = "https://www.google.com/"
    help_lines: tuple[HelpLine, ...] = ()
    is_paused: bool = False
    created_at: int = 0


def check_programme(programme: Programme) -> Programme:
    """Return the programme; raise `InvalidField` naming the first setting that can't be."""
    parse_programme(programme.id)
    low, high = BOUNDS_DAYS
    if not programme.name.strip() or len(programme.name) > 80:
        raise InvalidField("name: 1 to 80 characters.")
    if not low <= programme.retention_days <= high:
        raise InvalidField(f"retention_days: {low} to {high}.")
    if not programme.languages or any(language not in LANGUAGES for language in programme.languages):
        raise InvalidField(f"languages: one or more of {', '.join(LANGUAGES)}.")
    for level, seconds in programme.answer_s.items():
        if level not in (2, 3, 4) or not 10 <= seconds <= 1_800:
            raise InvalidField("answer_s: levels 2 to 4, 10 to 1800 seconds each.")
    for field, url in (("webhook_url", programme.webhook_url), ("exit_url", programme.exit_url)):
        if url and not url.startswith(("https://", "http://")):
            raise InvalidField(f"{field}: an http or https address.")
    return programme


def ordered_lines(lines: tuple[HelpLine, ...], today: date) -> list[HelpLine]:
    """Return the lines as they are shown: fresh ones first, otherwise in the programme's order."""
    return sorted(lines, key=lambda line: not line.is_fresh(today))
