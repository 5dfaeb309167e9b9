"""What the caps of a form do, and a reference that is required, in the year that begins the form.

Not collected with the others: `test_new_form` runs it in a copy of the project that has the form, of which
a year counts at most 40 credits and three studies.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import Provider, report
from tests.journey.world import Answer, Professional, World

YEAR = FORMS["contest"].since
OPENS = law_of(policy_of(YEAR), at=datetime(YEAR, 1, 1, tzinfo=SHANGHAI)).own_window.opens
NATIONAL = {"level": "national", "rounds": 1}
PROVINCIAL = {"level": "provincial", "rounds": 1}
ASSUMED = "文件未规定，可由管理员调整"


def contest(number: int, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "form": "contest",
        "title": f"会计知识大赛第{number}届",
        "facts": facts,
        "reference": f"获奖字第{number}号",
        "started_on": None,
        "ended_on": f"{YEAR}-02-{number:02}",
    }


@pytest.fixture
def li(world: World) -> Professional:
    world.now = OPENS + timedelta(days=30)
    return world.professional().enrol()


def registered(li: Professional, number: int, facts: dict[str, Any]) -> Answer:
    application = li.application(**contest(number, facts), evidence=[li.upload()], submit=True)
    return li.post(f"/v1/me/years/{YEAR}/records", application)


def decided(world: World, record: str, **verdict: str) -> Answer:
    path = f"/v1/review/records/{record}/decision"
    return world.reviewer().post(path, {"decision": "accredit", **verdict})


def professional(li: Professional) -> str:
    return str(li.must("GET", f"/v1/me/years/{YEAR}")["professional"]["accredited"])


def test_its_caps_and_what_identifies_it_are_told_beforehand(li: Professional) -> None:
    path = f"/v1/policies/{YEAR}/credits"
    shown = li.must("POST", path, {"form": "contest", "facts": NATIONAL})
    forms = {each["form"]: each for each in li.must("GET", f"/v1/forms?year={YEAR}")["items"]}

    assert shown["caps"] == [f"每年至多计入40学分（{ASSUMED}）", f"每年至多计入3项（{ASSUMED}）"]
    assert [each for each in forms if forms[each]["reference"]["required"]] == ["contest"]


def test_without_what_identifies_it_nothing_is_registered(li: Professional) -> None:
    sent = li.application(**contest(1, NATIONAL) | {"reference": " — "})

    refused = li.post(f"/v1/me/years/{YEAR}/records", sent)

    assert (refused.status, refused.code, refused.body["field"]) == (
        422,
        "fact_missing",
        "reference",
    )
    assert "学习形式「会计技能竞赛」需要填写「获奖证书编号」" in refused.body["detail"]


def test_what_a_year_s_cap_leaves_is_counted_and_the_rest_is_refused(
    world: World, li: Professional
) -> None:
    one, two, three = (registered(li, each, NATIONAL).body["id"] for each in (1, 2, 3))

    assert decided(world, one).body["accredited_credits"] == "30"
    too_many = decided(world, two, credits="20", reason="少认")
    assert (too_many.code, "不超过系统按规定计算的10学分" in too_many.body["detail"]) == (
        "credits_exceeded",
        True,
    )
    cut = decided(world, two).body
    refused = decided(world, three)
    anew = registered(li, 4, PROVINCIAL)

    assert (cut["credits"], cut["accredited_credits"]) == ("30", "10")
    assert cut["history"][-1]["reason"] == (
        f"「会计技能竞赛」每年至多计入40学分（{ASSUMED}），此前已认定30学分，本项计入其余部分"
    )
    assert professional(li) == "40"
    for each in (refused, anew):
        assert (each.status, each.code, each.body["field"]) == (409, "form_capped", "form")
        assert f"{YEAR}年度已认定40学分，不能再计入" in each.body["detail"]


def test_no_more_studies_count_than_the_year_takes(world: World, li: Professional) -> None:
    for each in (1, 2, 3):
        record = registered(li, each, PROVINCIAL).body["id"]
        assert decided(world, record, credits="5", reason="少认").status == 200

    refused = registered(li, 4, PROVINCIAL)

    assert refused.code == "form_capped"
    assert "「会计技能竞赛」每年至多计入3项" in refused.body["detail"]
    assert "已认定3项" in refused.body["detail"]


def test_what_is_revoked_makes_room_and_comes_back_only_where_there_is_some(
    world: World, li: Professional
) -> None:
    one, two = (registered(li, each, NATIONAL).body["id"] for each in (1, 2))
    assert decided(world, one).status == 200
    admin = world.administrator()
    admin.must("POST", f"/v1/admin/records/{one}/revoke", {"reason": "材料不实"})
    assert decided(world, two).body["accredited_credits"] == "30"

    refused = admin.post(f"/v1/admin/records/{one}/restore", {"reason": "撤销有误"})

    assert (refused.code, professional(li)) == ("form_capped", "30")
    admin.must("POST", f"/v1/admin/records/{two}/revoke", {"reason": "材料不实"})
    admin.must("POST", f"/v1/admin/records/{one}/restore", {"reason": "撤销有误"})
    assert professional(li) == "30"


def test_a_provider_s_reports_keep_within_the_caps(world: World, li: Professional) -> None:
    provider = Provider(world, "school")
    world.reviewer("440000", "provider", "school")
    results = provider.report(
        *(
            report(
                f"A-{n}", year=YEAR, completed_on=f"{YEAR}-03-0{n}", form="contest", facts=NATIONAL
            )
            for n in (1, 2, 3)
        )
    )

    assert [(each["status"], each.get("code")) for each in results] == [
        ("accredited", None),
        ("accredited", None),
        ("refused", "form_capped"),
    ]
    assert professional(li) == "40"
