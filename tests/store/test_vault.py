"""Sealing: what opens with what, and that destroyed keys open nothing."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.ids import ConversationId, ProgrammeId
from chatserver.store.vault import KEY_BYTES, KeyRing, SealBroken, Vault, seal, unseal

P, C = ProgrammeId("p"), ConversationId("c")
NOW = 1_800_000_000_000  # 15 January 2027
DAY_MS = 86_400_000
KEY = bytes(range(KEY_BYTES))


@given(text=st.text(st.characters(codec="utf-8")), about=st.text(st.characters(codec="utf-8")))
def test_what_was_sealed_opens_and_shows_nothing(text: str, about: str) -> None:
    sealed = seal(KEY, text, about)

    assert unseal(KEY, sealed, about) == text
    assert len(text) < 4 or text.encode() not in sealed
    assert seal(KEY, text, about) != sealed


@given(place=st.integers(0, 200), bit=st.integers(0, 7))
def test_one_changed_bit_opens_nothing(place: int, bit: int) -> None:
    sealed = bytearray(seal(KEY, "halo kak", "c/s/1"))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(SealBroken):
        unseal(KEY, bytes(sealed), "c/s/1")


@pytest.mark.parametrize("sealed", [b"", b"x", bytes(12), bytes(28)])
def test_what_was_never_sealed_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, sealed, "")


def test_another_key_or_place_opens_nothing() -> None:
    sealed = seal(KEY, "halo", "c/s/1")

    for key, about in ((bytes(KEY_BYTES), "c/s/1"), (KEY, "c/s/2"), (KEY, "d/s/1")):
        with pytest.raises(SealBroken):
            unseal(key, sealed, about)


def test_a_wrapped_key_opens_for_its_conversation_only(tmp_path: Path) -> None:
    vault = Vault(KeyRing(tmp_path))
    key, wrapped = vault.new_key(P, C, NOW)

    assert key not in wrapped and vault.unwrap(P, C, wrapped) == key
    assert vault.new_key(P, C, NOW)[0] != key
    for programme, conversation in ((ProgrammeId("q"), C), (P, ConversationId("d"))):
        with pytest.raises(SealBroken):
            vault.unwrap(programme, conversation, wrapped)
    for broken in (b"", wrapped[:8], wrapped[:-1], b"xxxxxxxx" + wrapped[8:]):
        with pytest.raises(SealBroken):
            vault.unwrap(P, C, broken)


def test_a_destroyed_day_opens_nothing_and_the_next_day_does(tmp_path: Path) -> None:
    vault, ring = Vault(KeyRing(tmp_path)), KeyRing(tmp_path)
    _, wrapped = vault.new_key(P, C, NOW)
    _, next_day = vault.new_key(P, C, NOW + DAY_MS)
    assert Vault(ring).unwrap(P, C, wrapped)

    ring.destroy(wrapped[:8].decode())

    with pytest.raises(SealBroken):
        Vault(ring).unwrap(P, C, wrapped)
    with pytest.raises(SealBroken):
        Vault(KeyRing(tmp_path)).unwrap(P, C, wrapped)
    assert Vault(ring).unwrap(P, C, next_day)


def test_keys_are_files_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    KeyRing(folder).key("20270115", make=True)

    [file] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert len(file.read_bytes()) == KEY_BYTES


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "20270115.key").write_bytes(b"short")

    with pytest.raises(SealBroken):
        KeyRing(tmp_path).key("20270115", make=True)


def _make(folder: str) -> bytes:
    return KeyRing(Path(folder)).key("20270115", make=True)


def test_processes_that_make_a_key_at_once_share_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        keys = set(pool.map(_make, [str(tmp_path)] * 8))

    assert len(keys) == 1 and [file.suffix for file in tmp_path.iterdir()] == [".key"]


def test_secrets_of_purposes_differ_and_stay(tmp_path: Path) -> None:
    vault = Vault(KeyRing(tmp_path))

    assert vault.signing_key("webhook/a") == Vault(KeyRing(tmp_path)).signing_key("webhook/a")
    assert vault.signing_key("webhook/a") != vault.signing_key("webhook/b")
