"""R52: stretches of a lesson are whole seconds, in order, apart, within it."""

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.study.rules.stretches import (
    Stretches,
    first_of,
    flat,
    joined,
    length,
    paired,
    parse_stretches,
    without,
)

SOME = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: (min(two), max(two)))
)


def seconds_of(stretches: Stretches) -> set[int]:
    return {second for start, end in stretches for second in range(start, end)}


@pytest.mark.parametrize(
    ("played", "read"),
    [
        ([], ()),
        ([(0, 600)], ((0, 600),)),
        ([(0.4, 600.9)], ((0, 600),)),
        ([(600.2, 700.0), (0, 600.9)], ((0, 700),)),
        ([(10, 20), (30, 40), (15, 18)], ((10, 20), (30, 40))),
        ([(990, 5000)], ((990, 1000),)),
        ([(2000, 5000)], ()),
        ([(5, inf)], ((5, 1000),)),
        ([(7, 7)], ()),
        ([(0.1, 0.9)], ()),
    ],
)
def test_r52_what_was_played_is_read_as_whole_seconds_of_the_lesson(
    played: list[tuple[float, float]], read: Stretches
) -> None:
    assert parse_stretches(played, 1000) == read


@pytest.mark.parametrize("nonsense", [(-1, 5), (6, 5), (nan, 5), (0, nan), (-0.1, 0)])
def test_r52_nonsense_is_refused_with_its_field(nonsense: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match="field_invalid") as refused:
        parse_stretches([(0, 1), nonsense], 1000)
    assert refused.value.facts["field"] == "played.1"


@settings(max_examples=30)
@given(SOME, SOME, st.integers(0, 50))
def test_r52_stretches_are_the_seconds_that_they_hold(
    some: list[tuple[int, int]], others: list[tuple[int, int]], most: int
) -> None:
    one, other = joined(some), joined(others)
    assert seconds_of(joined(one, other)) == seconds_of(one) | seconds_of(other)
    left = without(one, other)
    assert seconds_of(left) == seconds_of(one) - seconds_of(other)
    assert length(left) == len(seconds_of(left))
    assert sorted(seconds_of(left))[:most] == sorted(seconds_of(first_of(left, most)))
    assert paired(flat(left)) == left
    assert joined(left) == left
