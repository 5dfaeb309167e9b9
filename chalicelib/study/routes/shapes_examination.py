"""Examinations and attempts in the HTTP contract."""

from typing import Annotated

from msgspec import Meta

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.told import Id, Instant, Line, Next, Sentences
from chalicelib.study.routes.shapes import CourseShape


class AnswersSent(Sent, frozen=True, kw_only=True):
    """The chosen positions (from 0) by question id, as the questions were shown.

    `attempt` is the one that they were shown for: it is handed in once, from however many pages. Without
    it, the answers are those of the next.
    """

    answers: dict[str, int]
    attempt: Annotated[int, Meta(ge=1)] | None = None


class AnsweredShape(Answered, frozen=True, kw_only=True):
    """A question of an attempt that was handed in, its choices in the order in which they were shown.

    `chosen` and `right` are positions from 0; `chosen` is null where it was left out. `text`, `choices`,
    `right` and `explanation` are null where the course has the question no more.
    """

    id: Id
    text: Sentences | None
    choices: list[Line] | None
    chosen: int | None
    right: int | None
    is_right: bool
    explanation: Sentences | None


class AttemptShape(Answered, frozen=True, kw_only=True):
    """An attempt at a course's examination that was handed in: `no` counts them from 1."""

    course: Id
    no: int
    at: Instant
    score: int
    pass_mark: int
    passed: bool
    questions: list[AnsweredShape]


class Attempts(Answered, frozen=True, kw_only=True):
    """A page of attempts, the latest first."""

    items: list[AttemptShape]
    next: Next | None


class Examined(CourseShape, frozen=True, kw_only=True):
    """A course after an examination, and the attempt that was kept.

    It is null where nothing more can be earned: the credits of another course of the year count.
    """

    attempt: AttemptShape | None
