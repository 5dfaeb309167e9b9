"""A provider's table of reports by workbook or CSV: each row as its interface would have reported it (R18, R40)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.split_import import split_import
from chalicelib.imports.rules.report_cells import HEADINGS
from chalicelib.platform.gateways import files
from tests.journey.imports import counts, put, refused_rows
from tests.journey.reports import Provider, credits_of, provider, report
from tests.journey.world import LI, World
from tests.records.province import resident_id

IMPORTS = "/v1/provider/imports"


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def table(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(",".join(row) for row in (HEADINGS, *rows)).encode()


def row(name: str, number: str, reference: str, **changes: str) -> tuple[str, ...]:
    cells = {
        "year": "2020",
        "form": "面授",
        "amount": "3",
        "title": "新收入准则",
        "on": "2020-05-20",
    }
    said = {**cells, **changes}
    return (name, "居民身份证", f"'{number}", *said.values(), reference)


def imported(world: World, school: Provider, file: bytes) -> dict[str, Any]:
    offered = school.must("POST", IMPORTS, {"filename": "报送.csv", "kind": "rosters"})
    put(offered, file)
    world.settle()
    return school.must("GET", f"{IMPORTS}/{offered['id']}")


def test_r40_given_a_table_then_each_row_is_reported_and_every_fault_of_a_row_is_told(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    school.report(report("B", facts={"days": 3}, title="新收入准则"))
    world.now += timedelta(minutes=1)
    file = table(
        row("李䶮", LI["number"], "A", form="远程", amount="2.5"),
        row("李䶮", LI["number"], "B"),
        row("陈静", resident_id(1), "C", form="面授培训", amount="2"),
        row("陈静", resident_id(1), "C", form="面授培训", amount="2"),
        row("王五", LI["number"], "D"),
        row("王1", "440703", "E", year="1999", form="散步", amount="很多", on="2099-01-01"),
        row("张三", resident_id(2), "", amount="1.5"),
    )

    shown = imported(world, school, file)

    assert (shown["state"], shown["kind"]) == ("done", "rosters")
    assert (*counts(shown), shown["unchanged"]) == (7, 2, 2, 3, 2)
    assert [line[3] for line in refused_rows(shown["id"])][1:] == [
        "姓名、证件号码、年度、形式、天数/小时数、完成日期",
        "天数/小时数、编号",
    ]
    assert credits_of(li) == "36.25"
    kept = school.must("GET", "/v1/provider/reports")["items"]
    assert sorted((each["reference"], each["status"]) for each in kept) == [
        ("A", "accredited"),
        ("B", "accredited"),
        ("C", "waiting"),
        ("D", "refused"),
    ]
    assert school.must("GET", IMPORTS)["items"][0]["id"] == shown["id"]
    assert len(school.must("GET", f"{IMPORTS}/{shown['id']}/refused")["items"]) == 3
    other = provider(world, "440700")
    assert other.get(f"{IMPORTS}/{shown['id']}").status == 404
    assert other.must("GET", IMPORTS)["items"] == []
    refused = school.post(IMPORTS, {"filename": "a.csv", "kind": "enrolments"})
    assert (refused.status, refused.body["field"]) == (422, "kind")

    world.professional("chen").enrol(name="陈静", document={**LI, "number": resident_id(1)})
    world.settle()
    assert {each["status"] for each in school.must("GET", "/v1/provider/reports")["items"]} == {
        "accredited",
        "refused",
    }


def test_r40_given_rows_that_waited_then_the_file_s_counts_follow_once_their_people_enrol(
    world: World, school: Provider
) -> None:
    file = table(
        row("陈静", resident_id(1), "A"),
        row("张三", resident_id(2), "B"),
        row("陈静", resident_id(3), "C"),
    )
    shown = imported(world, school, file)
    assert counts(shown) == (3, 0, 3, 0)
    for number, name in ((1, "陈静"), (2, "李四")):
        document = {**LI, "number": resident_id(number)}
        world.professional(f"login-{number}").enrol(name=name, document=document)
    world.settle()

    after = school.must("GET", f"{IMPORTS}/{shown['id']}")
    assert counts(after) == (3, 1, 1, 1)
    (late,) = after["refused_later"]
    assert (late["line"], late["code"]) == (3, "name_differs")
    world.now += timedelta(minutes=1)
    again = imported(world, school, file)
    assert (*counts(again), again["unchanged"]) == (3, 1, 1, 1, 2)
    assert counts(school.must("GET", f"{IMPORTS}/{shown['id']}")) == (3, 1, 1, 1)


def test_r40_given_a_corrected_row_not_claimed_yet_then_a_file_of_before_does_not_undo_it(
    world: World, school: Provider
) -> None:
    (waits,) = school.report(report("A", title="新收入准则"))
    assert waits["status"] == "waiting"
    (kept,) = school.must("GET", "/v1/provider/reports")["items"]
    said = report("A", title="新收入准则", facts={"days": 1}, reason="签到表核对有误")
    school.must("PUT", f"/v1/provider/reports/{kept['id']}", said)
    li = world.professional().enrol()
    offered = school.must("POST", IMPORTS, {"filename": "报送.csv", "kind": "rosters"})
    put(offered, table(row("李䶮", LI["number"], "A")))
    key = offered["fields"]["key"]
    etag = files.client().head_object(Bucket="import-bucket", Key=key)["ETag"]
    split_import(offered["id"], etag.strip('"'))
    import_chunk(offered["id"], 0)
    world.settle()

    (line,) = refused_rows(offered["id"])
    assert line[3] == "编号或文号"
    assert credits_of(li) == "10"


def test_r20_given_a_role_that_ended_before_its_file_came_then_no_row_of_it_is_taken(
    world: World, school: Provider
) -> None:
    """Of a provider and of the province's administrator alike; granted anew, the file comes in."""
    li = world.professional().enrol()
    province, other = world.administrator(), world.reviewer("440000", "administrator", "other")
    reports = school.must("POST", IMPORTS, {"filename": "报送.csv", "kind": "rosters"})
    asked = {"filename": "人员.csv", "kind": "hr_accounts"}
    people = other.must("POST", "/v1/admin/imports", asked)
    for login in ("provider-440000", "other"):
        province.must("DELETE", f"/v1/admin/staff/{login}")
    put(reports, table(row("李䶮", LI["number"], "A")))
    put(people, f"姓名,证件类型,证件号码\n陈静,居民身份证,{resident_id(1)}".encode())
    world.settle()

    for offered in (reports, people):
        shown = province.must("GET", f"/v1/admin/imports/{offered['id']}")
        assert (shown["state"], counts(shown)) == ("done", (1, 0, 0, 1))
        assert refused_rows(shown["id"])[0][4].startswith(
            "预告或确认该文件的人在导入前已被收回权限"
        )
    assert credits_of(li) == "0"
    assert school.get(IMPORTS).code == "forbidden"

    role = {"role": "provider", "territory": "440000"}
    province.must("PUT", "/v1/admin/staff/provider-440000", role)
    assert counts(imported(world, school, table(row("李䶮", LI["number"], "A")))) == (1, 1, 0, 0)
