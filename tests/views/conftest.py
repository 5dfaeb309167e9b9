from datetime import timedelta

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


@pytest.fixture
def busy(world: World) -> World:
    """One with a certificate, one whose record was returned and waits again, one whose record is withdrawn."""
    certified(world, 1, "440703", BANK)
    again, gone = (
        world.professional(name).enrol(document={"type": "passport", "number": number})
        for name, number in (("q", "E99999999"), ("r", "E88888888"))
    )
    record = again.submit()
    verdict = {"decision": "return", "reason": "缺少会议通知"}
    world.reviewer().must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    taken_back = gone.submit()
    gone.must("POST", f"/v1/me/records/{taken_back['id']}/withdraw", {})
    world.settle()
    world.now += timedelta(days=9)
    again.must("POST", f"/v1/me/records/{record['id']}/submit", {})
    world.settle()
    return world
