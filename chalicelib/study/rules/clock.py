"""The one study clock of a person: no second of it is credited twice, whatever devices, lessons and years (R52).

It runs for one *place* at a time: a tab, as its player names it, else a lesson, for a course without content the
course. Whichever place begins later goes on; the one before is told. What the clock had let pass for it until then
is still its own (`left`), so that a report that was on its way is not lost, and nobody else's.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.records.rules.study_time import Displaced

SET_BACK = timedelta(minutes=5)
"""A request cannot be this much older than one already served: the clock itself was set back."""
SILENT = timedelta(minutes=11)
"""A place that has not reported for so long is left: players report every ten minutes."""
KEPT_PLACES = 4
_SECOND = timedelta(seconds=1)


class StudyClock(NamedTuple):
    """Where it stands: since when nothing is credited, for which place it runs, who was displaced last."""

    last: datetime | None = None
    place: str = ""
    displaced: tuple[Displaced, ...] = ()


class PlaceReport(NamedTuple):
    """That a place reports, at an instant; one that `starts` lets the clock run from there."""

    place: str
    at: datetime
    starts: bool = False


class Let(NamedTuple):
    """What it lets through: the most seconds that may be credited; `elsewhere`: another place goes on.

    `passed` are the whole seconds since the last report; `restarts`: it counts from this one.
    """

    seconds: int
    passed: int = 0
    elsewhere: bool = False
    restarts: bool = False


def let(clock: StudyClock, report: PlaceReport) -> Let:
    """How much of what was played since the last report may be credited.

    The first report starts the clock, as does a report that says so, and credits nothing.
    """
    last = clock.last
    if last is None or last - report.at > SET_BACK:
        return Let(0, restarts=True)
    passed = max(0, (report.at - last) // _SECOND)
    if report.starts:
        return Let(0, passed, restarts=True)
    left = _left(clock, report.place)
    if left is not None and report.at - last < SILENT:
        return Let(left, passed, elsewhere=True)
    return Let(passed, passed)


def moved(clock: StudyClock, report: PlaceReport, found: Let, gained: int) -> StudyClock:
    """Where the clock stands once a report was credited what it gained.

    A request served late never turns it back. It advances by whole seconds, which are what is
    credited: the rest of a second is not lost but counts with the next report. A report of its own place that
    gains nothing leaves it as it is, so that one sent twice costs nothing.
    """
    if found.elsewhere:
        return clock._replace(displaced=_credited(clock.displaced, report.place, gained))
    if clock.last is None or clock.last - report.at > SET_BACK:
        return StudyClock(report.at, report.place)
    last = clock.last
    if found.restarts:
        last = max(last, report.at)
    elif gained or report.place != clock.place:
        last += found.passed * _SECOND
    return StudyClock(last, report.place, _displaced(clock, report, found.passed - gained))


def _left(clock: StudyClock, place: str) -> int | None:
    """What a displaced place may still be credited, None for one that was not."""
    if place == clock.place:
        return None
    return next((each.left for each in clock.displaced if each.place == place), None)


def _credited(displaced: tuple[Displaced, ...], place: str, gained: int) -> tuple[Displaced, ...]:
    return tuple(
        Displaced(place, each.left - gained) if each.place == place else each for each in displaced
    )


def _displaced(clock: StudyClock, report: PlaceReport, left: int) -> tuple[Displaced, ...]:
    """Who was displaced once a place goes on: it itself no more, the one before with what it has left."""
    if clock.place in {"", report.place}:
        return clock.displaced
    others = (each for each in clock.displaced if each.place not in {clock.place, report.place})
    return (*others, Displaced(clock.place, left))[-KEPT_PLACES:]
