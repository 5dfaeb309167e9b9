"""Reports of people who enrol later: they wait, and are claimed after enrolment (R1, R18, R28)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.identity.gateways import keys
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import RegistryItem, find
from chalicelib.reports.actions.claim_waiting import claim_waiting
from chalicelib.reports.store import waiting_rows
from chalicelib.reports.store.waiting_rows import Refused
from tests.journey.reports import Provider, credits_of, document, online, provider, report, year_of
from tests.journey.world import LI, Professional, World

ZHANG = document(1)


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def digest(of: dict[str, str]) -> str:
    return keys.document_digest(of["type"], of["number"])


def rows(of: dict[str, str] = LI) -> int:
    return len(waiting_rows.find_identity(digest(of)).rows)


def refused(of: dict[str, str] = LI) -> list[Refused]:
    return waiting_rows.find_refused(digest(of))


def mark_of(client: Professional) -> str | None:
    item = find(RegistryItem, f"P#{client.get('/v1/me').body['id']}", "PROFILE")
    assert item is not None
    return item.waits_for


def states(client: Professional, year: int = 2020) -> dict[str, Any]:
    return {record["reference"]: record["state"] for record in year_of(client, year)["records"]}


@pytest.mark.ministack
def test_r18_given_a_report_before_enrolment_then_it_counts_after_it(
    world: World, school: Provider
) -> None:
    assert school.statuses(report(), report()) == ["waiting", "unchanged"]
    assert school.statuses(report()) == ["unchanged"]
    li = world.professional().enrol()
    assert str(mark_of(li)).startswith("CLAIM#")
    world.settle()

    assert credits_of(li) == "30"
    assert (rows(), refused(), mark_of(li)) == (0, [], None)
    (record,) = year_of(li)["records"]
    assert school.report(report()) == [{"status": "unchanged", "record": record["id"]}]


def test_r28_given_sixty_rows_then_all_are_claimed(world: World, school: Provider) -> None:
    reports = [online(f"JM-{number}", "1") for number in range(60)]
    assert set(school.statuses(*reports)) == {"waiting"}
    li = world.professional().enrol()
    world.settle()

    assert credits_of(li) == "150"
    assert set(states(li).values()) == {"accredited"}
    assert (rows(), mark_of(li)) == (0, None)


@pytest.mark.ministack(only=True)
def test_r18_given_more_rows_than_one_transaction_takes_then_each_waits_and_is_claimed(
    world: World, school: Provider
) -> None:
    reports = [online(f"JM-{number}", "1") for number in range(120)]
    assert school.statuses(*reports) == ["waiting"] * 120
    assert rows() == 120
    assert school.statuses(*reports) == ["unchanged"] * 120
    li = world.professional().enrol()
    world.settle()

    assert (credits_of(li), rows(), mark_of(li)) == ("300", 0, None)
    assert set(states(li).values()) == {"accredited"}


def test_r29_given_rows_that_complete_the_year_then_the_certificate_follows(
    world: World, school: Provider
) -> None:
    school.report(report("JM-1"), report("JM-2"))
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.settle()

    year = year_of(li)
    assert year["complete"]
    assert year["certificate"]["state"] == "issued"


def test_r25_given_a_report_in_time_then_it_counts_however_late_its_person_enrols(
    world: World, school: Provider
) -> None:
    school.report(report())
    world.now = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
    li = world.professional().enrol()
    world.settle()

    assert credits_of(li) == "30"
    (record,) = year_of(li)["records"]
    assert record["history"][0]["at"] == "2021-06-01T09:00:00+08:00"


def test_r4_given_another_name_then_the_row_is_refused_and_its_reason_kept(
    world: World, school: Provider
) -> None:
    school.report(report(name="王五"), report("JM-2"))
    li = world.professional().enrol()
    world.settle()

    assert credits_of(li) == "30"
    (row,) = refused()
    assert (row.code, row.field, row.row.reference) == ("name_differs", "name", "JM-2020-0101")
    assert "姓名" in row.detail
    assert school.statuses(report()) == ["accredited"], "mended by reporting the name that is right"
    assert credits_of(li) == "60"


def test_r4_given_a_waiting_report_then_another_name_is_another_content(school: Provider) -> None:
    school.report(report())

    assert school.statuses(report(name="王五"), report(name="李 䶮")) == [
        "reference_reused",
        "unchanged",
    ]


def test_r16_given_two_rows_of_one_thing_then_the_first_reported_counts(
    world: World, school: Provider
) -> None:
    other = provider(world, "440700")
    school.report(report())
    world.now += timedelta(seconds=1)
    assert other.statuses(report(facts={"days": 6})) == ["waiting"]
    li = world.professional().enrol()
    world.settle()

    assert credits_of(li) == "30"
    assert [row.code for row in refused()] == ["duplicate_credit"]


def test_r24_given_a_row_of_a_make_up_year_then_only_whom_it_admits_is_credited(
    world: World, school: Provider
) -> None:
    school.report(report("JM-1", year=2019), report("JM-2", year=2018), report("JM-3"))
    li = world.professional().enrol()
    world.settle()

    assert [credits_of(li, year) for year in (2018, 2019, 2020)] == ["0", "0", "30"]
    assert {row.code for row in refused()} == {"public_subject_incomplete"}
    assert len(refused()) == 2


def test_r20_given_the_provider_s_own_enrolment_then_its_row_is_refused(
    world: World, school: Provider
) -> None:
    school.report(report())
    own = world.professional("provider-440000").enrol()
    world.settle()

    assert credits_of(own) == "0"
    assert [row.code for row in refused()] == ["own_record"]


def test_given_a_claim_twice_and_late_then_nothing_changes(world: World, school: Provider) -> None:
    school.report(report(), report("JM-2", name="王五"))
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]
    claim_waiting(person, at=world.now)
    before = year_of(li), refused()
    claim_waiting(person, at=world.now + timedelta(days=1))
    world.settle()

    assert (year_of(li), refused()) == before
    assert mark_of(li) is None
    claim_waiting("nobodyatallhere2", at=world.now)


def test_given_rows_not_claimed_yet_when_reported_again_then_they_count_once(
    world: World, school: Provider
) -> None:
    school.report(report(), report("JM-2"))
    li = world.professional().enrol()
    assert school.statuses(report()) == ["accredited"]
    world.settle()

    assert (credits_of(li), rows(), refused()) == ("60", 0, [])


def test_r29_given_a_stream_that_lost_the_enrolment_then_the_sweep_claims(
    world: World, school: Provider
) -> None:
    school.report(report(), report("JM-2", name="王五"))
    li = world.professional().enrol()
    world.tick("sweep")
    assert str(mark_of(li)).startswith("CLAIM#"), "the stream is given a while"
    world.now += timedelta(minutes=6)
    world.tick("sweep")

    assert (credits_of(li), mark_of(li), rows()) == ("30", None, 0)


def test_given_a_profile_changed_before_the_claim_then_the_rows_are_claimed_all_the_same(
    world: World, school: Provider
) -> None:
    school.report(report(name="李四"))
    li = world.professional().enrol()
    li.must("PATCH", "/v1/me", {"employer": "江门市另一会计有限公司"})
    assert str(mark_of(li)).startswith("CLAIM#"), "the change leaves what is owed"
    li.must("PATCH", "/v1/me", {"name": "李四"})
    assert str(mark_of(li)).startswith("MATCH#")
    world.settle()

    assert (credits_of(li), mark_of(li), rows()) == ("30", None, 0)


def test_r6_given_a_corrected_document_then_what_waits_for_it_is_claimed(
    world: World, school: Provider
) -> None:
    school.report(report(document=ZHANG))
    li = world.professional().enrol()
    world.settle()
    assert credits_of(li) == "0"
    li.must("PATCH", "/v1/me", {"document": ZHANG})
    world.settle()

    assert (credits_of(li), rows(ZHANG)) == ("30", 0)


def test_given_a_poisoned_row_refused_twice_then_the_later_reason_is_kept(
    world: World, school: Provider
) -> None:
    school.report(report(name="王五"))
    li = world.professional().enrol()
    world.settle()
    li.must("PATCH", "/v1/me", {"document": ZHANG})
    world.settle()
    assert school.statuses(report(name="王五")) == ["waiting"], "nobody has that document now"
    world.now += timedelta(hours=1)
    li.must("PATCH", "/v1/me", {"document": LI})
    world.settle()

    (row,) = refused()
    assert (row.at, rows()) == (world.now, 0)


TRAINING = {
    "figure": "conversion.training",
    "since": "2020-06-01",
    "source": "依据",
    "reason": "理由",
}


def amend(world: World, **changes: object) -> None:
    change = {**TRAINING, **changes}
    world.administrator().must("POST", "/v1/admin/policies/2020/amendments", change)


def test_r23_given_an_amendment_of_the_same_day_then_a_report_made_before_it_stays_as_it_was(
    world: World, school: Provider
) -> None:
    amend(world, figure="conversion.training", territory="440700", value="11")
    assert school.statuses(report()) == ["waiting"]
    amend(world, value="30")
    amend(world, territory="440703", value="31")
    amend(world, figure="completes_year.exam.other", value=True)
    assert school.statuses(report()) == ["unchanged"]
    assert school.statuses(report("JM-2", title="另一培训")) == ["waiting"]
    li = world.professional().enrol()
    world.settle()

    shown = {each["title"]: each for each in year_of(li)["records"]}
    before, after = shown["新收入准则专题培训"], shown["另一培训"]
    assert (before["credits"], before["accredited_credits"]) == ("33", "33")
    assert (after["credits"], before["rule"]["source"]) == ("93", "依据")


def test_r23_given_rows_that_wait_since_before_terms_were_kept_then_computed_when_claimed(
    world: World, school: Provider
) -> None:
    assert school.statuses(report()) == ["waiting"]
    (row,) = waiting_rows.find_identity(digest(LI)).rows.values()
    assert row.terms is not None
    item = find(RegistryItem, f"ID#{digest(LI)}", f"WAIT#provider#{row.key}")
    assert item is not None
    del item.body["terms"]
    item.save()
    li = world.professional().enrol()
    world.settle()

    assert credits_of(li) == "30"


def test_r35_given_a_waiting_report_refused_then_person_administrator_and_provider_are_told(
    world: World, school: Provider
) -> None:
    assert school.statuses(report(name="李四")) == ["waiting"]
    li = world.professional().enrol()
    world.settle()

    (notice,) = li.get("/v1/me/notices").body["items"]
    assert (notice["kind"], notice["year"]) == ("report_refused", 2020)
    assert "姓名" in notice["text"]
    assert "李四" not in str(notice)
    person = li.get("/v1/me").body["id"]
    history = world.administrator().get(f"/v1/admin/professionals/{person}/history").body
    (line,) = (each for each in history["items"] if each["what"] == "report_refused")
    assert (line["year"], line["to"], line["by"]) == (
        2020,
        "name_differs",
        "system:provider-440000",
    )
    assert "李四" not in str(history)
    (again,) = school.report(report(name="李四"))
    assert (again["status"], again["code"]) == ("refused", "name_differs")
    world.now += timedelta(hours=1)
    world.tick("sweep")
    item = find(RegistryItem, f"P#{person}", f"N#{notice['id'].replace('-', '#')}")
    assert item is not None
    assert item.waits_for is None, "sent out as well"
