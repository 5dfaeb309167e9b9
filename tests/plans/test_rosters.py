"""R40: a plan's roster through the app's door: what becomes of each row, and of those who come later."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.employers.codes import BLUE, RED
from tests.journey.world import LI, Client, Professional, World
from tests.plans.teaching import approved, clerk_of, plans_of, sent
from tests.records.province import resident_id

AFTER = datetime(2020, 7, 9, 9, tzinfo=SHANGHAI)
"""The training is over."""


def document(number: int) -> dict[str, str]:
    return {"type": "resident_id", "number": resident_id(number)}


def row(number: int = 0, name: str = "李䶮", **changes: object) -> dict[str, object]:
    """A row about Li, or about another one."""
    return {"name": name, "document": document(number) if number else LI, **changes}


def roster_of(plan: dict[str, Any], code: str = RED) -> str:
    return f"{plans_of(code)}/{plan['id']}/roster"


def bring(clerk: Client, plan: dict[str, Any], *rows: object, code: str = RED) -> list[Any]:
    """What becomes of rows."""
    results = clerk.must("POST", roster_of(plan, code), {"rows": list(rows)})["results"]
    assert isinstance(results, list)
    return results


def codes(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in result["faults"]]


@pytest.fixture
def clerk(world: World) -> Professional:
    return clerk_of(world)


@pytest.fixture
def plan(world: World, clerk: Professional) -> dict[str, Any]:
    """Approved, and over."""
    found = approved(world, clerk)
    world.now = AFTER
    return found


def records_of(client: Professional) -> list[dict[str, Any]]:
    found = client.get("/v1/me/years/2020").body["records"]
    return [client.get(f"/v1/me/records/{each['id']}").body for each in found]


def test_r40_given_a_row_of_who_has_enrolled_then_the_plan_s_figures_are_accredited(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    li = world.professional().enrol()
    (result,) = bring(clerk, plan, row(days=2))
    assert result["status"] == "accredited"
    (record,) = records_of(li)
    assert (record["id"], record["source"], record["state"]) == (
        result["record"],
        "employer",
        "accredited",
    )
    assert (record["form"], record["facts"], record["accredited_credits"]) == (
        "training",
        {"days": 2},
        "20",
    )
    assert (record["issuer"], record["title"], record["territory"]) == (
        "江门市红星（集团）有限公司",
        plan["title"],
        "440703",
    )
    assert (record["started_on"], record["ended_on"]) == ("2020-07-06", "2020-07-08")

    told = [each["title"] for each in li.get("/v1/me/notices").body["items"]]
    assert told.count("单位培训的学分已认定") == 1

    (again,) = bring(clerk, plan, row(days=2))
    assert (again["status"], again["row"]) == ("unchanged", result["row"])
    (other,) = bring(clerk, plan, row(days=3))
    assert (other["status"], codes(other)) == ("refused", [("days", "roster_row_differs")])
    (listed,) = clerk.get(roster_of(plan)).body["items"]
    assert (listed["id"], listed["status"], listed["days"]) == (result["row"], "accredited", 2)
    assert (listed["name"], listed["document"]["number"]) == ("李**", "440703********107X")
    assert clerk.post(f"{plans_of()}/{plan['id']}/withdraw").code == "plan_has_rows"
    assert clerk.get(f"{plans_of()}/{plan['id']}").body["has_rows"] is True


def test_r40_given_a_row_without_an_amount_then_it_is_all_of_the_plan(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    li = world.professional().enrol()
    bring(clerk, plan, row())
    assert records_of(li)[0]["facts"] == {"days": 3}


def test_r40_given_faults_then_each_row_tells_all_of_its_own_and_hinders_no_other(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    world.professional().enrol()
    results = bring(
        clerk,
        plan,
        {"name": "李123", "document": {"type": "resident_id", "number": "440703"}, "days": 4},
        row(days=1.5),
        row(hours="2"),
        row(name="张三"),
        {"name": "李䶮"},
        {"name": 1, "document": {"number": 2}},
        "李䶮",
        row(days=3),
    )
    assert [each["status"] for each in results] == [*["refused"] * 7, "accredited"]
    assert codes(results[0]) == [
        ("name", "name_invalid"),
        ("document.number", "document_invalid"),
        ("days", "roster_exceeds_plan"),
    ]
    assert [codes(each) for each in results[1:7]] == [
        [("days", "fact_invalid")],
        [("hours", "fact_invalid")],
        [("name", "name_differs")],
        [("document", "field_missing")],
        [
            ("name", "field_invalid"),
            ("document.type", "field_missing"),
            ("document.number", "field_invalid"),
        ],
        [("rows", "field_invalid")],
    ]
    assert "小时" in results[1]["faults"][0]["detail"]


def test_r40_given_who_has_not_enrolled_then_the_row_waits_however_late_they_come(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    (waits,) = bring(clerk, plan, row())
    assert waits["status"] == "waiting"
    assert bring(clerk, plan, row())[0]["status"] == "unchanged"
    assert codes(bring(clerk, plan, row(name="李四"))[0]) == [("name", "roster_row_differs")]
    assert codes(bring(clerk, plan, row(days=1))[0]) == [("days", "roster_row_differs")]
    world.now += timedelta(days=400)
    li = world.professional().enrol(territory="440704")
    world.settle()
    (record,) = records_of(li)
    assert (record["state"], record["accredited_credits"]) == ("accredited", "30")
    assert record["territory"] == "440704"
    (listed,) = clerk.get(roster_of(plan)).body["items"]
    assert (listed["status"], listed["record"]) == ("accredited", record["id"])


def test_r40_given_the_clerk_s_own_person_then_the_bureau_decides(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    clerk.enrol()
    (result,) = bring(clerk, plan, row())
    assert result["status"] == "submitted"
    (waiting,) = world.reviewer().get("/v1/review/records").body["items"]
    assert (waiting["id"], waiting["source"]) == (result["record"], "employer")
    assert bring(clerk, plan, row())[0]["status"] == "unchanged"
    assert world.accredit({"id": result["record"]}).body["accredited_credits"] == "30"
    assert [each["state"] for each in records_of(clerk)] == ["accredited"]
    for asked in ("", "?state=accredited"):
        (listed,) = clerk.get(roster_of(plan) + asked).body["items"]
        assert listed["status"] == "accredited"
    assert clerk.get(f"{roster_of(plan)}?state=submitted").body["items"] == []


def test_r36_r24_given_who_may_have_nothing_new_then_the_row_is_refused(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    old = approved(world, clerk, year=2019)
    world.now = AFTER
    li = world.professional().enrol()
    (refused,) = bring(clerk, old, row())
    assert codes(refused) == [("row", "public_subject_incomplete")]
    person = li.get("/v1/me").body["id"]
    left = {"moved_out": True, "reason": "转往广西"}
    world.administrator().must("PATCH", f"/v1/admin/professionals/{person}", left)
    assert codes(bring(clerk, plan, row())[0]) == [("row", "moved_out")]


def test_r16_given_the_person_s_own_record_of_the_same_then_it_counts_once(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    li = world.professional().enrol()
    own = {
        "title": plan["title"],
        "issuer": "江门市红星（集团）有限公司",
        "reference": "",
        "facts": {"days": 3},
        "started_on": plan["starts_on"],
        "ended_on": plan["ends_on"],
    }
    record = li.submit(**own)
    (refused,) = bring(clerk, plan, row())
    assert codes(refused) == [("reference", "duplicate_credit")]
    li.must("POST", f"/v1/me/records/{record['id']}/withdraw")
    assert bring(clerk, plan, row())[0]["status"] == "accredited"
    late = li.post("/v1/me/years/2020/records", li.application(**own))
    assert late.code == "duplicate_credit"


def test_r40_given_the_time_for_rows_then_none_comes_before_or_after_it_or_during_a_change(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    path = roster_of(plan)
    rows = {"rows": [row()]}
    assert clerk.post(path, rows).code == "roster_not_open"
    world.now = AFTER
    change = clerk.must("PUT", f"{plans_of()}/{plan['id']}", sent(days=4))
    waits = clerk.post(path, rows)
    assert (waits.status, waits.code) == (409, "plan_not_approved")
    clerk.must("POST", f"{plans_of()}/{change['id']}/withdraw")
    assert clerk.post(path, rows, key="k").status == 200
    assert clerk.post(path, {"rows": [row(1)]}, key="k").code == "idempotency_key_reused"
    world.now = datetime(2021, 1, 9, tzinfo=SHANGHAI)
    assert clerk.post(path, rows).code == "roster_closed"
    assert clerk.post(path, {"rows": [row()] * 501}).status == 422
    assert world.professional("stranger").post(path, rows).status == 404


def test_r40_given_a_row_then_its_clerk_lowers_raises_and_withdraws_it(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    li = world.professional().enrol()
    (brought,) = bring(clerk, plan, row(days=2))
    path = f"{roster_of(plan)}/{brought['row']}"
    assert clerk.send("PUT", path, {"days": 1}).code == "field_missing"
    wrong = clerk.send("PUT", path, {"days": 4, "reason": "补录"})
    assert (wrong.status, wrong.code) == (422, "roster_exceeds_plan")
    other = {"name": "李䶮", "document": document(1), "days": 1, "reason": "更正"}
    assert clerk.send("PUT", path, other).code == "report_anew"

    lowered = clerk.send("PUT", path, {**row(days=1), "reason": "缺勤一天"}, key="k")
    assert (lowered.body["status"], lowered.body["days"]) == ("corrected", 1)
    assert clerk.send("PUT", path, {**row(days=1), "reason": "缺勤一天"}, key="k") == lowered
    standing = li.get("/v1/me/years/2020").body
    assert standing["professional"]["accredited"] == "10"
    assert clerk.must("PUT", path, {"days": 3, "reason": "补签到"})["days"] == 3
    world.now = datetime(2021, 1, 9, tzinfo=SHANGHAI)
    assert clerk.must("PUT", path, {"days": 2, "reason": "核对"})["days"] == 2
    assert clerk.send("PUT", path, {"days": 3, "reason": "核对"}).code == "roster_closed"

    gone = clerk.must("POST", f"{path}/withdraw", {"reason": "未参加培训"})
    assert (gone["status"], gone["moves"], len(gone["history"])) == ("withdrawn", [], 4)
    standing = li.get("/v1/me/years/2020").body
    assert standing["professional"]["accredited"] == "0"
    assert clerk.post(f"{path}/withdraw", {"reason": "再次"}).code == "report_not_changeable"
    assert clerk.post(f"{roster_of(plan)}/{'a' * 32}/withdraw", {"reason": "x"}).status == 404


def test_r40_given_a_withdrawn_or_a_waiting_row_then_it_comes_anew_as_it_is_now(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    li = world.professional().enrol()
    waiting, counting = bring(clerk, plan, row(1, "陈静", days=2), row(days=2))
    path = f"{roster_of(plan)}/{counting['row']}/withdraw"
    clerk.must("POST", path, {"reason": "录错了人"})
    assert bring(clerk, plan, row(days=2))[0]["status"] == "accredited"
    path = f"{roster_of(plan)}/{waiting['row']}"
    mended = clerk.must("PUT", path, {"name": "陈婧", "days": 1, "reason": "姓名有误"})
    assert (mended["status"], mended["days"]) == ("waiting", 1)
    chen = world.professional("chen").enrol(name="陈婧", document=document(1))
    world.settle()
    assert [each["accredited_credits"] for each in records_of(chen)] == ["10"]
    (record,) = (each for each in records_of(li) if each["state"] == "accredited")
    restated = {
        "reference": record["reference"] or "",
        "year": 2020,
        "subject": "professional",
        "form": "training",
        "facts": {"days": 1},
        "title": record["title"],
        "completed_on": record["ended_on"],
        "reason": "单位已注销，代为更正",
    }
    province = world.administrator()
    in_place = province.must("PUT", f"/v1/admin/records/{record['id']}/report", restated)
    assert (in_place["status"], in_place["facts"]) == ("corrected", {"days": 1})
    clerk.must("POST", f"{path}/withdraw", {"reason": "未参加培训"})
    assert {each["state"] for each in records_of(chen)} == {"revoked"}


def test_r40_given_a_corrected_row_not_claimed_yet_then_what_it_said_before_is_refused(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    (waiting,) = bring(clerk, plan, row(days=3))
    path = f"{roster_of(plan)}/{waiting['row']}"
    clerk.must("PUT", path, {"days": 1, "reason": "签到表核对有误"})
    li = world.professional().enrol()
    (again,) = bring(clerk, plan, row(days=3))
    assert (again["status"], codes(again)) == ("refused", [("days", "roster_row_differs")])
    world.settle()

    assert [each["accredited_credits"] for each in records_of(li)] == ["10"]
    (kept,) = clerk.must("GET", roster_of(plan))["items"]
    assert (kept["status"], kept["days"]) == ("accredited", 1)


def test_r40_given_another_s_employee_then_the_bureau_decides_but_not_of_an_organiser(
    world: World, clerk: Professional, plan: dict[str, Any]
) -> None:
    organiser = clerk_of(world, BLUE, "blue", name="江门市会计学会", kind="organiser")
    world.now = AFTER - timedelta(days=30)
    taught = approved(world, organiser, BLUE, title="新租赁准则培训")
    world.now = AFTER
    li = world.professional().enrol()
    li.must("PUT", "/v1/me/employer", {"code": RED, "consent": False})
    assert bring(organiser, taught, row(), code=BLUE)[0]["status"] == "accredited"
    li.must("PUT", "/v1/me/employer", {"code": BLUE, "consent": False})
    (told,) = bring(clerk, plan, row())
    assert told["status"] == "submitted"
    (waiting,) = world.reviewer().get("/v1/review/records").body["items"]
    assert (waiting["id"], waiting["source"]) == (told["record"], "employer")
