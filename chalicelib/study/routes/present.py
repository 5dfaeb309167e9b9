"""How a course is shown; the right answers stay here."""

from collections.abc import Iterator

from chalicelib.courses.rules.course import Course
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.routes import shapes
from chalicelib.study.routes.present_examination import examination
from chalicelib.study.rules.lesson_time import done_of
from chalicelib.study.rules.stretches import length


def course(shown: Course, kept: StudyProgress, *, elsewhere: bool = False) -> shapes.CourseShape:
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
        elsewhere=elsewhere,
        lessons=[
            shapes.LessonShape(
                id=each.id,
                title=each.title,
                seconds=each.seconds,
                content=each.content,
                done=done,
            )
            for each, done in zip(shown.lessons, _done(shown, kept), strict=True)
        ],
        examination=examination(shown, kept),
    )


def _done(shown: Course, kept: StudyProgress) -> Iterator[int]:
    """Seconds credited of each lesson; of a course without content, as if one had studied them in order."""
    left = kept.seconds
    for each in shown.lessons:
        done = length(done_of(kept, each.id)) if shown.has_content else min(left, each.seconds)
        left -= done
        yield done
