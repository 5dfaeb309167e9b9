"""How often the local cloud looks for work, when there is none."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.rounds import go_round, idle_seconds


def test_given_a_reader_that_was_busy_just_now_then_it_looks_again_at_once() -> None:
    assert (idle_seconds(0), idle_seconds(1)) == (0, 0.1)


@given(quiet=st.integers(1, 10**9))
def test_given_any_quiet_then_a_reader_never_waits_longer_than_a_second(quiet: int) -> None:
    assert 0.1 <= idle_seconds(quiet) <= idle_seconds(quiet + 1) < 1


def test_given_a_round_that_fails_then_it_is_told_and_the_next_one_comes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stop = threading.Event()
    waited: list[int] = []
    outcomes = iter([RuntimeError("gone"), 0, 1])

    def step() -> int:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome:
            stop.set()
        return outcome

    def wait(quiet: int) -> float:
        waited.append(quiet)
        return 0.0

    go_round(stop, "queue jobs", step, wait)
    assert waited == [1, 2, 0]
    assert capsys.readouterr().out == "queue jobs: RuntimeError: gone\n"
