"""R52: at moments that the server chose a question comes; without its answer the stretch before it does not count."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.study_time import AskedPresence, LessonPart, LessonTime, Presence
from chalicelib.study.rules.clock import PlaceReport, StudyClock
from chalicelib.study.rules.lesson_time import MOST_KEPT, Chances, PlayedReport, done_of
from chalicelib.study.rules.presence import (
    ANSWER_WITHIN,
    TRIES,
    PresenceAnswer,
    PresenceDraw,
    as_of,
    question_of,
    shortest_wait,
)
from chalicelib.study.rules.presence_question import kinds, presence_question
from chalicelib.study.rules.taken import TakenReport, take_lesson

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
EVERY = 900
LESSON = 27_000
FRESH = StudyProgress(person="p", year=2026, course="c")
Said = Callable[[StudyProgress], PresenceAnswer | None]


def draws(luck: Random) -> Iterator[PresenceDraw]:
    """What the server draws for one report after the other."""
    shortest = shortest_wait(EVERY)
    while True:
        wait = shortest + 1 + luck.randrange(EVERY - shortest)
        yield PresenceDraw(wait, str(luck.random()), luck.randrange(20), luck.randrange(1000))


class Player:
    """A player of one long lesson, and what the server keeps."""

    def __init__(self, luck: Random, says: Said) -> None:
        self.now, self.at = AT, 0
        self.drawn, self.says = draws(luck), says
        self.kept = TakenReport(FRESH, StudyClock(), elsewhere=False)

    def report(
        self,
        *played: tuple[int, int],
        answer: PresenceAnswer | None = None,
        is_leaving: bool = False,
    ) -> StudyProgress:
        """PlaceReport as of now."""
        answer = answer or self.says(self.kept.progress)
        said = PlayedReport("1", played, self.at, answer, is_leaving)
        chances = Chances(EVERY, next(self.drawn))
        self.kept = take_lesson(
            self.kept.clock, self.kept.progress, PlaceReport("tab", self.now), said, chances
        )
        return self.kept.progress

    def play(self, seconds: int, *, is_leaving: bool = False) -> StudyProgress:
        """Play on, and report it."""
        self.now += timedelta(seconds=seconds)
        self.at += seconds
        return self.report((self.at - seconds, self.at), is_leaving=is_leaving)

    @property
    def asked(self) -> AskedPresence:
        """The open question."""
        asked = _asked(self.kept.progress)
        assert asked is not None
        return asked

    def until_asked(self) -> int:
        """Play in full reports until a question comes; answer what is credited."""
        while not self.play(600).is_asked:
            pass
        return self.kept.progress.seconds


def _asked(progress: StudyProgress) -> AskedPresence | None:
    return progress.presence.asked if progress.presence else None


def right(progress: StudyProgress) -> PresenceAnswer | None:
    """The right answer to what is asked."""
    asked = _asked(progress)
    return PresenceAnswer(asked.id, question_of(asked).answer) if asked else None


def silent(_progress: StudyProgress) -> PresenceAnswer | None:
    """No answer to anything."""
    return None


def begun(seed: int) -> Player:
    """A player that has begun and answers nothing by itself."""
    player = Player(Random(seed), silent)  # noqa: S311 - the same moments every time
    player.report()
    return player


@settings(max_examples=40)
@given(
    st.randoms(use_true_random=False),
    st.lists(st.tuples(st.integers(1, 600), st.integers(0, 7200)), min_size=1, max_size=60),
)
def test_r52_who_reports_every_ten_minutes_and_answers_loses_nothing(
    luck: Random, stretches: list[tuple[int, int]]
) -> None:
    player = Player(luck, right)
    player.report()
    for seconds, pause in stretches:
        assert player.play(seconds).seconds == player.at
        if pause:
            player.now += timedelta(seconds=pause % 1200)
            player.report()
    assert not player.report().is_asked


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 4000), max_size=40))
def test_r52_who_answers_nothing_completes_nothing(luck: Random, after: list[int]) -> None:
    player = Player(luck, silent)
    player.report()
    for seconds in after:
        player.now += timedelta(seconds=seconds)
        progress = player.report((0, LESSON))
        assert progress.seconds <= 2 * EVERY + 600
        assert progress.is_asked or progress.seconds <= EVERY


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(EVERY, 86_400))
def test_r52_an_hour_without_a_network_counts_until_the_next_moment_at_most(
    luck: Random, offline: int
) -> None:
    player = Player(luck, right)
    player.report()
    progress = player.play(offline)
    assert 600 <= progress.seconds <= EVERY
    assert progress.is_asked or progress.seconds == 600


@pytest.mark.parametrize("by_words", [True, False])
def test_r52_given_the_right_choice_in_time_then_all_credit_stays(by_words: bool) -> None:  # noqa: FBT001 - a case's column
    player = begun(1)
    credited, asked = player.until_asked(), player.asked
    question = question_of(asked)
    choice = question.answer if by_words else question.choices.index(question.answer)

    player.now = asked.answer_by
    progress = player.report(answer=PresenceAnswer(asked.id, choice))

    assert (progress.seconds, progress.is_asked) == (credited, False)
    assert progress.presence is not None
    assert not progress.presence.unproved
    assert asked.answer_by - AT - timedelta(seconds=credited) == ANSWER_WITHIN


def test_r52_given_no_answer_in_time_then_the_stretch_is_taken_back_and_can_be_played_again() -> (
    None
):
    player = begun(2)
    player.until_asked()
    answered = player.report(answer=right(player.kept.progress)).seconds
    unproved, asked = player.until_asked() - answered, player.asked

    player.now = asked.answer_by + timedelta(seconds=1)
    late = player.report(answer=right(player.kept.progress))

    assert unproved > 0
    assert (late.seconds, late.is_asked) == (answered, False)
    assert done_of(late, "1") == ((0, answered),)
    player.at = answered
    assert player.play(300).seconds == answered + 300


def test_r52_given_wrong_choices_then_another_is_asked_and_after_three_it_has_lapsed() -> None:
    player = begun(3)
    player.until_asked()
    ids = set()
    for number in range(1, TRIES + 1):
        asked = player.asked
        ids.add((asked.id, asked.kind))
        progress = player.report(answer=PresenceAnswer(asked.id, "不在其中"))
        assert progress.is_asked == (number < TRIES)
    assert len(ids) == TRIES
    assert progress.seconds == 0


def test_r52_given_an_open_question_then_a_quarter_of_an_hour_more_counts_and_no_longer() -> None:
    player = begun(4)
    credited = player.until_asked()
    assert player.play(600).seconds == credited + 600
    assert player.play(599).seconds == credited + EVERY


def test_r52_given_who_leaves_as_a_question_is_due_then_it_comes_on_return_and_nothing_is_lost() -> (
    None
):
    player = begun(5)
    while not (left := player.play(900, is_leaving=True)).presence or not left.presence.is_put_off:
        pass
    assert not left.is_asked

    player.now += timedelta(days=3)
    returned = player.report()

    assert (returned.is_asked, returned.seconds) == (True, left.seconds)
    answered = player.report(answer=right(returned))
    assert (answered.is_asked, answered.seconds) == (False, left.seconds)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 4000), max_size=40))
def test_r52_who_always_says_to_be_leaving_is_asked_by_the_second_time(
    luck: Random, after: list[int]
) -> None:
    player = Player(luck, silent)
    player.report()
    for seconds in after:
        player.now += timedelta(seconds=seconds)
        progress = player.report((0, LESSON), is_leaving=True)
        assert progress.seconds <= 3 * EVERY + 600
        assert progress.is_asked or progress.seconds <= EVERY + 600


@pytest.mark.parametrize("choice", ["x", 0])
def test_r52_given_an_answer_to_an_unknown_question_then_nothing_changes(choice: str | int) -> None:
    player = begun(5)
    player.until_asked()
    before = player.kept
    player.report(answer=PresenceAnswer("unknown", choice))
    assert player.kept == before
    assert as_of(before.progress, player.now, 1) is before.progress


def test_r52_a_question_names_one_of_its_choices_and_no_other() -> None:
    assert len(kinds()) == 20
    for number in range(len(kinds())):
        for shuffle in range(0, 20_000, 397):
            asked = presence_question(number, shuffle)
            assert [each for each in asked.choices if each in asked.text] == [asked.answer]
            assert len(set(asked.choices)) == 4
            assert [place for place in range(4) if asked.is_answered_by(place)] == [
                asked.choices.index(asked.answer)
            ]


def test_r52_given_more_stretches_than_are_kept_then_only_what_goes_on_from_one_counts() -> None:
    ends = tuple(end for each in range(MOST_KEPT) for end in (10 * each, 10 * each + 1))
    kept = StudyProgress(
        person="p",
        year=2026,
        course="c",
        seconds=MOST_KEPT,
        lessons={"1": LessonTime(0, ends)},
        presence=Presence(EVERY, (LessonPart("1", 0, 1),)),
    )
    chances = Chances(EVERY, PresenceDraw(EVERY, "q", 0, 0))
    played = PlayedReport("1", ((1, 2), (5, 6), (9_000, 9_001)))
    report = PlaceReport("tab", AT + timedelta(minutes=1))
    after = take_lesson(StudyClock(AT, "tab"), kept, report, played, chances).progress
    assert after.seconds == MOST_KEPT + 1
    assert len(done_of(after, "1")) == MOST_KEPT
