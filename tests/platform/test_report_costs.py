"""What a provider's report costs in write units, with its entry in the ledger (R40)."""

import pytest

from tests.journey.reports import provider, report
from tests.journey.world import LI, World
from tests.platform.metering import Meter

CHECKED = 2
"""The check that nobody has enrolled the identity, which the meter does not count."""


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_r40_given_a_report_then_it_costs_nine_write_units_with_its_place_in_the_ledger(
    world: World, meter: Meter, *, is_enrolled: bool
) -> None:
    school = provider(world)
    if is_enrolled:
        world.professional().enrol(document=LI)
    meter.writes.clear()
    school.report(report())

    kinds = [write.pk.partition("#")[0] for write in meter.writes]
    assert kinds == ["P", "REPORT", "P"] if is_enrolled else ["ID", "REPORT"]
    assert meter.units + (0 if is_enrolled else CHECKED) <= 9
