"""One tree, as its docstring draws it."""

import re

import pytest

from chatserver.domain import errors
from chatserver.domain.errors import BY_CODE, SebayaError


def all_kinds(kind: type[SebayaError] = SebayaError) -> list[type[SebayaError]]:
    return [found for sub in kind.__subclasses__() for found in (sub, *all_kinds(sub))]


def test_the_table_holds_the_whole_tree() -> None:
    assert set(BY_CODE.values()) == set(all_kinds())
    assert len({kind.code for kind in all_kinds()}) == len(all_kinds())


def test_the_drawing_is_the_tree() -> None:
    drawn = re.findall(r"── (\w+) +(\w+) +(\d+) ", errors.__doc__ or "")

    assert sorted(drawn) == sorted((kind.__name__, kind.code, str(kind.status)) for kind in all_kinds())


@pytest.mark.parametrize("kind", all_kinds())
def test_only_passing_troubles_may_be_sent_again(kind: type[SebayaError]) -> None:
    assert (kind().retry_ms is not None) is (kind.status in (429, 503))


def test_a_refusal_says_what_it_was_given() -> None:
    error = errors.Conflict("Taken.", retry_ms=5, owner="Sari")

    assert (error.message, error.retry_ms, error.owner, str(error)) == ("Taken.", 5, "Sari", "Taken.")
