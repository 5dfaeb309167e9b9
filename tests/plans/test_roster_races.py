"""R16, R39, R40: a roster meets what others do just before its writes: one of both comes first."""

from datetime import timedelta
from typing import Any

import pytest

from tests.faults import Fault, Network
from tests.journey.world import Professional, World
from tests.plans.teaching import approved, clerk_of, plans_of, sent
from tests.plans.test_rosters import AFTER, bring, records_of, roster_of, row

WRITES = (1, 2)
"""Of a call that brings rows: the act that keeps who brings them, and the transaction of the rows."""


@pytest.fixture
def clerk(world: World) -> Professional:
    return clerk_of(world)


@pytest.fixture
def plan(world: World, clerk: Professional) -> dict[str, Any]:
    """Approved, and over."""
    found = approved(world, clerk)
    world.now = AFTER
    return found


@pytest.mark.parametrize("nth", WRITES)
def test_r39_given_a_withdrawal_meanwhile_then_no_row_comes(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network, nth: int
) -> None:
    li = world.professional().enrol()
    path = f"{plans_of()}/{plan['id']}"
    network.meanwhile(nth, lambda: clerk.must("POST", f"{path}/withdraw"))
    (told,) = bring(clerk, plan, row())
    assert network.heal()
    assert [each["code"] for each in told["faults"]] == ["plan_not_approved"]
    assert (records_of(li), clerk.get(path).body["state"]) == ([], "withdrawn")


@pytest.mark.parametrize("nth", WRITES)
def test_r39_given_a_change_meanwhile_then_old_rows_stand_and_no_new_one_comes(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network, nth: int
) -> None:
    li = world.professional().enrol()
    bring(clerk, plan, row(1, "陈静"))
    path = f"{plans_of()}/{plan['id']}"
    network.meanwhile(nth, lambda: clerk.must("PUT", path, sent(days=2)))
    (told,) = bring(clerk, plan, row())
    assert network.heal()
    assert [each["code"] for each in told["faults"]] == ["plan_not_approved"]
    assert records_of(li) == []
    (stands,) = clerk.get(roster_of(plan)).body["items"]
    assert (stands["status"], clerk.get(path).body["has_rows"]) == ("waiting", True)
    clerk.must("POST", f"{path}/withdraw")
    assert bring(clerk, plan, row())[0]["status"] == "accredited"


def test_r39_given_rows_just_before_a_withdrawal_then_the_plan_is_not_withdrawn(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network
) -> None:
    world.professional().enrol()
    network.meanwhile(1, lambda: bring(clerk, plan, row()))
    assert clerk.post(f"{plans_of()}/{plan['id']}/withdraw").code == "plan_has_rows"
    assert network.heal()


@pytest.mark.parametrize("nth", WRITES)
def test_r16_given_an_enrolment_and_the_same_row_meanwhile_then_it_counts_once(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network, nth: int
) -> None:
    li = world.professional()

    def meanwhile() -> None:
        li.enrol()
        bring(clerk, plan, row())

    network.meanwhile(nth, meanwhile)
    assert bring(clerk, plan, row())[0]["status"] == "unchanged"
    assert network.heal()
    assert [each["accredited_credits"] for each in records_of(li)] == ["30"]


def test_r16_given_the_person_s_own_record_meanwhile_then_the_thing_is_registered_once(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network
) -> None:
    li = world.professional().enrol()
    own = {
        "title": plan["title"],
        "issuer": plan["employer"]["name"],
        "reference": "",
        "facts": {"days": 3},
        "started_on": plan["starts_on"],
        "ended_on": plan["ends_on"],
    }
    network.meanwhile(2, lambda: li.submit(**own))
    (told,) = bring(clerk, plan, row())
    assert network.heal()
    assert [each["code"] for each in told["faults"]] == ["duplicate_credit"]
    assert [each["source"] for each in records_of(li)] == ["self"]


@pytest.mark.parametrize("fault", [Fault.NEVER_LANDED, Fault.ANSWER_LOST])
@pytest.mark.parametrize("nth", WRITES)
def test_r40_given_a_lost_write_then_the_repeat_ends_every_row_once(
    world: World,
    clerk: Professional,
    plan: dict[str, Any],
    network: Network,
    fault: Fault,
    nth: int,
) -> None:
    li = world.professional().enrol()
    rows = {"rows": [row(), row(1, "陈静")]}
    network.fail(fault, nth)
    assert clerk.post(roster_of(plan), rows).status == 500
    assert network.heal()
    statuses = [each["status"] for each in bring(clerk, plan, *rows["rows"])]
    assert statuses in (["accredited", "waiting"], ["unchanged", "unchanged"])
    assert [each["state"] for each in records_of(li)] == ["accredited"]
    assert len(clerk.get(roster_of(plan)).body["items"]) == 2


def test_r40_given_a_call_that_ended_before_it_told_then_its_repeat_tells_once(
    world: World, clerk: Professional, plan: dict[str, Any], network: Network
) -> None:
    li = world.professional().enrol()
    sent_rows, asked = {"rows": [row()]}, roster_of(plan)
    network.fail(Fault.NEVER_LANDED, 4)  # key, act, row, and what is told of it
    assert clerk.post(asked, sent_rows, key="k").status == 500
    assert network.heal()
    assert [each["state"] for each in records_of(li)] == ["accredited"]
    for _ in range(2):
        world.now += timedelta(minutes=1)
        assert clerk.post(asked, sent_rows, key="k").body["results"][0]["status"] == "unchanged"
    told = [each["title"] for each in li.get("/v1/me/notices").body["items"]]
    assert told.count("单位培训的学分已认定") == 1
