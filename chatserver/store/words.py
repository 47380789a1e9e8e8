"""The words of a conversation: sealed before they are stored, opened only for those who may read them.

Keeps the unchanging facts of recently used conversations (with the opened key) in memory, never on disk.
"""

from collections import OrderedDict
from typing import NamedTuple

from chatserver.domain.conversations import Conversation, Entry
from chatserver.domain.errors import NotFound
from chatserver.domain.ids import ConversationId, PersonId, ProgrammeId
from chatserver.domain.people import Pool
from chatserver.store.conversations import ConversationStore
from chatserver.store.vault import SealBroken, Vault, seal, unseal

_REMEMBERED = 20_000  # conversations


class Fixed(NamedTuple):
    """What never changes in a conversation, so that the hot path need not read it again."""

    seeker: PersonId
    pool: Pool
    language: str
    key: bytes


class Words:
    """Opens and seals; one per process."""

    def __init__(self, conversations: ConversationStore, vault: Vault) -> None:
        self._conversations = conversations
        self._vault = vault
        self._fixed: OrderedDict[tuple[ProgrammeId, ConversationId], Fixed] = OrderedDict()

    async def fixed(self, programme: ProgrammeId, conversation: ConversationId) -> Fixed:
        """Return the unchanging facts of a conversation; raise `NotFound` when it or its key is gone."""
        found = self._fixed.get((programme, conversation))
        if found is None:
            found = self.remember(programme, await self._conversations.get(programme, conversation))
        return found

    def remember(self, programme: ProgrammeId, conversation: Conversation) -> Fixed:
        """Keep the unchanging facts of a conversation just read; raise `NotFound` without its key."""
        try:
            key = self._vault.unwrap(programme, conversation.id, conversation.wrapped_key)
        except SealBroken:
            raise NotFound from None
        fixed = Fixed(conversation.seeker, conversation.pool, conversation.language, key)
        self._fixed[programme, conversation.id] = fixed
        if len(self._fixed) > _REMEMBERED:
            self._fixed.popitem(last=False)
        return fixed

    def forget(self, programme: ProgrammeId, conversation: ConversationId) -> None:
        """Drop what is remembered of a conversation; its key may have been destroyed."""
        self._fixed.pop((programme, conversation), None)


def seal_words(fixed: Fixed, conversation: ConversationId, by: str, command: str, text: str) -> bytes:
    """Seal the words of an entry; they open only in this conversation, for this writer and command."""
    return seal(fixed.key, text, f"{conversation}/{by}/{command}")


def open_words(fixed: Fixed, conversation: ConversationId, entry: Entry) -> str:
    """Return the words of an entry, "" where it has none or they can't be opened any more."""
    if not entry.sealed:
        return ""
    try:
        return unseal(fixed.key, entry.sealed, f"{conversation}/{entry.by}/{entry.id}")
    except SealBroken:
        return ""
