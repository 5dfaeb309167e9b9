"""Report study of a course of the public subject (公需科目) that has no content: its credits come by themselves (R17)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.courses.rules.course import Course
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.bring_on import Begun, StudyStep, brought_on
from chalicelib.study.actions.run_clock import clock_of, with_clock
from chalicelib.study.rules.clock import PlaceReport
from chalicelib.study.rules.taken import take_seconds


class StudyReported(NamedTuple):
    """The course, one's progress in it after a report, and whether another place goes on with study."""

    course: Course
    progress: StudyProgress
    elsewhere: bool


def report_study(
    person: str, course: str, seconds: int, *, at: datetime, cause: Cause
) -> StudyReported:
    """Credit study time, never more than the server's clock has let pass since the person's last report.

    The report that completes the course registers and accredits its credits before it answers. Once
    another topic of the year has done so, this one counts nothing more, and says which it was.

    Args:
        person: the professional's id.
        course: the id of the course studied.
        seconds: what the player says was studied since its last report; the first one starts the clock.
        at: the instant of the request.
        cause: the request: repeated, it credits nothing again.

    Raises:
        Refusal: `not_found`, `course_has_content`, `window_not_open`, `window_closed`, `moved_out`,
            `not_enrolled`.
    """
    elsewhere = False

    def credited(begun: Begun) -> StudyStep:
        nonlocal elsewhere
        person_year, studied, before = begun
        if studied.has_content:
            raise Refusal("course_has_content")
        report = PlaceReport(course, at, starts=before.last_report_at is None)
        taken = take_seconds(
            clock_of(person_year), before, report, seconds, studied.prescribed(before)
        )
        elsewhere = taken.elsewhere
        return with_clock(person_year, taken, at)

    found = brought_on(person, course, credited, at, cause)
    return StudyReported(*found, elsewhere)
