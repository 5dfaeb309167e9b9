"""Which migration runs next, and what must not run: numbers in their order, each once."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from chalicelib.upkeep.rules.migration import MigrationProgress, OutOfOrderError, next_number, told

AT = datetime(2026, 11, 30, tzinfo=UTC)


class Known(NamedTuple):
    number: int
    name: str


KNOWN = (Known(1, "one"), Known(2, "two"), Known(3, "three"))


def progress(number: int, *, applied: bool = True, name: str = "") -> MigrationProgress:
    return MigrationProgress(
        number=number,
        name=name or KNOWN[number - 1].name,
        begun_at=AT,
        about=300,
        seen=200,
        changed=4,
        failed=() if applied else (("P#a", "PROFILE"),),
        applied_at=AT if applied else None,
        version=3,
    )


@pytest.mark.parametrize(
    ("kept", "number"),
    [
        ([], 1),
        ([progress(1, applied=False)], 1),
        ([progress(1)], 2),
        ([progress(2, applied=False), progress(1)], 2),
        ([progress(1), progress(2), progress(3)], None),
    ],
)
def test_given_what_was_applied_then_the_next_in_order_is_brought_on(
    kept: list[MigrationProgress], number: int | None
) -> None:
    assert next_number(KNOWN, kept) == number


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ([progress(2)], "0002 two was begun before 0001"),
        ([progress(1, applied=False), progress(3, applied=False)], "0003 three was begun before"),
        ([progress(1), progress(2, name="other")], "0002 other is two here"),
        ([progress(1), progress(2), progress(3, name="three")], "0003 three is of a later version"),
    ],
)
def test_given_what_does_not_fit_the_order_then_nothing_runs(
    kept: list[MigrationProgress], why: str
) -> None:
    known = KNOWN[:2] if "later" in why else KNOWN
    with pytest.raises(OutOfOrderError, match=why):
        next_number(known, kept)


def test_given_no_migration_then_nothing_is_to_be_done() -> None:
    assert next_number((), []) is None


def test_given_a_migration_then_it_tells_how_far_it_is() -> None:
    assert told(progress(2)) == (
        "0002 two: applied 2026-11-30T00:00:00+00:00, 200 of about 300 items, 4 changed"
    )
    assert told(progress(1, applied=False)) == (
        "0001 one: under way, 200 of about 300 items, 4 changed, 1 failed"
    )
