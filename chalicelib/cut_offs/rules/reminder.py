"""Reminders before a cut-off (R27): when, to whom, in which words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.law.rules.requirement import Required
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.window import Window, require_admitted
from chalicelib.notices.rules.delivery import is_by_day
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.people.rules.professional import Professional, is_obliged
from chalicelib.platform.rules.china_time import start_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.records.rules.move import OPEN_STATES, WAITS_AT
from chalicelib.records.rules.reading import state_at
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing, missing


class Reminder(NamedTuple):
    """One of a window's reminders: how many days before its cut-off, and since when it is due."""

    window: Window
    days: int
    due: datetime


class Addressee(NamedTuple):
    """Whom a reminder may concern: the professional, and how the year stands."""

    professional: Professional
    standing: Standing
    records: Sequence[Record]


def due_reminder(window: Window, days: Sequence[int], at: datetime) -> Reminder | None:
    """The reminder whose time it is while the window is open; one missed is not sent late.

    `days` before the cut-off date, from the midnight in Shanghai with which that day begins.
    """
    if not window.is_open(at):
        return None
    dues = [
        Reminder(window, each, start_of(window.cut_off - timedelta(days=each))) for each in days
    ]
    return max((each for each in dues if each.due <= at), key=lambda each: each.due, default=None)


def may_be_sent(ordered: datetime, at: datetime) -> bool:
    """Whether what was ordered at one instant may be sent at another: not in the evening or night.

    Unless it was ordered then: no schedule does so, but a person who means it.
    """
    return is_by_day(at) or not is_by_day(ordered)


def is_reminded(person: Addressee, window: Window, required: Required, at: datetime) -> bool:
    """Whether a person is to be reminded of the window's cut-off.

    Reminded is who is obliged, whose year is incomplete, who may register, in a make-up window is
    admitted, and has something to do: an open record, or nothing in the bureau's hands.
    """
    professional, standing, records = person
    if standing.complete or professional.moved_out or not is_obliged(professional, window.year):
        return False
    states = {state_at(each, window.closes_for(each), at) for each in records}
    if states & WAITS_AT.keys() and not states & OPEN_STATES:
        return False
    return _is_admitted(window, standing, required)


def _is_admitted(window: Window, standing: Standing, required: Required) -> bool:
    try:
        require_admitted(
            window,
            Subject.PROFESSIONAL,
            public_complete=standing.public >= required.public.value,
            professional_complete=standing.professional >= required.professional.value,
        )
    except Refusal:
        return False
    return True


def reminder_notice(person: Addressee, reminder: Reminder, required: Required) -> Notice:
    """Say until when, what is missing by which law, and whom to ask (R35)."""
    window, days, due = reminder
    gaps = "".join(each.why for each in missing(person.standing, required))
    states = [each.state for each in person.records]
    pending = sum(state in OPEN_STATES for state in states)
    drafts = f"您有{pending}条记录尚未提交，截止后失效。" if pending else ""
    return Notice(
        id=notice_id(due, "reminder", window.name, str(window.cut_off), str(days)),
        person=person.professional.id,
        kind=NoticeKind.REMINDER,
        due=due,
        title=f"{window.year}年度{window.label}将于{window.cut_off}截止",
        text=(
            f"{window.year}年度{window.label}将于{window.cut_off}（当日24时）截止，此后不能再登记、"
            f"修改或提交（{window.source}）。{gaps}{drafts}请在截止前完成学习、登记并提交。"
            f"{contact_line(Ask.BUREAU, person.professional.territory)}"
        ),
        year=window.year,
    )
