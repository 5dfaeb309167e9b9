"""What other subjects may ask of courses: all that they may use of its store."""

from chalicelib.courses.actions.lesson_content import LessonContent, lesson_content_of
from chalicelib.courses.rules.course import OF_FILE, Course, Lesson
from chalicelib.courses.rules.course_files import courses_of, find_file_course
from chalicelib.courses.rules.course_id import find_course_year, get_course_year
from chalicelib.courses.store.drafts import find_draft
from chalicelib.courses.store.editions import edition_of, get_edition, get_offered, read_offered
from chalicelib.platform.rules.refusal import Refusal


def offered(year: int) -> tuple[Course, ...]:
    """The courses that a year offers to newcomers; none for 2018 and 2019 (R24).

    Those that administrators published, the newest edition of each; the files' while there is none.
    Where there are several, they are topics of which one is chosen.

    Raises:
        Refusal: year_unknown.
    """
    files = courses_of(year)
    on_offer = get_offered(year).offered if files else ()
    return tuple(edition_of(year, *each) for each in on_offer) or files


def known_ids(year: int) -> tuple[str, ...]:
    """The ids of all courses that somebody may have begun, be they on offer still or not."""
    files = tuple(each.id for each in courses_of(year))
    known = get_offered(year).known if files else ()
    return tuple(dict.fromkeys((*files, *known)))


def get_course(course: str, edition: int | None = None) -> Course:
    """A course by its id: the edition that somebody began, or without one what a newcomer gets.

    Raises:
        Refusal: not_found: there is none, or for a newcomer, none any more.
    """
    if edition == OF_FILE:
        return _of_file(course)
    if edition is not None:
        return get_edition(course, edition)
    year = get_course_year(course)
    on_offer = _find_on_offer(year, course)
    return get_edition(course, on_offer) if on_offer else _of_file(course)


def get_latest(course: str) -> Course:
    """A course as it was published last, on offer still or not; or as its file has it.

    Raises:
        Refusal: not_found.
    """
    draft = find_draft(course)
    return get_edition(course, draft.edition) if draft and draft.published else _of_file(course)


def lesson_content(course: Course, lesson: Lesson) -> LessonContent:
    """What a player needs to show a lesson of an edition; nothing of a course of a file."""
    return lesson_content_of(course.id, lesson.media)


def find_begun(course: str, edition: int) -> Course | None:
    """The edition of a course that somebody has begun, on offer still or not."""
    if edition == OF_FILE:
        return find_file_course(course)
    try:
        return edition_of(find_course_year(course) or 0, course, edition)
    except LookupError:
        return None


def _find_on_offer(year: int, course: str) -> int | None:
    """Which edition of a course newcomers get; one that was not there half a minute ago is asked anew.

    Another process may have shown it to them already.
    """
    found = get_offered(year).find_edition(course)
    if found is None and find_file_course(course) is None:
        return read_offered(year).find_edition(course)
    return found


def _of_file(course: str) -> Course:
    found = find_file_course(course)
    if found is None:
        raise Refusal("not_found")
    return found
