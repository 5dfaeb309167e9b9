"""Honest time: what a report is worth, and how far somebody is (R17)."""

from datetime import datetime, timedelta

from chalicelib.courses.rules.course import Course
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress, as_counted, revoked_at


def credited(
    progress_seconds: int,
    reported: int,
    last_report_at: datetime | None,
    at: datetime,
    required: int,
) -> int:
    """The seconds done after a report, never more than the server's clock let pass (R17).

    The first report starts the clock and credits nothing, nor does one from before the last.
    """
    if last_report_at is None:
        return progress_seconds
    passed = (at - last_report_at) // timedelta(seconds=1)
    gained = max(0, min(reported, passed))
    return max(progress_seconds, min(required, progress_seconds + gained))


def studied(person_year: PersonYear, one: Course) -> StudyProgress:
    """A person's progress in a course as it counts now; none is a fresh one."""
    fresh = StudyProgress(person=person_year.professional.id, year=one.year, course=one.id)
    found = [each for each in person_year.progress if each.course == one.id] or [fresh]
    record, revoked = person_year.in_slot(one.slot), revoked_at(person_year.records, one.id)
    # Of merged accounts each may have begun: the further one goes on; both clocks may have run at once.
    counted = (as_counted(each, record, revoked) for each in found)
    return max(counted, key=lambda each: (each.seconds, each.score or 0))
