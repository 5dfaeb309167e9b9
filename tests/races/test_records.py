"""R10, R16, R17, R19, R21: many at once over one record, one thing, one standing, one certificate."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import msgspec
import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.corrections.actions.restore_record import restore_record
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.register_record import register_record
from chalicelib.records.actions.revoke_record import revoke_record
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.study.actions.report_study import report_study
from tests.races.contest import Contest, answers, decision, refusals
from tests.records.looking import year_of
from tests.records.province import (
    JUNE,
    QUARTER,
    application,
    book,
    course,
    decided,
    enrolled,
    exam,
    fresh_cause,
    registered,
    studied,
    uploaded,
)

pytestmark = pytest.mark.ministack(only=True)
EIGHT = range(8)
LATER = JUNE + timedelta(hours=1)
ADMINISTRATOR = Staff("administrator", Role.ADMINISTRATOR, "440000", "administrator")


def test_r16_given_eight_registrations_of_one_book_then_one_is_kept(contest: Contest) -> None:
    li = enrolled().id
    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest([lambda c=c: registered(li, book(), cause=c).id for c in causes])  # type: ignore[misc]  # a default binds c
    assert refusals(outcomes) == ["duplicate_credit"] * 7
    assert [record.id for record in year_of(li).records] == answers(outcomes)


def test_r16_given_one_registration_sent_eight_times_then_one_record_answers_all(
    contest: Contest,
) -> None:
    li, cause = enrolled().id, fresh_cause()
    outcomes = contest([lambda: registered(li, book(), cause=cause).id] * 8)
    (record,) = year_of(li).records
    assert answers(outcomes) == [record.id] * 8
    assert len(record.moves) == 1


def test_r16_given_a_freed_slot_and_eight_who_want_it_then_one_takes_it_and_nothing_is_lost(
    contest: Contest,
) -> None:
    li = enrolled().id
    freed = registered(li, exam("财务管理", "经济法"))
    withdraw_record(li, freed.id, at=JUNE, cause=fresh_cause())
    wanted = (exam("财务管理"), exam("经济法", "财务管理")) * 4
    outcomes = contest(
        [
            lambda what=what, c=fresh_cause(): registered(li, what, cause=c).id  # type: ignore[misc]  # noqa: B008 - a default binds each
            for what in wanted
        ]
    )
    assert refusals(outcomes) == ["duplicate_credit"] * 7
    assert {record.id for record in year_of(li).records} == {freed.id, *answers(outcomes)}


def test_r16_given_exam_records_that_overlap_then_no_paper_is_in_two(contest: Contest) -> None:
    li = enrolled().id
    papers = ("财务管理", "经济法", "会计实务")
    pairs = [exam(papers[n % 3], papers[(n + 1) % 3]) for n in EIGHT]
    outcomes = contest(
        [
            lambda what=what, c=fresh_cause(): registered(li, what, cause=c).id  # type: ignore[misc]  # noqa: B008 - a default binds each
            for what in pairs
        ]
    )
    assert refusals(outcomes) == ["duplicate_credit"] * 7
    (record,) = year_of(li).records
    assert answers(outcomes) == [record.id]


def test_r16_given_a_revocation_undone_while_the_thing_is_registered_anew_then_one_stands(
    contest: Contest,
) -> None:
    li = enrolled().id
    first = decided(
        registered(li, msgspec.structs.replace(book(), evidence=(uploaded(li),)), submit=True)
    )
    revoke_record(ADMINISTRATOR, first.id, "误", at=LATER, cause=fresh_cause())
    restored, *others = [fresh_cause() for _ in EIGHT]
    outcomes = contest(
        [
            lambda: (
                restore_record(ADMINISTRATOR, first.id, "误", at=LATER, cause=restored).record.id
            ),
            *(lambda c=c: registered(li, book(), cause=c).id for c in others),  # type: ignore[misc]  # a default binds c
        ]
    )
    assert refusals(outcomes) == ["duplicate_credit"] * 7
    standing = [r.id for r in year_of(li).records if r.state is not RecordState.REVOKED]
    assert standing == answers(outcomes)
    assert {record.id for record in year_of(li).records} == {first.id, *standing}


def test_r16_given_one_sitting_registered_in_two_years_at_once_then_one_wins(
    contest: Contest,
) -> None:
    at = JUNE.replace(year=2023, month=2)
    li = enrolled(at=at).id

    def register(year: int, cause: Cause) -> str:
        passed = date(year, 1, 15)
        what = msgspec.structs.replace(exam("2022年经济法"), ended_on=passed)
        return register_record(li, year, what, submit=False, at=at, cause=cause).record.id

    outcomes = contest([partial(register, 2022 + n % 2, fresh_cause()) for n in EIGHT])
    assert refusals(outcomes) == ["duplicate_credit"] * 7
    both = (*year_of(li, 2022).records, *year_of(li, 2023).records)
    assert [record.id for record in both] == answers(outcomes)


@pytest.mark.parametrize("second", [Decision.ACCREDIT, Decision.RETURN, Decision.REJECT])
def test_r21_given_two_reviewers_who_decide_one_record_then_one_wins_and_the_other_is_told(
    contest: Contest, second: Decision
) -> None:
    record = registered(enrolled().id, submit=True)
    outcomes = contest([decision(record, Decision.ACCREDIT, "a"), decision(record, second, "b")])
    assert refusals(outcomes) == ["already_decided"]
    (kept,) = year_of(record.person).records
    assert [kept.state] == answers(outcomes)
    assert len(kept.moves) == 2


def test_r10_given_records_of_one_person_decided_at_one_instant_then_the_standing_is_their_sum(
    contest: Contest,
) -> None:
    li = enrolled().id
    upload = (uploaded(li),)
    records = [
        registered(li, application(upload, reference=f"No {n}", facts={"days": n + 1}), submit=True)
        for n in range(6)
    ]
    outcomes = contest(
        [decision(record, Decision.ACCREDIT, f"reviewer {n}") for n, record in enumerate(records)]
    )
    assert answers(outcomes) == ["accredited"] * 6
    person_year = year_of(li)
    assert person_year.standing.professional == Decimal(10 + 20 + 30 + 40 + 50 + 60)


def test_r10_given_study_and_a_decision_that_complete_the_year_together_then_it_is_complete(
    contest: Contest,
) -> None:
    li, cause = enrolled().id, fresh_cause()
    studied(li)
    record = registered(li, submit=True)
    contest(
        [
            lambda: (
                report_study(li, course().id, 900, at=JUNE + QUARTER, cause=cause).progress.seconds
            ),
            decision(record, Decision.ACCREDIT, "a"),
        ]
    )
    person_year = year_of(li)
    assert person_year.standing.complete
    assert person_year.owed is not None


def test_r19_given_a_submission_against_a_withdrawal_then_it_is_withdrawn_in_the_end(
    contest: Contest,
) -> None:
    li = enrolled().id
    draft = registered(li, application((uploaded(li),)))
    causes = (fresh_cause(), fresh_cause())
    outcomes = contest(
        [
            lambda: submit_record(li, draft.id, at=LATER, cause=causes[0]).record.state,
            lambda: withdraw_record(li, draft.id, at=LATER, cause=causes[1]).record.state,
        ]
    )
    assert outcomes[1].answer == "withdrawn"
    assert (outcomes[0].answer or outcomes[0].refused) in {"submitted", "record_not_changeable"}
    (kept,) = year_of(li).records
    passed = ["draft", *(["submitted"] if outcomes[0].answer else []), "withdrawn"]
    assert [move.to for move in kept.moves] == passed
    assert RegistryItem.get(f"P#{li}", f"Y#2020#R#{kept.slot}").waits_for is None


def test_r19_given_an_accreditation_against_a_withdrawal_then_one_of_them_is_true(
    contest: Contest,
) -> None:
    li, cause = enrolled().id, fresh_cause()
    record = registered(li, submit=True)
    outcomes = contest(
        [
            decision(record, Decision.ACCREDIT, "a"),
            lambda: withdraw_record(li, record.id, at=LATER, cause=cause).record.state,
        ]
    )
    person_year = year_of(li)
    assert answers(outcomes) == [person_year.records[0].state]
    assert len(refusals(outcomes)) == 1
    counted = Decimal(60) if person_year.records[0].state is RecordState.ACCREDITED else Decimal(0)
    assert person_year.standing.professional == counted
