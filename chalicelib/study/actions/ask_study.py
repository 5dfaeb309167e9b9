"""What other subjects may ask of study, and its own pages: a person's courses of a year, and how far they are."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.rules.course import Course
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules import course as courses
from chalicelib.study.rules.presence import as_of


class StudiedCourse(NamedTuple):
    """A course in the edition that somebody studies, or would begin, and how far they are in it."""

    course: Course
    progress: StudyProgress


def studied_courses(person_year: PersonYear, year: int, at: datetime) -> tuple[StudiedCourse, ...]:
    """The courses that a year offers to somebody, at an instant: those begun, and what newcomers get."""
    on_offer = {each.id: each for each in ask_courses.offered(year)}
    shown = {
        each: _begun(person_year, each) or on_offer.get(each)
        for each in (*on_offer, *ask_courses.known_ids(year))
    }
    return tuple(
        StudiedCourse(each, progress_as_of(person_year, each, at))
        for each in shown.values()
        if each is not None
    )


def _begun(person_year: PersonYear, course: str) -> Course | None:
    edition = courses.edition_begun(person_year, course)
    return None if edition is None else ask_courses.find_begun(course, edition)


def progress_as_of(person_year: PersonYear, course: Course, at: datetime) -> StudyProgress:
    """How far somebody is in a course at an instant: what an unanswered question took back is not done."""
    # Nothing is kept of this: whoever reports next draws when the next question comes.
    return as_of(courses.studied(person_year, course), at, wait=1)
