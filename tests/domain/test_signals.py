"""Every signal survives the way between processes."""

import msgspec
import pytest

from chatserver.domain.ids import ConversationId, PersonId
from chatserver.domain.signals import (
    Call,
    CaseChanged,
    DutyChanged,
    Given,
    LinkChanged,
    Noticed,
    Offered,
    OfferGone,
    QueueChanged,
    ReadUpTo,
    ShiftChanged,
    Signal,
    SignedOut,
    TypingNow,
    decode,
    encode,
)

C, P = ConversationId("c"), PersonId("a1")
SAMPLES: list[Signal] = [
    Offered(C, 5, "id", ("family",), 3, True, 7),
    OfferGone(C, 7, "timeout"),
    Given(C),
    ShiftChanged("missed_offers"),
    Noticed("help_sent", "conv:c", {"on_duty": 1}),
    SignedOut(),
    QueueChanged(),
    CaseChanged(C),
    DutyChanged(),
    Call("lead_needed", "conv:c", "coordinator", {"step": "x"}),
    TypingNow(P, True),
    ReadUpTo(P, 3),
    LinkChanged(P, "seeker", False),
]


@pytest.mark.parametrize("signal", SAMPLES, ids=lambda signal: type(signal).__name__)
def test_a_signal_arrives_as_it_was_sent(signal: Signal) -> None:
    assert decode(encode(signal)) == signal


def test_every_signal_is_tried() -> None:
    assert {type(sample) for sample in SAMPLES} == set(Signal.__subclasses__())


@pytest.mark.parametrize("raw", [b"", b"\x80", b"x", encode(QueueChanged())[:-1]])
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode(raw)
