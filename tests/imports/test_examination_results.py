"""R41: results of national examinations come in by a file; nobody applies, and who did is met."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.imports import brought, counts, refused_rows, result, show
from tests.journey.reports import year_of
from tests.journey.world import Answer, Client, Professional, World

KIND = "examination_results"
NOW = datetime(2024, 2, 1, 10, tzinfo=SHANGHAI)
"""While 2023 can be registered, and nothing of 2024 yet is asked."""


@pytest.fixture(autouse=True)
def _winter(world: World) -> None:
    world.now = NOW


@pytest.fixture
def li(world: World) -> Professional:
    return world.professional().enrol()


def of(li: Professional, year: int = 2023) -> dict[str, Any]:
    """The records of a year by their ids: state, credits, source."""
    return {
        each["id"]: (each["state"], each["accredited_credits"], each["source"])
        for each in year_of(li, year)["records"]
    }


def apply(li: Professional, reference: str, **changes: object) -> Answer:
    """Apply for a paper oneself."""
    stated = {
        "form": "exam",
        "title": "会计专业技术中级资格考试",
        "reference": reference,
        "facts": {"papers": 1, "examination": "accounting_qualification"},
        "ended_on": "2023-10-20",
        "evidence": [li.upload()],
        "submit": True,
        **changes,
    }
    return li.post("/v1/me/years/2023/records", li.application(**stated))


def test_r41_given_results_then_they_are_accredited_and_complete_the_year_where_the_law_says_so(
    world: World, li: Professional
) -> None:
    shown = brought(
        world,
        KIND,
        result(),
        result("税法（一）", 2022, 考试="税务师职业资格考试", 合格日期="2022-11-20"),
        result("经济法", 2020, 考试="注册会计师考试", 合格日期="2020-12-20"),
    )

    assert (shown["state"], counts(shown)) == ("done", (3, 3, 0, 0))
    year = year_of(li, 2023)
    (record,) = year["records"]
    assert (record["state"], record["source"], record["credits"]) == (
        "accredited",
        "examination_office",
        "90",
    )
    assert (record["reference"], record["ended_on"], record["form"]) == (
        "中级会计实务",
        "2023-10-20",
        "exam",
    )
    assert record["facts"] == {"papers": 1, "examination": "accounting_qualification"}
    assert "GD2023-001" in record["history"][0]["reason"]
    assert (year["complete"], year["public"]["waived"]) == (True, True)
    for earlier in (2022, 2020):
        other = year_of(li, earlier)
        assert (other["complete"], other["professional"]["accredited"]) == (False, "90")


def test_r41_given_the_same_results_again_in_other_words_then_nothing_changes(
    world: World, li: Professional
) -> None:
    brought(world, KIND, result(), result("经济法"))
    before = of(li)

    again = brought(
        world,
        KIND,
        result("《中级会计实务》", 证书或成绩单编号="另一编号"),
        result("科目：经济法", 考试="会计专业技术中级资格考试"),
        result("经济法（中级）"),
    )

    assert (counts(again), again["unchanged"]) == ((3, 3, 0, 0), 3)
    assert of(li) == before
    assert len(before) == 2


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "rejected"])
@pytest.mark.parametrize(
    "reference", ["中级会计实务", "《会计实务》（2023年）", "GD2023-001", "准考证2023123"]
)
def test_r41_given_an_application_for_the_paper_then_it_is_accredited_where_it_stands(
    world: World, li: Professional, state: str, reference: str
) -> None:
    own = apply(li, reference, submit=state != "draft").body["id"]
    if state in {"returned", "rejected"}:
        verdict = {
            "decision": {"returned": "return", "rejected": "reject"}[state],
            "reason": "不清楚",
        }
        world.reviewer("440703").must("POST", f"/v1/review/records/{own}/decision", verdict)

    shown = brought(world, KIND, result())

    assert (counts(shown), shown["unchanged"]) == ((1, 1, 0, 0), 0)
    assert of(li) == {own: ("accredited", "90", "self")}
    assert year_of(li, 2023)["complete"]
    again = brought(world, KIND, result())
    assert again["unchanged"] == 1
    queue = world.reviewer("440703").get("/v1/review/records?state=submitted")
    assert queue.body["items"] == []


def test_r41_r43_given_an_open_appeal_then_the_result_ends_it_as_overturned(
    world: World, li: Professional
) -> None:
    own = apply(li, "中级会计实务").body["id"]
    verdict = {"decision": "reject", "reason": "成绩单不清楚"}
    world.reviewer("440703").must("POST", f"/v1/review/records/{own}/decision", verdict)
    appeal = li.must(
        "POST", f"/v1/me/records/{own}/appeal", {"reasons": "成绩属实", "evidence": []}
    )
    assert appeal["state"] == "open"

    brought(world, KIND, result())

    (ended,) = li.get("/v1/me/appeals").body["items"]
    assert (ended["id"], ended["state"]) == (appeal["id"], "overturned")
    assert of(li) == {own: ("accredited", "90", "self")}
    assert world.reviewer("440700").get("/v1/review/appeals").body["items"] == []


def test_r41_given_an_application_that_states_no_examination_then_it_counts_as_the_office_says(
    world: World, li: Professional
) -> None:
    own = apply(li, "经济法", facts={"papers": 1}).body["id"]
    assert not year_of(li, 2023)["complete"]

    brought(world, KIND, result("经济法", 考试="CPA"))

    (record,) = year_of(li, 2023)["records"]
    assert (record["id"], record["facts"]["examination"]) == (own, "cpa")
    assert year_of(li, 2023)["complete"]


def test_r41_given_another_examination_s_paper_of_that_name_then_both_are_things_of_their_own(
    world: World, li: Professional
) -> None:
    own = apply(li, "经济法").body["id"]

    brought(world, KIND, result("经济法", 考试="CPA"))

    assert sorted(each[0] for each in of(li).values()) == ["accredited", "submitted"]
    assert of(li)[own][0] == "submitted"


def test_r41_given_an_application_of_several_papers_then_it_becomes_what_is_proved(
    world: World, li: Professional
) -> None:
    facts = {"papers": 2, "examination": "accounting_qualification"}
    own = apply(li, "经济法、中级会计实务", facts=facts).body["id"]

    brought(world, KIND, result())

    assert of(li) == {own: ("accredited", "90", "self")}
    (record,) = year_of(li, 2023)["records"]
    assert (record["reference"], record["facts"]["papers"]) == ("中级会计实务", 1)
    assert "经济法、中级会计实务" in record["history"][-1]["reason"]
    shown = brought(world, KIND, result("经济法"), result())
    assert (counts(shown), shown["unchanged"]) == ((2, 2, 0, 0), 1)
    assert year_of(li, 2023)["professional"]["accredited"] == "180"


def test_r41_given_an_application_of_two_papers_and_both_results_then_each_counts_once(
    world: World, li: Professional
) -> None:
    facts = {"papers": 2, "examination": "accounting_qualification"}
    apply(li, "经济法、中级会计实务", facts=facts)

    shown = brought(world, KIND, result("经济法"), result())

    assert counts(shown) == (2, 2, 0, 0)
    assert [each[:2] for each in of(li).values()] == [("accredited", "90")] * 2
    assert year_of(li, 2023)["professional"]["accredited"] == "180"


@pytest.mark.parametrize(
    ("reference", "facts"),
    [
        ("中级会计实务", {"papers": 1, "examination": "accounting_qualification"}),
        ("会计实务科目", {"papers": 1}),
        ("财务管理；2023年中级会计实务", {"papers": 2, "examination": "accounting_qualification"}),
    ],
)
def test_r41_given_a_result_then_a_later_application_is_told_that_it_is_there(
    world: World, li: Professional, reference: str, facts: dict[str, object]
) -> None:
    brought(world, KIND, result())

    answer = apply(li, reference, facts=facts)

    assert (answer.status, answer.code) == (409, "duplicate_credit")
    assert "考试成绩已由省财政厅导入" in answer.body["detail"]
    assert [each[0] for each in of(li).values()] == ["accredited"]
    assert apply(li, "财务管理").status == 201


def test_r41_given_a_record_that_a_bureau_accredited_then_the_result_leaves_it_as_it_is(
    world: World, li: Professional
) -> None:
    own = apply(li, "会计实务（中级）").body
    world.accredit(own)
    before = of(li)

    shown = brought(world, KIND, result())

    assert (counts(shown), shown["unchanged"]) == ((1, 1, 0, 0), 1)
    assert of(li) == before


@pytest.mark.parametrize("is_own", [True, False])
def test_r41_given_a_result_revoked_then_importing_it_again_does_not_bring_it_back(
    world: World, li: Professional, *, is_own: bool
) -> None:
    if is_own:
        apply(li, "中级会计实务")
    brought(world, KIND, result())
    ((record, _),) = of(li).items()
    admin = world.administrator()
    admin.must("POST", f"/v1/admin/records/{record}/revoke", {"reason": "成绩取消"})

    again = brought(world, KIND, result())

    assert counts(again) == (1, 0, 0, 1)
    assert "恢复" in refused_rows(again["id"])[0][4]
    admin.must("POST", f"/v1/admin/records/{record}/restore", {"reason": "误"})
    assert of(li)[record][0] == "accredited"
    assert brought(world, KIND, result())["unchanged"] == 1


def test_r41_given_rows_about_who_has_not_enrolled_then_they_wait_and_are_claimed(
    world: World,
) -> None:
    shown = brought(world, KIND, result(), result("经济法"), result("经济法"))
    again = brought(world, KIND, result())
    assert (counts(shown), shown["unchanged"]) == ((3, 0, 3, 0), 1)
    assert (counts(again), again["unchanged"]) == ((1, 0, 1, 0), 1)

    li = world.professional().enrol()
    world.settle()

    assert sorted(of(li).values()) == [("accredited", "90", "examination_office")] * 2
    assert year_of(li, 2023)["complete"]


def test_r41_r36_given_who_has_moved_out_or_bears_another_name_then_the_row_says_so(
    world: World, li: Professional
) -> None:
    other = brought(world, KIND, result(姓名="李四"))
    person = li.get("/v1/me").body["id"]
    change = {"moved_out": True, "reason": "转往深圳"}
    world.administrator().must("PATCH", f"/v1/admin/professionals/{person}", change)
    gone = brought(world, KIND, result())

    assert counts(other) == counts(gone) == (1, 0, 0, 1)
    assert "姓名" in refused_rows(other["id"])[0][4]
    assert "转出" in refused_rows(gone["id"])[0][4]
    assert of(li) == {}


def test_r41_given_a_row_with_faults_then_all_of_them_are_told_at_once(world: World) -> None:
    wrong = result("审记", 2023, 考试="CPA", 合格日期="2022-12-01", 证书或成绩单编号="", 姓名="")
    strange = result(考试="审计师", 年度="203", 合格日期="2099-01-01", 证书或成绩单编号="1.2E+17")

    shown = brought(world, KIND, wrong, strange)

    first, second = refused_rows(shown["id"])
    assert first[3] == "姓名、科目、年度、证书或成绩单编号"
    assert "财务成本管理" in first[4]
    assert "2022" in first[4]
    assert second[3] == "考试、年度、合格日期、证书或成绩单编号"
    assert show(world, shown["id"])["refused"] == 2


def test_r41_r24_given_2018_then_its_make_up_binds_results_as_well(
    world: World, li: Professional
) -> None:
    row = result("经济法", 2018, 考试="CPA", 合格日期="2018-12-20")
    late = brought(world, KIND, row)
    assert "window_closed" not in refused_rows(late["id"])[0][4]
    assert "2020-09-30" in refused_rows(late["id"])[0][4]
    world.now = datetime(2020, 6, 1, tzinfo=SHANGHAI)

    early = brought(world, KIND, row)

    assert counts(early) == (1, 0, 0, 1)
    assert "公需科目未完成" in refused_rows(early["id"])[0][4]
    assert of(li, 2018) == {}


def test_r41_given_a_file_then_only_the_province_may_bring_it(world: World) -> None:
    city: Client = world.administrator("440700")
    answer = city.post("/v1/admin/imports", {"filename": "cj.xlsx", "kind": KIND})
    assert answer.code == "forbidden"
