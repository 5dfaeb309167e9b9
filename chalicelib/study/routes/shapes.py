"""Courses in the HTTP contract."""

from typing import Annotated

from msgspec import Meta

from chalicelib.courses.rules.course import Content
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.told import Id, Line, Next, Sentences


class ProgressSent(Sent, frozen=True, kw_only=True):
    """Seconds studied since the last report."""

    seconds: Annotated[int, Meta(ge=0, le=900)]


class LessonShape(Answered, frozen=True, kw_only=True):
    """A part of a course: what it shows, how long it is, and how much of it is credited, in seconds."""

    id: Id
    title: Line
    seconds: int
    content: Content
    done: int


class QuestionShape(Answered, frozen=True, kw_only=True):
    """A question of an examination; one choice is right."""

    id: Id
    text: Sentences
    choices: list[Line]


class ExaminationShape(Answered, frozen=True, kw_only=True):
    """A course's examination; `best_score` of 100 so far.

    `questions` are those of the attempt of the number `attempt`, each attempt's own where the course
    draws them from a bank: then there are none, and `attempt` is null, as long as it cannot be taken.
    `attempts_used` of `attempts_allowed` have been handed in; null: there may be any number.
    """

    pass_mark: int
    questions: list[QuestionShape]
    best_score: int | None
    attempt: int | None
    attempts_used: int
    attempts_allowed: int | None


class CourseShape(Answered, frozen=True, kw_only=True):
    """A public-subject course and how far one is.

    Of several courses of a year, which are its topics, one is chosen: `chosen` is the one whose
    credits are registered and count, null as long as none is. Nothing more can be earned by another.
    `begun_anew`: the credits that it led to were revoked, and it counts from the beginning again.
    `elsewhere`, in the answer to a report: another place goes on with study, and this one is to stop.
    """

    id: Id
    year: int
    title: Line
    seconds_required: int
    seconds_done: int
    complete: bool
    chosen: Id | None
    begun_anew: bool
    elsewhere: bool
    lessons: list[LessonShape]
    examination: ExaminationShape | None


class Courses(Answered, frozen=True, kw_only=True):
    """The courses of a year."""

    items: list[CourseShape]
    next: Next | None
