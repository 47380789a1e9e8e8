"""Phrases are found by their slots and gaps."""

import pytest

from moderation.components.matching import WINDOW, Matcher
from moderation.document import View
from moderation.phrases import parse_phrase

SETS = {"die": parse_phrase("mati|pergi_selamanya", {}, {}).clusters[0][0].alternatives}


def found(phrase: str, text: str) -> list[tuple[int, int]]:
    words = tuple(text.split())
    places = tuple(range(len(words)))
    view = View(words, places, tuple(place + 1 for place in places), (0,) * len(words))
    matcher = Matcher([[parse_phrase(phrase, SETS, {})]], late_from=1)
    return [(hit.start, hit.end) for hit in matcher.find(view)]


@pytest.mark.parametrize(
    ("phrase", "text", "spans"),
    [
        ("kill", "skilled", []),
        ("kill", "kill", [(0, 1)]),
        ("kill*", "killing", [(0, 1)]),
        ("mau @die", "aku mau mati", [(1, 3)]),
        ("mau @die", "aku mau pergi selamanya", [(1, 4)]),
        ("mau ..2 mati", "mau yang ini mati", [(0, 4)]),
        ("mau ..2 mati", "mau a b c mati", []),
        ("mau ..2 mati", "mau | mati", []),
        ("mau ..3 mati", "mau | mati", [(0, 3)]),
        ("mau & surat", "surat itu mau", [(0, 1), (2, 3)]),
        ("mau & surat", "mau", []),
        ("mati", "mati mati", [(0, 1), (1, 2)]),
    ],
)
def test_a_phrase_is_found_where_its_parts_are(phrase: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert found(phrase, text) == spans


def test_a_phrase_on_the_border_of_two_windows_is_found_once() -> None:
    text = "x " * (WINDOW - 2) + "mau x mati" + " x" * WINDOW
    assert found("mau ..1 mati", text) == [(WINDOW - 2, WINDOW + 1)]
