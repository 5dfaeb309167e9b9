"""Lessons with content in the HTTP contract (R52)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.courses.routes.shapes import LessonContentShape
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.told import Id, Instant, Line, Sentences
from chalicelib.study.rules.stretches import MOST_SENT

Seconds = Annotated[float, Meta(ge=0)]
Mark = Annotated[str, Meta(max_length=40)]


class PresenceSent(Sent, frozen=True, kw_only=True):
    """An answer to a question of presence: the words of the choice, or its position from 0."""

    id: Mark
    choice: Annotated[str, Meta(max_length=100)] | int


class LessonProgressSent(Sent, frozen=True, kw_only=True):
    """What was played of a lesson since the last report: stretches `[from, to]` in its seconds.

    Without any the clock starts, as it does with the first report. `position` is where the player stands, `place`
    a name that each tab or device chooses for itself; who names none studies at one place a lesson. `leaving`: the
    page is hidden or left and could show no question, so one that is due comes with the next report.
    """

    played: Annotated[list[tuple[Seconds, Seconds]], Meta(max_length=MOST_SENT)]
    position: Seconds | None = None
    place: Mark | None = None
    presence: PresenceSent | None = None
    leaving: bool = False


class PresenceAsked(Answered, frozen=True, kw_only=True):
    """An open question of presence: its text says which choice to take; answered by a report until `answer_by`."""

    id: Id
    question: Sentences
    choices: list[Line]
    answer_by: Instant


class LessonProgress(Answered, frozen=True, kw_only=True):
    """How far one is after a report: seconds credited of the lesson (`played`: which) and of the course.

    `elsewhere`: another place goes on with study, and this one is to stop. `chosen` is the topic whose credits
    count for the year; where it is another course, nothing more is credited here.
    """

    done: int
    played: list[tuple[int, int]]
    seconds_done: int
    seconds_required: int
    complete: bool
    chosen: Id | None
    presence: PresenceAsked | None
    elsewhere: bool


class StudiedLessonShape(LessonContentShape, frozen=True, kw_only=True):
    """A lesson as one studies it, with the question of presence that is open in its course."""

    presence: PresenceAsked | None


class StudiedPart(Answered, frozen=True, kw_only=True):
    """What is kept of a lesson: which seconds are credited, where its player was last."""

    id: Id
    played: list[tuple[int, int]]
    position: int


class StudyKept(Answered, frozen=True, kw_only=True):
    """What is kept of somebody's study of a course, in the edition that they began; lessons of one with content."""

    course: Id
    year: int
    edition: int
    seconds_done: int
    last_report_at: Instant | None
    lessons: list[StudiedPart]
