"""Who may do what: one table, command -> roles. Membership and state are checked after it, per object."""

from collections.abc import Mapping

from chatserver.domain.errors import NotAllowed
from chatserver.domain.people import Actor, Role

_SEEKER = frozenset({Role.SEEKER})
_SUPPORTER = frozenset({Role.SUPPORTER})
_PROFESSIONAL = frozenset({Role.PROFESSIONAL})
_STAFF = frozenset({Role.SUPPORTER, Role.PROFESSIONAL})
_CHATTING = frozenset({Role.SEEKER, Role.SUPPORTER, Role.PROFESSIONAL})
_ALL = frozenset(Role)

#: Frame type -> roles that may send it. A type that is not here is refused.
PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "ping": _ALL,
    "seek.join": _SEEKER,
    "seek.cancel": _SEEKER,
    "availability.set": _STAFF,
    "offer.accept": _SUPPORTER,
    "offer.decline": _SUPPORTER,
    "topic.open": _CHATTING,
    "topic.close": _CHATTING,
    "message.send": _CHATTING,
    "typing": _CHATTING,
    "read": _CHATTING,
    "help.now": frozenset({Role.SEEKER, Role.SUPPORTER}),
    "report": frozenset({Role.SEEKER, Role.SUPPORTER}),
    "conversation.end": _CHATTING,
    "conversation.erase": _SEEKER,
    "case.claim": _PROFESSIONAL,
    "case.watch": _PROFESSIONAL,
    "case.whisper": _STAFF,
    "case.join": _PROFESSIONAL,
    "case.take_over": _PROFESSIONAL,
    "case.release": _PROFESSIONAL,
    "case.resolve": _PROFESSIONAL,
    "case.reopen": _PROFESSIONAL,
    "case.note": _PROFESSIONAL,
}


def check(actor: Actor, command: str) -> None:
    """Raise `NotAllowed` unless the actor's role may send this command at all."""
    if actor.role not in PERMISSIONS.get(command, frozenset()):
        raise NotAllowed
