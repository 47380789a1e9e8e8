"""The phrase language refuses what it cannot mean."""

import pytest

from moderation.phrases import MAX_GAP, PhraseError, parse_phrase


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "empty"),
        ("mati ..2", "gap at the end"),
        ("..2 mati", "between two items"),
        (f"a ..{MAX_GAP + 1} b", "must be"),
        ("a ..x b", "must be"),
        ("@nobody", "unknown set"),
        ("Mati", "lower-case"),
        ("a & & b", "empty"),
        ("ma(ti", "cannot read"),
    ],
)
def test_a_phrase_without_a_meaning_is_refused(phrase: str, problem: str) -> None:
    with pytest.raises(PhraseError, match=problem):
        parse_phrase(phrase, {}, {})


def test_words_of_a_phrase_are_put_into_normal_form() -> None:
    slang = {"gw": ("aku",), "bundir": ("bunuh", "diri")}
    assert parse_phrase("gw bundir", {}, slang) == parse_phrase("aku bunuh_diri", {}, {})
