"""Ask the questions of somebody's next attempt at an examination (R52)."""

from chalicelib.courses.rules.course import Course
from chalicelib.identity.gateways import keys
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules.examination import AskedQuestion, asked_at


def ask_questions(course: Course, progress: StudyProgress) -> tuple[AskedQuestion, ...]:
    """What the next attempt asks: the same each time until it is handed in; nothing without examination."""
    person, number = progress.person, progress.attempts + 1
    return asked_at(
        course,
        lambda: keys.examination_digest(person, course.id, course.edition, number),
    )
