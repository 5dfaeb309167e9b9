"""Remind some people of a cut-off (R27), as a run ordered it of a worker; once each, whatever comes twice."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from chalicelib.cut_offs.rules.orders import ReminderOrder
from chalicelib.cut_offs.rules.reminder import (
    Addressee,
    Reminder,
    due_reminder,
    is_reminded,
    reminder_notice,
)
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.notices.actions.send_notice import send_notices
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.run import Run
from chalicelib.records.actions import ask_records

TOGETHER = 10
"""So many people are looked at before they are told."""


class _Reminding(NamedTuple):
    """A reminder whose time it is, at an instant, and the law by territory."""

    reminder: Reminder
    at: datetime
    law: Callable[[str], YearLaw]


def remind_people(order: ReminderOrder, *, at: datetime, run: Run) -> None:
    """Remind those whom it concerns, while it is that reminder's time.

    Who has the notice already has no other. With whom it fails does not keep the others waiting; the
    run says so at its end, and the order comes once more.

    Args:
        order: what is ordered.
        at: the instant of the run.
        run: the run.
    """
    policy = ask_law.get_policy(order.year)
    reminder = _reminder(policy, order, at)
    if reminder is None:
        return
    reminding = _Reminding(
        reminder, at, cache(lambda territory: law_of(policy, at=at, territory=territory))
    )
    for start in range(0, len(order.people), TOGETHER):
        _remind(reminding, order.people[start : start + TOGETHER], run)


def _reminder(policy: Policy, order: ReminderOrder, at: datetime) -> Reminder | None:
    """The reminder that is ordered, unless its time is over or its window was changed."""
    ordered = order.reminder, order.cut_off, order.days
    for window in law_of(policy, at=at).windows:
        found = due_reminder(window, policy.reminders, at)
        if found and (window.name, window.cut_off, found.days) == ordered:
            return found
    return None


def _remind(reminding: _Reminding, people: Sequence[str], run: Run) -> None:
    notices: list[Notice] = []

    def look_at(person: str) -> None:
        notices.extend(_notices(reminding, person))

    for person in people:
        run.attempt(partial(look_at, person))
    run.attempt(partial(send_notices, notices, at=reminding.at))


def _notices(reminding: _Reminding, person: str) -> Iterator[Notice]:
    """What a person is told, if the reminder concerns them."""
    reminder, at, law_in = reminding
    for person_year in ask_records.find_years(person, reminder.window.year, reminder.window.year):
        law = law_in(person_year.professional.territory)
        if law.window.name != reminder.window.name:
            return  # a further one is for some territories (R45)
        concerned = Addressee(person_year.professional, person_year.standing, person_year.records)
        if is_reminded(concerned, reminder.window, law.required, at):
            yield reminder_notice(concerned, reminder, law.required)
