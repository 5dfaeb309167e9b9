"""How a course is shown; the right answers stay here."""

from chalicelib.courses.rules.course import Course, Examination
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.routes import shapes


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
        examination=_examination(shown.examination, kept.score) if shown.examination else None,
    )


def _examination(examination: Examination, best: int | None) -> shapes.ExaminationShape:
    return shapes.ExaminationShape(
        pass_mark=examination.pass_mark,
        questions=[
            shapes.QuestionShape(id=each.id, text=each.text, choices=list(each.choices))
            for each in examination.questions
        ],
        best_score=best,
    )
