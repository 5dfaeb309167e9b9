"""R40: a roster by workbook, from offering it to the table of refused rows, and as an administrator."""

import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.employers.codes import BLUE, RED
from tests.journey.imports import counts, put, refused_rows
from tests.journey.world import LI, Professional, World
from tests.plans.teaching import approved, clerk_of, plans_of, sent
from tests.records.province import resident_id

AFTER = datetime(2020, 7, 9, 9, tzinfo=SHANGHAI)
IMPORTS = f"/v1/employers/{RED}/imports"


def book(*rows: tuple[object, ...], unit: str = "天数", hidden: bool = False) -> bytes:
    """A workbook as a clerk fills it in: a title above, numbers as text, days as numbers."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["新收入准则培训人员名单"])
    sheet.append(["序号", "姓名", "证件类型", "证件号码", unit])
    for place, (name, number, amount) in enumerate(rows, 1):
        sheet.append([place, name, "居民身份证", number, amount])
    sheet.row_dimensions[3].hidden = hidden
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


@pytest.fixture
def clerk(world: World) -> Professional:
    return clerk_of(world)


def imported(
    world: World, clerk: Professional, plan: dict[str, Any], file: bytes
) -> dict[str, Any]:
    """Import a file to the end."""
    offered = clerk.must("POST", IMPORTS, {"filename": "名单.xlsx", "plan": plan["id"]})
    put(offered, file)
    world.settle()
    return clerk.must("GET", f"{IMPORTS}/{offered['id']}")


def test_r40_given_a_workbook_then_each_row_ends_and_all_faults_are_told(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    world.now = AFTER
    li = world.professional().enrol()
    file = book(
        ("李䶮", LI["number"], 2),
        ("陈静", resident_id(1), 3),
        ("陈静", resident_id(1), "3.0"),
        ("王1", "440703", 4),
        ("张三", resident_id(2), 1.5),
        ("李四", resident_id(3), ""),
    )
    shown = imported(world, clerk, plan, file)
    assert (shown["state"], shown["kind"], shown["plan"]) == ("done", "rosters", plan["id"])
    assert (*counts(shown), shown["unchanged"]) == (6, 1, 2, 3, 1)
    table = refused_rows(shown["id"])
    assert [line[3] for line in table] == ["姓名、证件号码、天数", "天数", "天数"]
    assert "超出培训计划的3" in table[0][4]
    assert "小时" in table[1][4]
    listed = clerk.get(f"{IMPORTS}/{shown['id']}/refused").body["items"]
    assert [each["line"] for each in listed] == [6, 7, 8]
    (record,) = li.get("/v1/me/years/2020").body["records"]
    assert (record["source"], record["accredited_credits"]) == ("employer", "20")
    assert "records_imported" in {each["kind"] for each in li.get("/v1/me/notices").body["items"]}
    states = [
        each["status"] for each in clerk.get(f"{plans_of()}/{plan['id']}/roster").body["items"]
    ]
    assert sorted(states) == ["accredited", "waiting"]

    world.now += timedelta(minutes=1)
    again = imported(world, clerk, plan, file)
    assert (*counts(again), again["unchanged"]) == (6, 1, 2, 3, 3)
    assert [each["id"] for each in clerk.get(IMPORTS).body["items"]] == [again["id"], shown["id"]]
    assert counts(clerk.get(f"{IMPORTS}/{shown['id']}").body) == counts(shown)


def test_r40_given_a_plan_in_hours_then_hours_are_read(world: World, clerk: Professional) -> None:
    plan = approved(world, clerk, days=None, hours="12")
    world.now = AFTER
    li = world.professional().enrol()
    shown = imported(world, clerk, plan, book(("李䶮", LI["number"], 7.5), unit="小时数"))
    assert counts(shown) == (1, 1, 0, 0)
    (record,) = li.get("/v1/me/years/2020").body["records"]
    assert (record["form"], record["accredited_credits"]) == ("online", "18.75")
    wrong = imported(world, clerk, plan, book(("李䶮", LI["number"], 7.5), unit="天数"))
    assert (wrong["state"], "小时数" in wrong["failed_because"]) == ("failed", True)


def test_r40_given_hidden_rows_then_the_clerk_confirms_them_or_not(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    world.now = AFTER
    file = book(("李䶮", LI["number"], 2), hidden=True)
    first, second = (imported(world, clerk, plan, file) for _ in range(2))
    assert (first["state"], first["notes"][0]["code"]) == ("preview", "hidden_rows")
    clerk.must("POST", f"{IMPORTS}/{first['id']}/discard")
    clerk.must("POST", f"{IMPORTS}/{second['id']}/confirm")
    world.settle()
    shown = [clerk.get(f"{IMPORTS}/{each['id']}").body["state"] for each in (first, second)]
    assert shown == ["discarded", "done"]


def test_r40_given_what_may_not_come_then_it_is_not_even_offered(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    asked = {"filename": "名单.xlsx", "plan": plan["id"]}
    assert clerk.post(IMPORTS, asked).code == "roster_not_open"
    world.now = AFTER
    assert clerk.post(IMPORTS, {**asked, "filename": "名单.xls"}).code == "import_invalid"
    assert clerk.post(IMPORTS, {**asked, "kind": "enrolments"}).code == "import_invalid"
    blue = clerk_of(world, BLUE, "blue", name="江门市蓝天会计师事务所")
    assert blue.post(f"/v1/employers/{BLUE}/imports", asked).code == "not_found"
    offered = clerk.must("POST", IMPORTS, asked)
    assert blue.get(f"/v1/employers/{BLUE}/imports/{offered['id']}").code == "not_found"
    assert blue.get(f"/v1/employers/{BLUE}/imports").body["items"] == []

    clerk.must("PUT", f"{plans_of()}/{plan['id']}", sent(days=2))
    put(offered, book(("李䶮", LI["number"], 2)))
    world.settle()
    shown = clerk.get(f"{IMPORTS}/{offered['id']}").body
    assert counts(shown) == (1, 0, 0, 1)
    assert "未通过审核" in refused_rows(shown["id"])[0][4]


def test_r40_given_an_administrator_then_the_province_imports_in_its_place(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    world.now = AFTER + timedelta(days=1)
    province = world.administrator()
    asked = {"filename": "名单.xlsx", "kind": "rosters", "plan": plan["id"]}
    assert province.post("/v1/admin/imports", {**asked, "plan": "nothing"}).code == "not_found"
    offered = province.must("POST", "/v1/admin/imports", asked)
    put(offered, book(("李䶮", LI["number"], 2)))
    world.settle()
    shown = province.must("GET", f"/v1/admin/imports/{offered['id']}")
    assert counts(shown) == (1, 0, 1, 0)
    (row,) = clerk.get(f"{plans_of()}/{plan['id']}/roster").body["items"]
    assert (row["status"], row["waiting_days"]) == ("waiting", 0)


def test_r40_given_more_rows_than_one_transaction_takes_then_each_asks_the_gate(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    world.now = AFTER
    rows = [("陈静", resident_id(number), 3) for number in range(40)]
    shown = imported(world, clerk, plan, book(*rows))
    assert (shown["state"], counts(shown)) == ("done", (40, 0, 40, 0))
    first = clerk.get(f"{plans_of()}/{plan['id']}/roster?limit=30").body
    rest = clerk.get(f"{plans_of()}/{plan['id']}/roster?limit=30&cursor={first['next']}").body
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (30, 10, None)


def test_r37_given_an_employer_closed_before_its_file_came_then_none_of_its_rows_is_taken(
    world: World, clerk: Professional
) -> None:
    plan = approved(world, clerk)
    world.now = AFTER
    li = world.professional().enrol()
    offered = clerk.must("POST", IMPORTS, {"filename": "名单.xlsx", "plan": plan["id"]})
    closing = {"state": "closed", "reason": "单位注销"}
    world.reviewer().must("PATCH", f"/v1/employers/{RED}", closing)
    put(offered, book(("李䶮", LI["number"], 3)))
    world.settle()

    assert li.must("GET", "/v1/me/years/2020")["records"] == []
    province = world.administrator()
    refused = province.must("GET", f"/v1/admin/imports/{offered['id']}/refused")["items"]
    (why,) = [each["faults"][0]["why"] for each in refused]
    assert why.startswith("单位「江门市红星（集团）有限公司」已销户，不能办理。")
    again = {"filename": "名单.xlsx", "kind": "rosters", "plan": plan["id"]}
    in_its_place = province.must("POST", "/v1/admin/imports", again)
    put(in_its_place, book(("李䶮", LI["number"], 3)))
    world.settle()
    assert [each["source"] for each in li.must("GET", "/v1/me/years/2020")["records"]] == [
        "employer"
    ]


def test_r37_given_a_clerk_withdrawn_before_its_file_came_then_another_one_has_to_bring_it(
    world: World, clerk: Professional
) -> None:
    """What hides rows may be confirmed by whoever is a clerk then: by its right it comes in."""
    plan = approved(world, clerk)
    world.now = AFTER
    wang = world.professional("wang")
    clerks = f"/v1/employers/{RED}/clerks"
    clerk.must("PUT", f"{clerks}/wang", {})
    asked = {"filename": "名单.xlsx", "plan": plan["id"]}
    plain, hidden = (wang.must("POST", IMPORTS, asked) for _ in range(2))
    clerk.must("DELETE", f"{clerks}/wang")
    put(plain, book(("李䶮", resident_id(1), 3)))
    put(hidden, book(("陈静", resident_id(2), 3), hidden=True))
    world.settle()
    clerk.must("POST", f"{IMPORTS}/{hidden['id']}/confirm")
    world.settle()

    shown = [clerk.must("GET", f"{IMPORTS}/{each['id']}") for each in (plain, hidden)]
    assert [counts(each) for each in shown] == [(1, 0, 0, 1), (1, 0, 1, 0)]
    assert "不再是经办人" in refused_rows(plain["id"])[0][4]
