"""What a bench does with its figures: a target that is missed is said, and fails it."""

import pytest

from bench.targets import Held, at_least, at_most, tell


@pytest.mark.parametrize(
    ("held", "is_met"),
    [
        (at_most("a page", 0.65, 0.65), True),
        (at_most("a page", 0.651, 0.65), False),
        (at_least("a row", 2.5, 2.5), True),
        (at_least("a row", 2.4, 2.5), False),
    ],
)
def test_given_a_figure_then_a_missed_target_is_said_and_fails(
    held: Held, capsys: pytest.CaptureFixture[str], *, is_met: bool
) -> None:
    assert tell([at_most("another", 1, 2), held]) == int(not is_met)
    told = capsys.readouterr().out
    assert ("MISSED" in told) is not is_met
    assert held.target in told
