"""Providers' reports through the app's door: accredited by themselves, once (R10, R16-R18)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import standing_of
from chalicelib.records.store import years
from tests.journey.reports import (
    Provider,
    credits_of,
    document,
    online,
    provider,
    report,
    year_of,
)
from tests.journey.world import JUNE, LI, Professional, World

END_OF_2020 = datetime(2021, 1, 1, tzinfo=SHANGHAI)
GRACE_ENDS = datetime(2021, 1, 9, tzinfo=SHANGHAI)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def li(world: World) -> Professional:
    return world.professional().enrol()


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def move_out(client: Professional) -> None:
    person = client.get("/v1/me").body["id"]
    sent = {"moved_out": True, "reason": "调往深圳"}
    client.world.administrator().must("PATCH", f"/v1/admin/professionals/{person}", sent)


def complete_public(client: Professional, year: int) -> None:
    """The year's public subject as the HR system once accredited it."""
    person_year = years.find_year(client.get("/v1/me").body["id"], year)
    assert person_year is not None
    person = person_year.professional.id
    record = Record(
        id=record_id(person, year, "HR1"),
        person=person,
        year=year,
        slot="public-hr1",
        subject=Subject.PUBLIC,
        form="online",
        title="公需课",
        ended_on=date(year, 6, 1),
        credits=Decimal(30),
        accredited=Decimal(30),
        figure="required.public",
        law="粤财会函〔2020〕4号 一（四）",
        state=RecordState.ACCREDITED,
        source=RecordSource.HR_LEGACY,
        territory="440703",
    )
    system = Actor(Party.SYSTEM)
    record = moved(record, ENTER, at=JUNE, by=system, cause=Cause("HR1"), new=True)
    required = law_of(policy_of(year), at=JUNE).required
    years.put_accredited(
        record, None, standing_of(person_year.standing, (record,), required, JUNE), person_year
    )


def test_r18_given_a_report_then_it_is_accredited_without_a_reviewer(
    school: Provider, li: Professional
) -> None:
    (result,) = school.report(report())

    assert result["status"] == "accredited"
    record = li.must("GET", f"/v1/me/records/{result['record']}")
    assert (record["state"], record["source"], record["subject"]) == (
        "accredited",
        "provider",
        "professional",
    )
    assert (record["credits"], record["accredited_credits"]) == ("30", "30")
    assert (record["ended_on"], record["reference"]) == ("2020-05-20", "JM-2020-0101")
    assert record["territory"] == "440703"
    assert [(move["from"], move["to"], move["by"]) for move in record["history"]] == [
        (None, "accredited", "system")
    ]
    assert credits_of(li) == "30"


def test_r29_given_the_report_that_completes_the_year_then_the_certificate_is_issued(
    world: World, school: Provider, li: Professional
) -> None:
    li.open_hr_account()
    li.study()
    school.report(report(facts={"days": 6}))
    world.settle()

    year = year_of(li)
    assert year["complete"]
    assert year["certificate"]["state"] == "issued"


def test_r18_given_good_and_bad_reports_then_each_has_its_result_by_position(
    school: Provider, li: Professional
) -> None:
    wrong = {"type": "resident_id", "number": LI["number"][:-1] + "0"}
    statuses = school.statuses(
        report("JM-1", form="walk"),
        online("JM-2"),
        report("JM-3", document=wrong),
        report("JM-4", name="王五"),
        report("JM-5", year=2017),
        report("JM-6", subject="public"),
        report("JM-7", completed_on="2020-06-02"),
        report("JM-8", completed_on="2020-02-30"),
        report("JM-9", completed_on="2019-12-31"),
        {"reference": "JM-10"},
        ["no", "object"],
        online("JM-12"),
        report("JM-13", document=document(1)),
        report("JM-14", year="2020"),
        report("JM-15", facts={"days": 3, "credits": "90"}),
        report("JM-16", price="90"),
    )

    assert statuses == [
        "form_unknown",
        "accredited",
        "document_invalid",
        "name_differs",
        "year_unknown",
        "public_subject_by_platform",
        "date_invalid",
        "field_invalid",
        "date_outside_year",
        "field_missing",
        "field_invalid",
        "accredited",
        "waiting",
        "field_invalid",
        "fact_unknown",
        "field_unknown",
    ]
    assert credits_of(li) == "40"


@pytest.mark.parametrize("completed_on", ["2020-06-02", "2019-12-31"])
def test_r35_given_a_wrong_date_then_the_result_names_the_report_s_own_member(
    school: Provider, li: Professional, completed_on: str
) -> None:
    assert li
    (result,) = school.report(report(completed_on=completed_on))
    assert (result["status"], result["field"]) == ("refused", "completed_on")


def test_r35_given_a_refused_report_then_the_result_says_which_field_and_what_to_do(
    school: Provider, li: Professional
) -> None:
    assert li
    (result,) = school.report(report(name="王五"))

    assert set(result) == {"status", "code", "field", "detail"}
    assert (result["status"], result["field"]) == ("refused", "name")
    assert "请核对" in result["detail"]


def test_r35_given_a_report_whose_members_lack_members_then_the_result_says_all_of_them(
    school: Provider,
) -> None:
    (result,) = school.report({**report(), "document": {}, "year": "2020"})

    assert (result["code"], result["field"]) == ("field_missing", "document.type")
    assert [each for each in ("证件号码", "年度") if each not in result["detail"]] == []


def test_r4_given_a_name_in_another_spelling_then_it_agrees(world: World, school: Provider) -> None:
    li = world.professional().enrol(name="阿依古丽·买买提")

    assert school.statuses(report(name="阿依古丽•买买提")) == ["accredited"]
    assert credits_of(li) == "30"


def test_r18_given_a_repeat_then_unchanged_with_the_same_record(
    school: Provider, li: Professional
) -> None:
    (first,) = school.report(report())
    before = year_of(li)
    again, twice = school.report(report(), report())

    assert again == twice == {"status": "unchanged", "record": first["record"]}
    assert year_of(li) == before


def test_r18_given_the_same_report_twice_in_a_call_then_it_counts_once(
    school: Provider, li: Professional
) -> None:
    assert school.statuses(report(), report()) == ["accredited", "unchanged"]
    assert credits_of(li) == "30"


def test_r18_given_another_content_under_a_reference_then_refused_and_the_first_stands(
    school: Provider, li: Professional
) -> None:
    school.report(report())

    assert school.statuses(report(facts={"days": 6})) == ["reference_reused"]
    assert credits_of(li) == "30"


def test_r16_given_the_same_thing_by_another_provider_or_spelling_then_refused(
    world: World, school: Provider, li: Professional
) -> None:
    school.report(report("JM-2020-0101"))

    assert school.statuses(report("jm 2020 0101")) == ["duplicate_credit"]
    assert provider(world, "440700").statuses(report()) == ["duplicate_credit"]
    assert credits_of(li) == "30"


def test_r16_given_the_same_thing_twice_in_a_call_then_the_first_counts(
    school: Provider, li: Professional
) -> None:
    assert school.statuses(report("JM-1"), report("jm1")) == ["accredited", "duplicate_credit"]
    assert credits_of(li) == "30"


def test_r16_given_a_record_of_the_person_s_own_then_a_report_of_it_is_refused_until_withdrawn(
    school: Provider, li: Professional
) -> None:
    own = li.submit(reference="JM-2020-0101")
    assert school.statuses(report()) == ["duplicate_credit"]
    li.must("POST", f"/v1/me/records/{own['id']}/withdraw")

    assert school.statuses(report()) == ["accredited"]
    assert {record["state"] for record in year_of(li)["records"]} == {"withdrawn", "accredited"}
    assert li.post("/v1/me/years/2020/records", li.application(reference="JM-2020-0101")).code == (
        "duplicate_credit"
    )


def test_r16_given_papers_then_none_of_them_is_reported_again(
    school: Provider, li: Professional
) -> None:
    papers = report("中级会计实务、经济法", form="exam", facts={"papers": 2})

    assert school.statuses(
        papers,
        report("经济法", form="exam", facts={"papers": 1}),
        report("财务管理", form="exam", facts={"papers": 1}),
    ) == ["accredited", "duplicate_credit", "accredited"]
    assert school.statuses(papers) == ["unchanged"]
    assert credits_of(li) == "270"


def test_r16_given_more_papers_than_one_record_can_hold_then_refused(
    school: Provider, li: Professional
) -> None:
    assert li
    forty = "、".join(f"科目{number}" for number in range(40))
    exams = [
        report(reference, form="exam", facts={"papers": papers})
        for reference, papers in ((f"{forty}、科目40", 41), (forty, 40))
    ]

    assert school.statuses(*exams) == ["fact_invalid", "accredited"]


@pytest.mark.parametrize(
    ("at", "completed_on", "expected"),
    [
        (datetime(2020, 4, 1, tzinfo=SHANGHAI) - MILLISECOND, "2020-03-20", "window_not_open"),
        (END_OF_2020 - MILLISECOND, "2020-12-31", "accredited"),
        (END_OF_2020, "2020-12-31", "accredited"),
        (GRACE_ENDS - MILLISECOND, "2020-12-31", "accredited"),
        (GRACE_ENDS - MILLISECOND, "2021-01-01", "window_closed"),
        (GRACE_ENDS, "2020-12-31", "window_closed"),
    ],
)
@pytest.mark.parametrize("enrols", [True, False])
def test_r18_given_the_cut_off_then_reports_are_taken_five_working_days_longer(
    world: World, school: Provider, at: datetime, completed_on: str, expected: str, *, enrols: bool
) -> None:
    if enrols:
        world.professional().enrol()
    world.now = at
    accepted = expected if enrols else expected.replace("accredited", "waiting")

    assert school.statuses(report(completed_on=completed_on)) == [accepted]


def test_r18_given_the_grace_then_an_overdue_draft_of_the_same_thing_gives_way(
    world: World, school: Provider, li: Professional
) -> None:
    li.must("POST", "/v1/me/years/2020/records", li.application(reference="JM-2020-0101"))
    assert school.statuses(report()) == ["duplicate_credit"]
    world.now = END_OF_2020

    assert school.statuses(report()) == ["accredited"]
    assert credits_of(li) == "30"


def test_r24_given_the_public_subject_incomplete_then_no_provider_makes_up_the_year(
    school: Provider, li: Professional
) -> None:
    assert school.statuses(report(year=2019, completed_on="2020-05-20")) == [
        "public_subject_incomplete"
    ]
    assert credits_of(li, 2019) == "0"


def test_r24_given_the_public_subject_of_the_year_then_sixty_credits_are_made_up_and_no_more(
    school: Provider, li: Professional
) -> None:
    complete_public(li, 2019)
    reports = [
        report(f"JM-{number}", year=2019, facts={"days": days})
        for number, days in enumerate((4, 2, 1))
    ]

    assert school.statuses(*reports) == [
        "accredited",
        "accredited",
        "professional_subject_complete",
    ]
    assert school.statuses(*reports[:2]) == ["unchanged", "unchanged"]
    assert (credits_of(li, 2019), year_of(li, 2019)["complete"]) == ("60", True)
    assert school.statuses(report("JM-9", year=2018)) == ["public_subject_incomplete"]


def test_r36_given_somebody_moved_out_then_reports_are_refused(
    school: Provider, li: Professional
) -> None:
    move_out(li)

    assert school.statuses(report()) == ["moved_out"]


def test_r20_given_the_provider_s_own_login_then_nobody_accredits_themselves(
    world: World, school: Provider
) -> None:
    world.professional("provider-440000").enrol()

    assert school.statuses(report()) == ["own_record"]


def test_r6_given_a_change_of_territory_then_later_reports_go_there(
    school: Provider, li: Professional
) -> None:
    school.report(report("JM-1"))
    li.must("PATCH", "/v1/me", {"territory": "440704"})
    school.report(report("JM-2"))

    assert {r["reference"]: r["territory"] for r in year_of(li)["records"]} == {
        "JM-1": "440703",
        "JM-2": "440704",
    }


@pytest.mark.ministack(only=True)
def test_r10_given_more_than_one_transaction_takes_then_all_count_and_the_standing_is_their_sum(
    school: Provider, li: Professional
) -> None:
    reports = [online(f"JM-{number}", "1") for number in range(120)]

    assert set(school.statuses(*reports)) == {"accredited"}
    assert credits_of(li) == "300"
    assert set(school.statuses(*reports)) == {"unchanged"}


def test_given_too_many_reports_then_the_call_is_refused_and_nothing_happens(
    school: Provider, li: Professional
) -> None:
    small = [{"reference": f"{number}"} for number in range(501)]
    answer = school.post("/v1/provider/reports", {"reports": small})

    assert (answer.status, answer.code, answer.body["field"]) == (422, "field_invalid", "reports")
    assert school.report() == []
    assert credits_of(li) == "0"


def test_given_an_idempotency_key_then_it_is_for_one_body_alone(
    school: Provider, li: Professional
) -> None:
    (first,) = school.report(report(), key="monday")

    assert school.report(report(), key="monday") == [
        {"status": "unchanged", "record": first["record"]}
    ]
    other: dict[str, Any] = {"reports": [report("JM-2")]}
    assert school.post("/v1/provider/reports", other, key="monday").code == (
        "idempotency_key_reused"
    )
    assert credits_of(li) == "30"


def test_r7_given_reports_then_no_document_number_is_kept_or_logged(
    world: World, school: Provider, li: Professional, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "chalicelib")
    other = document(7)
    assert school.statuses(
        report(LI["number"]), report("1", title=f"培训{other['number']}"), report("2", name="李4")
    ) == ["identity_number_in_text", "identity_number_in_text", "name_invalid"]
    school.report(report("JM-1"), report("JM-2", document=other))
    li.must("GET", "/v1/me")
    zhang = world.professional("zhang").enrol(document=other, name="张三")
    world.settle()

    assert credits_of(zhang) == "0", "the name differed, which is kept with its reason"
    keys = [f"{item.pk} {item.sk}" for item in RegistryItem.scan()]
    assert any("REFUSED#" in key for key in keys)
    for number in (LI["number"], other["number"]):
        assert not [key for key in keys if number in key]
        assert number not in caplog.text
    sources = {RecordSource(record["source"]) for record in year_of(li)["records"]}
    assert sources == {RecordSource.PROVIDER}
