"""How an examination is shown: questions before they are answered, answers and explanations afterwards."""

from collections.abc import Iterable

import msgspec

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.rules.course import Course
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.ask_questions import ask_questions
from chalicelib.study.routes import shapes, shapes_examination
from chalicelib.study.rules.attempt import AnsweredQuestion, Attempt
from chalicelib.study.rules.examination import AskedQuestion, as_shown, can_be_taken, is_drawn
from chalicelib.study.store.attempts import find_all_attempts


def examination(shown: Course, kept: StudyProgress) -> shapes.ExaminationShape | None:
    """A course's examination with the questions of the next attempt; the right answers stay here."""
    if shown.examination is None:
        return None
    is_shown = can_be_taken(shown, kept) or not is_drawn(shown)
    return shapes.ExaminationShape(
        pass_mark=shown.examination.pass_mark,
        questions=[_question(each) for each in ask_questions(shown, kept)] if is_shown else [],
        best_score=kept.score,
        attempt=kept.attempts + 1 if is_shown else None,
        attempts_used=kept.attempts_used,
        attempts_allowed=shown.examination.attempts,
    )


def _question(asked: AskedQuestion) -> shapes.QuestionShape:
    return shapes.QuestionShape(
        id=asked.question.id, text=asked.question.text, choices=list(asked.choices)
    )


def examined(course: shapes.CourseShape, kept: Attempt | None) -> shapes_examination.Examined:
    """A course as it is shown, with the attempt that was handed in."""
    return shapes_examination.Examined(
        **{each: getattr(course, each) for each in course.__struct_fields__},
        attempt=attempt(kept, _find_course(kept)) if kept else None,
    )


def attempts(found: Iterable[Attempt]) -> list[shapes_examination.AttemptShape]:
    """Attempts as they were shown, with what was right and why."""
    return [attempt(each, _find_course(each)) for each in found]


def attempts_of(people: tuple[str, ...]) -> list[shapes_examination.AttemptShape]:
    """Every attempt of a person, whatever it was about."""
    return attempts(each for person in people for each in find_all_attempts(person))


def _find_course(kept: Attempt) -> Course | None:
    """What an attempt was about: an edition stays for ever, a file may have left the deployment."""
    try:
        return ask_courses.get_course(kept.course, kept.edition)
    except Refusal:
        return None


def attempt(kept: Attempt, about: Course | None) -> shapes_examination.AttemptShape:
    """An attempt that was handed in."""
    return shapes_examination.AttemptShape(
        course=kept.course,
        no=kept.number,
        at=time_text(kept.at),
        score=kept.score,
        pass_mark=kept.pass_mark,
        passed=kept.passed,
        questions=[_answered(*each) for each in as_shown(kept, about)],
    )


def _answered(
    answered: AnsweredQuestion, asked: AskedQuestion | None
) -> shapes_examination.AnsweredShape:
    told = shapes_examination.AnsweredShape(
        id=answered.question,
        text=None,
        choices=None,
        chosen=answered.chosen,
        right=None,
        is_right=answered.is_right,
        explanation=None,
    )
    if asked is None:
        return told
    return msgspec.structs.replace(
        told,
        text=asked.question.text,
        choices=list(asked.choices),
        right=asked.right,
        explanation=asked.question.explanation or None,
    )
