"""Text at rest: sealed with a key per conversation, which is wrapped by the key of the day it was made.

Day keys live in a key ring outside Redis: a directory of 0600 files, or a mounted secret where several hosts
share it. Destroying a day's file makes all conversations of that day unreadable, in every copy of the data.
Nothing here does I/O except the ring, and the ring reads a file once.
"""

import datetime as dt
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chatserver.domain.ids import ConversationId, ProgrammeId

KEY_BYTES = 32  # AES-256
NONCE_BYTES = 12  # random; a conversation's key seals far fewer texts than the birthday bound of 96 bits
_DAY_BYTES = 8  # "YYYYMMDD" before a wrapped key
_UNTIMED = "00000000"  # name of the key for what has no day: signing of webhooks


class SealBroken(Exception):
    """A sealed text could not be opened: wrong key, destroyed key, or changed bytes."""


class KeyRing:
    """Day keys in one directory, made when first needed.

    Args:
        directory: made with mode 0700 when missing. Several processes may share it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._keys: dict[str, bytes] = {}

    def key(self, day: str, *, make: bool = False) -> bytes:
        """Return the 32 bytes of a day "YYYYMMDD"; raise `SealBroken` when it is gone and not to be made."""
        found = self._keys.get(day)
        if found is None:
            found = self._keys[day] = self._read_or_make(day, make)
        return found

    def destroy(self, day: str) -> None:
        """Destroy a day's key; everything wrapped by it is unreadable from then on."""
        self._keys.pop(day, None)
        (self._directory / f"{day}.key").unlink(missing_ok=True)

    def _read_or_make(self, day: str, make: bool) -> bytes:
        path = self._directory / f"{day}.key"
        if make and not path.exists():
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            mine = self._directory / f".{day}.{secrets.token_hex(8)}"
            with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(mine, path)  # the first process wins; the others read its key
            except FileExistsError:
                pass
            finally:
                mine.unlink()
        try:
            key = path.read_bytes()
        except FileNotFoundError:
            raise SealBroken("this day's key is gone") from None
        if len(key) != KEY_BYTES:
            raise SealBroken("a key file is damaged")
        return key


class Vault:
    """Seals and opens texts. One per process.

    Args:
        ring: where the day keys are.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def new_key(self, programme: ProgrammeId, conversation: ConversationId, now: int) -> tuple[bytes, bytes]:
        """Make a conversation's key; return (the key, the wrapped key to store). `now` in ms."""
        day = dt.datetime.fromtimestamp(now / 1000, dt.UTC).strftime("%Y%m%d")
        key = secrets.token_bytes(KEY_BYTES)
        about = f"{programme}/{conversation}".encode()
        return key, day.encode() + _seal(self._ring.key(day, make=True), key, about)

    def unwrap(self, programme: ProgrammeId, conversation: ConversationId, wrapped: bytes) -> bytes:
        """Return the key of a conversation; raise `SealBroken` when it or its day key is gone."""
        if len(wrapped) <= _DAY_BYTES:
            raise SealBroken("this conversation's key is gone")
        day, sealed = wrapped[:_DAY_BYTES].decode("ascii", "replace"), wrapped[_DAY_BYTES:]
        return _open(self._ring.key(day), sealed, f"{programme}/{conversation}".encode())

    def signing_key(self, purpose: str) -> str:
        """Return a secret (64 hex digits) derived for one purpose, such as a programme's webhook."""
        derived = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=purpose.encode())
        return derived.derive(self._ring.key(_UNTIMED, make=True)).hex()


def seal(key: bytes, text: str, about: str) -> bytes:
    """Return `text` sealed; it opens only with the same `about` (conversation, writer and command id)."""
    return _seal(key, text.encode(), about.encode())


def unseal(key: bytes, sealed: bytes, about: str) -> str:
    """Return the text; raise `SealBroken` unless key, bytes and `about` are those it was sealed with."""
    return _open(key, sealed, about.encode()).decode()


def _seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def _open(key: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        raise SealBroken("a sealed text could not be opened") from None
