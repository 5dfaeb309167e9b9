"""R16: what merely looks alike is told to the reviewer, the reporter and the person; never refused."""

from typing import Any

import pytest

from tests.journey.reports import document
from tests.journey.world import Client, Professional, World
from tests.records.test_sittings import BOTH_OPEN, exam

SAME = {"题名相同", "同一天完成", "同一主办单位"}


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person, at a time when two years are open."""
    world.now = BOTH_OPEN
    return world.professional().enrol(document=document(0))


def training(li: Professional, year: int = 2023, **changes: object) -> dict[str, Any]:
    stated = {"started_on": None, "ended_on": "2023-01-15", "reference": "A", **changes}
    return li.submit(year, **stated)


def alike(answer: dict[str, Any]) -> dict[str, set[str]]:
    return {each["record"]["id"]: set(each["why"]) for each in answer["looks_like"]}


def seen(world: World, record: dict[str, Any], territory: str = "440703") -> dict[str, set[str]]:
    path = f"/v1/review/records/{record['id']}"
    return alike(world.reviewer(territory).must("GET", path))


def test_r16_given_one_study_six_times_over_then_the_reviewer_sees_each_beside_the_others(
    world: World, li: Professional
) -> None:
    first = training(li)
    others = [
        training(li, reference="B"),
        training(li, form="online", facts={"hours": "8"}, reference="C"),
        training(li, ended_on="2023-01-16", reference="D"),
        training(li, 2022, reference="E"),
    ]
    world.accredit(others[0])
    found = seen(world, first)
    assert set(found) == {each["id"] for each in others}
    assert found[others[0]["id"]] >= SAME
    assert "日期相连" in found[others[2]["id"]]
    assert set(seen(world, others[3])) == {first["id"], *(each["id"] for each in others[:3])}
    assert alike(li.must("GET", f"/v1/me/records/{first['id']}")) == found
    (beside,) = [
        each["record"]
        for each in li.must("GET", f"/v1/me/records/{first['id']}")["looks_like"]
        if each["record"]["id"] == others[0]["id"]
    ]
    assert (beside["title"], beside["state"], beside["reference"]) == (
        first["title"],
        "accredited",
        "B",
    )


def test_r16_given_a_draft_or_what_was_given_up_then_the_reviewer_is_not_shown_it(
    world: World, li: Professional
) -> None:
    first = training(li)
    draft = li.must(
        "POST",
        "/v1/me/years/2023/records",
        li.application(started_on=None, ended_on="2023-01-15", reference="B"),
    )
    gone = training(li, reference="C")
    li.must("POST", f"/v1/me/records/{gone['id']}/withdraw")
    assert seen(world, first) == {}
    assert set(alike(li.must("GET", f"/v1/me/records/{first['id']}"))) == {draft["id"]}


def test_r16_given_a_form_before_it_is_sent_then_it_says_what_looks_like_it(
    world: World, li: Professional
) -> None:
    first = training(li)
    stated = {"form": "online", "title": "新收入准则 专题培训", "ended_on": "2023-01-15"}
    path = "/v1/me/years/{}/likenesses"
    (found,) = li.must("POST", path.format(2022), stated)["items"]
    assert found["record"]["id"] == first["id"]
    assert found["why"][0] == "题名相同"
    assert li.must("POST", path.format(2023), {**stated, "record": first["id"]})["items"] == []
    assert li.must("POST", path.format(2025), stated)["items"] == []
    assert li.post(path.format(1999), stated).code == "year_unknown"
    other = world.professional("wang").enrol(document=document(1))
    assert other.must("POST", path.format(2023), stated)["items"] == []


def test_r16_given_an_earlier_sitting_of_a_paper_then_it_is_told(
    world: World, li: Professional
) -> None:
    first = exam(li, 2022, "2022年中级经济法").body
    second = exam(li, 2023, "2023年中级经济法").body
    assert "同一考试科目" in seen(world, second)[first["id"]]


def report(**changes: object) -> dict[str, object]:
    return {
        "reference": "PX-1",
        "name": "李䶮",
        "document": document(0),
        "year": 2023,
        "subject": "professional",
        "form": "training",
        "facts": {"days": 1},
        "title": "新收入准则专题培训",
        "completed_on": "2023-01-15",
        **changes,
    }


def reported(world: World, *reports: dict[str, object]) -> list[dict[str, Any]]:
    world.reviewer("440000", "provider")
    provider = Client(world, "provider-440000")
    results: list[dict[str, Any]] = provider.must(
        "POST", "/v1/provider/reports", {"reports": list(reports)}
    )["results"]
    return results


def test_r16_given_a_report_of_what_the_person_applied_for_then_both_sides_are_told(
    world: World, li: Professional
) -> None:
    own = training(li)
    (result,) = reported(world, report())
    assert result["status"] == "accredited"
    (hint,) = result["looks_like"]
    assert {"题名相同", "同一天完成"} <= set(hint["why"])
    assert (hint["source"], hint["year"]) == ("self", 2023)
    assert not {"title", "id", "reference"} & set(hint)
    assert set(seen(world, own)) == {result["record"]}
    far = report(reference="PX-2", title="税法", form="online", facts={"hours": "2"})
    assert "looks_like" not in reported(world, {**far, "completed_on": "2023-01-02"})[0]


def test_r16_given_a_report_whose_record_was_revoked_then_it_is_mended_and_never_resurrected(
    world: World, li: Professional
) -> None:
    (first,) = reported(world, report())
    revoke = f"/v1/admin/records/{first['record']}/revoke"
    world.administrator().must("POST", revoke, {"reason": "天数有误"})
    again, mended, repeated = (
        reported(world, sent)[0]
        for sent in (report(), report(facts={"days": 2}), report(facts={"days": 2}))
    )
    assert (again["status"], again["code"]) == ("refused", "report_revoked")
    assert mended["status"] == "accredited"
    assert mended["record"] != first["record"]
    assert (repeated["status"], repeated["record"]) == ("unchanged", mended["record"])
    assert reported(world, report())[0]["code"] == "reference_reused"
    states = {each["id"]: each["state"] for each in li.get("/v1/me/years/2023").body["records"]}
    assert states == {first["record"]: "revoked", mended["record"]: "accredited"}
    restore = f"/v1/admin/records/{first['record']}/restore"
    assert world.administrator().post(restore, {"reason": "误"}).code == "duplicate_credit"
