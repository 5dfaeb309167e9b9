"""Remind whom it concerns of a cut-off (R27), once each, wherever a run was stopped.

Reading everybody who is enrolled takes longer than one run may last. So how far a reminder is, is
kept with it, and each run goes on from there.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from chalicelib.cut_offs.rules.reminder import (
    Addressee,
    Reminder,
    due_reminder,
    is_reminded,
    reminder_notice,
)
from chalicelib.cut_offs.store import reminders
from chalicelib.cut_offs.store.reminders import ReminderProgress
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.year_law import law_of
from chalicelib.notices.actions.send_notice import send_notice
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.tables import Conflict
from chalicelib.records.actions import ask_records

_Remind = Callable[[str], object]
"""Reminds one person, by id, if the reminder concerns them."""
PAGE = 200
"""How many people are looked at before it is kept how far the reminder is: what a run that is
killed leaves to be read once more."""
MOST_FAILED = 50
"""With how many people a reminder may fail before it waits for them: so many are no accident of
theirs but a fault of ours, and nobody is to be passed over for it."""


def send_reminders(policy: Policy, *, at: datetime, run: Run, anew: bool = False) -> None:
    """Send the reminder that is due for a year's window, if one is, as far as there is time.

    Everybody enrolled is looked at once, territory by territory and in each by name, also who has
    no record at all. With whom it fails is put aside and tried again once all others are done. Two
    runs at once do no harm: nobody has a notice twice, and the one that comes second to keep how far
    it is stops.

    Who enrols, or moves to a territory, or is renamed to a place in the list, that is done already
    is not looked at again for this reminder, but for the next one, if there is one; who moves the
    other way is looked at twice and reminded once.

    Args:
        policy: the year's policy.
        at: the instant of the run.
        run: the run.
        anew: begin from the start; whoever has the reminder already is passed over.
    """
    for window in law_of(policy, at=at).windows:
        reminder = due_reminder(window, policy.reminders, at)
        if reminder is not None:
            _send(policy, reminder, at=at, run=run, anew=anew)


def _send(policy: Policy, reminder: Reminder, *, at: datetime, run: Run, anew: bool) -> None:
    progress = reminders.find_progress(reminder)
    if anew:
        progress = msgspec.structs.replace(progress, after=None, is_through=False, failed=())
    try:
        _bring_on(progress, partial(_remind, policy, reminder, at=at), run)
    except Conflict:
        return


def _bring_on(progress: ReminderProgress, remind: _Remind, run: Run) -> None:
    if progress.is_through or _waits(progress):
        progress = _try_again(progress, remind, run)
    while not (progress.is_through or _waits(progress)) and run.is_time_left():
        progress = _go_on(progress, remind, run)


def _waits(progress: ReminderProgress) -> bool:
    return len(progress.failed) >= MOST_FAILED


def _go_on(progress: ReminderProgress, remind: _Remind, run: Run) -> ReminderProgress:
    """Look at the next page of people, and keep how far that got."""
    people = ask_people.list_people(progress.after, PAGE)
    failed, after, seen = list(progress.failed), progress.after, 0
    for person in people:
        if not run.is_time_left() or len(failed) >= MOST_FAILED:
            break
        if not run.attempt(partial(remind, person.id)):
            failed.append(person.id)
        after, seen = person.position, seen + 1
    further = msgspec.structs.replace(
        progress,
        after=after,
        failed=tuple(failed),
        is_through=seen == len(people) < PAGE,
    )
    return reminders.put_progress(further)


def _try_again(progress: ReminderProgress, remind: _Remind, run: Run) -> ReminderProgress:
    """Try those again with whom it failed, and keep with whom it still does."""
    failed = tuple(
        person
        for person in progress.failed
        if not (run.is_time_left() and run.attempt(partial(remind, person)))
    )
    if failed == progress.failed:
        return progress
    return reminders.put_progress(msgspec.structs.replace(progress, failed=failed))


def _remind(policy: Policy, reminder: Reminder, person: str, *, at: datetime) -> None:
    person_year = ask_records.find_year(person, policy.year)
    if person_year is None:
        return
    law = law_of(policy, at=at, territory=person_year.professional.territory)
    if law.window.name != reminder.window.name:  # a further one is for some territories (R45)
        return
    concerned = Addressee(person_year.professional, person_year.standing, person_year.records)
    if is_reminded(concerned, reminder.window, law.required, at):
        send_notice(reminder_notice(concerned, reminder, law.required), at=at)
