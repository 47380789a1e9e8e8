"""What can be a message (reliability.md, bad inputs 55-65), and how fast somebody may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.errors import InvalidField
from chatserver.domain.limits import MAX_FRAME_BYTES, MAX_TEXT, Bucket, clean_text

ZALGO = "a" + "\u0301" * 2_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        " \n\t ",
        "\u200b",
        "\u2060\u200b ",
        "\u00ad",
        "\ufeff",
        "\u202e",
        "\u2066\u2069",
        "\u2028",
        "\u3000",
    ],
)
def test_a_text_with_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        clean_text(text)
    assert clean_text(text + "a")  # it was the emptiness, not the characters


@pytest.mark.parametrize(
    "char", [chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\n\t\r"]
)
def test_control_characters_are_refused(char: str) -> None:
    with pytest.raises(InvalidField):
        clean_text(f"halo{char}kak")


@pytest.mark.parametrize("char", ["\ud800", "\udfff"])
def test_half_a_character_is_refused(char: str) -> None:
    with pytest.raises(InvalidField):
        clean_text(f"halo {char}")


def test_the_limit_counts_code_points() -> None:
    assert len(clean_text("a" * MAX_TEXT)) == MAX_TEXT
    assert len(clean_text("\U0001f62d" * MAX_TEXT).encode()) == 4 * MAX_TEXT < MAX_FRAME_BYTES
    with pytest.raises(InvalidField, match=str(MAX_TEXT)):
        clean_text("a" * (MAX_TEXT + 1))
    with pytest.raises(InvalidField, match="10"):
        clean_text("a" * 11, 10)


@pytest.mark.parametrize(
    "text",
    [
        ZALGO,
        "\u202eterbalik\u202c",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "*1\n$8\nFLUSHALL\n",
        "']] .. redis.call('FLUSHALL') .. [['",
        "🏳️‍🌈 👩‍👩‍👧",
        "aaaa" * 900 + "!",
        "e\u0301",
    ],
)
def test_strange_but_readable_text_is_kept_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029"])
def test_line_ends_become_one_kind(end: str) -> None:
    assert clean_text(f"satu{end}INFO masuk={end}") == "satu\nINFO masuk=\n"


@given(st.text(max_size=200))
def test_a_cleaned_text_is_clean_and_valid(text: str) -> None:
    try:
        clean = clean_text(text)
    except InvalidField:
        return
    assert clean_text(clean) == clean
    assert clean.strip() and not set(clean) & set("\r\x00\u2028\u2029")
    clean.encode()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), st.sampled_from("\x00\x1b\x9b"))
def test_no_text_hides_a_control_character(text: str, control: str) -> None:
    for place in (0, len(text) // 2, len(text)):
        with pytest.raises(InvalidField):
            clean_text(text[:place] + control + text[place:])


# ── rates ────────────────────────────────────────────────────────────────────────────────────────────────


@given(
    burst=st.integers(1, 20),
    per_s=st.sampled_from([0.5, 1.0, 10.0, 50.0]),
    gaps=st.lists(st.integers(0, 3_000), max_size=150),
)
def test_no_window_takes_more_than_burst_and_rate(burst: int, per_s: float, gaps: list[int]) -> None:
    bucket, now, taken = Bucket(burst, per_s, 0), 0, []
    for gap in gaps:
        now += gap
        if bucket.take(now) == 0:
            taken.append(now)

    for first in range(len(taken)):
        for last in range(first, len(taken)):
            window_s = (taken[last] - taken[first]) / 1000
            assert last - first + 1 <= burst + window_s * per_s + 1e-6


@given(burst=st.integers(1, 5), per_s=st.sampled_from([0.5, 10.0, 50.0]), gaps=st.lists(st.integers(0, 50)))
def test_who_waits_as_told_is_let_in(burst: int, per_s: float, gaps: list[int]) -> None:
    bucket, now = Bucket(burst, per_s, 0), 0
    for gap in gaps:
        now += gap
        wait = bucket.take(now)
        if wait:
            now += wait
            assert bucket.take(now) == 0


def test_a_whole_burst_is_taken_at_once_and_then_refused() -> None:
    bucket = Bucket(3, 1.0, 0)

    assert [bucket.take(0) for _ in range(4)] == [0, 0, 0, 1_001]


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket = Bucket(1, 1.0, 10_000)

    assert bucket.take(10_000) == 0
    assert bucket.take(5_000) > 0
