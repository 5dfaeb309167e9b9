"""Reminders: when one is due, and whom it concerns (R27)."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from chalicelib.cut_offs.rules.reminder import Addressee, due_reminder, is_reminded, reminder_notice
from chalicelib.identity.rules.sealed import Sealed
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import law_of
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import Standing

JUNE = datetime(2020, 6, 1, tzinfo=SHANGHAI)
DAYS = (30, 7, 1)
WINDOW = law_of(policy_of(2020), at=JUNE).own_window
MAKE_UP = law_of(policy_of(2018), at=JUNE).own_window
REQUIRED = law_of(policy_of(2020), at=JUNE).required
MILLISECOND = timedelta(milliseconds=1)
LATE = datetime(2020, 12, 24, 9, tzinfo=SHANGHAI)


def day(month: int, day: int) -> datetime:
    return datetime(2020, month, day, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (day(12, 1) - MILLISECOND, None),
        (day(12, 1), 30),
        (day(12, 24) - MILLISECOND, 30),
        (day(12, 24), 7),
        (day(12, 30) - MILLISECOND, 7),
        (day(12, 30), 1),
        (day(12, 31) + timedelta(days=1) - MILLISECOND, 1),
        (day(12, 31) + timedelta(days=1), None),
    ],
)
def test_r27_given_an_instant_then_the_latest_reminder_that_is_due(
    at: datetime, days: int | None
) -> None:
    reminder = due_reminder(WINDOW, DAYS, at)

    assert (reminder.days if reminder else None) == days
    if reminder:
        assert reminder.due == day(12, 31) - timedelta(days=reminder.days)


def test_r27_given_a_window_not_yet_open_then_nobody_is_reminded() -> None:
    long_before = (300, 30)

    assert due_reminder(WINDOW, long_before, day(3, 31)) is None
    assert due_reminder(WINDOW, long_before, day(4, 1)) is not None


def professional(**changes: object) -> Professional:
    kept = Professional(
        id="p",
        name="李䶮",
        document_type="passport",
        document_digest="d",
        masked_number="E******1",
        sealed_number=Sealed(b"", b"", b""),
        territory="440703",
        employment=Employment.EMPLOYED,
        login="l",
        enrolled_at=JUNE,
        cause=Cause("c"),
        version=1,
    )
    return msgspec.structs.replace(kept, **changes)


def record(state: RecordState, resubmit_until: datetime | None = None) -> Record:
    return Record(
        id="r",
        person="p",
        year=2020,
        slot="s",
        subject=Subject.PROFESSIONAL,
        form="training",
        title="培训",
        ended_on=date(2020, 5, 23),
        credits=Decimal(60),
        figure="conversion.training",
        law="",
        state=state,
        source=RecordSource.SELF,
        territory="440703",
        resubmit_until=resubmit_until,
    )


def person(
    *states: RecordState, public: int = 0, professional_credits: int = 0, **changes: object
) -> Addressee:
    standing = Standing(
        person="p",
        year=2020,
        territory="440703",
        public=Decimal(public),
        professional=Decimal(professional_credits),
        complete=public >= 30 and professional_credits >= 60,
    )
    return Addressee(professional(**changes), standing, [record(state) for state in states])


@pytest.mark.parametrize(
    ("concerned", "is_told"),
    [
        (person(), True),
        (person(RecordState.DRAFT), True),
        (person(RecordState.RETURNED), True),
        (person(RecordState.SUBMITTED), False),
        (person(RecordState.SUBMITTED, RecordState.DRAFT), True),
        (person(RecordState.ACCREDITED, public=30), True),
        (person(RecordState.REJECTED), True),
        (person(RecordState.WITHDRAWN), True),
        (person(public=30, professional_credits=60), False),
        (person(moved_out=True), False),
        (person(worked_since=date(2020, 1, 1)), False),
        (person(worked_since=date(2019, 12, 31)), True),
        (person(employment=Employment.STUDENT), False),
    ],
)
def test_r27_given_a_person_then_reminded_only_with_something_to_do(
    concerned: Addressee, *, is_told: bool
) -> None:
    assert is_reminded(concerned, WINDOW, REQUIRED, LATE) == is_told


@pytest.mark.parametrize(
    ("public", "earned", "is_told"),
    [(30, 0, True), (30, 59, True), (29, 0, False), (29, 60, False)],
)
def test_r27_given_a_make_up_window_then_only_whom_r24_admits(
    public: int, earned: int, *, is_told: bool
) -> None:
    concerned = person(public=public, professional_credits=earned)

    assert is_reminded(concerned, MAKE_UP, REQUIRED, JUNE) == is_told


def test_r27_a_notice_says_what_is_missing_by_when_and_whom_to_ask() -> None:
    reminder = due_reminder(WINDOW, DAYS, LATE)
    assert reminder is not None
    notice = reminder_notice(person(RecordState.DRAFT, public=30), reminder, REQUIRED)

    for said in ("2020-12-31", "还差60学分", "1条记录尚未提交", "咨询", WINDOW.source):
        assert said in notice.text
    assert "公需科目须满" not in notice.text
    assert (notice.due, notice.year) == (reminder.due, 2020)
    assert notice == reminder_notice(person(RecordState.DRAFT, public=30), reminder, REQUIRED)


def test_r27_given_another_cut_off_or_day_then_another_notice() -> None:
    reminders = [due_reminder(WINDOW, DAYS, at) for at in (LATE, day(12, 30))]
    ids = {reminder_notice(person(), each, REQUIRED).id for each in reminders if each}

    assert len(ids) == 2
