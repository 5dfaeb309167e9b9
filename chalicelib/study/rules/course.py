"""How far somebody is in a course, and in which edition of it (R17, R53)."""

from operator import attrgetter

from chalicelib.courses.rules.course import Course
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress, as_counted, revoked_at


def edition_begun(person_year: PersonYear, course: str) -> int | None:
    """Which edition of a course somebody has begun, be it further on than another's (R53); None: none."""
    found = [each for each in person_year.progress if each.course == course]
    return max(found, key=attrgetter("seconds")).edition if found else None


def studied(person_year: PersonYear, one: Course) -> StudyProgress:
    """A person's progress in a course as it counts now; none is a fresh one."""
    fresh = StudyProgress(
        person=person_year.professional.id, year=one.year, course=one.id, edition=one.edition
    )
    begun = (each for each in person_year.progress if each.course == one.id)
    found = [each for each in begun if each.edition == one.edition] or [fresh]
    record, revoked = person_year.in_slot(one.slot), revoked_at(person_year.records, one.id)
    # Of merged accounts each may have begun: the further one goes on; both clocks may have run at once.
    counted = (as_counted(each, record, revoked) for each in found)
    return max(counted, key=lambda each: (each.seconds, each.score or 0))
