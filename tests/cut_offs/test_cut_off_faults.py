"""The cut-off's job with a record that fails, and too little time (R26)."""

import io
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from chalicelib.events import schedules
from chalicelib.platform.actions.run import Unfinished
from chalicelib.platform.rules.china_time import SHANGHAI
from local.context import Context
from local.schedules import event_of
from tests.faults import Network, down
from tests.journey.hurried import Hurried
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World

RECORDED = datetime(2021, 1, 1, 0, 5, tzinfo=SHANGHAI)
MINUTES = timedelta(minutes=5)


@pytest.fixture
def li(world: World) -> Professional:
    """A person with four drafts of 2020; earlier windows are closed."""
    world.now = datetime(2020, 10, 1, 9, tzinfo=SHANGHAI)
    world.tick("close_windows")
    li = world.professional().enrol()
    for number in range(4):
        li.must("POST", "/v1/me/years/2020/records", li.application(reference=f"JM-{number}"))
    world.now = RECORDED
    return li


def moves(li: Professional) -> list[int]:
    return [len(each["history"]) for each in li.must("GET", "/v1/me/years/2020")["records"]]


def cut_off(world: World) -> tuple[str, int]:
    items = world.administrator().must("GET", "/v1/admin/cut-offs")["items"]
    (shown,) = [each for each in items if each["year"] == 2020]
    return shown["state"], shown["expired"]


def test_r26_given_a_record_that_fails_then_the_others_expire_and_the_window_closes_with_it(
    world: World, li: Professional, told: io.StringIO
) -> None:
    bad = li.must("GET", "/v1/me/years/2020")["records"][1]["id"]
    with down("TransactWriteItems", bad):
        for _ in range(2):
            with pytest.raises(Unfinished):
                world.tick("close_windows")
            world.now += MINUTES
    assert sorted(moves(li)) == [1, 2, 2, 2]
    assert cut_off(world) == ("closing", 3)
    failed = [line["fault"] for line in lines_of(told) if line["event"] == "schedule_failed"]
    assert ["TransactWriteError" in fault for fault in failed] == [True, True]
    world.tick("close_windows")
    assert (moves(li), cut_off(world)) == ([2, 2, 2, 2], ("closed", 4))


@pytest.mark.ministack
def test_r26_given_a_run_that_does_it_all_meanwhile_then_nothing_is_recorded_twice(
    world: World, li: Professional, network: Network
) -> None:
    """The second runs from its beginning to its end amid the first one's first write."""
    close = partial(schedules.close_windows, event_of(world.now), Context("close_windows"))
    network.meanwhile(1, close)
    close()
    assert network.heal()
    assert (moves(li), cut_off(world)) == ([2, 2, 2, 2], ("closed", 4))
    notices = li.must("GET", "/v1/me/notices?limit=200")["items"]
    assert len([each for each in notices if each["kind"] == "record_expired"]) == 4


def test_r26_given_too_little_time_then_no_error_and_the_next_runs_go_on(
    world: World, li: Professional
) -> None:
    shown: list[tuple[Any, ...]] = []
    for times in range(1, 4):  # a piece for the window, another for what is open in a shard
        schedules.close_windows(event_of(world.now), Hurried(times))
        shown.append((sum(moves(li)), *cut_off(world)))
        world.now += MINUTES
    assert shown[0][1] == "closing"
    assert shown[-1] == (8, "closed", 4)
    assert shown == sorted(shown, key=lambda each: (each[0], each[1] == "closed"))
