"""What concerns a person is told in the inbox, each once, whatever is doubled or repeated."""

from collections import Counter
from datetime import timedelta
from typing import Any

from local.mappings import pump_of
from tests.journey.reports import report
from tests.journey.world import Professional, World


def told(person: Professional) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = person.must("GET", "/v1/me/notices?limit=200")["items"]
    return items


def kinds(person: Professional) -> dict[str, int]:
    return dict(Counter(each["kind"] for each in told(person)))


def text_of(person: Professional, kind: str) -> str:
    (found,) = [each["text"] for each in told(person) if each["kind"] == kind]
    return str(found)


def come_again(world: World) -> None:
    """Let streams bring everything from the beginning once more."""
    pump_of(world.cloud, world.clock).drain()


def completed(world: World) -> tuple[Professional, dict[str, Any]]:
    li = world.professional().enrol()
    li.study()
    record = li.submit()
    assert world.accredit(record).status == 200
    return li, record


def test_r30_given_a_year_completed_by_a_decision_then_each_step_is_told_once_and_why_it_waits(
    world: World,
) -> None:
    li, record = completed(world)
    world.settle()
    once = {"record_accredited": 1, "year_complete": 1, "certificate_held": 1}
    assert kinds(li) == once
    assert "计60学分" in text_of(li, "record_accredited")
    assert "公需科目30学分，专业科目60学分" in text_of(li, "year_complete")
    held = text_of(li, "certificate_held")
    assert "开立账号" in held
    assert "咨询" in held
    assert (
        next(each for each in told(li) if each["kind"] == "record_accredited")["record"]
        == (record["id"])
    )
    world.now += timedelta(days=1)
    li.open_hr_account()
    world.settle()
    assert kinds(li) == {**once, "certificate_issued": 1}
    number = li.must("GET", "/v1/me/years/2020")["certificate"]["number"]
    assert number in text_of(li, "certificate_issued")
    come_again(world)
    assert kinds(li) == {**once, "certificate_issued": 1}
    admin = world.administrator()
    revoked = {"reason": "材料不实"}
    admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", revoked)
    world.settle()
    come_again(world)
    assert kinds(li) == {
        **once,
        "certificate_issued": 1,
        "record_revoked": 1,
        "certificate_revoked": 1,
    }


def test_r18_given_what_a_provider_reports_then_its_person_is_told_once_before_and_after_enrolment(
    world: World,
) -> None:
    provider = world.reviewer("440000", "provider")
    li = world.professional().enrol()
    sent = {"reports": [report()]}
    provider.must("POST", "/v1/provider/reports", sent)
    provider.must("POST", "/v1/provider/reports", sent)
    assert kinds(li) == {"record_accredited": 1}
    assert "施教机构报送" in text_of(li, "record_accredited")


def test_r18_given_rows_that_waited_then_who_enrols_is_told_of_them_together(world: World) -> None:
    provider = world.reviewer("440000", "provider")
    rows = [report(reference=f"r-{n}", title=f"专题{n}") for n in range(3)]
    provider.must("POST", "/v1/provider/reports", {"reports": rows})
    li = world.professional().enrol()
    world.settle()
    come_again(world)
    assert kinds(li) == {"record_accredited": 1}
    assert "等3项" in text_of(li, "record_accredited")
