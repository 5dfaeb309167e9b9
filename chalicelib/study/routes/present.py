"""How a course is shown; the right answers stay here."""

from chalicelib.courses.rules.course import Course
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.routes import shapes
from chalicelib.study.routes.present_examination import examination


def course(shown: Course, kept: StudyProgress) -> shapes.CourseShape:
    """A course with one's progress; the right answers stay here."""
    return shapes.CourseShape(
        id=shown.id,
        year=shown.year,
        title=shown.title,
        seconds_required=shown.prescribed(kept),
        seconds_done=kept.seconds,
        complete=shown.is_complete(kept),
        chosen=kept.topic or None,
        begun_anew=kept.is_anew,
        lessons=[
            shapes.LessonShape(id=each.id, title=each.title, seconds=each.seconds)
            for each in shown.lessons
        ],
        examination=examination(shown, kept),
    )
