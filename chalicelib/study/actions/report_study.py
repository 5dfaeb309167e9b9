"""Report study of the public subject (公需科目): its credits come by themselves (R17)."""

from datetime import datetime, timedelta

import msgspec

from chalicelib.courses.rules.course import Course
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.bring_on import StudyStep, brought_on
from chalicelib.study.rules import course as courses

CLOCK_SET_BACK = timedelta(minutes=5)
"""A request cannot be this much older than one already served: the clock itself was set back."""


def report_study(
    person: str, course: Course, seconds: int, *, at: datetime, cause: Cause
) -> StudyProgress:
    """Credit study time, never more than the server's clock has let pass since the last report.

    The report that completes the course registers and accredits its credits before it answers. Once
    another topic of the year has done so, this one counts nothing more, and says which it was.

    Args:
        person: the professional's id.
        course: the course studied.
        seconds: what the player says was studied since its last report.
        at: the instant of the request.
        cause: the request: repeated, it credits nothing again.

    Raises:
        Refusal: `window_not_open`, `window_closed`, `moved_out`, `not_enrolled`.
    """

    def credited(course: Course, before: StudyProgress) -> StudyStep:
        done = courses.credited(
            before.seconds, seconds, before.last_report_at, at, course.prescribed(before)
        )
        clock = _clock(before.last_report_at, at)
        return StudyStep(msgspec.structs.replace(before, seconds=done, last_report_at=clock))

    return brought_on(person, course, credited, at, cause)


def _clock(last: datetime | None, at: datetime) -> datetime:
    """Where the study clock stands after a report.

    A late-served older request never turns it back. It advances by whole seconds, which are what is
    credited: the rest of a second is not lost but counts with the next report.
    """
    if last is None or last - at > CLOCK_SET_BACK:
        return at
    return last if at <= last else at - (at - last) % timedelta(seconds=1)
