"""R43: appeals as a record's history tells them; any history of refusals, appeals and answers."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules import review
from chalicelib.records.rules.appeal_entry import entry_of, is_answered
from chalicelib.records.rules.appeal_rows import APPEAL_WITHDRAWAL, OVERTURN, UPHOLD
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.move import REJECT, REVOKE, SUBMIT
from chalicelib.records.rules.reading import as_of, holds_slot
from chalicelib.records.rules.reconsideration import (
    AppealState,
    appeals_of,
    bureau_of_appeal,
    files_of,
    lodged,
    may_appeal_until,
    record_of_appeal,
    require_appealable,
)
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import RecordState
from tests.records.test_record import a_record

COUNTY, CITY, PROVINCE = "440703", "440700", "440000"
FRIDAY = datetime(2020, 6, 5, 17, 0, tzinfo=SHANGHAI)
WINDOW = law_of(policy_of(2020), at=FRIDAY).own_window
OWNER = Actor(Party.PROFESSIONAL, "li")
REASONS = "附会议通知，请复核"
FILE = Evidence("a" * 64, "通知.pdf", "application/pdf", 9)


def _submitted() -> Record:
    return moved(a_record(), SUBMIT, at=FRIDAY, by=OWNER, cause=Cause("0"), new=True)


def _rejected(record: Record, by: str = COUNTY, at: datetime = FRIDAY) -> Record:
    bureau = Actor(Party.BUREAU, "r", by)
    cause = Cause(f"rejected {len(record.moves)}")
    return moved(record, REJECT, at=at, by=bureau, cause=cause, reason="不属于会计类")


def _appealed(record: Record, at: datetime = FRIDAY) -> Record:
    require_appealable(record, WINDOW, at)
    cause = Cause(f"appealed {len(record.moves)}")
    return lodged(record, WINDOW, (FILE,), at=at, by=OWNER, cause=cause, reasons=REASONS)


def _answered(record: Record, *, overturn: bool, at: datetime = FRIDAY) -> Record:
    by, cause = review.above("c", CITY), Cause(f"answered {len(record.moves)}")
    row = OVERTURN if overturn else UPHOLD
    return moved(record, row, at=at, by=by, cause=cause, reason="因故")


def _code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_r43_given_a_rejection_then_ten_working_days_from_the_day_after_whatever_the_window() -> (
    None
):
    """From Saturday on; the Dragon Boat Festival of 25 to 28 June 2020 is worked off on the 28th."""
    record = _rejected(_submitted())
    until = datetime(2020, 6, 20, tzinfo=SHANGHAI)
    assert may_appeal_until(record, WINDOW) == until
    assert _appealed(record, until - timedelta(microseconds=1)).under_appeal
    assert _code(lambda: require_appealable(record, WINDOW, until)) == "appeal_closed"
    told = msgspec.structs.replace(record, appeal_until=until + timedelta(days=3))
    assert may_appeal_until(told, WINDOW) == until + timedelta(days=3)
    late = _rejected(_submitted(), at=WINDOW.closes + timedelta(days=30))
    assert _appealed(late, WINDOW.closes + timedelta(days=31)).under_appeal


def test_r43_given_an_appeal_then_it_is_to_be_answered_in_fifteen_working_days() -> None:
    (appeal,) = appeals_of(_appealed(_rejected(_submitted())))
    assert appeal.kept.due == datetime(2020, 6, 30, tzinfo=SHANGHAI)
    assert not appeal.is_overdue(appeal.kept.due - timedelta(microseconds=1))
    assert appeal.is_overdue(appeal.kept.due)
    answered = _answered(_appealed(_rejected(_submitted())), overturn=False)
    assert not appeals_of(answered)[0].is_overdue(appeal.kept.due)


@pytest.mark.parametrize(("by", "bureau"), [(COUNTY, CITY), (CITY, PROVINCE), (PROVINCE, PROVINCE)])
def test_r43_given_who_rejected_then_the_bureau_above_answers(by: str, bureau: str) -> None:
    record = _rejected(_submitted(), by)
    assert bureau_of_appeal(record) == bureau
    assert _appealed(record).bureau == bureau


def test_r40_given_a_reporter_that_withdrew_then_the_owner_may_appeal_and_not_against_an_administrator() -> (
    None
):
    accredited = a_record(RecordState.ACCREDITED)

    def revoked(by: Actor) -> Record:
        row = msgspec.structs.replace(REVOKE, by=by.party)
        return moved(accredited, row, at=FRIDAY, by=by, cause=Cause("1"), reason="报错了人")

    withdrawn = revoked(Actor(Party.REPORTER, "p"))
    until = datetime(2020, 6, 20, tzinfo=SHANGHAI)
    for told, expected in ((until - timedelta(days=3), until), (until + timedelta(days=3),) * 2):
        kept = msgspec.structs.replace(withdrawn, appeal_until=told)
        assert may_appeal_until(kept, WINDOW) == expected
    appealed = _appealed(withdrawn)
    assert (appealed.state, appealed.bureau) == (APPEAL_WITHDRAWAL.to, CITY)
    assert _answered(appealed, overturn=True).counts
    by_administrator = revoked(Actor(Party.ADMINISTRATOR, "a", PROVINCE))
    assert may_appeal_until(by_administrator, WINDOW) is None
    refused = _code(lambda: require_appealable(by_administrator, WINDOW, FRIDAY))
    assert refused == "record_not_changeable"


def test_r43_given_what_nobody_refused_then_there_is_nothing_to_appeal_against() -> None:
    for record in (_submitted(), a_record(), a_record(RecordState.EXPIRED)):
        assert may_appeal_until(record, WINDOW) is None
        refused = _code(lambda record=record: require_appealable(record, WINDOW, FRIDAY))
        assert refused == "record_not_changeable"


def test_r19_r43_given_an_upheld_rejection_then_it_is_still_reopened_by_the_same_bureau_but_not_before() -> (
    None
):
    appealed = _appealed(_rejected(_submitted()))
    by = review.above("c", CITY)

    def reopen(record: Record) -> Record:
        return review.reopened(record, at=FRIDAY, by=by, cause=Cause("9"), reason="因故")

    assert _code(lambda: reopen(appealed)) == "appeal_open"
    again = reopen(_answered(appealed, overturn=False))
    assert (again.state, again.bureau) == (RecordState.SUBMITTED, COUNTY)


WISHES = st.lists(
    st.sampled_from(["reject", "appeal", "uphold", "overturn", "reopen", "later"]), max_size=14
)


@given(WISHES)
def test_r43_given_any_history_then_one_appeal_a_rejection_and_its_slot_is_held_while_it_is_open(
    wishes: list[str],
) -> None:
    record, now = _submitted(), FRIDAY
    open_since, rejections, lodged_here = None, 0, False
    for wish in wishes:
        now += timedelta(days=9 if wish == "later" else 0)
        state = record.state
        try:
            record = _tried(record, wish, now)
        except Refusal:
            assert record.state is state
            continue
        if wish == "reject":
            rejections, lodged_here = rejections + 1, False
        if wish == "appeal":
            assert not lodged_here
            open_since, lodged_here = now, True
        elif wish in {"uphold", "overturn"}:
            open_since = None
    assert record.under_appeal is (open_since is not None)
    assert len(appeals_of(record)) <= rejections
    assert record.frees_slot is (record.state is RecordState.REJECTED and not record.under_appeal)
    assert holds_slot(record, WINDOW.closes, now) is not record.frees_slot
    assert [each.state for each in appeals_of(record)].count(AppealState.OPEN) == bool(open_since)
    for each in appeals_of(record):
        assert (each.by.reason, record_of_appeal(each.id)) == (REASONS, record.id)


def _tried(record: Record, wish: str, now: datetime) -> Record:
    """The record after what somebody wished, as the verbs ask it of the rules."""
    by = review.above("c", CITY)
    match wish:
        case "reject":
            return _rejected(record, at=now)
        case "appeal":
            return _appealed(record, now)
        case "uphold" | "overturn" if record.under_appeal:
            return _answered(record, overturn=wish == "overturn", at=now)
        case "reopen":
            cause = Cause(f"reopened {len(record.moves)}")
            return review.reopened(record, at=now, by=by, cause=cause, reason="因故")
    raise Refusal("already_decided", state="", result="")


def test_r21_given_a_later_appeal_then_the_record_as_of_the_earlier_one_tells_that_one_alone() -> (
    None
):
    first = _appealed(_rejected(_submitted()))
    step = first.moves[-1]
    back = review.reopened(
        _answered(first, overturn=False),
        at=FRIDAY,
        by=review.above("c", CITY),
        cause=Cause("8"),
        reason="因故",
    )
    second = _appealed(_rejected(back))
    assert [each.id for each in appeals_of(second)] == [f"{second.id}.1", f"{second.id}.2"]
    (told,) = appeals_of(as_of(second, step))
    assert (told.state, told.id) == (AppealState.OPEN, f"{second.id}.1")
    assert entry_of(second).id == f"{second.id}.2"
    assert [is_answered(each) for each in (first, _answered(first, overturn=True))] == [False, True]
    assert files_of(second) == (FILE, FILE)
