import pytest

from chalicelib.views.actions.recount import CounterFinding
from tests.journey.world import World
from tests.views.counted import COUNTERS
from tests.views.recounting import recount
from tests.views.test_admin_certificates import BANK, certified


@pytest.fixture
def filled(world: World) -> World:
    """One person with a certificate, one with a year begun; the counters have been filled."""
    certified(world, 1, "440703", BANK)
    begun = world.professional("q").enrol(
        document={"type": "passport", "number": "E99999999"}, territory="440703"
    )
    begun.study()
    world.settle()
    assert {each for each, _ in recount(COUNTERS, world.now).values()} == {CounterFinding.FILLED}
    return world
