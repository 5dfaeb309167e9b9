"""What waits for bureaus, counted through the app's door: since when, and what is overdue (R20, R43)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.views.rules.waiting import WaitingKind, Waits, counted
from tests.employers.codes import BLUE
from tests.employers.test_employers import stated
from tests.journey.world import JUNE, Client, World
from tests.plans.teaching import clerk_of, submitted

NONE = (0, False, None)
HOUR = timedelta(hours=1)


def waiting(staff: Client, query: str = "") -> dict[str, tuple[Any, ...]]:
    """What is counted, by kind: how much, whether there is more, how much is overdue."""
    items = staff.must("GET", f"/v1/review/waiting{query}")["items"]
    return {each["kind"]: (each["count"], each["more"], each["overdue"]) for each in items}


def test_r43_given_all_that_can_wait_then_each_bureau_sees_how_much_and_what_is_overdue(
    world: World,
) -> None:
    li = world.professional().enrol()
    record = li.submit()
    verdict = {"decision": "reject", "reason": "不属于会计类"}
    world.reviewer().must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    grounds = {"reasons": "附会议通知", "evidence": []}
    li.must("POST", f"/v1/me/records/{record['id']}/appeal", grounds)
    li.must("POST", "/v1/problems", {"kind": "record", "text": "学分未显示"})
    li.must("POST", "/v1/me/duties", {"worked_since": "2019-07-01", "evidence": [li.upload()]})
    clerk = clerk_of(world)
    submitted(clerk)
    clerk.must("POST", "/v1/employers", stated(BLUE))

    administrator, elsewhere = world.administrator("440700"), world.administrator("440704")
    one = {"appeals": (1, False, 0), "problems": (1, False, 0)}
    undated = dict.fromkeys(("duties", "plans", "employers"), (1, False, None))
    assert waiting(administrator) == waiting(world.reviewer()) == one | undated
    assert waiting(administrator, "?territory=440704") == waiting(elsewhere)
    assert waiting(elsewhere) == {
        **dict.fromkeys(("appeals", "problems"), (0, False, 0)),
        **dict.fromkeys(undated, NONE),
    }
    refused = elsewhere.get("/v1/review/waiting?territory=440703")
    assert refused.code == "forbidden"

    world.now = datetime(2020, 6, 23, tzinfo=SHANGHAI)
    late = waiting(administrator)
    assert (late["appeals"], late["problems"]) == ((1, False, 1), (1, False, 1))
    oldest = {
        each["kind"]: each["oldest_since"]
        for each in administrator.must("GET", "/v1/review/waiting")["items"]
    }
    assert set(oldest.values()) == {"2020-06-01T09:00:00+08:00"}


@pytest.mark.parametrize(
    ("late_by", "overdue"), [(-timedelta(microseconds=1), 0), (timedelta(), 1), (HOUR, 1)]
)
def test_r43_what_is_due_by_an_instant_is_overdue_from_it_on(
    late_by: timedelta, overdue: int
) -> None:
    found = [Waits(JUNE, JUNE + HOUR), Waits(JUNE - HOUR, None)]
    told = counted(WaitingKind.APPEALS, found, JUNE + HOUR + late_by, more=True)
    assert told == (WaitingKind.APPEALS, 2, overdue, JUNE - HOUR, True)
    assert counted(WaitingKind.PLANS, [], JUNE, more=False) == (
        WaitingKind.PLANS,
        0,
        None,
        None,
        False,
    )
