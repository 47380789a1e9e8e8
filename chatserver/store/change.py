"""One change of a conversation as data: what must hold, and what then is set, added and appended.

Each method of the stores builds one `Change`; `commit.lua` carries it out in one step or not at all.
"""

from typing import Any, Self

import msgspec

from chatserver.domain.conversations import Entry
from chatserver.domain.ids import ConversationId, Log, PersonId, ProgrammeId
from chatserver.domain.retention import AUDIT_MAX_LENGTH
from chatserver.domain.signals import Signal
from chatserver.domain.signals import encode as encode_signal
from chatserver.store.connection import Commands
from chatserver.store.scripts import COMMIT

Value = str | int | float | bytes
encode = msgspec.msgpack.Encoder().encode

#: log -> (name of its stream, counter in the state, name of its channel)
LOGS: dict[Log, tuple[str, str, str]] = {
    Log.CONVERSATION: ("conv_log", "seq", "conv"),
    Log.WHISPER: ("whisper_log", "whisper_seq", "whisper"),
    Log.NOTES: ("notes_log", "notes_seq", "notes"),
}


class Once(msgspec.Struct, frozen=True):
    """A person's command that must be done once: person and command id, and a digest of its content."""

    key: str
    digest: str


class Done(msgspec.Struct, frozen=True):
    """What a script answered.

    Attributes:
        seq: of the last entry appended, 0 if none; at: ms.
        is_repeat: the command had been done before; nothing changed now.
        flagged: "opened", "raised" or "known" when a case was touched, else "".
    """

    seq: int
    at: int
    is_repeat: bool
    flagged: str


class Change:
    """Builder of one commit; keys are named as in `keys.NAMES`."""

    def __init__(self, at: int, once: Once | None = None) -> None:
        self._args: dict[str, Any] = {"at": at, "audit_length": AUDIT_MAX_LENGTH}
        if once is not None:
            self._args["once"] = {"key": once.key, "digest": once.digest}

    def expect(
        self, key: str, field: str, *allowed: Value, code: str = "wrong_state", detail: str = ""
    ) -> Self:
        """Refuse with `code` (and the value of the field `detail`) unless the field is one of these."""
        return self._add("expect", [key, field, [str(value) for value in allowed], code, detail or None])

    def set(self, key: str, **fields: Value) -> Self:
        """Set fields of a hash."""
        return self._add("set", [key, fields])

    def put(self, key: str, field: str, value: Value) -> Self:
        """Set one field whose name is a value, such as a person."""
        return self._add("set", [key, {field: value}])

    def unset(self, key: str, *fields: str) -> Self:
        """Remove fields of a hash."""
        return self._add("unset", [key, list(fields)])

    def unset_all(self, key: str, prefix: str) -> Self:
        """Remove the fields that begin so."""
        return self._add("unset_prefix", [key, prefix])

    def add(self, key: str, field: str, delta: int) -> Self:
        """Add to a counter, never below 0."""
        return self._add("add", [key, field, delta])

    def score(self, key: str, member: str, score: int) -> Self:
        """Put a member into a sorted set."""
        return self._add("score", [key, member, score])

    def unscore(self, *keys: str, member: str) -> Self:
        """Take a member out of sorted sets."""
        for key in keys:
            self._add("unscore", [key, member])
        return self

    def push(self, key: str, value: Value, kept: int) -> Self:
        """Put a value at the head of a list that keeps so many."""
        return self._add("push", [key, value, kept])

    def append(self, log: Log, entry: Entry) -> Self:
        """Append an entry to one of the three logs."""
        return self._add("append", [list(LOGS[log]), encode(entry)])

    def raise_case(self, plan: dict[str, Any]) -> Self:
        """Open, raise or confirm the case."""
        self._args["case"] = plan
        return self

    def publish(self, key: str, signal: Signal) -> Self:
        """Wake the readers of a channel."""
        return self._add("publish", [key, encode_signal(signal)])

    def publish_in(self, signal: Signal) -> Self:
        """Wake those who have the conversation open, without an entry."""
        return self._add("publish", ["conv", b"0 " + encode_signal(signal)])

    def audit(self, payload: bytes) -> Self:
        """Add a link to the audit chain."""
        return self._add("audit", payload)

    def drop(self, *keys: str) -> Self:
        """Delete keys."""
        for key in keys:
            self._add("drop", key)
        return self

    def expire(self, ttl_ms: int, *keys: str) -> Self:
        """Renew the expiry of keys."""
        for key in keys:
            self._add("expire", [key, ttl_ms])
        return self

    async def run(
        self,
        commands: Commands,
        programme: ProgrammeId,
        conversation: ConversationId,
        person: PersonId | str = "",
        seeker: PersonId | str = "",
    ) -> Done:
        """Carry it out; raise the refusal's error, or `Unavailable` when the outcome is unknown."""
        seq, at, repeat, flagged = await COMMIT.run(
            commands, programme, self._args, conversation, person, seeker
        )
        return Done(seq, at, bool(repeat), flagged.decode())

    def _add(self, name: str, item: Any) -> Self:
        self._args.setdefault(name, []).append(item)
        return self
