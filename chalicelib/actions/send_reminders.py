"""Remind whom it concerns of a cut-off (R27), once each, wherever a run was stopped."""

from datetime import datetime

from chalicelib.actions.send_notice import send_notice
from chalicelib.rules import territory
from chalicelib.rules.policy import Policy
from chalicelib.rules.reminder import Person, Reminder, due_reminder, is_reminded, reminder_notice
from chalicelib.rules.window import window_of
from chalicelib.store import professionals, reminders, years


def send_reminders(policy: Policy, *, at: datetime, run: str) -> int:
    """Send the reminder that is due for a year's window, if one is; return how many were sent.

    Everybody enrolled is looked at, territory by territory, also who has no record at all; whoever
    has the reminder already is passed over.

    Args:
        policy: the year's policy.
        at: the instant of the run.
        run: names the run; one that is tried again goes on with the territories left.
    """
    reminder = due_reminder(window_of(policy, at=at), policy.reminders, at)
    if reminder is None:
        return 0
    sent = 0
    done = reminders.find_done(reminder, run)
    for place in territory.below(territory.PROVINCE):
        if place not in done:
            people = professionals.list_people(place)
            sent += sum(_remind(policy, reminder, person, at) for person in people)
            done = (*done, place)
            reminders.put_done(reminder, run, done)
    return sent


def _remind(policy: Policy, reminder: Reminder, person: str, at: datetime) -> bool:
    now = years.find_year(person, policy.year)
    if now is None:
        return False
    concerned = Person(now.professional, now.standing, now.records)
    required = policy.required(at, now.professional.territory)
    if not is_reminded(concerned, reminder.window, required, at):
        return False
    return send_notice(reminder_notice(concerned, reminder, required), at=at)
