"""R17, R31, R32: many at once over one course, one certificate."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

import msgspec
import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.certificates.store import certificates
from chalicelib.corrections.actions.restore_record import restore_record
from chalicelib.platform.store.tables import HrItem
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.revoke_record import revoke_record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import years
from chalicelib.study.actions.report_study import report_study
from chalicelib.study.actions.take_examination import ExaminationPaper, take_examination
from chalicelib.study.store.attempts import find_all_attempts
from tests.races.contest import Act, Contest, answers, decision, in_threads, refusals
from tests.records.looking import year_of
from tests.records.province import (
    JUNE,
    QUARTER,
    account_opened,
    application,
    completed,
    course,
    enrolled,
    fresh_cause,
    registered,
    studied,
    uploaded,
)

pytestmark = pytest.mark.ministack(only=True)
EIGHT = range(8)
LATER = JUNE + timedelta(hours=1)


def test_r17_given_eight_reports_that_complete_one_course_then_its_credits_are_there_once(
    contest: Contest,
) -> None:
    li = enrolled().id
    studied(li)
    causes = [fresh_cause() for _ in EIGHT]
    at = JUNE + QUARTER
    outcomes = contest(
        [
            lambda cause=cause: (
                report_study(li, course().id, 900, at=at, cause=cause).progress.seconds
            )  # type: ignore[misc]  # a default binds cause
            for cause in causes
        ]
    )
    assert answers(outcomes) == [str(course().seconds_required)] * 8
    person_year = year_of(li)
    assert person_year.standing.public == Decimal(30)
    assert len(person_year.records) == 1


def test_r52_given_two_courses_begun_and_studied_at_once_then_no_second_counts_twice(
    contest: Contest,
) -> None:
    li = enrolled().id
    at = JUNE.replace(year=2023, month=3)
    both = [course(2022).id, course(2023).id]

    def reports(seconds: int, when: datetime) -> list[Act]:
        causes = [fresh_cause() for _ in EIGHT]
        return [
            partial(report_study, li, both[number % 2], seconds, at=when, cause=cause)
            for number, cause in enumerate(causes)
        ]

    assert refusals(contest(reports(0, at))) == []
    assert refusals(contest(reports(900, at + QUARTER))) == []
    counted = [sum(each.seconds for each in year_of(li, year).progress) for year in (2022, 2023)]
    assert sum(counted) == 900
    assert {each.course for each in year_of(li, 2023).clocks} <= set(both)
    assert len(year_of(li, 2023).clocks) == 1


def test_r16_given_the_public_record_restored_while_study_anew_completes_then_one_stands(
    contest: Contest,
) -> None:
    li = enrolled().id
    studied(li)
    report_study(li, course().id, 900, at=JUNE + QUARTER, cause=fresh_cause())
    (first,) = year_of(li).records
    administrator = Staff("administrator", Role.ADMINISTRATOR, "440000", "administrator")
    revoke_record(administrator, first.id, "误", at=LATER, cause=fresh_cause())
    begun = report_study(li, course().id, 0, at=LATER, cause=fresh_cause()).progress
    almost = msgspec.structs.replace(
        begun, seconds=course().seconds_required - 900, version=begun.version + 1
    )
    years.put_progress(almost, begun.version)
    restored, completed = fresh_cause(), fresh_cause()
    outcomes = contest(
        [
            lambda: restore_record(administrator, first.id, "误", at=LATER, cause=restored),
            lambda: (
                report_study(
                    li, course().id, 900, at=LATER + QUARTER, cause=completed
                ).progress.seconds
            ),
        ]
    )
    person_year = year_of(li)
    assert person_year.standing.public == Decimal(30)
    assert [each.state for each in person_year.records].count(RecordState.ACCREDITED) == 1
    assert len(person_year.records) == (2 if refusals(outcomes) == ["duplicate_credit"] else 1)


def test_r17_given_eight_reports_of_one_quarter_then_it_is_worth_a_quarter(
    contest: Contest,
) -> None:
    li = enrolled().id
    before = studied(li, left=7200)
    at = JUNE + QUARTER
    causes = [fresh_cause() for _ in EIGHT]
    contest(
        [
            lambda cause=cause: (
                report_study(li, course().id, 900, at=at, cause=cause).progress.seconds
            )  # type: ignore[misc]  # a default binds cause
            for cause in causes
        ]
    )
    (progress,) = year_of(li).progress
    assert progress.seconds == before.seconds + 900


def test_r17_given_eight_right_examinations_then_the_credits_are_there_once(
    contest: Contest,
) -> None:
    li, at, asked = enrolled().id, JUNE.replace(year=2021), course(2021)
    studied(li, left=0, year=2021, at=at)
    assert asked.examination is not None
    right = {question.id: question.answer for question in asked.examination.questions}
    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest(
        [
            lambda cause=cause: (
                take_examination(
                    li, asked.id, ExaminationPaper(right, 1), at=at, cause=cause
                ).progress.score
            )  # type: ignore[misc]  # a default binds cause
            for cause in causes
        ]
    )
    assert answers(outcomes) == ["100"] * 8, "one paper, however often it is handed in"
    assert year_of(li, 2021).standing.public == Decimal(30)
    assert [each.number for each in find_all_attempts(li)] == [1]


def test_r52_given_one_attempt_answered_on_eight_pages_then_one_of_them_is_handed_in(
    contest: Contest,
) -> None:
    li, at, asked = enrolled().id, JUNE.replace(year=2021), course(2021)
    studied(li, left=0, year=2021, at=at)
    assert asked.examination is not None
    questions = [each.id for each in asked.examination.questions]
    papers = [ExaminationPaper({questions[number]: 0}, 1) for number in range(8)]
    sent = [(paper, fresh_cause()) for paper in papers]
    outcomes = contest(
        [
            lambda one=one: (
                take_examination(li, asked.id, one[0], at=at, cause=one[1]).progress.attempts
            )  # type: ignore[misc]  # a default binds what is sent
            for one in sent
        ]
    )
    assert answers(outcomes) == ["1"]
    assert refusals(outcomes) == ["attempt_over"] * 7
    (kept,) = find_all_attempts(li)
    assert kept.answers in [paper.answers for paper in papers]


def test_r31_given_syncs_of_one_year_at_once_then_one_certificate_of_one_version(
    contest: Contest,
) -> None:
    account_opened()
    li = completed().professional.id

    def sync() -> str:
        certificate = sync_year(li, 2020, at=LATER)
        return certificate.number if certificate else "none"

    outcomes = contest([sync] * 4)
    assert refusals(outcomes) == []
    kept = certificates.find_certificate(li, 2020)
    assert kept is not None
    assert (kept.version, kept.revision) == (1, 1)
    assert answers(outcomes) == [kept.number] * 4
    items = HrItem.query(f"P#{li}", consistent_read=True)
    assert [item.sk for item in items] == ["C#2020", "C#2020#V#1"]
    assert year_of(li).owed is None


def test_r31_given_a_decision_while_the_year_is_synced_then_hr_hears_of_it_in_the_end(
    contest: Contest,
) -> None:
    account_opened()
    li = completed().professional.id
    record = registered(li, application((uploaded(li),), reference="2"), submit=True)
    contest(
        [
            lambda: sync_year(li, 2020, at=LATER),
            decision(record, Decision.ACCREDIT, "a"),
            lambda: sync_year(li, 2020, at=LATER),
        ]
    )
    kept, person_year = certificates.find_certificate(li, 2020), year_of(li)
    assert kept is not None
    is_told = kept.basis.standing == person_year.standing.version
    assert is_told is (person_year.owed is None), "either it was told, or it is still owed"


@pytest.mark.usefixtures("cloud")
def test_r32_given_renderings_at_once_then_it_is_drawn() -> None:
    # In threads alone: the renderer's own threads do not survive the fork of a process.
    account_opened()
    li = completed().professional.id
    sync_year(li, 2020, at=LATER)
    in_threads([lambda: render_certificate(li, 2020, at=LATER)] * 2)
    kept = certificates.find_certificate(li, 2020)
    assert kept is not None
    assert kept.is_drawn
    assert HrItem.get(f"P#{li}", "C#2020").waits_for is None
