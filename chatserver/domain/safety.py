"""What screening says about a message, and how danger adds up over a conversation.

Pure. The words that raise a level are data of `moderation/`; who is told is decided in `escalation.py`.
Levels and categories are those of the project's labelling guide, adapted from the C-SSRS screening questions.
"""

from collections.abc import Callable
from enum import IntEnum, StrEnum

import msgspec


class Level(IntEnum):
    """The danger that one message shows, about its writer or about the person the writer reports."""

    NONE = 0
    DISTRESS = 1
    PASSIVE = 2  # wish to be dead, past self-harm, worry about somebody without urgency
    ACTIVE = 3  # thoughts of killing oneself, current self-harm, abuse going on
    IMMINENT = 4  # plan, means, farewell, act in progress, violence happening now


class Category(StrEnum):
    """The most dangerous subject of a message; `NONE` at levels 0 and 1."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    HARM_TO_OTHERS = "harm_to_others"
    MEDICAL = "medical"
    NONE = "none"


class Author(StrEnum):
    """Which side wrote the text; a supporter's question about safety is not danger."""

    SEEKER = "seeker"
    STAFF = "staff"


class Document(msgspec.Struct, frozen=True):
    """One text to screen.

    Args:
        text: raw text as it will be delivered.
        author: side that wrote it.
        language: "id" or "en", the language of the conversation; a hint, people mix them.
        before: earlier texts of the same author in this conversation, oldest first, without `text`.
            Empty on the hot path; the worker's second look fills it.
    """

    text: str
    author: Author
    language: str = "id"
    before: tuple[str, ...] = ()


class Span(msgspec.Struct, frozen=True):
    """A piece of evidence: `text[start:end]` in code points of the raw text, and the rule behind it."""

    start: int
    end: int
    rule: str
    level: Level
    category: Category


class Verdict(msgspec.Struct, frozen=True):
    """The outcome of screening one document.

    Attributes:
        level: highest unguarded level found.
        category: subject of that level.
        spans: evidence, in order of position; may include cues below the verdict's level.
        weight: what this message adds to the conversation's risk, 0.0 to 10.0 (see `add_risk`).
        version: names lexicon and code that decided, so that a verdict can be traced later.
    """

    level: Level = Level.NONE
    category: Category = Category.NONE
    spans: tuple[Span, ...] = ()
    weight: float = 0.0
    version: str = ""


#: A screening function: answers at once, never raises for any text, no I/O.
Screen = Callable[[Document], Verdict]

FLAG_LEVEL = Level.PASSIVE  # from here on a message opens a case of its own

#: How much of the earlier risk is left after one more message of the seeker (no unit).
RISK_KEEP = 0.9
#: A conversation whose risk reaches this sum opens a case although no single message did.
RISK_OPENS_AT = 2.0


def add_risk(risk: float, weight: float) -> float:
    """Return the conversation's risk after one more message of the seeker.

    A leaky sum: cues that pile up within some ten messages reach `RISK_OPENS_AT`, the same cues spread
    thin do not. `append.lua` computes the same with the constants passed in.
    """
    return risk * RISK_KEEP + weight
