"""Order reminders of a cut-off (R27): everybody enrolled is told to workers, some people an order.

The lists of people are gone through once for a reminder; with it is kept up to where. That takes a
minute or two of the province, so what bounds a run is how many people may be reminded a second: no run
orders more than the workers do until the next one. So messages go out no faster than is allowed, and
when the day's last run has ordered its share, little is left for the evening.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.cut_offs.rules.orders import ReminderOrder
from chalicelib.cut_offs.rules.reminder import Reminder, due_reminder
from chalicelib.cut_offs.store import reminders
from chalicelib.cut_offs.store.reminders import ReminderProgress
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.year_law import law_of
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.run import Run
from chalicelib.platform.gateways import messages
from chalicelib.platform.store.tables import Conflict

PEOPLE = 250
"""How many people an order names: a worker looks at them within seconds."""
STEP = messages.AT_ONCE * PEOPLE
"""After how many people it is kept how far a reminder is: what a run that is killed leaves to be
ordered once more."""


class _Going(NamedTuple):
    """A reminder that is being ordered: at which instant, of how many people in this run."""

    reminder: Reminder
    at: datetime
    share: int


def order_reminders(*, at: datetime, run: Run, most: int, anew: bool = False) -> None:
    """Order the reminders that are due, as far as there is time.

    Two runs at once do no harm: the one that comes second to keep how far it is stops, and nobody has
    a notice twice. Who enrols, or moves to a place in the lists that is done already, is not looked at
    again for this reminder, but for the next one, if there is one.

    Args:
        at: the instant of the run.
        run: the run.
        most: how many people it may order to be reminded, of all windows together.
        anew: begin from the start; whoever has the reminder already is passed over.
    """
    due = _due(at)
    for reminder in due:
        going = _Going(reminder, at, max(STEP, most // len(due)))
        run.attempt(partial(_order, going, run, anew=anew))


def _due(at: datetime) -> list[Reminder]:
    policies = [ask_law.get_policy(year) for year in years()]
    found = (
        due_reminder(window, policy.reminders, at)
        for policy in policies
        for window in law_of(policy, at=at).windows
    )
    return [each for each in found if each is not None]


def _order(going: _Going, run: Run, *, anew: bool) -> None:
    progress = reminders.find_progress(going.reminder)
    if anew:
        progress = msgspec.structs.replace(progress, after=None, is_through=False, failed=())
    try:
        _bring_on(progress, going, run)
    except Conflict:
        return


def _bring_on(progress: ReminderProgress, going: _Going, run: Run) -> None:
    if progress.failed:  # with whom an earlier version has failed
        _send(going, progress.failed)
        progress = reminders.put_progress(msgspec.structs.replace(progress, failed=()))
    left = going.share
    while left > 0 and run.is_time_left() and not progress.is_through:
        people = ask_people.list_people(progress.after, min(STEP, left))
        _send(going, [each.id for each in people])
        progress = reminders.put_progress(
            msgspec.structs.replace(
                progress,
                after=people[-1].position if people else progress.after,
                is_through=len(people) < min(STEP, left),
            )
        )
        left -= STEP


def _send(going: _Going, people: Sequence[str]) -> None:
    window, days, _ = going.reminder
    orders = [
        ReminderOrder(
            reminder=window.name,
            year=window.year,
            cut_off=window.cut_off,
            days=days,
            people=people[start : start + PEOPLE],
            at=going.at,
        )
        for start in range(0, len(people), PEOPLE)
    ]
    messages.send_orders("remind_people", orders)
