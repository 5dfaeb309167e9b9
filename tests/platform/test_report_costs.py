"""What a provider's report costs in write units, with its entry in the ledger (R40)."""

import pytest

from tests.journey.reports import provider, report
from tests.journey.world import LI, World
from tests.platform.metering import Meter


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_r40_given_a_report_then_it_costs_eight_write_units_with_its_place_in_the_ledger(
    world: World, meter: Meter, *, is_enrolled: bool
) -> None:
    school = provider(world)
    if is_enrolled:
        world.professional().enrol(document=LI)
    meter.writes.clear()
    school.report(report())

    paid = [write for write in meter.writes if not write.sk.startswith(("N#", "NOTICE"))]
    kinds = [write.pk.partition("#")[0] for write in paid]
    assert kinds == ["P", "REPORT", "P"] if is_enrolled else ["ID", "REPORT"]
    assert sum(write.units for write in paid) <= 8, "without what its person is told"
