"""Scheduled handlers: cut-offs, reminders, the sweep. The event's `time` is now.

Each may come late, twice, or be stopped anywhere: the next run goes on. What fails is logged and
does not keep the rest waiting; the run then fails as a whole, so that it is tried again and seen.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from chalice.app import Blueprint, CloudWatchEvent, Cron, Rate

from chalicelib.actions.close_window import close_shard, report_window, windows_to_close
from chalicelib.actions.seal_day import days_to_seal, seal_day
from chalicelib.actions.send_reminders import send_reminders
from chalicelib.actions.sweep import Debt, find_debts, find_expiries
from chalicelib.entry.failure import description
from chalicelib.entry.log import LOG, tell
from chalicelib.rules import mark
from chalicelib.rules.policy import years
from chalicelib.store.overdue import is_overdue
from chalicelib.store.policies import get_policy

schedules = Blueprint(__name__)
T = TypeVar("T")

OFTEN = Rate(5, unit=Rate.MINUTES)
MORNING = Cron(0, 1, "*", "*", "?", "*")
"""Nine o'clock in Shanghai."""
NIGHT = Cron(0, 18, "*", "*", "?", "*")
"""Two o'clock in Shanghai: the day before is over, and so are the retries of its last events."""


class Unfinished(Exception):  # noqa: N818 - says what happened
    """Some of a run's work failed; all else is done."""


def _at(event: CloudWatchEvent) -> datetime:
    return datetime.fromisoformat(event.time)


def _each(work: Iterable[T], do: Callable[[T], object]) -> None:
    """Do every piece of work; fail at the end if any failed."""
    failed = 0
    for piece in work:
        try:
            do(piece)
        except Exception as fault:  # noqa: BLE001 - the edge: one failure must not stop the rest
            LOG.warning("schedule_failed", extra={"facts": {"fault": description(fault)}})
            failed += 1
    if failed:
        raise Unfinished(failed)


@schedules.schedule(OFTEN, name="close_windows")
def close_windows(event: CloudWatchEvent) -> None:
    """Close every window whose cut-off has passed (R26)."""
    at = _at(event)
    windows = windows_to_close(at)
    pieces = [(window, shard) for window in windows for shard in mark.shards()]
    try:
        _each(pieces, lambda piece: close_shard(*piece, at=at))
    finally:
        _each(windows, lambda window: report_window(window, at=at))


@schedules.schedule(OFTEN, name="sweep")
def sweep(event: CloudWatchEvent) -> None:
    """Do what streams lost, record late expiries, raise the alarm for what is overdue (R29)."""
    at = _at(event)
    overdue = 0

    def redo(debt: Debt) -> None:
        nonlocal overdue
        overdue += is_overdue(debt.whom, debt.place, at)
        debt.redo(debt.place)

    try:
        _each(find_debts(at), redo)
    finally:
        tell("sweep", {"overdue": overdue}, {"OverdueWaiting": overdue})
    _each(find_expiries(at), lambda debt: debt.redo(debt.place))


@schedules.schedule(MORNING, name="remind")
def remind(event: CloudWatchEvent) -> None:
    """Remind of the cut-offs to come (R27)."""
    at = _at(event)
    _each(years(), lambda year: send_reminders(get_policy(year), at=at, run=event.event_id))


@schedules.schedule(NIGHT, name="seal_archive")
def seal_archive(event: CloudWatchEvent) -> None:
    """Write the manifest of every day that has none yet (R19)."""

    def seal(day: date) -> None:
        done = seal_day(day)
        counts = {"ArchiveRefilled": done.refilled, "ArchiveLost": done.lost}
        tell("sealed", {"day": day.isoformat(), "heads": done.heads}, counts)

    _each(days_to_seal(_at(event)), seal)
