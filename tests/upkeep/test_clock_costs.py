"""What runs by the clock costs as many calls however long the system is in use (R26, R29)."""

from datetime import datetime, timedelta

import pytest

from chalicelib.events import schedules
from chalicelib.platform.rules.china_time import SHANGHAI
from local.context import Context
from local.schedules import event_of
from tests.faults import EVERY_CALL, Network
from tests.journey.world import Professional, World
from tests.processes import alone

MOST_OF_A_SWEEP = 40
MOST_OF_A_CUT_OFF = 60
MOST_OF_NOTHING_TO_CLOSE = 2
"""The amendments, and the reports of all windows."""
MAKE_UPS_END = datetime(2020, 10, 1, tzinfo=SHANGHAI)
END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
RECORDED = timedelta(minutes=5)


def calls_of(name: str, at: datetime) -> int:
    """How many calls of AWS a run makes, as EventBridge has it."""
    handler = alone(getattr(schedules, name))
    network = Network(counted=EVERY_CALL)
    with network.listening():
        handler(event_of(at), Context(name))
    return network.calls


@pytest.fixture
def li(world: World) -> Professional:
    """A person with two drafts of 2020."""
    li = world.professional().enrol()
    for number in range(2):
        li.must("POST", "/v1/me/years/2020/records", li.application(reference=f"JM-{number}"))
    world.settle()
    return li


@pytest.mark.usefixtures("li")
def test_r29_given_ever_more_closed_windows_then_an_idle_sweep_makes_as_many_calls_as_before(
    world: World,
) -> None:
    costs = []
    for year in (2020, 2021, 2023, 2026):
        world.now = datetime(year, 11, 30, 11, tzinfo=SHANGHAI)
        world.tick()
        world.settle()  # whoever was to be told is told
        costs.append(calls_of("sweep", world.now + RECORDED))
    assert len(set(costs)) == 1
    assert costs[0] <= MOST_OF_A_SWEEP


@pytest.mark.ministack
@pytest.mark.usefixtures("li")
def test_r26_given_two_drafts_then_their_cut_off_is_within_its_budget(world: World) -> None:
    for days in range(3):  # what closed before is settled
        calls_of("close_windows", MAKE_UPS_END + RECORDED + timedelta(days=days))
    assert calls_of("close_windows", END + RECORDED) <= MOST_OF_A_CUT_OFF
    world.now = END + RECORDED
    (shown,) = [
        each
        for each in world.administrator().must("GET", "/v1/admin/cut-offs")["items"]
        if each["year"] == 2020
    ]
    assert (shown["state"], shown["expired"]) == ("closed", 2)


@pytest.mark.ministack
@pytest.mark.usefixtures("li")
def test_r26_given_two_empty_windows_that_close_with_it_then_it_is_within_its_budget() -> None:
    assert calls_of("close_windows", END + RECORDED) <= MOST_OF_A_CUT_OFF


def test_r26_given_windows_that_are_settled_then_nobody_asks_for_them_any_more(
    world: World,
) -> None:
    world.now = END + RECORDED
    first = calls_of("close_windows", world.now)
    looking_again = calls_of("close_windows", world.now + timedelta(days=1))
    assert (first > 16, looking_again > 16) == (True, True)
    for days in (1, 2, 300):
        at = world.now + timedelta(days=days, minutes=5)
        assert calls_of("close_windows", at) <= MOST_OF_NOTHING_TO_CLOSE
