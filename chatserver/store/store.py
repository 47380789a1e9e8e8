"""All stores of one process over one command connection."""

from chatserver.store.accounts import AccountStore
from chatserver.store.audit import AuditStore
from chatserver.store.connection import Commands
from chatserver.store.conversations import ConversationStore
from chatserver.store.escalation import EscalationStore
from chatserver.store.keys import lease_key
from chatserver.store.matching import MatchingStore
from chatserver.store.presence import PresenceStore
from chatserver.store.programmes import ProgrammeStore
from chatserver.store.review import ReviewStore
from chatserver.store.vault import Vault
from chatserver.store.words import Words


class Store:
    """One attribute a concept.

    Args:
        commands: the process's command connection.
        vault: opens and seals the words.
    """

    def __init__(self, commands: Commands, vault: Vault) -> None:
        self.commands = commands
        self.vault = vault
        self.accounts = AccountStore(commands)
        self.audit = AuditStore(commands)
        self.conversations = ConversationStore(commands)
        self.words = Words(self.conversations, vault)
        self.escalation = EscalationStore(commands, self.conversations, self.words)
        self.matching = MatchingStore(commands)
        self.presence = PresenceStore(commands)
        self.programmes = ProgrammeStore(commands)
        self.review = ReviewStore(commands)

    async def lease(self, sweep: str, holder: str, ms: int) -> bool:
        """Take or renew the lease of a sweep; return whether this holder has it for the next `ms`."""
        key = lease_key(sweep)
        if await self.commands.execute("SET", key, holder, "NX", "PX", ms):
            return True
        if await self.commands.execute("GET", key) != holder.encode():
            return False
        # Renewed only while still ours: a set with XX could take over somebody else's within this instant,
        # which does no harm, since every sweep guards its own changes.
        return bool(await self.commands.execute("SET", key, holder, "XX", "PX", ms))

    async def is_ready(self) -> bool:
        """Whether the store answers and can write."""
        return bool(await self.commands.execute("PING"))
