"""Read courses as administrators make them: those of a year, one, a lesson as it would be studied."""

from typing import NamedTuple

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.actions.change_draft import get_draft
from chalicelib.courses.actions.lesson_content import LessonContent, lesson_content_of
from chalicelib.courses.rules.course import Course
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.courses.rules.draft import DraftCourse, DraftLesson
from chalicelib.courses.rules.publishing import CourseFault, faults_of, seconds_required
from chalicelib.courses.store.drafts import DraftPlace, find_drafts
from chalicelib.courses.store.texts import find_markdown
from chalicelib.law.actions import ask_law
from chalicelib.platform.rules.refusal import Refusal


class DraftSeen(NamedTuple):
    """A draft, what its year prescribes, and why it cannot be published yet."""

    draft: DraftCourse
    seconds_required: int
    pass_mark: int | None
    questions: int | None
    faults: tuple[CourseFault, ...]


class DraftPage(NamedTuple):
    """A page of a year's courses, where the next begins, and the files without content of its own."""

    found: list[DraftSeen]
    last: DraftPlace | None
    files: tuple[Course, ...]


class LessonSeen(NamedTuple):
    """A lesson of a draft: what it would show, and the text as it was written."""

    lesson: DraftLesson
    content: LessonContent
    text: str | None


def read_drafts(staff: Staff, year: int, after: DraftPlace | None, limit: int) -> DraftPage:
    """Read a page of a year's courses.

    Raises:
        Refusal: `forbidden` below the province; `year_unknown`.
    """
    require_province(staff)
    files = courses_of(year)
    found, last = find_drafts(year, after, limit)
    return DraftPage([seen(each) for each in found], last, files)


def read_draft(staff: Staff, course: str) -> DraftSeen:
    """Read a course.

    Raises:
        Refusal: `forbidden` below the province; `not_found`.
    """
    require_province(staff)
    return seen(get_draft(course))


def seen(draft: DraftCourse) -> DraftSeen:
    """A draft beside what its year prescribes now."""
    policy = ask_law.get_policy(draft.year)
    return DraftSeen(
        draft,
        seconds_required(policy),
        policy.pass_mark,
        policy.questions,
        faults_of(draft, policy),
    )


def preview_lesson(staff: Staff, course: str, lesson: str) -> LessonSeen:
    """Show a lesson of a draft as it would be studied, as far as it is ready.

    Raises:
        Refusal: `forbidden` below the province; `not_found`.
    """
    require_province(staff)
    found = get_draft(course).find_lesson(lesson)
    if found is None:
        raise Refusal("not_found")
    text = find_markdown(course, found.text.id) if found.text else None
    return LessonSeen(found, lesson_content_of(course, found.ready), text)
