"""Every Redis key and channel: the only place where one is spelled.

All keys of a programme carry the hash tag `{P}`, so that one programme lives in one slot and one script can
touch all of it. Names here are the names that the scripts use in their `KEYS` line. `KEYS.md` is this page
for people; a test holds it to `NAMES`.
"""

import functools
import hashlib
from collections.abc import Mapping

from chatserver.domain.ids import ConversationId, PersonId, ProgrammeId

#: name -> key behind "{P}:"; C is the conversation, A the person. Channels stand among them: scripts must
#: declare them like keys.
NAMES: Mapping[str, str] = {
    "settings": "settings",
    "state": "conv:C:state",
    "people": "conv:C:people",
    "sent": "conv:C:sent",
    "read": "conv:C:read",
    "conv_log": "conv:C:log",
    "whisper_log": "conv:C:whispers",
    "notes_log": "conv:C:notes",
    "case": "conv:C:case",
    "conv": "conv:C",
    "whisper": "conv:C:whisper",
    "notes": "conv:C:staff",
    "seeker": "seeker:A",
    "waiting": "waiting",
    "seeking": "seeking",
    "shifts": "shifts",
    "places": "places",
    "load": "load",
    "missed": "missed",
    "offers": "offers",
    "held": "held",
    "waits": "waits",
    "here": "here",
    "duty": "duty",
    "active": "active",
    "cases": "cases",
    "claims": "claims",
    "resolved": "resolved",
    "pages": "pages",
    "audit": "audit",
    "review": "review",
    "review_dead": "review:dead",
    "account": "account:A",
    "logins": "logins",
    "lobby": "lobby",
    "desk": "desk",
    "person": "person:A",
}

CHANNELS = frozenset({"conv", "whisper", "notes", "lobby", "desk", "person"})
#: Keys of one conversation that live and die together.
CONVERSATION_KEYS = ("state", "people", "sent", "read", "conv_log", "whisper_log", "notes_log", "case")
#: Keys without an expiry, on purpose: settings, accounts, and sets that sweeps keep small.
PERMANENT = frozenset(
    {"settings", "account", "logins", "cases", "claims", "resolved", "active", "held", "waiting", "seeking",
     "shifts", "places", "load", "missed", "offers", "waits", "here", "duty", "pages", "audit", "review",
     "review_dead"}
)  # fmt: skip

PROGRAMMES = "programmes"
_LEASE = "lease:{%s}"


class Keys:
    """Builds the keys of one programme.

    Args:
        programme: a checked slug; it never holds a brace or colon.
    """

    __slots__ = ("_cache", "_prefix")

    def __init__(self, programme: ProgrammeId) -> None:
        self._prefix = f"{{{programme}}}:"
        self._cache = {
            name: self._prefix + key for name, key in NAMES.items() if ":C" not in key and ":A" not in key
        }

    def of(self, name: str, conversation: ConversationId | str = "", person: PersonId | str = "") -> str:
        """Return the key called `name`, of a conversation or person where the name needs one."""
        found = self._cache.get(name)
        if found is not None:
            return found
        return self._prefix + NAMES[name].replace(":C", f":{conversation}", 1).replace(":A", f":{person}", 1)

    def __getattr__(self, name: str) -> str:
        try:
            return self._cache[name]
        except KeyError:
            raise AttributeError(name) from None


@functools.lru_cache(maxsize=1024)
def keys_of(programme: ProgrammeId) -> Keys:
    """Return the keys of a programme, built once."""
    return Keys(programme)


def token_key(token: str) -> str:
    """Return the key of a bearer token: only its SHA-256 is ever stored."""
    return f"token:{{{_digest(token)}}}"


def link_key(code: str) -> str:
    """Return the key of a one-time sign-in address."""
    return f"link:{{{_digest(code)}}}"


def lease_key(sweep: str) -> str:
    """Return the key of the lease under which one process runs a sweep."""
    return _LEASE % sweep


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
