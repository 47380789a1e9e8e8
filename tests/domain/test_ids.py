"""Shapes of ids: nothing an outsider sends can reach out of a key (reliability.md, bad input 80)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatserver.domain.errors import InvalidField, NotFound
from chatserver.domain.ids import (
    ConversationId,
    Log,
    offer_of,
    parse_command,
    parse_login,
    parse_offer,
    parse_programme,
    parse_topic,
    topic_of,
)

HOSTILE = [
    "", "*", "a*", "{}", "{other}:settings", "a:b", "a\n", "\na", "a b", "a\r\nFLUSHALL", "a\x00", "é", 
    "a/../b", "a" * 65, "\u0660", "a}", "ａ",
]  # fmt: skip
IDS = st.from_regex(r"\A[A-Za-z0-9_-]{1,64}\Z")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_are_refused(text: str) -> None:
    with pytest.raises(InvalidField):
        parse_command(text)
    with pytest.raises(InvalidField):
        parse_programme(text)
    with pytest.raises(InvalidField):
        parse_login(text)
    with pytest.raises(NotFound):
        parse_topic(f"conv:{text}")
    with pytest.raises(NotFound):
        parse_offer(f"{text}-1")


@given(st.text(max_size=70))
def test_what_is_let_through_holds_only_safe_characters(text: str) -> None:
    for parse in (parse_command, parse_programme, parse_login, lambda text: parse_topic(f"conv:{text}")[1]):
        try:
            found = parse(text)
        except (InvalidField, NotFound):
            continue
        assert found and found.isascii() and not set(found) & set("{}:*?[]\n\r\0 /\\'\"")


@pytest.mark.parametrize("text", ["a", "9", "sma-1", "a" * 40])
def test_a_slug_is_a_programme(text: str) -> None:
    assert parse_programme(text) == text


@pytest.mark.parametrize("text", ["-a", "a-", "A", "a_b", "a" * 41, "a.b"])
def test_what_is_not_a_slug_is_no_programme(text: str) -> None:
    with pytest.raises(InvalidField):
        parse_programme(text)


def test_a_login_is_one_whatever_its_case() -> None:
    assert parse_login("Dr.Sari+x@sma.id") == "dr.sari+x@sma.id"


@given(log=st.sampled_from(Log), id=IDS)
def test_a_topic_names_one_log_of_one_conversation(log: Log, id: str) -> None:
    assert parse_topic(topic_of(log, ConversationId(id))) == (log, id)


@pytest.mark.parametrize(
    "text", ["", "conv", "conv:", ":a", "CONV:a", "staff:a", "conv:a:b", "conv:conv:a", " conv:a"]
)
def test_what_is_not_a_topic_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_topic(text)


@given(id=IDS, fence=st.integers(0, 999_999_999))
def test_an_offer_names_its_conversation_and_fence(id: str, fence: int) -> None:
    assert parse_offer(offer_of(ConversationId(id), fence)) == (id, fence)


@pytest.mark.parametrize(
    "text", ["", "a", "a-", "a-x", "-1", "a--", "a-+1", "a-1 ", "a-" + "1" * 10, "a-\u0661", "a-1\n"]
)
def test_what_is_not_an_offer_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_offer(text)
