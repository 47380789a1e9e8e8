"""Identifiers: types that must not be mixed, and the shapes that outsiders' ids must have.

Ids are made at the edges with `secrets`; this module only names and checks them. A topic is the name of
one ordered log on the wire: `conv:<id>` (the conversation), `whisper:<id>` (professional and supporter),
`notes:<id>` (professionals only).
"""

import re
from enum import StrEnum
from typing import NewType

from chatserver.domain.errors import InvalidField, NotFound

ProgrammeId = NewType("ProgrammeId", str)  # lower-case slug, chosen by people
ConversationId = NewType("ConversationId", str)  # 26 characters of base32, 130 bits of chance
PersonId = NewType("PersonId", str)  # "s…" seeker, "a…" account
OfferId = NewType("OfferId", str)  # "<conversation>-<fence>"
CommandId = NewType("CommandId", str)  # made by the sender of a command
Topic = NewType("Topic", str)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@+-]{0,62}[A-Za-z0-9])?")


class Log(StrEnum):
    """The three ordered logs of a conversation; each has a dense sequence of its own."""

    CONVERSATION = "conv"
    WHISPER = "whisper"
    NOTES = "notes"


_LOGS = frozenset(str(log) for log in Log)


def parse_programme(text: str) -> ProgrammeId:
    """Return `text` as a programme id; raise `InvalidField` unless it is a slug of at most 40 characters."""
    if not _SLUG.fullmatch(text):
        raise InvalidField("A programme is named by lower-case letters, digits and inner hyphens.")
    return ProgrammeId(text)


def parse_login(text: str) -> str:
    """Return `text` as a login; raise `InvalidField` unless it is 1 to 64 safe characters."""
    if not _LOGIN.fullmatch(text):
        raise InvalidField("A login has 1 to 64 letters, digits or . _ @ + - between them.")
    return text.lower()


def parse_command(text: str) -> CommandId:
    """Return `text` as a command id; raise `InvalidField` unless it is 1 to 64 of A-Z a-z 0-9 _ -."""
    if not _ID.fullmatch(text):
        raise InvalidField("An id has 1 to 64 letters, digits, hyphens or underscores.")
    return CommandId(text)


def parse_topic(text: str) -> tuple[Log, ConversationId]:
    """Split a topic; raise `NotFound` for any other shape, as for a topic that isn't there."""
    log, _, conversation = text.partition(":")
    if not _ID.fullmatch(conversation) or log not in _LOGS:
        raise NotFound
    return Log(log), ConversationId(conversation)


def topic_of(log: Log, conversation: ConversationId) -> Topic:
    """Return the wire name of one log of a conversation."""
    return Topic(f"{log}:{conversation}")


def offer_of(conversation: ConversationId, fence: int) -> OfferId:
    """Return the id of the offer made under this fence; a later offer has a higher fence."""
    return OfferId(f"{conversation}-{fence}")


def parse_offer(text: str) -> tuple[ConversationId, int]:
    """Split an offer id; raise `NotFound` for any other shape."""
    conversation, _, fence = text.rpartition("-")
    if not _ID.fullmatch(conversation) or not re.fullmatch(r"[0-9]{1,9}", fence):
        raise NotFound
    return ConversationId(conversation), int(fence)
