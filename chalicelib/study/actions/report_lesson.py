"""Report what was played of a lesson (R52): time counts where its content was playing, each second once."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.courses.rules.course import Course, Lesson
from chalicelib.law.rules.policy import policy_of
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.bring_on import Begun, StudyStep, brought_on
from chalicelib.study.actions.run_clock import clock_of, with_clock
from chalicelib.study.rules.clock import PlaceReport
from chalicelib.study.rules.lesson_time import Chances, PlayedReport
from chalicelib.study.rules.presence import PresenceAnswer, PresenceDraw, shortest_wait
from chalicelib.study.rules.presence_question import kinds
from chalicelib.study.rules.stretches import parse_stretches
from chalicelib.study.rules.taken import TakenReport, take_lesson

REMEMBERED = 4
"""So many requests are known again: each second counts once anyway, and what progress weighs is what a report costs."""
SHUFFLES = 2**20
ID_BYTES = 9


class LessonPlayed(NamedTuple):
    """What a player tells: the stretches played, where it stands, from which place, an answer to a question.

    `is_leaving`: its page is hidden or left, and shows no question.
    """

    played: Sequence[tuple[float, float]]
    position: float | None = None
    place: str | None = None
    answer: PresenceAnswer | None = None
    is_leaving: bool = False


class LessonReported(NamedTuple):
    """The course, the lesson, one's progress after a report, and whether another place goes on with study."""

    course: Course
    lesson: Lesson
    progress: StudyProgress
    elsewhere: bool


def report_lesson(
    person: str, course: str, lesson: str, told: LessonPlayed, *, at: datetime, cause: Cause
) -> LessonReported:
    """Credit the first seconds played that are not credited yet, as many as the person's clock has let pass.

    The report that completes the course registers and accredits its credits before it answers.

    Raises:
        Refusal: `not_found`, `course_without_content`, `field_invalid`, `window_not_open`, `window_closed`,
            `moved_out`, `not_enrolled`.
    """
    elsewhere = False

    def credited(begun: Begun) -> StudyStep:
        nonlocal elsewhere
        taken = _taken(begun, lesson, told, at)
        elsewhere = taken.elsewhere
        return with_clock(begun.person_year, taken, at)._replace(remembered=REMEMBERED)

    studied, progress = brought_on(person, course, credited, at, cause)
    return LessonReported(studied, get_lesson(studied, lesson), progress, elsewhere)


def get_lesson(course: Course, lesson: str) -> Lesson:
    """A lesson that has content; Refusal not_found or course_without_content."""
    if not course.has_content:
        raise Refusal("course_without_content")
    found = course.find_lesson(lesson)
    if found is None:
        raise Refusal("not_found")
    return found


def _taken(begun: Begun, lesson: str, told: LessonPlayed, at: datetime) -> TakenReport:
    person_year, course, before = begun
    found = get_lesson(course, lesson)
    place = told.place or f"{course.id}/{lesson}"
    starts_anew = before.is_anew and before.last_report_at is None
    played = PlayedReport(
        lesson,
        parse_stretches(told.played, found.seconds),
        None if told.position is None else int(min(told.position, found.seconds)),
        told.answer,
        told.is_leaving,
    )
    return take_lesson(
        clock_of(person_year),
        before,
        PlaceReport(place, at, starts=starts_anew),
        played,
        _chances(policy_of(course.year).presence_seconds),
    )


def _chances(every: int) -> Chances:
    shortest = shortest_wait(every)
    draw = PresenceDraw(
        wait=shortest + 1 + secrets.randbelow(every - shortest),
        id=secrets.token_urlsafe(ID_BYTES),
        kind=secrets.randbelow(len(kinds())),
        shuffle=secrets.randbelow(SHUFFLES),
    )
    return Chances(every, draw)
