"""What earlier versions put into lists that are used no more is found, whenever it was put there (R29)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.events import schedules
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.upkeep.actions.sweep import IN_TURN, slow_lists
from chalicelib.upkeep.rules.arrears import turn_of
from chalicelib.upkeep.store.former_lists import all_former
from local.context import Context
from local.schedules import event_of
from tests.journey.world import Professional, World
from tests.processes import alone

MINUTES = timedelta(minutes=5)
DEADLINE = datetime(2021, 1, 15, tzinfo=SHANGHAI)
ROUND = -(-len(slow_lists()) // IN_TURN)
"""After so many sweeps every former list was looked at, and those of what is due by the day."""


@pytest.fixture
def li(world: World) -> Professional:
    """A person with a certificate, and a returned record that outlives the cut-off; all is done."""
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    assert world.accredit(li.submit()).status == 200
    record = li.submit(reference="JM-2")
    world.now = datetime(2020, 12, 30, 10, tzinfo=SHANGHAI)
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补充"})
    world.settle()
    world.now += timedelta(days=3)
    world.tick()
    return li


def items(table: Any) -> list[Any]:  # noqa: ANN401 - one of both tables
    return list(table.scan())


def marks() -> list[str]:
    found = [item.waits_for for table in (RegistryItem, HrItem) for item in items(table)]
    return sorted(each for each in found if each)


def wait(table: Any, kind: str, waits_for: str) -> None:  # noqa: ANN401 - one of both tables
    """Let the item of a kind wait in a list since long ago, as an earlier version left it."""
    (item, *_) = [each for each in items(table) if each.sk.startswith(kind)]
    since = item.since or "2020-06-01T00:00:00.000+00:00"
    item.update(actions=[table.waits_for.set(waits_for), table.since.set(since)])


def left_by_an_earlier_version() -> None:
    for table, kind, whom in (
        (RegistryItem, "PROFILE", Whom.CLAIM),
        (RegistryItem, "Y#2020", Whom.SYNC),
        (RegistryItem, "N#", Whom.NOTIFY),
        (HrItem, "ACCOUNT", Whom.MATCH),
        (HrItem, "C#2020", Whom.RENDER),
    ):
        wait(table, kind, f"{whom}#15")
    (returned,) = [each for each in items(RegistryItem) if (each.waits_for or "").startswith("GR")]
    returned.update(actions=[RegistryItem.waits_for.set("GRACE#15")])


def sweep(world: World, *, runs: int) -> None:
    """As EventBridge has it, who never asks for everything."""
    for _ in range(runs):
        alone(schedules.sweep)(event_of(world.now), Context("sweep"))
        world.now += MINUTES


@pytest.mark.usefixtures("li")
def test_r29_given_marks_of_an_earlier_version_then_after_a_round_of_sweeps_nothing_is_owed(
    world: World,
) -> None:
    left_by_an_earlier_version()
    assert [each.partition("#")[2] for each in marks()] == ["15"] * 6
    sweep(world, runs=ROUND + 1)
    world.settle()
    assert marks() == [mark.present_list("GRACE#15")], "its own deadline has not come"


def test_r25_given_grace_of_an_earlier_version_then_it_expires_by_its_own_deadline(
    world: World, li: Professional
) -> None:
    left_by_an_earlier_version()
    sweep(world, runs=ROUND)
    world.now = DEADLINE + MINUTES
    sweep(world, runs=1)
    (record,) = [
        each
        for each in li.must("GET", "/v1/me/years/2020")["records"]
        if each["reference"] == "JM-2"
    ]
    assert record["history"][-1]["to"] == "expired"
    assert record["history"][-1]["at"] == DEADLINE.isoformat()


@pytest.mark.ministack
@pytest.mark.usefixtures("li")
def test_given_who_asks_for_everything_then_one_sweep_does_it(world: World) -> None:
    left_by_an_earlier_version()
    world.tick("sweep")
    world.settle()
    assert marks() == [mark.present_list("GRACE#15")]


@pytest.mark.usefixtures("li")
def test_r29_given_a_mark_of_an_earlier_version_then_it_is_told_as_overdue_before_it_is_found(
    world: World,
) -> None:
    wait(RegistryItem, "Y#2020", "SYNC#15")
    shown = world.administrator().must("GET", "/v1/admin/sync?state=overdue")["items"]
    assert [each["waits_for"] for each in shown] == ["sync"]


def test_given_runs_five_minutes_apart_then_each_list_has_its_turn_once_a_round() -> None:
    began = datetime(2026, 11, 30, 2, 0, 1, tzinfo=SHANGHAI)
    looked_at = [
        each
        for run in range(ROUND)
        for each in turn_of(began + run * MINUTES, slow_lists(), IN_TURN)
    ]
    assert set(looked_at) == set(slow_lists()) > set(all_former())
    assert len(looked_at) - len(slow_lists()) < IN_TURN
    assert timedelta(minutes=140) >= ROUND * MINUTES


@pytest.mark.parametrize("whom", list(Whom))
def test_given_a_list_of_before_then_what_lies_there_belongs_where_its_person_s_marks_are_put(
    whom: Whom,
) -> None:
    for person in map(str, range(200)):
        before = f"{whom}#{mark.shard_of(person, mark.FORMER_SHARDS)}"
        assert mark.present_list(before) == f"{whom}#{mark.shard_of(person, whom.shards)}"
