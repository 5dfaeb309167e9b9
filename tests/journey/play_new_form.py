"""What a province can do with a form that was added by its declaration and its figures alone.

Not collected with the others: `test_new_form` runs it in a copy of the project that has the form.
"""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import ZHANG, Provider, document, report
from tests.journey.world import Professional, World

MARCH = datetime(2023, 3, 15, 9, tzinfo=SHANGHAI)
"""When the windows of 2022 and of 2023 are both open."""
CONTEST = {
    "form": "contest",
    "title": "全国会计知识大赛",
    "facts": {"level": "provincial", "rounds": 2},
    "reference": "获奖字第17号",
    "started_on": None,
    "ended_on": "2023-03-10",
}
CREDITS = "/v1/policies/{}/credits"
STATED = {"form": "contest", "facts": CONTEST["facts"]}


@pytest.fixture
def li(world: World) -> Professional:
    world.now = MARCH
    return world.professional().enrol()


def forms_of(li: Professional, year: int) -> dict[str, Any]:
    items = li.must("GET", f"/v1/forms?year={year}")["items"]
    return {each["form"]: each for each in items}


def test_it_is_listed_with_its_facts_in_the_years_that_have_it(li: Professional) -> None:
    shown = forms_of(li, 2023)["contest"]

    assert (shown["label"], shown["unit"]) == ("会计技能竞赛", "每轮")
    assert shown["years"][0] == 2023
    level, rounds, general = shown["facts"]
    assert level["choices"][1] == {"value": "provincial", "label": "全省"}
    assert (rounds["label"], rounds["least"], rounds["most"]) == ("参赛轮次", "1", "3")
    assert general["name"] == "general_knowledge"
    assert shown["reference"]["label"] == "获奖证书编号"
    assert shown["evidence"] == ["获奖证书（载明赛事、奖项和日期）"]
    assert list(forms_of(li, 2023))[-1] == "contest"
    assert forms_of(li, 2022).keys() == forms_of(li, 2023).keys() - {"contest"}


def test_it_is_registered_accredited_and_counted(world: World, li: Professional) -> None:
    record = li.submit(2023, **CONTEST)
    assert record["credits"] == "25"
    assert record["rule"]["figure"] == "conversion.contest.provincial"
    assert record["form_label"] == "会计技能竞赛"
    assert [(each["label"], each["text"]) for each in record["facts_said"]] == [
        ("赛事级别", "全省"),
        ("参赛轮次", "2"),
    ]

    queue = world.reviewer().must("GET", "/v1/review/records?territory=440703&form=contest")
    assert [each["id"] for each in queue["items"]] == [record["id"]]
    assert world.accredit(record).body["accredited_credits"] == "25"

    year = li.must("GET", "/v1/me/years/2023")
    assert year["professional"]["accredited"] == "25"
    again = li.post("/v1/me/years/2023/records", li.application(**CONTEST))
    assert (again.status, again.code) == (409, "duplicate_credit")


def test_its_bounds_hold(li: Professional) -> None:
    four = {"level": "provincial", "rounds": 4}
    answer = li.post(CREDITS.format(2023), {"form": "contest", "facts": four})

    assert (answer.code, answer.body["field"]) == ("fact_invalid", "facts.rounds")
    assert "「参赛轮次」填写有误：应为1至3的整数" in answer.body["detail"]


def test_a_year_that_has_it_not_says_which_do(world: World, li: Professional) -> None:
    dated = CONTEST | {"ended_on": "2022-11-10"}
    training = {"started_on": None, "ended_on": "2022-11-10"}
    record = li.must("POST", "/v1/me/years/2022/records", li.application(**training))
    refused = [
        li.post("/v1/me/years/2022/records", li.application(**dated)),
        li.send("PUT", f"/v1/me/records/{record['id']}", li.application(**dated)),
        li.post(CREDITS.format(2022), STATED),
        world.administrator().post(
            "/v1/admin/policies/2022/amendments",
            {
                "figure": "conversion.contest.national",
                "value": "10",
                "since": "2023-04-01",
                "source": "某通知",
                "reason": "增加形式",
            },
        ),
    ]

    assert {(each.status, each.code) for each in refused} == {(422, "form_not_in_year")}
    assert all("它适用于2023年度起" in each.body["detail"] for each in refused)
    assert [each.body["field"] for each in refused] == ["form", "form", "form", "figure"]


def test_a_provider_reports_it_in_the_years_that_have_it(world: World, li: Professional) -> None:
    provider = Provider(world, "school")
    world.reviewer("440000", "provider", "school")
    of = {"form": "contest", "facts": CONTEST["facts"]}
    results = provider.report(
        report("A-1", year=2022, completed_on="2022-11-10", **of),
        report("A-2", year=2023, completed_on="2023-03-10", **of),
        report("A-3", year=2022, completed_on="2022-11-10", name=ZHANG, document=document(5), **of),
    )

    assert [each.get("code") for each in results] == ["form_not_in_year", None, "form_not_in_year"]
    assert results[1]["status"] == "accredited"
    assert li.must("GET", "/v1/me/years/2023")["professional"]["accredited"] == "25"


def test_years_before_it_keep_their_law(world: World, li: Professional) -> None:
    before = li.must("GET", "/v1/policies/2022")["figures"]
    after = li.must("GET", "/v1/policies/2024")["figures"]

    assert not [name for name in before if "contest" in name]
    assert after["conversion.contest.national"]["value"] == "30"
    trained = li.submit(2022, started_on=None, ended_on="2022-12-01")
    assert world.accredit(trained).status == 200
