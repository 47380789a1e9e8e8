"""Folding of characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.document import LAUGHTER, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MaTi", "mati"),
        ("ｍａｔｉ", "mati"),
        ("mаtі", "mati"),  # Cyrillic
        ("ματι".replace("μ", "m"), "mati"),  # Greek
        ("ma\u200bti\u00ad", "mati"),
        ("pe\u0301nge\u0301n", "pengen"),
        ("péngén", "pengen"),
        ("don’t", "don't"),
    ],
)
def test_look_alikes_fold_to_plain_letters(text: str, folded: str) -> None:
    assert fold(text)[0] == folded


def test_laughing_faces_read_as_laughter() -> None:
    assert fold("😂")[0].strip() == LAUGHTER


@given(st.text())
def test_every_folded_character_has_a_place_in_the_text(text: str) -> None:
    folded, places = fold(text)

    if places is None:
        assert len(folded) == len(text)
    else:
        assert len(places) == len(folded)
        assert places == sorted(places)
        assert all(0 <= place < len(text) for place in places)


@given(st.text())
def test_composition_does_not_change_the_folded_text(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text))[0] == fold(unicodedata.normalize("NFD", text))[0]
