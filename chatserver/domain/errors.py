"""Every expected refusal, as one tree.

    SebayaError
    ├── BadFrame            bad_frame          400  the frame can't be read
    │   ├── UnknownType     unknown_type       400  no such frame type
    │   └── InvalidField    invalid            422  a field's value is out of its range
    ├── NotSignedIn         not_signed_in      401  the token is missing, wrong or over
    ├── NotAllowed          not_allowed        403  the role may not do this at all
    ├── NotFound            not_found          404  not there, or not yours: the same answer
    ├── WrongState          wrong_state        409  not possible in the present state
    │   ├── Conflict        conflict           409  somebody else was first; says who
    │   └── ClosedNow       closed             409  the programme takes no new chats now
    ├── IdReused            id_reused          409  the same command id with another body
    ├── TooMany             too_many           429  slow down; says when to try again
    └── Unavailable         unavailable        503  the store can't answer; nothing is known to be lost

Each class fixes a code (part of the protocol), an HTTP status and whether the same request may be sent
again as it is. Messages are for the person who reads them and never carry text of a conversation.
"""

from typing import ClassVar


class SebayaError(Exception):
    """An expected refusal.

    Args:
        message: one calm sentence in English; clients translate by `code`.
        retry_ms: earliest sensible wait before sending the same again; None: do not repeat.
        owner: for `Conflict`, the display name of who was first.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    text: ClassVar[str] = "Something went wrong."
    wait_ms: ClassVar[int | None] = None

    def __init__(
        self, message: str | None = None, *, retry_ms: int | None = None, owner: str | None = None
    ) -> None:
        super().__init__(message or self.text)
        self.message = message or self.text
        self.retry_ms = retry_ms if retry_ms is not None else self.wait_ms
        self.owner = owner


class BadFrame(SebayaError):
    """The frame can't be read."""

    code, status, text = "bad_frame", 400, "This frame could not be read."


class UnknownType(BadFrame):
    """No such frame type."""

    code, status, text = "unknown_type", 400, "This frame type is not known."


class InvalidField(BadFrame):
    """A field's value is out of its range."""

    code, status, text = "invalid", 422, "A value is out of its range."


class NotSignedIn(SebayaError):
    """The token is missing, wrong or over."""

    code, status, text = "not_signed_in", 401, "Please sign in again."


class NotAllowed(SebayaError):
    """The role may not do this at all."""

    code, status, text = "not_allowed", 403, "Your role does not include this."


class NotFound(SebayaError):
    """Not there, or not yours: the same answer."""

    code, status, text = "not_found", 404, "This does not exist, or is not yours."


class WrongState(SebayaError):
    """Not possible in the present state."""

    code, status, text = "wrong_state", 409, "This is not possible right now."


class Conflict(WrongState):
    """Somebody else was first."""

    code, status, text = "conflict", 409, "Somebody else was first."


class ClosedNow(WrongState):
    """The programme takes no new chats now."""

    code, status, text = "closed", 409, "This programme takes no new chats right now."


class IdReused(SebayaError):
    """The same command id came with another body."""

    code, status, text = "id_reused", 409, "This command id was used for something else."


class TooMany(SebayaError):
    """Slow down."""

    code, status, text, wait_ms = "too_many", 429, "Please slow down a little.", 1_000


class Unavailable(SebayaError):
    """The store can't answer: the outcome is unknown, and the same command may be sent again."""

    code, status, text, wait_ms = "unavailable", 503, "Not stored yet. Please try again in a moment.", 1_000


#: code -> class, for scripts that answer with a code and for docs that list them.
BY_CODE: dict[str, type[SebayaError]] = {
    kind.code: kind
    for kind in (
        BadFrame, UnknownType, InvalidField, NotSignedIn, NotAllowed, NotFound, WrongState,
        Conflict, ClosedNow, IdReused, TooMany, Unavailable,
    )
}  # fmt: skip
