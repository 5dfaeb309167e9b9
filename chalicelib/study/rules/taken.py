"""A report of study: the clock lets time through, the course credits it, the clock goes on (R17, R52)."""

from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules.clock import PlaceReport, StudyClock, let, moved
from chalicelib.study.rules.lesson_time import Chances, PlayedReport, bring_on


class TakenReport(NamedTuple):
    """The progress and the person's clock after a report; `elsewhere`: another place goes on."""

    progress: StudyProgress
    clock: StudyClock
    elsewhere: bool


def take_lesson(
    clock: StudyClock,
    before: StudyProgress,
    report: PlaceReport,
    played: PlayedReport,
    chances: Chances,
) -> TakenReport:
    """Take a report of a lesson with content.

    One in which nothing was played starts the clock; one that brings an answer from where study goes on does not.
    """
    answers = played.answer is not None and report.place == clock.place
    report = report._replace(starts=report.starts or not (played.played or answers))
    found = let(clock, report)
    if found.elsewhere:
        played = played._replace(position=None)
    after, gained = bring_on(before, played, found.seconds, report.at, chances)
    return TakenReport(after, moved(clock, report, found, gained), found.elsewhere)


def take_seconds(
    clock: StudyClock, before: StudyProgress, report: PlaceReport, seconds: int, required: int
) -> TakenReport:
    """Take a report of a course without content: seconds of it, up to those it prescribes."""
    report = report._replace(starts=report.starts or seconds == 0)
    found = let(clock, report)
    gained = max(0, min(seconds, found.seconds, required - before.seconds))
    after = replace(before, seconds=before.seconds + gained)
    return TakenReport(after, moved(clock, report, found, gained), found.elsewhere)
