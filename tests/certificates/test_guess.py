"""R34, R48: a name cannot be found by trying."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.certificates.rules.guess import MOST_NAMES, WITHIN, Guesses, guessed
from chalicelib.platform.rules.china_time import SHANGHAI

NOON = datetime(2026, 11, 29, 12, tzinfo=SHANGHAI)


def tried(*names: tuple[str, timedelta]) -> tuple[Guesses, list[bool]]:
    """What is kept, and which were answered, once names were typed some time after noon."""
    kept, answered = Guesses(), []
    for name, after in names:
        next_kept = guessed(kept, name, NOON + after)
        answered.append(next_kept is not None)
        kept = next_kept or kept
    return kept, answered


def test_r48_given_five_different_names_then_the_sixth_is_not_answered() -> None:
    kept, answered = tried(*((str(number), timedelta()) for number in range(7)))
    assert answered == [True] * 5 + [False] * 2
    assert (len(kept.names), kept.version) == (5, 5)


def test_r34_given_a_name_again_then_it_counts_once_and_writes_nothing() -> None:
    kept, answered = tried(*[("a", timedelta())] * 9)
    assert answered == [True] * 9
    assert guessed(kept, "a", NOON) is kept


@pytest.mark.parametrize(
    ("later", "is_let"), [(WITHIN - timedelta(microseconds=1), False), (WITHIN, True)]
)
def test_r34_given_an_hour_then_the_first_is_forgotten(later: timedelta, is_let: bool) -> None:  # noqa: FBT001 - a case
    five = [(str(number), timedelta()) for number in range(MOST_NAMES)]
    assert tried(*five, ("another", later))[1][-1] is is_let


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.timedeltas(timedelta(), timedelta(minutes=40))),
        max_size=40,
    )
)
def test_r34_given_any_tries_then_never_more_than_five_new_names_are_let_within_an_hour(
    steps: list[tuple[str, timedelta]],
) -> None:
    kept, now, let = Guesses(), NOON, []
    for name, passed in steps:
        now += passed
        after = guessed(kept, name, now)
        if after is not None and after is not kept:
            kept = after
            let.append(now)
        assert len([at for at in let if now - at < WITHIN]) <= MOST_NAMES
