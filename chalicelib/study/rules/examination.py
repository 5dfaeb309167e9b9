"""An examination as it is asked and marked: drawn from its bank, choices shuffled, by a secret seed (R52).

Of a bank that administrators published, each attempt has its own draw. It is a function of the seed
alone, so that what is asked need not be kept before it is answered; and the seed is secret, since who
knew it would know in which order the bank has the choices. Drawing is sorting by digests: whatever
version of Python runs it, the same seed draws the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec

from chalicelib.courses.rules.course import OF_FILE, Course, Examination, Question
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules.attempt import AnsweredQuestion, Attempt

ThingT = TypeVar("ThingT")
FULL_SCORE = 100


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question as it is shown: `order` are the positions that its choices have in the bank."""

    question: Question
    order: tuple[int, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """Its choices, as they are shown."""
        return tuple(self.question.choices[place] for place in self.order)

    @property
    def right(self) -> int:
        """The position of the right choice, as they are shown."""
        return self.order.index(self.question.answer)


def is_drawn(course: Course) -> bool:
    """Whether each attempt has questions of its own.

    The examination of a course's file stays as it has always been shown, unless the year's figures say
    how many questions are asked.
    """
    drawn = course.examination is not None and course.examination.draw > 0
    return drawn or course.edition != OF_FILE


def can_be_taken(course: Course, progress: StudyProgress) -> bool:
    """Whether somebody may hand in another attempt: hours done, one left, no other topic's credits count."""
    if course.examination is None or progress.is_of_another_topic:
        return False
    is_done = progress.seconds >= course.prescribed(progress)
    return is_done and is_left(course.examination, progress)


def is_left(examination: Examination, progress: StudyProgress) -> bool:
    """Whether somebody has not had all the attempts that the year's figures allow."""
    return examination.attempts is None or progress.attempts_used < examination.attempts


def asked_at(course: Course, seed: Callable[[], bytes]) -> tuple[AskedQuestion, ...]:
    """What an attempt asks; nothing where the course has no examination.

    Args:
        course: the edition that is studied.
        seed: gives the attempt's secret, asked only where something is drawn.
    """
    if course.examination is None:
        return ()
    if not is_drawn(course):
        return tuple(_as_it_stands(each) for each in course.examination.questions)
    return drawn(course.examination, seed())


def _as_it_stands(question: Question) -> AskedQuestion:
    return AskedQuestion(question, tuple(range(len(question.choices))))


def drawn(examination: Examination, seed: bytes) -> tuple[AskedQuestion, ...]:
    """As many questions of the bank as are drawn, each as likely as any other, in any order."""
    questions = _shuffled(examination.questions, lambda each: each.id, seed)
    asked = questions[: examination.draw or len(questions)]
    return tuple(_with_choices_shuffled(each, seed) for each in asked)


def _with_choices_shuffled(question: Question, seed: bytes) -> AskedQuestion:
    places = range(len(question.choices))
    return AskedQuestion(
        question, _shuffled(places, lambda place: f"{question.id}\x1f{place}", seed)
    )


def _shuffled(
    things: Iterable[ThingT], name: Callable[[ThingT], str], seed: bytes
) -> tuple[ThingT, ...]:
    """Things in an order that the seed gives, each order as likely as any other."""
    return tuple(sorted(things, key=lambda each: sha256(seed + name(each).encode()).digest()))


def marked(
    asked: Sequence[AskedQuestion], answers: Mapping[str, int]
) -> tuple[AnsweredQuestion, ...]:
    """Mark answers: the position of the choice as it was shown, by question id.

    A question left out is answered wrongly.

    Raises:
        Refusal: field_unknown for a question that was not asked, field_invalid for an answer that
            is none of its choices.
    """
    known = {each.question.id: each for each in asked}
    for question, answer in answers.items():
        if question not in known:
            raise Refusal("field_unknown", field=f"answers.{question}")
        last = len(known[question].order) - 1
        if not 0 <= answer <= last:
            why = f"应为0至{last}的选项序号"
            raise Refusal("field_invalid", field=f"answers.{question}", why=why)
    return tuple(_marked(each, answers.get(each.question.id)) for each in asked)


def _marked(asked: AskedQuestion, chosen: int | None) -> AnsweredQuestion:
    return AnsweredQuestion(asked.question.id, asked.order, chosen, chosen == asked.right)


def score(answered: Sequence[AnsweredQuestion]) -> int:
    """Points of 100: the share of right answers, cut to a whole."""
    return sum(each.is_right for each in answered) * FULL_SCORE // len(answered)


def as_shown(
    attempt: Attempt, course: Course | None
) -> tuple[tuple[AnsweredQuestion, AskedQuestion | None], ...]:
    """The questions of an attempt as they were shown.

    None for one that its course, if there still is one, has no more: a deployment may bring a file
    with other questions.
    """
    bank = course.examination.questions if course and course.examination else ()
    known = {each.id: each for each in bank}
    return tuple((each, _find_asked(each, known)) for each in attempt.answered)


def _find_asked(answered: AnsweredQuestion, known: Mapping[str, Question]) -> AskedQuestion | None:
    question = known.get(answered.question)
    if question is None or len(question.choices) != len(answered.order):
        return None
    return AskedQuestion(question, answered.order)
