"""What screening says about single messages: minimal pairs, disguises, evidence, staff words, second look.

All messages are invented for these tests. Figures on the labelled files stand in test_evaluate.py.
"""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.safety import Author, Category, Document, Level, Verdict
from moderation.screening import load_screen, screen


def said(text: str, *before: str) -> Verdict:
    return screen(Document(text, Author.SEEKER, before=before))


def by_staff(text: str) -> Verdict:
    return screen(Document(text, Author.STAFF))


DANGER = [
    ("aku pengen bunuh diri", Level.ACTIVE, Category.SUICIDE),
    ("gw mau bundir aja", Level.ACTIVE, Category.SUICIDE),
    ("I want to kill myself", Level.ACTIVE, Category.SUICIDE),
    ("kak aku kepikiran gantung diri terus", Level.ACTIVE, Category.SUICIDE),
    ("aku arep nglalu wae mbak", Level.ACTIVE, Category.SUICIDE),
    ("abdi hayang paeh", Level.PASSIVE, Category.SUICIDE),
    ("pengen mati rasanya hidup begini", Level.PASSIVE, Category.SUICIDE),
    ("capek idup, ga pengen bangun lagi besok", Level.PASSIVE, Category.SUICIDE),
    ("honestly I wish I was never born", Level.PASSIVE, Category.SUICIDE),
    ("surat perpisahan udah aku tulis, malam ini aku bunuh diri", Level.IMMINENT, Category.SUICIDE),
    ("I took all the pills", Level.IMMINENT, Category.SUICIDE),
    ("semalem aku nyilet lengan lagi", Level.ACTIVE, Category.SELF_HARM),
    ("darahnya ga berhenti kak, handuknya udah merah semua, tolong", Level.IMMINENT, Category.SELF_HARM),
    ("aku dipukul suami tiap malam", Level.ACTIVE, Category.ABUSE),
    ("my husband hits me when he drinks", Level.ACTIVE, Category.ABUSE),
    ("dia lagi gedor pintu bawa pisau, tolong aku takut", Level.IMMINENT, Category.ABUSE),
    ("aku pengen bunuh bapak tiri aku", Level.ACTIVE, Category.HARM_TO_OTHERS),
]


@pytest.mark.parametrize(("text", "level", "category"), DANGER)
def test_danger_is_found_at_its_level(text: str, level: Level, category: Category) -> None:
    verdict = said(text)
    assert (verdict.level, verdict.category) == (level, category)


@pytest.mark.parametrize(
    "text",
    [
        "mati lampu dari tadi, panas",
        "mati gaya nih nunggu angkot",
        "ngakak sampe mati liat videonya wkwk",
        "dosennya killer banget sumpah",
        "capek hidup di kosan ini, airnya mati terus",
        "hp aku mati tadi kak",
        "bosan setengah mati nunggu antrian",
        "pengen hilang dari grup kantor sehari aja",
        "tadi mabar bunuh boss terakhir akhirnya menang",
        "you're a skilled painter",
        "that joke killed me lol",
        "my phone died sorry",
        "anjing bangsat tai semua",
        "what the fuck is this shit",
        "halo kak, selamat malam",
    ],
)
def test_idioms_games_and_swearing_are_not_danger(text: str) -> None:
    assert said(text).level < Level.PASSIVE


@pytest.mark.parametrize(
    ("danger", "harmless"),
    [
        ("aku pengen bunuh diri", "aku ga pengen bunuh diri kok"),
        ("aku mau mati", "aku ga mau mati, cuma sedih"),
        ("aku kepikiran bunuh diri", "aku nggak kepikiran bunuh diri"),
        ("I am suicidal", "I'm not suicidal"),
        ("aku mau lompat", "aku mau lompat kelas"),
        ("pengen hilang dari dunia", "pengen hilang dari sosmed"),
        (
            "udah aku minum semua obatnya",
            "udah aku minum semua obatnya, antibiotiknya harus habis kata dokter",
        ),
    ],
)
def test_one_side_of_a_minimal_pair_is_danger(danger: str, harmless: str) -> None:
    assert said(danger).level >= Level.PASSIVE
    assert said(harmless).level < Level.PASSIVE


def test_things_that_mean_more_together_are_joined() -> None:
    assert said("udah tenang aku sekarang").level < Level.PASSIVE
    assert said("utang udah aku lunasin semua").level < Level.PASSIVE
    assert said("utang udah aku lunasin semua, sekarang aku udah tenang").level == Level.ACTIVE


def test_laughter_alone_never_lowers_a_level() -> None:
    assert said("aku pengen bunuh diri wkwkwk").level == Level.ACTIVE


def test_self_harm_that_is_long_past_is_lower_than_current() -> None:
    assert said("dulu waktu smp aku nyilet lengan").level == Level.PASSIVE
    assert said("tadi aku nyilet lengan").level == Level.ACTIVE


@pytest.mark.parametrize(
    "text",
    [
        "Apakah kamu punya pikiran untuk bunuh diri?",
        "Aku dengar kamu bilang ingin mati",
        "Kapan terakhir kali kamu nyakitin diri sendiri?",
        "Do you have thoughts of killing yourself?",
    ],
)
@pytest.mark.parametrize("author", list(Author))
def test_questions_and_reflections_about_safety_are_not_danger(text: str, author: Author) -> None:
    assert screen(Document(text, author)).level == Level.NONE


def test_staff_words_show_danger_only_where_they_turn_on_the_reader() -> None:
    assert by_staff("aku pengen bunuh diri").level == Level.NONE
    assert by_staff("mending kamu mati aja").category == Category.HARM_TO_OTHERS


@pytest.mark.parametrize(
    ("before", "disguised", "after"),
    [
        ("aku mau ", "b u n d i r", " kak"),
        ("aku mau ", "b.u.n.d.i.r", " kak"),
        ("aku mau ", "b-u-n-d-i-r", " kak"),
        ("aku mau ", "bund1r", " kak"),
        ("aku mau ", "BUNDIR", " kak"),
        ("aku mau ", "bundiiiirrr", " kak"),
        ("aku mau ", "bun*h d1r1", " kak"),
        ("aku mau ", "b\u200bu\u200bn\u200bdi\u00adr", " kak"),
        ("aku mau ", "ｂｕｎｄｉｒ", " kak"),
        ("aku mau ", "bundіr", " kak"),  # Cyrillic letter in the word
        ("aku mau ", "𝓫𝓾𝓷𝓭𝓲𝓻", " kak"),
        ("aku mau ", "b̶u̶n̶d̶i̶r̶", " kak"),
        ("aku mau ", "bunuhdiri", " kak"),
        ("", "P3ng3n m4t1", " kak"),
        ("i want to ", "k1ll mys3lf", " now"),
    ],
)
def test_disguised_words_are_found_where_they_stand(before: str, disguised: str, after: str) -> None:
    text = before + disguised + after

    verdict = said(text)

    assert verdict.level >= Level.PASSIVE
    first, last = len(before), len(before) + len(disguised)
    assert any(span.start <= first and last - 1 <= span.end <= last for span in verdict.spans)


def test_composed_and_decomposed_accents_read_the_same() -> None:
    composed, decomposed = "aku péngén mati", "aku pe\u0301nge\u0301n mati"
    assert said(composed).level == said(decomposed).level == Level.PASSIVE


def test_a_sentence_split_over_messages_is_found_on_the_second_look() -> None:
    assert said("diri").level == Level.NONE

    verdict = said("diri", "aku mau", "bunuh")

    assert verdict.level == Level.ACTIVE
    assert all(0 <= span.start < span.end <= len("diri") for span in verdict.spans)


def test_earlier_messages_never_lower_a_verdict() -> None:
    alone = said("pengen bunuh diri")
    assert said("pengen bunuh diri", "ga", "engga").level >= alone.level


def test_evidence_in_earlier_messages_does_not_count_twice() -> None:
    assert said("makasih kak", "aku mau bunuh diri").level < Level.PASSIVE


@pytest.mark.parametrize("text", [text for text, _, _ in DANGER])
def test_without_its_evidence_a_message_is_less_dangerous(text: str) -> None:
    verdict = said(text)
    kept = list(text)
    for span in verdict.spans:
        kept[span.start : span.end] = " " * (span.end - span.start)
    assert said("".join(kept)).level < verdict.level


_PIECES = [
    "bunuh",
    "diri",
    "mati",
    "ga",
    "pengen",
    "kamu",
    "?",
    "b u n d i r",
    "k*ll",
    "м",
    "\u0301",
    "\u200b",
    ".",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map(" ".join)), st.sampled_from(list(Author)))
def test_any_text_gets_a_verdict_with_spans_in_order_and_in_bounds(text: str, author: Author) -> None:
    verdict = screen(Document(text, author, before=(text[:20],)))

    assert 0.0 <= verdict.weight <= 10.0
    assert [span.start for span in verdict.spans] == sorted(span.start for span in verdict.spans)
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.spans)


@given(st.text())
def test_the_same_text_gets_the_same_verdict(text: str) -> None:
    assert said(text) == said(text)


_SIZE = 64 * 1024  # sixteen times what the server takes (limits.MAX_TEXT)
_HOSTILE = {
    "one letter": "a" * _SIZE,
    "single letters": "a " * (_SIZE // 2),
    "combining marks": "a" + "\u0301" * _SIZE,
    "brackets": "(" * _SIZE,
    "one danger word": "mati " * (_SIZE // 5),
    "one danger sentence": "aku pengen mati " * (_SIZE // 16),
    "dense words": "aku i me mau pengen sudah mati obat malam ini tidak dia " * (_SIZE // 55),
    "starred words": "b*n*h " * (_SIZE // 6),
    "stars": "*" * _SIZE,
    "signs in words": "a!" * (_SIZE // 2),
    "zero width": "bunuh\u200b" * (_SIZE // 6),
    "full stops": "." * _SIZE,
    "hyphens": "a-a-" * (_SIZE // 4),
    "other script": "м" * _SIZE,
    "noise": "".join(random.Random(7).choices("abcdefghijklmnop ", k=_SIZE)),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    whole = _HOSTILE[name]
    said(whole)  # fills the caches, as a running server has them

    assert min(_seconds(whole) for _ in range(3)) < 0.25  # seconds; 0.07 measured, slack for busy machines
    assert min(_seconds(whole[:4_000]) for _ in range(3)) < 0.03  # the longest message; 0.005 measured


def _seconds(text: str) -> float:
    start = time.process_time()  # CPU, so that a busy machine does not count
    said(text)
    return time.process_time() - start


def test_verdicts_name_the_version_that_decided() -> None:
    assert said("halo").version == said("aku mau mati").version
    assert len(said("halo").version) == 12


def test_loading_twice_gives_the_same_function() -> None:
    assert load_screen() is load_screen()
