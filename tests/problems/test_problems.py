"""Problems are reported from where they happened and reach whoever is in charge (notice part three)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.certificates.rules.certificate_number import number_of
from tests.journey.reports import document, report
from tests.journey.world import Client, Professional, World

ABOUT_RECORD = "学时认定少了一天，请核实。"


@pytest.fixture
def li(world: World) -> Professional:
    return world.professional().enrol()


def reported(client: Client, kind: str = "record", text: str = ABOUT_RECORD, **more: object) -> Any:  # noqa: ANN401 - JSON
    answer = client.post("/v1/problems", {"kind": kind, "text": text, **more})
    assert answer.status == 201, answer
    return answer.body


def listed(client: Client, query: str = "") -> list[str]:
    return [each["id"] for each in client.must("GET", f"/v1/problems{query}")["items"]]


def told(client: Client) -> list[str]:
    items = client.must("GET", "/v1/me/notices?limit=200")["items"]
    return [each["title"] for each in items if each["kind"] == "problem"]


def test_given_a_problem_with_a_record_then_its_bureau_has_it_answers_and_closes_and_its_owner_is_told_once_each(
    world: World, li: Professional
) -> None:
    record = li.submit()
    about = {"type": "record", "id": record["id"]}
    body = {"kind": "record", "text": ABOUT_RECORD, "about": about}
    first = li.post("/v1/problems", body, key="p-1")
    assert li.post("/v1/problems", body, key="p-1") == first
    problem = first.body
    assert (problem["state"], problem["desk"], problem["about"]["id"]) == (
        "open",
        "蓬江区财政部门",
        record["id"],
    )
    assert problem["due"].startswith("2020-06-09"), "five working days"
    assert "reporter" not in problem
    bureau, city = world.reviewer("440703"), world.reviewer("440700")
    elsewhere = world.reviewer("440704")
    assert [listed(each) for each in (bureau, city, elsewhere)] == [[problem["id"]]] * 2 + [[]]
    path = f"/v1/problems/{problem['id']}"
    assert elsewhere.get(path).code == "not_found"
    assert world.professional("stranger").get(path).code == "not_found"
    seen = bureau.must("GET", path)
    assert seen["reporter"]["name"] == "李**"
    assert seen["reporter"]["document"] == "440703********107X"
    answer = {"text": "已核实，请补传签到表。"}
    for _time in range(2):
        assert bureau.post(f"{path}/answers", answer, key="a-1").body["state"] == "answered"
    assert listed(bureau) == []
    assert listed(bureau, "?state=answered") == [problem["id"]]
    assert li.post(f"{path}/answers", {"text": "已补传。"}).body["state"] == "open"
    assert bureau.post(f"{path}/close", {"reason": ""}).code == "reason_required"
    assert li.post(f"{path}/answers", {"text": "　"}).code == "field_invalid"
    away = {"side": "hr", "reason": "请人社部门办理"}
    assert li.post(f"{path}/hand-on", away).code == "not_found", "its reporter does not choose"
    assert bureau.must("POST", f"{path}/close", {"reason": "已按六天认定。"})["state"] == "closed"
    assert li.post(f"{path}/answers", {"text": "谢谢"}).code == "problem_closed"
    assert sorted(told(li)) == ["反映的问题已办结", "反映的问题有答复"]
    history = li.must("GET", path)["history"]
    assert [each["what"] for each in history] == ["reported", "answered", "asked", "closed"]
    assert [each["by"] for each in history] == ["本人", "蓬江区财政部门", "本人", "蓬江区财政部门"]
    assert listed(li) == [problem["id"]]


def test_given_data_between_the_systems_then_both_sides_have_it_and_either_hands_it_on(
    world: World, li: Professional
) -> None:
    officer, bureau = world.reviewer("440000", "hr_officer"), world.reviewer("440703")
    problem = reported(li, "data", "两边姓名不一致，请更正。")
    other = reported(li, "other", "页面打不开。")
    assert problem["desk"] == "蓬江区财政部门和人社部门"
    assert listed(officer) == [problem["id"]]
    assert sorted(listed(bureau)) == sorted([problem["id"], other["id"]])
    assert officer.post(f"/v1/problems/{other['id']}/close", {"reason": "无"}).code == "not_found"
    path = f"/v1/problems/{problem['id']}/hand-on"
    handed = bureau.must("POST", path, {"side": "hr", "reason": "人社系统的姓名有误"})
    assert (handed["side"], handed["history"][-1]["to"]) == ("hr", "人社部门")
    assert (listed(bureau), listed(officer)) == ([other["id"]], [problem["id"]])
    again = {"side": "finance", "territory": "440704", "reason": "属江海区"}
    assert officer.must("POST", path, again)["territory"] == "440704"
    assert officer.post(path, again).code == "not_found"
    assert listed(world.reviewer("440704")) == [problem["id"]]
    assert world.reviewer("440704").post(path, again).code == "field_invalid"
    assert told(li) == ["反映的问题已转办"] * 2


def test_given_a_held_certificate_then_both_sides_have_the_problem(
    world: World, li: Professional
) -> None:
    li.study()
    world.accredit(li.submit())
    world.settle()
    held = reported(li, "certificate", "为何待核对？", about={"type": "year", "id": "2020"})
    assert held["side"] == "both"
    li.open_hr_account()
    world.settle()
    number = li.must("GET", "/v1/me/years/2020")["certificate"]["number"]
    about = {"type": "certificate", "id": number}
    assert reported(li, "certificate", about=about)["side"] == "finance"
    assert reported(world.reviewer(), "certificate", about=about)["territory"] == "440700"
    asked = {"kind": "certificate", "text": "请核实。"}
    nobody_s = {"type": "certificate", "id": number_of(b"of nobody's")}
    wang, elsewhere = world.professional("wang"), world.reviewer("440704")
    for caller, whose in ((wang, about), (elsewhere, about), (li, nobody_s)):
        assert caller.post("/v1/problems", {**asked, "about": whose}).code == "not_found"


def test_given_what_belongs_to_others_then_nothing_is_attached_to_it(
    world: World, li: Professional
) -> None:
    wang = world.professional("wang").enrol("王伟", document=document(3))
    record = wang.submit()
    provider = world.reviewer("440000", "provider")
    provider.must("POST", "/v1/provider/reports", {"reports": [report(reference="r-1")]})
    (entry,) = provider.must("GET", "/v1/provider/reports")["items"]
    body = {"kind": "record", "text": "请核实。"}
    for caller, about in (
        (li, {"type": "record", "id": record["id"]}),
        (li, {"type": "account", "id": wang.must("GET", "/v1/me")["id"]}),
        (li, {"type": "import", "id": "a-job"}),
        (li, {"type": "report", "id": entry["id"]}),
        (li, {"type": "employer", "id": "91440700MA4UKQ3R5A"}),
        (world.reviewer("440704"), {"type": "record", "id": record["id"]}),
        (world.professional("stranger"), {"type": "year", "id": "2020"}),
    ):
        assert caller.post("/v1/problems", {**body, "about": about}).code == "not_found", about
    of_province = reported(provider, "report", about={"type": "report", "id": entry["id"]})
    assert of_province["territory"] == "440000"
    own = reported(li, "account", about={"type": "account"})
    assert own["territory"] == "440703"
    reviewed = {"type": "record", "id": record["id"]}
    assert reported(world.reviewer("440703"), about=reviewed)["territory"] == "440700", (
        "a bureau's own problem goes to the one above"
    )


def test_given_a_login_that_belongs_nowhere_then_its_problem_goes_where_it_says_and_no_number_is_taken(
    world: World,
) -> None:
    anybody = world.professional("anybody")
    assert reported(anybody, "account", "无法采集信息。")["territory"] == "440000"
    world.now += timedelta(minutes=1)
    placed = reported(anybody, "account", "无法采集信息。", territory="440703")
    assert listed(anybody, "?limit=1&mine=true") == [placed["id"]]
    refused = anybody.post(
        "/v1/problems", {"kind": "account", "text": "我的证件号码44070319950709107X"}
    )
    assert refused.code == "identity_number_in_text"
    assert anybody.post("/v1/problems", {"kind": "account", "text": " "}).code == "field_invalid"
    answer = {"text": "请先核对姓名。"}
    world.reviewer("440703").must("POST", f"/v1/problems/{placed['id']}/answers", answer)
    assert told(anybody) == ["反映的问题有答复"]


def test_given_several_problems_then_they_are_paged_counted_by_kind_and_overdue_ones_listed(
    world: World, li: Professional
) -> None:
    first = reported(li)
    due = datetime.fromisoformat(first["due"])
    for world.now, overdue in ((due - timedelta(seconds=1), []), (due, [first["id"]])):
        assert listed(world.reviewer("440703"), "?state=overdue") == overdue
        counted = world.administrator("440703").must("GET", "/v1/admin/problems/counts")
        assert counted["overdue"] == len(overdue)
        assert li.must("GET", f"/v1/problems/{first['id']}")["overdue"] is bool(overdue)
    world.now = world.now.replace(day=10)
    others = [reported(li, kind)["id"] for kind in ("study", "study", "data")]
    bureau = world.reviewer("440703")
    assert listed(bureau, "?state=overdue") == [first["id"]]
    assert sorted(listed(bureau, "?kind=study")) == sorted(others[:2])
    seen, cursor = [], ""
    while cursor is not None:
        page = bureau.must("GET", f"/v1/problems?limit=1{cursor and f'&cursor={cursor}'}")
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert (seen[0], sorted(seen[1:])) == (first["id"], sorted(others))
    mine, cursor = [], ""
    while cursor is not None:
        page = li.must("GET", f"/v1/problems?limit=3{cursor and f'&cursor={cursor}'}")
        mine += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert (sorted(mine), mine[-1]) == (sorted([first["id"], *others]), first["id"])
    world.administrator("440703").must("GET", f"/v1/problems/{first['id']}")
    counts = world.administrator("440700").must("GET", "/v1/admin/problems/counts")
    by_kind = {each["kind"]: each["open"] for each in counts["items"]}
    assert (by_kind["record"], by_kind["study"], by_kind["data"], counts["overdue"]) == (1, 2, 1, 1)
    none = world.administrator("440100").must("GET", "/v1/admin/problems/counts")
    assert (sum(each["open"] for each in none["items"]), none["overdue"]) == (0, 0)
