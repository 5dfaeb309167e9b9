"""R16: one examination paper and sitting counts in one year only, the year of passing."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import RegistryItem
from tests.journey.reports import document
from tests.journey.world import Answer, Client, Professional, World

BOTH_OPEN = datetime(2023, 2, 1, 9, tzinfo=SHANGHAI)
"""2022 can be registered until 2023-04-30, and 2023 is open."""


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person, at a time when two years are open."""
    world.now = BOTH_OPEN
    return world.professional().enrol(document=document(0))


def exam(li: Professional, year: int, reference: str, **changes: object) -> Answer:
    sent = li.application(
        form="exam",
        title="会计专业技术中级资格考试",
        facts={"examination": "accounting_qualification", "papers": 1},
        reference=reference,
        started_on=None,
        ended_on="2022-09-03" if year == 2022 else "2023-01-15",
        evidence=[li.upload()],
        **{"submit": True, **changes},
    )
    return li.post(f"/v1/me/years/{year}/records", sent)


def decide(world: World, record: dict[str, Any], decision: str) -> Answer:
    path = f"/v1/review/records/{record['id']}/decision"
    return world.reviewer().post(path, {"decision": decision, "reason": "因故"})


def is_refused(answer: Answer, because: dict[str, Any]) -> None:
    assert (answer.status, answer.code) == (409, "duplicate_credit"), answer
    assert (answer.body["record"], answer.body["year"]) == (because["id"], because["year"])


@pytest.mark.parametrize(("first", "second"), [(2022, 2023), (2023, 2022)])
@pytest.mark.parametrize("submit", [True, False])
def test_r16_given_a_paper_in_one_year_then_it_is_refused_in_the_other_and_says_where_it_is(
    li: Professional, first: int, second: int, *, submit: bool
) -> None:
    there = exam(li, first, "2022年中级经济法", submit=submit).body
    refused = exam(li, second, "中级经济法（2022年度）")
    is_refused(refused, there)
    assert f"{first}年度" in refused.body["detail"]
    assert "写明考试年度" in refused.body["detail"]
    li.must("POST", f"/v1/me/records/{there['id']}/withdraw")
    assert exam(li, second, "中级经济法（2022年度）").status == 201


def test_r16_given_the_same_paper_sat_twice_then_both_sittings_count(li: Professional) -> None:
    first = exam(li, 2022, "中级经济法").body
    is_refused(exam(li, 2023, "中级经济法"), first)
    assert exam(li, 2023, "2023年中级经济法").status == 201


def test_r16_given_a_sitting_freed_then_taken_in_another_year_then_its_record_cannot_come_back(
    world: World, li: Professional
) -> None:
    first = exam(li, 2022, "中级经济法").body
    decide(world, first, "reject")
    second = exam(li, 2023, "2022年中级经济法").body
    reopen = f"/v1/review/records/{first['id']}/reopen"
    above = world.reviewer("440700")
    is_refused(above.post(reopen, {"reason": "因故"}), second)
    world.accredit(second)
    admin = world.administrator()
    reason = {"reason": "误"}
    admin.must("POST", f"/v1/admin/records/{second['id']}/revoke", reason)
    above.must("POST", reopen, {"reason": "因故"})
    restored = admin.post(f"/v1/admin/records/{second['id']}/restore", reason)
    is_refused(restored, first)
    li.must("POST", f"/v1/me/records/{first['id']}/withdraw")
    admin.must("POST", f"/v1/admin/records/{second['id']}/restore", reason)


def test_r16_given_a_draft_whose_window_has_closed_then_its_sitting_is_free(
    world: World, li: Professional
) -> None:
    exam(li, 2022, "中级经济法", submit=False)
    world.now = datetime(2023, 5, 1, tzinfo=SHANGHAI)
    assert exam(li, 2023, "2022年中级经济法").status == 201


def test_r16_given_two_records_of_one_sitting_from_before_then_one_of_them_is_accredited(
    world: World, li: Professional
) -> None:
    """What was registered before this rule held needs no mending: the records themselves tell."""
    first = exam(li, 2022, "中级经济法").body
    second = exam(li, 2023, "2023年中级经济法").body
    item = next(
        each
        for each in RegistryItem.query(
            f"P#{li.get('/v1/me').body['id']}", RegistryItem.sk > "Y#2023"
        )
        if each.body.get("id") == second["id"]
    )
    item.update(actions=[RegistryItem.body["reference"].set("2022年中级经济法")])
    RegistryItem(pk=item.pk, sk="SITTINGS").delete()
    assert world.accredit(first).status == 200
    is_refused(world.accredit(second), first)
    assert decide(world, second, "reject").status == 200


def test_r16_given_a_provider_who_reports_a_sitting_that_counts_then_it_is_told(
    world: World, li: Professional
) -> None:
    first = exam(li, 2022, "中级经济法").body
    provider = Client(world, "provider-440000")
    world.reviewer("440000", "provider")
    report = {
        "reference": "中级经济法（2022年）",
        "name": "李䶮",
        "document": document(0),
        "year": 2023,
        "subject": "professional",
        "form": "exam",
        "facts": {"examination": "accounting_qualification", "papers": 1},
        "title": "会计专业技术中级资格考试",
        "completed_on": "2023-01-15",
    }
    mended = {**report, "reference": "中级经济法（2023年）"}
    results = provider.must("POST", "/v1/provider/reports", {"reports": [report, mended]})[
        "results"
    ]
    assert [each.get("code") for each in results] == ["duplicate_credit", None]
    assert "2022年度" in results[0]["detail"]
    assert first["id"]
