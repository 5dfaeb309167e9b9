"""R8, R14, R20 to R22: what a bureau may decide, and what it may not."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.actions.decide_record import Decision, Verdict, decide_record
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import years
from tests.records.looking import kept
from tests.records.province import (
    COUNTY,
    JUNE,
    application,
    decided,
    enrolled,
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
    mended = submit_record(li, seen.id, at=LATER, cause=fresh_cause()).record
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
    person_year = years.find_year(record.person, 2020)
    assert person_year is not None
    assert person_year.standing.professional == Decimal("59.99")


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
    another = submitted.id[:-1] + ("3" if submitted.id.endswith("2") else "2")
    for record_id in ("nonsense", another, "a" * 16 + submitted.id[16:]):
        with refused("not_found"):
            decide_record(
                reviewer(),
                record_id,
                Verdict(decision=Decision.ACCREDIT),
                at=LATER,
                cause=fresh_cause(),
            )
    assert decided(submitted, staff=reviewer("440000")).state is RecordState.ACCREDITED


def test_r20_given_one_s_own_record_then_a_reviewer_does_not_decide_it() -> None:
    record = registered(enrolled(0).id, submit=True)
    with refused("own_record"):
        decided(record, staff=Staff(login_of("login 0"), Role.REVIEWER, COUNTY))
    assert kept(record) == record
