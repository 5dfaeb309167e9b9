"""Scheduled handlers: cut-offs, reminders, the sweep, what the night tidies and recounts. The event's `time` is now.

Each may come late, twice, or be stopped anywhere: the next run goes on. What fails is told and does
not keep the rest waiting; the run then fails as a whole, so that it is tried again and seen. A run
stops by itself before Lambda would end it and before the next one begins.
"""

import gc
import os
from datetime import date, datetime
from functools import partial
from typing import Any

from chalice.app import Blueprint, CloudWatchEvent

from chalicelib.audit.actions.seal_day import days_to_seal, seal_day
from chalicelib.courses.actions.forget_files import forget_files as forget_given_up
from chalicelib.cut_offs.actions.close_window import close_window, windows_due
from chalicelib.cut_offs.actions.order_reminders import order_reminders
from chalicelib.law.rules.policy import years
from chalicelib.platform.actions.run import Run
from chalicelib.platform.log import tell
from chalicelib.platform.rules.functions import timers
from chalicelib.upkeep.actions.sweep import sweep as redo_lost
from chalicelib.views.actions.recount import order_recount

schedules = Blueprint(__name__)

PER_SECOND = "REMINDERS_PER_SECOND"
"""The variable that says how many people may be reminded a second (docs/operations.md)."""
SECONDS_BETWEEN = 300
"""From one of its runs to the next, by the schedule of `remind`."""
RESERVE_SECONDS = 60
"""What is left of a function's time when it begins nothing more: one piece of work takes seconds."""
ANEW = "anew"
"""In the detail of an event that a person sends: look at what is done already once more, begin a
reminder from the start (operations.md)."""


def _at(event: CloudWatchEvent) -> datetime:
    return datetime.fromisoformat(event.time)


def _run(event: CloudWatchEvent) -> Run:
    context: Any = event.context  # LambdaContext, which Chalice takes for a dictionary
    return Run(lambda: context.get_remaining_time_in_millis() > RESERVE_SECONDS * 1000)


def _is_anew(event: CloudWatchEvent) -> bool:
    return bool(event.detail.get(ANEW))


@schedules.schedule(timers()["close_windows"].schedule, name="close_windows")
def close_windows(event: CloudWatchEvent) -> None:
    """Close every window whose cut-off has passed (R26)."""
    at, run = _at(event), _run(event)
    due = windows_due(at=at, anew=_is_anew(event))
    run.each(due, partial(close_window, at=at, run=run))
    run.end()


@schedules.schedule(timers()["sweep"].schedule, name="sweep")
def sweep(event: CloudWatchEvent) -> None:
    """Do what streams lost, record late expiries, raise the alarm for what was overdue (R29)."""
    run = _run(event)
    overdue = redo_lost(at=_at(event), run=run, anew=_is_anew(event))
    tell("sweep", {"overdue": overdue}, {"OverdueWaiting": overdue})
    run.end()


@schedules.schedule(timers()["remind"].schedule, name="remind")
def remind(event: CloudWatchEvent) -> None:
    """Order reminders of the cut-offs to come (R27)."""
    run = _run(event)
    most = int(os.environ.get(PER_SECOND, "400")) * SECONDS_BETWEEN
    order_reminders(at=_at(event), run=run, most=most, anew=_is_anew(event))
    run.end()


@schedules.schedule(timers()["seal_archive"].schedule, name="seal_archive")
def seal_archive(event: CloudWatchEvent) -> None:
    """Seal every day that is not sealed yet, as far as there is time (R19)."""
    run = _run(event)

    def seal(day: date) -> None:
        for done in seal_day(day):
            counts = {"ArchiveRefilled": done.refilled, "ArchiveLost": done.lost}
            tell("sealed", {"day": day.isoformat(), "heads": done.heads}, counts)
            if not run.is_time_left():
                return

    run.each(days_to_seal(_at(event)), seal)
    run.end()


@schedules.schedule(timers()["forget_files"].schedule, name="forget_files")
def forget_files(event: CloudWatchEvent) -> None:
    """Take away the files of courses that nobody can see any more (R53)."""
    run = _run(event)
    forgotten = forget_given_up(years(), at=_at(event), run=run)
    tell("forgotten", {"files": forgotten})
    run.end()


@schedules.schedule(timers()["recount"].schedule, name="recount")
def recount(event: CloudWatchEvent) -> None:
    """Order a look at every counter of the statistics."""
    ordered = order_recount(years(), at=_at(event))
    tell("recount", {"orders": ordered})


gc.freeze()
