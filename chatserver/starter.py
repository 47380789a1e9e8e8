"""What a new programme starts with: topics and help lines from `starter.toml`, and the programme `demo`.

Data only; a programme owns its copy from then on.
"""

import functools
from importlib import resources

import msgspec

from chatserver.domain.ids import ProgrammeId
from chatserver.domain.people import Capability, Role
from chatserver.domain.programmes import HelpLine, Programme, TopicLabel

DEMO = ProgrammeId("demo")


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A staff member of the programme `demo`."""

    login: str
    alias: str
    role: Role
    capabilities: tuple[Capability, ...]


class Starter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    topics: tuple[TopicLabel, ...]
    help_lines: tuple[HelpLine, ...]
    people: tuple[Person, ...]


@functools.cache
def load_starter() -> Starter:
    """Return the starter data."""
    raw = (resources.files("chatserver") / "starter.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(raw, type=Starter)


def new_demo(now: int) -> Programme:
    """Return the programme `demo`; `now` in ms."""
    starter = load_starter()
    return Programme(
        id=DEMO, name="Sebaya Demo", topics=starter.topics, help_lines=starter.help_lines, created_at=now
    )
