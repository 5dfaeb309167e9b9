"""Random histories of a little province under faults: what must be true at the end of each is true.

`make torture` plays thousands of them; docs/testing.md says how to play a failure again.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.machine import machine
from tests.torture.province import Played
from tests.torture.reach import WANTED

USUAL = 30
BLOCK = int(os.environ.get("TORTURE_BLOCK", USUAL))
"""How many histories belong to one seed."""
EVERY_DAY = 1
"""The seed whose block must come to all that is wanted; those of other seeds miss a promise or two by chance."""
SEEDS = [int(each) for each in str(os.environ.get("TORTURE_SEEDS", EVERY_DAY)).split(",")]
STEPS = 10
PHASES = [Phase.generate] if os.environ.get("TORTURE_RAW") else [Phase.generate, Phase.shrink]
"""A failure as it was met, or made as short as it can be."""


@pytest.mark.parametrize("number", SEEDS)
def test_r10_given_any_history_under_faults_then_everything_is_there_exactly_once(
    played: Played, number: int
) -> None:
    run_state_machine_as_test(
        seed(number)(machine(played)),
        settings=settings(
            max_examples=BLOCK,
            stateful_step_count=STEPS,
            database=None,
            print_blob=True,
            phases=PHASES,
            verbosity=Verbosity.normal,
            suppress_health_check=list(HealthCheck),
        ),
    )
    is_judged = number == EVERY_DAY and BLOCK >= USUAL
    missed = WANTED - played.reached.keys() if is_judged else frozenset()
    assert not missed, "nothing was tried of this: tell a story of it (machine.py)"
