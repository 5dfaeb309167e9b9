"""R19 to R22, R25: a record's life through the actions, and what each move leaves waiting."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.actions.change_profile import Change, change_profile
from chalicelib.actions.change_record import change_record
from chalicelib.actions.decide_record import Decision, Verdict, decide_record
from chalicelib.actions.submit_record import submit_record
from chalicelib.actions.withdraw_record import withdraw_record
from chalicelib.rules.record import Party, Record, State
from chalicelib.rules.window import SHANGHAI
from chalicelib.store import years
from chalicelib.store.staff import Staff
from chalicelib.store.tables import RegistryItem
from tests.actions.province import (
    COUNTY,
    JUNE,
    application,
    decided,
    enrolled,
    exam,
    fresh_cause,
    login_of,
    refused,
    registered,
    reviewer,
    uploaded,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
LATER = JUNE + timedelta(hours=1)
CUT_OFF = datetime(2021, 1, 1, tzinfo=SHANGHAI)
LAST = CUT_OFF - timedelta(milliseconds=1)


def waits(record: Record) -> tuple[str, str] | None:
    item = RegistryItem.get(f"P#{record.person}", f"Y#2020#R#{record.slot}", consistent_read=True)
    return (item.waits_for.rpartition("#")[0], item.since[:16]) if item.waits_for else None


def kept(record: Record) -> Record:
    now = years.find_year(record.person, 2020)
    assert now is not None
    found = now.record(record.id)
    assert found is not None
    return found


def test_r19_given_a_draft_then_each_move_is_kept_with_who_and_when_and_who_must_act() -> None:
    li = enrolled()
    draft = registered(li.id, application((uploaded(li.id),)))
    assert waits(draft) == ("OPEN#2020-regular", "2020-06-01T01:00")
    submitted = submit_record(li.id, draft.id, at=LATER, cause=fresh_cause())
    assert waits(submitted) == ("REVIEW", "2020-06-01T02:00")
    returned = decided(submitted, Decision.RETURN, at=LATER + timedelta(hours=1))
    assert waits(returned) == ("OPEN#2020-regular", "2020-06-01T03:00")
    mended = submit_record(li.id, draft.id, at=LATER + timedelta(hours=2), cause=fresh_cause())
    accredited = decided(mended, at=LATER + timedelta(hours=3))
    assert waits(accredited) is None
    assert kept(draft) == accredited
    assert [(move.source, move.to, move.by.party) for move in accredited.moves] == [
        (None, State.DRAFT, Party.PROFESSIONAL),
        (State.DRAFT, State.SUBMITTED, Party.PROFESSIONAL),
        (State.SUBMITTED, State.RETURNED, Party.BUREAU),
        (State.RETURNED, State.SUBMITTED, Party.PROFESSIONAL),
        (State.SUBMITTED, State.ACCREDITED, Party.BUREAU),
    ]
    assert {move.by.login for move in accredited.moves} == {li.login, reviewer().login}
    versions = [draft.version, submitted.version, returned.version, mended.version]
    assert sorted({*versions, accredited.version}) == [*versions, accredited.version]


def test_r10_given_an_accreditation_then_the_standing_is_the_sum_and_owes_nothing_yet() -> None:
    li = enrolled().id
    decided(registered(li, submit=True))
    now = years.find_year(li, 2020)
    assert now is not None
    assert (now.standing.professional, now.standing.complete) == (Decimal(60), False)
    assert now.owed is None


def test_r10_given_a_rejection_then_nothing_counts() -> None:
    li = enrolled().id
    record = decided(registered(li, submit=True), Decision.REJECT)
    now = years.find_year(li, 2020)
    assert now is not None
    assert (record.counted, now.standing.version) == (Decimal(0), 0)
    assert waits(record) is None


def test_r6_given_a_move_between_draft_and_submission_then_the_bureau_of_the_submission() -> None:
    li = enrolled().id
    draft = registered(li, application((uploaded(li),)))
    change_profile(li, None, Change(territory="440704"), at=LATER)
    submitted = submit_record(li, draft.id, at=LATER, cause=fresh_cause())
    assert (draft.territory, submitted.territory) == (COUNTY, "440704")
    change_profile(li, None, Change(territory=COUNTY), at=LATER)
    assert kept(draft).territory == "440704"
    with refused("not_found"):
        decided(submitted)
    assert decided(submitted, staff=reviewer("440704")).state is State.ACCREDITED


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
    submitted = submit_record(li, draft.id, at=LAST, cause=fresh_cause())
    returned = decided(submitted, Decision.RETURN, at=CUT_OFF)
    assert returned.resubmit_until is not None
    assert returned.resubmit_until > CUT_OFF + timedelta(days=10)
    in_time = returned.resubmit_until - timedelta(milliseconds=1)
    with refused("window_closed"):
        submit_record(li, draft.id, at=returned.resubmit_until, cause=fresh_cause())
    again = submit_record(li, draft.id, at=in_time, cause=fresh_cause())
    assert withdraw_record(li, again.id, at=in_time, cause=fresh_cause()).state is State.WITHDRAWN


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


def test_r21_given_a_decision_then_the_same_request_repeats_it_and_another_is_told_of_it() -> None:
    cause = fresh_cause()
    record = registered(enrolled().id, submit=True)
    accredited = decided(record, cause=cause)
    assert decided(record, cause=cause) == accredited
    with refused("already_decided") as refusal:
        decided(record, Decision.REJECT, staff=reviewer(name="another"))
    assert refusal.value.facts["result"] == "accredited"
    with refused("idempotency_key_reused"):
        decided(record, cause=type(cause)(cause.token, "other"))


def test_given_a_record_changed_under_the_reviewer_s_eyes_then_nobody_accredits_the_unseen() -> (
    None
):
    li = enrolled().id
    seen = registered(li, submit=True)
    decided(seen, Decision.RETURN)
    mended = submit_record(li, seen.id, at=LATER, cause=fresh_cause())
    verdict = Verdict(decision=Decision.ACCREDIT, version=seen.version)
    with refused("record_changed"):
        decide_record(reviewer(), seen.id, verdict, at=LATER, cause=fresh_cause())
    assert kept(mended) == mended


@pytest.mark.parametrize(
    ("accepted", "reason", "code"),
    [
        ("60.01", "高", "credits_exceeded"),
        ("0", "零", "credits_exceeded"),
        ("-1", "负", "credits_exceeded"),
        ("59.99", " ", "reason_required"),
    ],
)
def test_r14_given_other_credits_then_never_more_and_fewer_only_with_a_reason(
    accepted: str, reason: str, code: str
) -> None:
    record = registered(enrolled().id, submit=True)
    verdict = Verdict(decision=Decision.ACCREDIT, credits=Decimal(accepted), reason=reason)
    with refused(code):
        decide_record(reviewer(), record.id, verdict, at=LATER, cause=fresh_cause())
    assert kept(record) == record


def test_r14_given_fewer_credits_with_a_reason_then_those_count() -> None:
    record = registered(enrolled().id, submit=True)
    verdict = Verdict(decision=Decision.ACCREDIT, credits=Decimal("59.99"), reason="少一节课")
    decide_record(reviewer(), record.id, verdict, at=LATER, cause=fresh_cause())
    now = years.find_year(record.person, 2020)
    assert now is not None
    assert now.standing.professional == Decimal("59.99")


def test_r8_given_general_knowledge_then_a_bureau_may_clear_but_never_set_it() -> None:
    li = enrolled().id
    upload = (uploaded(li),)
    claimed = application(upload, facts={"days": 6, "general_knowledge": True})
    plain = application(upload, reference="2", facts={"days": 6})
    outcomes = []
    for what, says in ((claimed, False), (plain, True)):
        record = registered(li, what, submit=True)
        verdict = Verdict(decision=Decision.ACCREDIT, general_knowledge=says)
        decide_record(reviewer(), record.id, verdict, at=LATER, cause=fresh_cause())
        outcomes.append(kept(record).general_knowledge)
    assert outcomes == [False, False]


@pytest.mark.parametrize("decision", [Decision.RETURN, Decision.REJECT])
def test_r22_given_no_reason_then_neither_returned_nor_rejected(decision: Decision) -> None:
    record = registered(enrolled().id, submit=True)
    with refused("reason_required"):
        decide_record(
            reviewer(),
            record.id,
            Verdict(decision=decision, reason=" \n"),
            at=LATER,
            cause=fresh_cause(),
        )
    assert kept(record) == record


def test_r20_given_a_draft_or_another_county_then_a_reviewer_sees_no_record() -> None:
    li = enrolled().id
    draft = registered(li)
    submitted = registered(li, application((uploaded(li),), reference="2"), submit=True)
    with refused("not_found"):
        decided(draft)
    with refused("not_found"):
        decided(submitted, staff=reviewer("440704"))
    for record_id in ("nonsense", submitted.id[:-1] + "2", "a" * 16 + submitted.id[16:]):
        with refused("not_found"):
            decide_record(
                reviewer(),
                record_id,
                Verdict(decision=Decision.ACCREDIT),
                at=LATER,
                cause=fresh_cause(),
            )
    assert decided(submitted, staff=reviewer("440000")).state is State.ACCREDITED


def test_r20_given_one_s_own_record_then_a_reviewer_does_not_decide_it() -> None:
    record = registered(enrolled(0).id, submit=True)
    with refused("own_record"):
        decided(record, staff=Staff(login_of("login 0"), "reviewer", COUNTY))
    assert kept(record) == record


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
    submitted = submit_record(li, first.id, at=LATER, cause=fresh_cause())
    assert registered(li, application(evidence), cause=cause) == submitted
    withdraw_record(li, first.id, at=LATER, cause=fresh_cause())
    registered(li, application(evidence))
    assert registered(li, application(evidence), cause=cause).id == first.id
    with refused("idempotency_key_reused"):
        registered(li, exam("x"), cause=type(cause)(cause.token, "other"))
