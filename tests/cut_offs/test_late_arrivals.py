"""What comes to light after a window was closed is recorded, until nothing can come (R25, R26)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.cut_offs.rules.cut_off import LATE
from chalicelib.events import schedules
from chalicelib.platform.actions.run import Unfinished
from chalicelib.platform.rules.china_time import SHANGHAI
from local.context import Context
from local.schedules import event_of
from tests.faults import down
from tests.journey.world import Professional, World
from tests.processes import alone

END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
RECORDED = END + timedelta(minutes=5)
MILLISECOND = timedelta(milliseconds=1)


def close(at: datetime) -> None:
    """As EventBridge has it, who never asks for everything."""
    alone(schedules.close_windows)(event_of(at), Context("close_windows"))


@pytest.fixture
def late(world: World) -> dict[str, Any]:
    """A draft of the last millisecond that was written after its window had been closed."""
    li = world.professional().enrol()
    world.now = RECORDED
    close(world.now)
    world.now = END - MILLISECOND
    return li.must("POST", "/v1/me/years/2020/records", li.application())


def read(world: World, record: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    world.now = at
    moves: list[dict[str, Any]] = Professional(world, "li").must(
        "GET", f"/v1/me/records/{record['id']}"
    )["history"]
    return moves


@pytest.mark.parametrize("after", [timedelta(minutes=5), LATE - MILLISECOND, LATE, 100 * LATE])
def test_r26_given_no_run_before_then_the_first_one_records_it_however_late_it_comes(
    world: World, late: dict[str, Any], after: timedelta
) -> None:
    close(END + after + timedelta(minutes=5))
    moves = read(world, late, END + after + timedelta(minutes=5))
    assert [each["to"] for each in moves] == ["draft", "expired"]
    assert moves[-1]["at"] == END.isoformat()
    (shown,) = [
        each
        for each in world.administrator().must("GET", "/v1/admin/cut-offs")["items"]
        if each["year"] == 2020
    ]
    assert (shown["expired"], shown["late"], shown["state"]) == (1, 1, "closed")


def test_r26_given_one_that_fails_then_its_window_is_looked_at_until_it_is_recorded(
    world: World, late: dict[str, Any]
) -> None:
    with down("TransactWriteItems", late["id"]):
        for days in (1, 2, 3):
            with pytest.raises(Unfinished):
                close(RECORDED + timedelta(days=days))
    close(RECORDED + timedelta(days=4))
    moves = read(world, late, RECORDED + timedelta(days=4))
    assert [each["to"] for each in moves] == ["draft", "expired"]


def test_given_a_clock_that_is_set_back_then_who_asks_for_everything_finds_what_came_since(
    world: World,
) -> None:
    li = world.professional().enrol()
    for days in (0, 2):
        close(RECORDED + timedelta(days=days))
    world.now = END - timedelta(days=1)
    record = li.must("POST", "/v1/me/years/2020/records", li.application())
    world.now = RECORDED + timedelta(days=3)
    world.tick("close_windows")
    assert len(read(world, record, world.now)) == 2
