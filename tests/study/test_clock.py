"""R52: one clock a person: no second of it is credited twice, whatever devices, lessons and courses."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.study_time import Displaced
from chalicelib.study.rules import stretches
from chalicelib.study.rules.clock import SET_BACK, SILENT, PlaceReport, StudyClock, let
from chalicelib.study.rules.lesson_time import Chances, PlayedReport, done_of
from chalicelib.study.rules.presence import PresenceAnswer, PresenceDraw, as_of, question_of
from chalicelib.study.rules.taken import take_lesson, take_seconds

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
EVERY = 900
LESSON = 2700
PLAIN = "plain"
ENOUGH = 10**6


class Step(NamedTuple):
    """What some client of a person does: after a while, from a place, of a lesson of a course."""

    after: int
    place: str
    course: str
    lesson: str
    played: tuple[tuple[float, float], ...]
    answers: str
    drawn: PresenceDraw


SECONDS = st.floats(0, LESSON * 1.2)
STEPS = st.builds(
    Step,
    st.integers(-400, 1500) | st.sampled_from([0, 1, 600, 660, 86_400, -90_000]),
    st.sampled_from(["", "tab", "phone", "a", "b", "c", "d"]),
    st.sampled_from(["first", "second", PLAIN]),
    st.sampled_from(["1", "2"]),
    st.lists(st.tuples(SECONDS, SECONDS).map(lambda ends: (min(ends), max(ends))), max_size=4).map(
        tuple
    ),
    st.sampled_from(["right", "wrong", "none", "old"]),
    st.builds(
        PresenceDraw,
        st.integers(301, EVERY),
        st.text("abc", min_size=8),
        st.integers(0, 19),
        st.just(1),
    ),
)


class Person:
    """All that is kept of a person's study, and the truth beside it."""

    def __init__(self) -> None:
        self.now, self.passed = AT, 0
        self.clock = StudyClock()
        self.of = {
            each: StudyProgress(person="p", year=2026, course=each)
            for each in ("first", "second", PLAIN)
        }
        self.credited = 0
        self.played: dict[tuple[str, str], list[tuple[int, int]]] = {}

    def do(self, step: Step) -> None:
        """Let time pass, or be set back, and report."""
        self.now += timedelta(seconds=step.after)
        self.passed += max(0, step.after)
        report = PlaceReport(step.place or f"{step.course}/{step.lesson}", self.now)
        before = self.of[step.course]
        if step.course == PLAIN:
            seconds = min(900, sum(int(end - start) for start, end in step.played))
            taken = take_seconds(self.clock, before, report, seconds, ENOUGH)
            self.credited += taken.progress.seconds - before.seconds
        else:
            said = stretches.parse_stretches(step.played, LESSON)
            self.played.setdefault((step.course, step.lesson), []).extend(said)
            played = PlayedReport(step.lesson, said, 0, answer(before, step.answers))
            taken = take_lesson(self.clock, before, report, played, Chances(EVERY, step.drawn))
            was = done_of(as_of(before, self.now, EVERY), step.lesson)
            fresh = stretches.without(done_of(taken.progress, step.lesson), was)
            self.credited += stretches.length(fresh)
        self.of[step.course], self.clock = taken.progress, taken.clock


def answer(progress: StudyProgress, how: str) -> PresenceAnswer | None:
    """An answer to what is asked, or to something else."""
    asked = progress.presence.asked if progress.presence else None
    if how == "none" or asked is None:
        return None
    right = question_of(asked).answer
    return PresenceAnswer("old" if how == "old" else asked.id, right if how == "right" else "else")


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=40))
def test_r52_no_history_of_reports_beats_the_clock_or_counts_a_second_twice_or_unplayed(
    steps: Sequence[Step],
) -> None:
    person = Person()
    for step in steps:
        person.do(step)
        assert person.credited <= person.passed
    for course in ("first", "second"):
        progress = person.of[course]
        done = {lesson: done_of(progress, lesson) for lesson in ("1", "2")}
        assert progress.seconds == sum(map(stretches.length, done.values())) <= 2 * LESSON
        for lesson, credited in done.items():
            assert all(end < start for (_, end), (start, _) in pairwise(credited)), (
                "each second once"
            )
            assert not stretches.without(
                credited, stretches.joined(person.played.get((course, lesson), []))
            )
        if presence := progress.presence:
            for each in presence.unproved:
                assert not stretches.without(((each.start, each.end),), done[each.lesson])


TEN = timedelta(minutes=10)
RUNS = StudyClock(AT, "phone")
AFTER = StudyClock(AT, "phone", (Displaced("tab", 70),))


@pytest.mark.parametrize(
    ("clock", "place", "after", "starts", "seconds", "elsewhere"),
    [
        (StudyClock(), "phone", TEN, False, 0, False),
        (RUNS, "phone", TEN, False, 600, False),
        (RUNS, "phone", timedelta(seconds=59.9), False, 59, False),
        (RUNS, "phone", TEN, True, 0, False),
        (RUNS, "phone", -timedelta(seconds=1), False, 0, False),
        (RUNS, "phone", -SET_BACK - timedelta(seconds=1), False, 0, False),
        (RUNS, "tab", TEN, False, 600, False),
        (AFTER, "phone", TEN, False, 600, False),
        (AFTER, "tab", TEN, False, 70, True),
        (AFTER, "tab", TEN, True, 0, False),
        (AFTER, "tab", SILENT - timedelta(seconds=1), False, 70, True),
        (AFTER, "tab", SILENT, False, 660, False),
        (AFTER, "tab", -SET_BACK - timedelta(seconds=1), False, 0, False),
        (AFTER, "third", TEN, False, 600, False),
    ],
)
def test_r52_what_the_clock_lets_through(
    clock: StudyClock,
    place: str,
    after: timedelta,
    starts: bool,  # noqa: FBT001 - as above
    seconds: int,
    elsewhere: bool,  # noqa: FBT001 - as above
) -> None:
    found = let(clock, PlaceReport(place, AT + after, starts))

    assert (found.seconds, found.elsewhere) == (seconds, elsewhere)


def reported(
    clock: StudyClock, course: str, after: timedelta, seconds: int
) -> tuple[StudyClock, int, bool]:
    """A report of a course without content that has begun: the clock, what was credited, whether it is told."""
    begun = StudyProgress(person="p", year=2026, course=course)
    taken = take_seconds(clock, begun, PlaceReport(course, AT + after), seconds, ENOUGH)
    return taken.clock, taken.progress.seconds, taken.elsewhere


def test_r52_given_two_courses_at_once_then_the_later_goes_on_and_the_earlier_is_told() -> None:
    clock, *_ = reported(StudyClock(), "2020", timedelta(), 0)
    clock, credited, told = reported(clock, "2020", TEN, 600)
    assert (credited, told) == (600, False)
    clock, *begun = reported(clock, "2021", TEN + timedelta(minutes=4), 0)
    assert begun == [0, False]
    clock, *late = reported(clock, "2020", 2 * TEN, 600)
    assert late == [240, True], "what had passed for it before the other began"
    clock, *late = reported(clock, "2020", 2 * TEN, 600)
    assert late == [0, True], "once"
    clock, *later = reported(clock, "2021", 2 * TEN + timedelta(minutes=4), 600)
    assert later == [600, False]
    clock, *late = reported(clock, "2020", 3 * TEN, 600)
    assert late == [0, True]
    _, *late = reported(clock, "2020", 4 * TEN, 600)
    assert late == [600, False], "the other one has been left"


def test_r52_given_a_report_that_was_sent_twice_then_the_next_one_loses_nothing() -> None:
    begun = StudyProgress(person="p", year=2026, course="first")
    chances = Chances(EVERY, PresenceDraw(EVERY, "q", 0, 0))
    reports = [(0, ()), (600, ((0, 600),)), (660, ((0, 600),)), (1200, ((600, 1200),))]
    clock, progress = StudyClock(), begun
    for after, played in reports:
        report = PlaceReport("tab", AT + timedelta(seconds=after))
        progress, clock, _ = take_lesson(
            clock, progress, report, PlayedReport("1", played), chances
        )
    assert progress.seconds == 1200


@pytest.mark.parametrize(
    ("progress", "reported", "passed", "total"),
    [
        (0, 60, None, 0),
        (50, 60, None, 50),
        (0, 60, 60.0, 60),
        (0, 60, 59.999999, 59),
        (0, 60, 3600.0, 60),
        (0, 0, 60.0, 0),
        (10, 60, 0.0, 10),
        (10, 60, -5.0, 10),
        (10, -60, 60.0, 10),
        (43_190, 60, 60.0, 43_200),
        (43_140, 60, 60.0, 43_200),
        (43_139, 60, 60.0, 43_199),
        (43_200, 60, 60.0, 43_200),
        (50_000, 60, 60.0, 50_000),
    ],
)
def test_r17_a_report_credits_no_more_than_passed(
    progress: int, reported: int, passed: float | None, total: int
) -> None:
    clock = StudyClock() if passed is None else StudyClock(AT - timedelta(seconds=passed), "2020")
    before = StudyProgress(person="p", year=2020, course="2020", seconds=progress)
    taken = take_seconds(clock, before, PlaceReport("2020", AT), reported, 43_200)
    assert (taken.progress.seconds, taken.elsewhere) == (total, False)
