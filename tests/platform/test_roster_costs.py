"""What a row of a roster costs: units and calls, by paste as by file (docs/performance.md)."""

from typing import Any

import pytest

from tests.journey.world import LI, World
from tests.plans.teaching import approved, clerk_of
from tests.plans.test_rosters import AFTER, bring, row
from tests.platform.metering import Meter
from tests.platform.reading import heard
from tests.records.province import resident_id


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_r40_given_a_row_then_it_costs_at_most_nine_write_units(
    world: World, meter: Meter, *, is_enrolled: bool
) -> None:
    clerk = clerk_of(world)
    plan = approved(world, clerk)
    world.now = AFTER
    if is_enrolled:
        world.professional().enrol(document=LI)
    meter.writes.clear()
    bring(clerk, plan, row())

    rows = (write for write in meter.writes if write.pk[:5] not in {"PLAN#", "CALL#"})
    paid = [write for write in rows if not write.sk.startswith("N#")]  # without its notice
    kinds = sorted(write.pk.partition("#")[0] for write in paid)
    assert kinds == (["P", "P", "REPORT"] if is_enrolled else ["ID", "ID", "REPORT"])
    assert sum(write.units for write in paid) <= 9


def test_r40_given_many_rows_then_a_row_takes_half_a_call_and_the_gate_is_asked_again(
    world: World,
) -> None:
    clerk = clerk_of(world)
    plan = approved(world, clerk)
    world.now = AFTER
    rows: list[dict[str, Any]] = [
        {"name": "李䶮", "document": {"type": "resident_id", "number": resident_id(number)}}
        for number in range(40)
    ]
    with heard() as calls:
        results = bring(clerk, plan, *rows)
    assert {each["status"] for each in results} == {"waiting"}
    assert len(calls) <= len(rows) * 0.5
