"""One open log on this hub: the last sequence number, its readers, and how a gap is filled.

The stream is the truth; what is published is the wake-up. An entry is opened and encoded once for all.
"""

from collections.abc import Awaitable, Callable

import msgspec

from chatserver.domain.conversations import Conversation, Entry
from chatserver.domain.ids import Log, ProgrammeId, topic_of
from chatserver.hub.connection import Connection
from chatserver.protocol.codec import encode
from chatserver.protocol.server import Event, WireEntry
from chatserver.store.store import Store
from chatserver.store.words import Fixed, open_words

_entry = msgspec.msgpack.Decoder(Entry)


class Topic:
    """A log that at least one socket of this process has open.

    Args:
        last: sequence number up to which this hub has handed entries to its readers.
        on_entry: told of each new entry, once, after it was handed on.
    """

    def __init__(
        self,
        store: Store,
        programme: ProgrammeId,
        log: Log,
        conversation: Conversation,
        fixed: Fixed,
        last: int,
        on_entry: Callable[["Topic", Entry], None],
    ) -> None:
        self.programme = programme
        self.log = log
        self.id = conversation.id
        self.name = topic_of(log, conversation.id)
        self.epoch = conversation.epoch
        self.last = last
        self.readers: set[Connection] = set()
        self.openings = 0  # sockets on their way in
        self._store = store
        self._fixed = fixed
        self._on_entry = on_entry
        self._is_filling = False
        self._is_behind = False

    def receive(self, seq: int, payload: bytes) -> bool:
        """Hand on a published entry; return False when entries before it are missing and must be read."""
        if seq <= self.last:
            return True
        if self._is_filling:
            self._is_behind = True  # the read on its way may have been answered before this entry
            return True
        if seq != self.last + 1:
            return False
        self._hand_on(seq, _entry.decode(payload))
        return True

    async def fill(self) -> None:
        """Read from the stream what this hub has not handed on; at once nothing is handed on twice."""
        if self._is_filling:
            return
        self._is_filling = True
        try:
            while True:
                self._is_behind = False
                entries = await self._store.conversations.entries(
                    self.programme, self.id, self.log, self.last
                )
                for seq, entry in entries:
                    self._hand_on(seq, entry)
                if not entries and not self._is_behind:
                    return
        finally:
            self._is_filling = False

    async def replay(self, reader: Connection, since: int, before: Callable[[], Awaitable[None]]) -> None:
        """Send everything after `since` to one reader and let it in, without a gap and without a repeat."""
        reader.held[self.name] = since
        while True:
            entries = await self._store.conversations.entries(self.programme, self.id, self.log, since)
            for seq, entry in entries:
                reader.push_bytes(self._encode(seq, entry))
                since = seq
            reader.held[self.name] = since
            if since >= self.last or not entries:
                self.readers.add(reader)
                return
            await before()

    def _hand_on(self, seq: int, entry: Entry) -> None:
        self.last = seq
        frame = self._encode(seq, entry)
        for reader in self.readers:
            if reader.held.get(self.name, seq) < seq:
                reader.held[self.name] = seq
                reader.push_bytes(frame)
        self._on_entry(self, entry)

    def _encode(self, seq: int, entry: Entry) -> bytes:
        return encode(
            Event(
                topic=self.name,
                seq=seq,
                at=entry.at,
                entry=WireEntry(
                    kind=entry.kind,
                    by=entry.by,
                    role=entry.role,
                    name=entry.name,
                    text=open_words(self._fixed, self.id, entry),
                    facts=entry.facts,
                    id=entry.id,
                ),
            )
        )
