"""How a course is shown; the right answers stay here."""

from chalicelib.actions.report_study import is_complete
from chalicelib.entry import shapes_study
from chalicelib.rules import course as courses
from chalicelib.rules.course import Course
from chalicelib.rules.progress import Progress


def course(shown: Course, kept: Progress) -> shapes_study.Course:
    """A course with one's progress; the right answers stay here."""
    return shapes_study.Course(
        id=shown.id,
        year=shown.year,
        title=shown.title,
        seconds_required=shown.prescribed(kept),
        seconds_done=kept.seconds,
        complete=is_complete(shown, kept),
        chosen=kept.topic or None,
        begun_anew=kept.is_anew,
        lessons=[
            shapes_study.Lesson(id=each.id, title=each.title, seconds=each.seconds)
            for each in shown.lessons
        ],
        examination=_examination(shown.examination, kept.score) if shown.examination else None,
    )


def _examination(examination: courses.Examination, best: int | None) -> shapes_study.Examination:
    return shapes_study.Examination(
        pass_mark=examination.pass_mark,
        questions=[
            shapes_study.Question(id=each.id, text=each.text, choices=list(each.choices))
            for each in examination.questions
        ],
        best_score=best,
    )
