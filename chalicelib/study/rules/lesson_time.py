"""Time of a lesson with content: each second of it counts once, and only where it was played (R52)."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.study_time import LessonPart, LessonTime, Presence
from chalicelib.study.rules import presence as presences
from chalicelib.study.rules.presence import PresenceAnswer, PresenceDraw
from chalicelib.study.rules.stretches import (
    Stretches,
    first_of,
    flat,
    joined,
    length,
    paired,
    without,
)

MOST_KEPT = 60
"""Stretches of a lesson that are kept apart: who has more is credited what goes on from one of them."""
_UNTOLD = LessonTime()


class PlayedReport(NamedTuple):
    """What a player says of a lesson: the stretches played since its last report, where it is, an answer.

    `is_leaving`: nobody will see what this report is answered.
    """

    lesson: str
    played: Stretches
    position: int | None = None
    answer: PresenceAnswer | None = None
    is_leaving: bool = False


class Gain(NamedTuple):
    """The progress after a report, and how many seconds that was credited."""

    progress: StudyProgress
    seconds: int


class Chances(NamedTuple):
    """When the year asks for presence (`every` so many seconds of credit), and what was drawn for a report."""

    every: int
    drawn: PresenceDraw


def done_of(progress: StudyProgress, lesson: str) -> Stretches:
    """What is credited of a lesson."""
    return paired(progress.lessons.get(lesson, _UNTOLD).credited)


def position_in(progress: StudyProgress, lesson: str) -> int:
    """Where the player of a lesson was last, in seconds."""
    return progress.lessons.get(lesson, _UNTOLD).position


def bring_on(
    before: StudyProgress, report: PlayedReport, most: int, at: datetime, chances: Chances
) -> Gain:
    """The progress after a report: its answer first, then the first seconds played that are not credited yet.

    Args:
        before: the progress as it is kept.
        report: what was played.
        most: how many seconds the clock lets through.
        at: the instant of the report.
        chances: when the next question of presence comes.
    """
    drawn = chances.drawn
    now = presences.as_of(before, at, drawn.wait)
    now = presences.answered(now, report.answer, at, drawn)
    presence = now.presence or Presence(wait=drawn.wait)
    most = min(most, presences.most_credit(presence, chances.every))
    gained = _gained(done_of(now, report.lesson), report.played, most)
    parts = (LessonPart(report.lesson, start, end) for start, end in gained)
    now = replace(
        now,
        seconds=now.seconds + length(gained),
        lessons=_told(now.lessons, report, gained),
        presence=presences.unproved(presence, parts) if gained else presence,
    )
    now = presences.asked_if_due(now, at, drawn, is_leaving=report.is_leaving)
    return Gain(now, length(gained))


def _gained(done: Stretches, played: Stretches, most: int) -> Stretches:
    """The first seconds that were played and are not credited yet."""
    fresh = without(played, done)
    if len(joined(done, fresh)) > MOST_KEPT:
        ends = {end for _, end in done}
        fresh = tuple(each for each in fresh if each[0] in ends)
    return first_of(fresh, most)


def _told(
    lessons: Mapping[str, LessonTime], report: PlayedReport, gained: Stretches
) -> dict[str, LessonTime]:
    before = lessons.get(report.lesson, _UNTOLD)
    position = before.position if report.position is None else report.position
    told = LessonTime(position, flat(joined(paired(before.credited), gained)))
    return {**lessons, report.lesson: told} if told != before else dict(lessons)
