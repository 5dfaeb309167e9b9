"""R19 to R22, R25: a record's life through the actions, and what each move leaves waiting."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.actions.change_record import change_record
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import years
from tests.records.looking import kept, waits
from tests.records.province import (
    COUNTY,
    JUNE,
    application,
    decided,
    enrolled,
    exam,
    fresh_cause,
    refused,
    registered,
    reviewer,
    uploaded,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
LATER = JUNE + timedelta(hours=1)
CUT_OFF = datetime(2021, 1, 1, tzinfo=SHANGHAI)
LAST = CUT_OFF - timedelta(milliseconds=1)


def test_r19_given_a_draft_then_each_move_is_kept_with_who_and_when_and_who_must_act() -> None:
    li = enrolled()
    draft = registered(li.id, application((uploaded(li.id),)))
    assert waits(draft) == ("OPEN#2020-regular", "2020-06-01T01:00")
    submitted = submit_record(li.id, draft.id, at=LATER, cause=fresh_cause()).record
    assert waits(submitted) == ("REVIEW", "2020-06-01T02:00")
    returned = decided(submitted, Decision.RETURN, at=LATER + timedelta(hours=1))
    assert waits(returned) == ("OPEN#2020-regular", "2020-06-01T03:00")
    mended = submit_record(
        li.id, draft.id, at=LATER + timedelta(hours=2), cause=fresh_cause()
    ).record
    accredited = decided(mended, at=LATER + timedelta(hours=3))
    assert waits(accredited) is None
    assert kept(draft) == accredited
    assert [(move.source, move.to, move.by.party) for move in accredited.moves] == [
        (None, RecordState.DRAFT, Party.PROFESSIONAL),
        (RecordState.DRAFT, RecordState.SUBMITTED, Party.PROFESSIONAL),
        (RecordState.SUBMITTED, RecordState.RETURNED, Party.BUREAU),
        (RecordState.RETURNED, RecordState.SUBMITTED, Party.PROFESSIONAL),
        (RecordState.SUBMITTED, RecordState.ACCREDITED, Party.BUREAU),
    ]
    assert {move.by.login for move in accredited.moves} == {li.login, reviewer().login}
    versions = [draft.version, submitted.version, returned.version, mended.version]
    assert sorted({*versions, accredited.version}) == [*versions, accredited.version]


def test_r10_given_an_accreditation_then_the_standing_is_the_sum_and_owes_nothing_yet() -> None:
    li = enrolled().id
    decided(registered(li, submit=True))
    person_year = years.find_year(li, 2020)
    assert person_year is not None
    assert (person_year.standing.professional, person_year.standing.complete) == (
        Decimal(60),
        False,
    )
    assert person_year.owed is None


def test_r10_given_a_rejection_then_nothing_counts() -> None:
    li = enrolled().id
    record = decided(registered(li, submit=True), Decision.REJECT)
    person_year = years.find_year(li, 2020)
    assert person_year is not None
    assert (record.counted, person_year.standing.version) == (Decimal(0), 0)
    assert waits(record) is None


def test_r6_given_a_move_between_draft_and_submission_then_the_bureau_of_the_submission() -> None:
    li = enrolled().id
    draft = registered(li, application((uploaded(li),)))
    change_profile(li, None, ProfileChange(territory="440704"), at=LATER, cause=fresh_cause())
    submitted = submit_record(li, draft.id, at=LATER, cause=fresh_cause()).record
    assert (draft.territory, submitted.territory) == (COUNTY, "440704")
    change_profile(li, None, ProfileChange(territory=COUNTY), at=LATER, cause=fresh_cause())
    assert kept(draft).territory == "440704"
    with refused("not_found"):
        decided(submitted)
    assert decided(submitted, staff=reviewer("440704")).state is RecordState.ACCREDITED


def test_r25_given_the_last_millisecond_then_in_time_and_one_later_not() -> None:
    li = enrolled().id
    upload = (uploaded(li),)
    draft = registered(li, application(upload))
    with refused("window_closed"):
        registered(li, application(upload, reference="2"), at=CUT_OFF)
    with refused("window_closed"):
        submit_record(li, draft.id, at=CUT_OFF, cause=fresh_cause())
    with refused("window_closed"):
        change_record(
            li, draft.id, application(upload), submit=False, at=CUT_OFF, cause=fresh_cause()
        )
    submitted = submit_record(li, draft.id, at=LAST, cause=fresh_cause()).record
    returned = decided(submitted, Decision.RETURN, at=CUT_OFF)
    assert returned.resubmit_until is not None
    assert returned.resubmit_until > CUT_OFF + timedelta(days=10)
    in_time = returned.resubmit_until - timedelta(milliseconds=1)
    with refused("window_closed"):
        submit_record(li, draft.id, at=returned.resubmit_until, cause=fresh_cause())
    again = submit_record(li, draft.id, at=in_time, cause=fresh_cause()).record
    assert (
        withdraw_record(li, again.id, at=in_time, cause=fresh_cause()).record.state
        is RecordState.WITHDRAWN
    )


def test_r19_given_a_state_then_only_its_own_moves_exist() -> None:
    li = enrolled().id
    record = registered(li, submit=True)
    with refused("record_not_changeable"):
        change_record(li, record.id, exam("x"), submit=False, at=LATER, cause=fresh_cause())
    with refused("record_not_changeable"):
        submit_record(li, record.id, at=LATER, cause=fresh_cause())
    decided(record)
    for act in (submit_record, withdraw_record):
        with refused("record_not_changeable"):
            act(li, record.id, at=LATER, cause=fresh_cause())


def test_given_another_s_record_then_its_owner_alone_finds_it() -> None:
    li, wang = enrolled(0).id, enrolled(1).id
    record = registered(li)
    for act in (submit_record, withdraw_record):
        with refused("not_found"):
            act(wang, record.id, at=LATER, cause=fresh_cause())
    with refused("not_found"):
        change_record(wang, record.id, exam("x"), submit=False, at=LATER, cause=fresh_cause())
    assert kept(record) == record


def test_given_the_same_registration_again_then_the_same_record_even_after_it_moved_on() -> None:
    li, cause = enrolled().id, fresh_cause()
    evidence = (uploaded(li),)
    first = registered(li, application(evidence), cause=cause)
    submit_record(li, first.id, at=LATER, cause=fresh_cause())
    again = registered(li, application(evidence), cause=cause)
    assert (again.id, again.state, again.moves) == (first.id, first.state, first.moves)
    withdraw_record(li, first.id, at=LATER, cause=fresh_cause())
    registered(li, application(evidence))
    assert registered(li, application(evidence), cause=cause).id == first.id
    with refused("idempotency_key_reused"):
        registered(li, exam("x"), cause=type(cause)(cause.token, "other"))
