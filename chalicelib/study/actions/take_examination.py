"""Take the examination of a course: an attempt is marked and kept, and passing completes the course (R17, R52)."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.courses.rules.course import Course, Examination
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.ask_questions import ask_questions
from chalicelib.study.actions.bring_on import Begun, StudyStep, brought_on
from chalicelib.study.rules import examination as rules
from chalicelib.study.rules.attempt import Attempt
from chalicelib.study.store.attempts import attempt_write, find_attempt, find_attempts

RECENT = 8
"""As many attempts as one's progress remembers requests at the most (bring_on.py)."""


class ExaminationPaper(NamedTuple):
    """What is handed in: the position of the choice, as it was shown, by question id.

    `number` is the attempt that it answers; None, from who does not say: the next one.
    """

    answers: Mapping[str, int]
    number: int | None = None


class ExaminationTaken(NamedTuple):
    """One's progress, and the attempt that was kept: none where another topic's credits count."""

    course: Course
    progress: StudyProgress
    attempt: Attempt | None


def take_examination(
    person: str, course: str, paper: ExaminationPaper, *, at: datetime, cause: Cause
) -> ExaminationTaken:
    """Mark an attempt and keep it; the best score counts, and passing completes the course.

    Of two that hand in one attempt at once, one does; the other is told so, or answered alike where it
    is the same paper. So is a repeat.

    Raises:
        Refusal: `not_found`; `examination_absent`; `course_unfinished` before the hours are done; `attempt_over`,
            `attempt_unknown` for another than the next one; `attempts_exhausted`; `field_unknown`,
            `field_invalid` for an answer to what was not asked; as `report_study`.
    """
    handed_in = HandingIn(paper, at, cause)
    studied, progress = brought_on(person, course, handed_in.marked, at, cause)
    attempt = handed_in.attempt
    # One that was marked but not kept is none: another topic came first.
    is_kept = attempt is not None and progress.attempts >= attempt.number
    kept = attempt if is_kept else _repeated(progress, cause)
    return ExaminationTaken(studied, progress, kept)


class HandingIn:
    """One paper, however often it is marked before it is kept: it answers one attempt, never the next."""

    def __init__(self, paper: ExaminationPaper, at: datetime, cause: Cause) -> None:
        self._paper, self._at, self._cause = paper, at, cause
        self._number = paper.number
        self.attempt: Attempt | None = None

    def marked(self, begun: Begun) -> StudyStep:
        """Mark it and keep it as the next attempt, if that is the one which it answers."""
        _, course, before = begun
        if course.examination is None:
            raise Refusal("examination_absent")
        left = course.prescribed(before) - before.seconds
        if left > 0:
            raise Refusal("course_unfinished", seconds_left=left)
        number = before.attempts + 1
        self._number = self._number or number
        if self._number < number:
            self.attempt = self._kept(before, self._number)
            return StudyStep(before)
        if self._number > number:
            raise Refusal("attempt_unknown", attempt=number)
        _require_left(course.examination, before)
        return self._taken(course, before, course.examination.pass_mark)

    def _kept(self, before: StudyProgress, number: int) -> Attempt:
        """The attempt that was handed in already, if this is the same paper once more."""
        kept = find_attempt(before.person, before.year, before.course, number)
        if kept is None or kept.answers != self._paper.answers:
            raise Refusal("attempt_over", attempt=number)
        return kept

    def _taken(self, course: Course, before: StudyProgress, pass_mark: int) -> StudyStep:
        answered = rules.marked(ask_questions(course, before), self._paper.answers)
        self.attempt = Attempt(
            person=before.person,
            year=course.year,
            course=course.id,
            edition=course.edition,
            number=before.attempts + 1,
            at=self._at,
            score=rules.score(answered),
            pass_mark=pass_mark,
            seconds=before.seconds,
            answered=answered,
            cause=self._cause,
        )
        best = max(before.score or 0, self.attempt.score)
        after = msgspec.structs.replace(before, score=best, attempts=self.attempt.number)
        return StudyStep(after, (attempt_write(self.attempt),))


def _require_left(examination: Examination, before: StudyProgress) -> None:
    if not rules.is_left(examination, before):
        raise Refusal(
            "attempts_exhausted",
            attempts=examination.attempts,
            best=before.score or 0,
            pass_mark=examination.pass_mark,
        )


def _repeated(progress: StudyProgress, cause: Cause) -> Attempt | None:
    """The attempt that the same request made before, if it made one."""
    recent = find_attempts((progress.person,), progress.year, progress.course, None, RECENT)
    return next((each for each in recent if each.cause == cause), None)
