"""Show a lesson to who studies it: in the edition that they have begun, or would begin (R52, R53)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.rules.course import Course, Lesson
from chalicelib.courses.rules.course_id import get_course_year
from chalicelib.records.actions.ask_records import YearAsked
from chalicelib.records.actions.get_shown_year import get_shown_year
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.ask_study import progress_as_of
from chalicelib.study.actions.report_lesson import get_lesson
from chalicelib.study.rules.course import edition_begun


class StudiedLesson(NamedTuple):
    """A lesson, its course as it is studied, and how far one is in that."""

    course: Course
    lesson: Lesson
    progress: StudyProgress


def show_lesson(person: str, course: str, lesson: str, *, at: datetime) -> StudiedLesson:
    """Read a lesson and one's progress.

    Raises:
        Refusal: `not_found`, `not_enrolled`, `course_without_content`.
    """
    year = get_course_year(course)
    person_year = get_shown_year(person, YearAsked(year, courses=(course,))).person_year
    studied = ask_courses.get_course(course, edition_begun(person_year, course))
    found = get_lesson(studied, lesson)
    return StudiedLesson(studied, found, progress_as_of(person_year, studied, at))
