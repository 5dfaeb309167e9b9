"""A reporter corrects or withdraws what it reported, and what rested on it follows (R31, R40)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journey.reports import (
    Provider,
    credits_of,
    document,
    provider,
    report,
    year_of,
)
from tests.journey.world import Answer, Professional, World
from tests.reports.test_reports import END_OF_2020, GRACE_ENDS

ZHANG = {"name": "张学分", "document": document(1)}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


@pytest.fixture
def li(world: World) -> Professional:
    return world.professional().enrol()


def only(school: Provider) -> dict[str, Any]:
    (kept,) = school.must("GET", "/v1/provider/reports")["items"]
    return dict(school.must("GET", f"/v1/provider/reports/{kept['id']}"))


def correct(school: Provider, key: str | None = None, **changes: object) -> Answer:
    body = {**report(reason="签到表核对有误"), **changes}
    return school.send("PUT", f"/v1/provider/reports/{only(school)['id']}", body, key=key)


def withdraw(school: Provider, key: str | None = None) -> Answer:
    path = f"/v1/provider/reports/{only(school)['id']}/withdraw"
    return school.post(path, {"reason": "报错了人"}, key=key)


def told(client: Professional) -> list[str]:
    return [each["kind"] for each in client.must("GET", "/v1/me/notices")["items"]]


def states(client: Professional) -> list[tuple[str, str]]:
    records = year_of(client)["records"]
    return sorted((each["state"], each["accredited_credits"]) for each in records)


def test_r31_r40_given_a_correction_then_certificate_and_standing_follow_and_the_chain_is_seen(
    world: World, school: Provider, li: Professional
) -> None:
    li.open_hr_account()
    li.study()
    school.report(report(facts={"days": 7}))
    world.settle()
    number = year_of(li)["certificate"]["number"]
    first = only(school)["record"]
    world.now += MINUTE

    answer = correct(school, facts={"days": 6})
    world.settle()

    assert (answer.status, answer.body["status"], answer.body["facts"]) == (
        200,
        "corrected",
        {"days": 6},
    )
    assert answer.body["record"] != first
    assert [(each["to"], each["record"], each["reason"]) for each in answer.body["history"]] == [
        ("corrected", first, "签到表核对有误")
    ]
    assert states(li) == [("accredited", "30"), ("accredited", "60"), ("revoked", "70")]
    old, new = (li.must("GET", f"/v1/me/records/{each}") for each in (first, answer.body["record"]))
    assert [(each["by"], each["to"]) for each in old["history"]] == [
        ("system", "accredited"),
        ("reporter", "revoked"),
    ]
    assert first in new["history"][0]["reason"]
    certificate = year_of(li)["certificate"]
    assert (certificate["state"], certificate["number"], certificate["version"]) == (
        "issued",
        number,
        2,
    )
    assert "report_corrected" in told(li)

    correct(school, facts={"days": 1})
    world.settle()
    assert year_of(li)["certificate"]["state"] == "revoked"
    assert credits_of(li) == "10"
    assert school.statuses(report(facts={"days": 1})) == ["unchanged"]
    assert school.statuses(report(facts={"days": 7})) == ["reference_reused"]


def test_r40_given_a_withdrawal_then_the_credits_are_gone_and_the_owner_is_told(
    school: Provider, li: Professional
) -> None:
    school.report(report())

    answer = withdraw(school, key="1")

    assert (answer.status, answer.body["status"], answer.body["moves"]) == (200, "withdrawn", [])
    assert withdraw(school, key="1").body == answer.body, "a repeat is answered the same"
    assert withdraw(school).code == "report_not_changeable"
    assert correct(school, facts={"days": 1}).code == "report_not_changeable"
    assert (credits_of(li), states(li)) == ("0", [("revoked", "30")])
    assert "report_withdrawn" in told(li)
    (text,) = [
        each["text"]
        for each in li.must("GET", "/v1/me/notices")["items"]
        if each["kind"] == "report_withdrawn"
    ]
    (record,) = year_of(li)["records"]
    until = li.must("GET", f"/v1/me/records/{record['id']}")["may_appeal"]["until"]
    assert (until, "可于2020年6月15日24时前申请复核，限一次" in text) == (
        "2020-06-16T00:00:00+08:00",
        True,
    )
    assert school.statuses(report()) == ["report_revoked"]


def test_r40_given_another_person_year_or_reference_then_it_is_another_report(
    school: Provider, li: Professional
) -> None:
    school.report(report())

    refused = [
        correct(school, **changes).body["field"]
        for changes in ({"year": 2019}, {"reference": "X"}, {"document": document(1)})
    ]

    assert refused == ["year", "reference", "document"]
    assert correct(school, name="王五").code == "name_differs"
    assert correct(school, reason=" ").code == "reason_required"
    assert correct(school).body["status"] == "accredited", "nothing new is said"
    shown = only(school)
    as_shown = {"name": shown["name"], "document": shown["document"], "facts": {"days": 2}}
    assert correct(school, **as_shown).body["status"] == "corrected"
    assert credits_of(li) == "20"


def test_r40_given_the_reporting_period_is_over_then_only_lower_is_taken(
    world: World, school: Provider, li: Professional
) -> None:
    school.report(report(), report("B", form="online", facts={"hours": "8"}))
    world.now = END_OF_2020
    kept = school.must("GET", "/v1/provider/reports?order=oldest")["items"]
    path = next(f"/v1/provider/reports/{each['id']}" for each in kept if each["form"] == "training")
    body = report(reason="更正")

    assert school.send("PUT", path, {**body, "facts": {"days": 4}}).status == 200
    world.now = GRACE_ENDS
    refused = school.send("PUT", path, {**body, "facts": {"days": 5}})
    assert (refused.status, refused.code) == (409, "report_raise_closed")
    assert school.send("PUT", path, {**body, "facts": {"days": 2}}).status == 200
    assert credits_of(li) == "40"


def test_r40_given_rows_that_wait_then_they_are_corrected_and_withdrawn_as_well(
    world: World, school: Provider
) -> None:
    school.report(report(**ZHANG))
    first = only(school)

    answer = correct(school, facts={"days": 2}, name="张学芬", document=ZHANG["document"])
    assert (answer.body["status"], answer.body["reported_at"]) == ("waiting", first["reported_at"])
    assert [each["to"] for each in answer.body["history"]] == ["waiting"]
    zhang = world.professional("zhang").enrol(name="张学芬", document=ZHANG["document"])
    world.settle()
    assert credits_of(zhang) == "20"

    other = provider(world, "440700")
    other.report(report("B", document=document(2), name="钱多"))
    assert withdraw(other).body["status"] == "withdrawn"
    world.professional("qian").enrol(name="钱多", document=document(2))
    world.settle()
    assert credits_of(Professional(world, "qian")) == "0"
    assert only(other)["status"] == "withdrawn"


def test_r40_given_a_corrected_row_not_claimed_yet_then_what_it_said_before_is_refused(
    world: World, school: Provider
) -> None:
    school.report(report())
    assert correct(school, facts={"days": 1}).body["status"] == "waiting"
    li = world.professional().enrol()
    assert school.statuses(report()) == ["reference_reused"]
    assert school.statuses(report(facts={"days": 1})) == ["accredited"]
    world.settle()

    assert (credits_of(li), only(school)["facts"]) == ("10", {"days": 1})
    assert [each["to"] for each in only(school)["history"]] == ["waiting"]


def test_r40_given_a_refused_report_then_it_is_corrected_by_reporting_it_as_it_is(
    school: Provider, li: Professional
) -> None:
    school.report(report(name="王五"))
    assert correct(school, name="王六").code == "name_differs"

    assert correct(school).body["status"] == "accredited"
    assert credits_of(li) == "30"


def test_r40_given_an_administrator_then_it_corrects_in_the_reporter_s_place(
    world: World, school: Provider, li: Professional
) -> None:
    school.report(report())
    record = only(school)["record"]
    body = report(facts={"days": 1}, reason="来函更正")
    del body["name"], body["document"]

    assert world.administrator("440300").send(
        "PUT", f"/v1/admin/records/{record}/report", body
    ).status in {403, 404}
    admin = world.administrator("440703")
    answer = admin.send("PUT", f"/v1/admin/records/{record}/report", body)
    assert (answer.status, answer.body["status"]) == (200, "corrected")
    assert credits_of(li) == "10"
    again = admin.send("PUT", f"/v1/admin/records/{record}/report", body)
    assert (again.status, again.code) == (409, "record_not_reported")
    own = li.submit()
    refused = admin.send("PUT", f"/v1/admin/records/{own['id']}/report", body)
    assert refused.code == "record_not_reported"

    current = answer.body["record"]
    admin.must("POST", f"/v1/admin/records/{current}/revoke", {"reason": "查实未参加"})
    assert (only(school)["status"], credits_of(li)) == ("revoked", "0")
    admin.must("POST", f"/v1/admin/records/{current}/restore", {"reason": "误撤销"})
    assert (only(school)["status"], credits_of(li)) == ("corrected", "10")


def test_r20_given_a_provider_s_own_person_then_nothing_of_it_counts_or_is_corrected(
    world: World, school: Provider
) -> None:
    school.report(report(**ZHANG))
    own = Professional(world, "provider-440000").enrol(**ZHANG)
    world.settle()

    kept = only(school)
    assert (kept["status"], kept["code"], kept["moves"]) == ("refused", "own_record", [])
    assert correct(school, **ZHANG).code == "own_record"
    assert credits_of(own) == "0"
