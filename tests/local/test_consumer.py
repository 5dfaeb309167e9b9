"""How often the local cloud looks for work, when there is none."""

from hypothesis import given
from hypothesis import strategies as st

from local.consumer import idle_seconds


def test_given_a_reader_that_was_busy_just_now_then_it_looks_again_at_once() -> None:
    assert idle_seconds(1) == 0.1


@given(quiet=st.integers(0, 10**9))
def test_given_any_quiet_then_a_reader_never_waits_longer_than_a_second(quiet: int) -> None:
    assert 0.1 <= idle_seconds(quiet) <= idle_seconds(quiet + 1) < 1
