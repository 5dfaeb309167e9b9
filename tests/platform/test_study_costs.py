"""R52: what a person's year of study costs: its calls and write units, played by a client as the page is."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.study.actions.report_lesson import LessonPlayed, LessonReported, report_lesson
from chalicelib.study.rules.presence import PresenceAnswer, question_of
from tests.platform.metering import Meter
from tests.records.province import enrolled, fresh_cause
from tests.study.published import REQUIRED, course_of, publish

BEGINS = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
LESSONS = {f"lesson-{number:02}": REQUIRED // 12 for number in range(12)}
LONGEST = 598
"""Seconds that the page plays before it reports (web/src/study/reporter.ts)."""
A_DAY = 10_125
"""Eight days, of not quite three hours each."""
PAUSES = 3
MOST_CALLS = 170
MOST_UNITS = 180


class Studying:
    """A client that plays lessons one after the other, pauses, reports and answers as the page does."""

    def __init__(self, person: str, luck: Random) -> None:
        self.person, self.luck, self.now = person, luck, BEGINS
        self.calls = self.at = 0
        self.lesson = ""
        self.answer: PresenceAnswer | None = None
        self.stops: list[int] = []

    def begin(self, lesson: str) -> None:
        """Go on with another lesson, in the same tab."""
        self.lesson, self.at = lesson, 0

    def report(self, *played: tuple[int, int]) -> None:
        """Report, with the answer to what was asked before."""
        self.calls += 1
        told = LessonPlayed(played, self.at, "tab", self.answer)
        course, cause = course_of(2020), fresh_cause()
        self.told: LessonReported = report_lesson(
            self.person, course, self.lesson, told, at=self.now, cause=cause
        )
        presence = self.told.progress.presence
        asked = presence.asked if presence else None
        self.answer = PresenceAnswer(asked.id, question_of(asked).answer) if asked else None

    def until_stop(self, end: int) -> int:
        """Play on until one pauses or the lesson ends; how many seconds."""
        if not self.stops:
            self._come_again()
        start = self.at
        until = min(end, start + self.stops[0])
        while self.at < until:
            before, self.at = self.at, min(until, self.at + LONGEST)
            self.now += timedelta(seconds=self.at - before)
            self.report((before, self.at))
        self._stop(until - start)
        return until - start

    def _come_again(self) -> None:
        """A day begins: when one stops on it, and that one is there."""
        ends = [0, *sorted(self.luck.sample(range(60, A_DAY), PAUSES)), A_DAY]
        self.stops = [end - start for start, end in pairwise(ends)]
        self.now += timedelta(hours=20)
        self.report()

    def _stop(self, played: int) -> None:
        """Pause, where it is time to; nobody goes for the day and leaves a question open."""
        self.stops[0] -= played
        if self.stops[0]:
            return
        self.stops.pop(0)
        self.now += timedelta(minutes=7)
        if self.answer and not self.stops:
            self.report()


def test_r52_given_a_year_played_with_pauses_and_questions_then_its_calls_and_units_are_few(
    meter: Meter,
) -> None:
    publish(lessons=LESSONS)
    li = Studying(enrolled().id, Random(52))  # noqa: S311 - the same pauses every time
    before, done = meter.units, 0
    for name, seconds in LESSONS.items():
        li.begin(name)
        while li.at < seconds:
            done += li.until_stop(seconds)
            assert li.told.progress.seconds == done, "who is there and answers loses nothing"
    assert li.told.course.is_complete(li.told.progress)
    assert li.calls <= MOST_CALLS
    assert meter.units - before <= MOST_UNITS
    progress = [write.size for write in meter.writes if write.sk.startswith("S#")]
    assert max(progress) < 1024
