"""R17, R52: questions come from the bank by chance, their choices shuffled, and are marked as they were shown."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.courses.rules.course import Course, Examination, Question, examination_of, passes
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.law.rules.figure import Figure
from chalicelib.law.rules.policy import policy_of
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules.attempt import AnsweredQuestion, Attempt
from chalicelib.study.rules.examination import (
    AskedQuestion,
    as_shown,
    asked_at,
    can_be_taken,
    drawn,
    is_drawn,
    marked,
    score,
)

OF_FILE = courses_of(2021)[0]
PUBLISHED = replace(OF_FILE, edition=1)
LAW = policy_of(2021)
SEEDS = tuple(number.to_bytes(4, "big") for number in range(3000))


def unasked() -> bytes:
    raise AssertionError("what is not drawn needs no secret")


def asked() -> tuple[AskedQuestion, ...]:
    return asked_at(OF_FILE, unasked)


def points(answers: dict[str, int]) -> int:
    return score(marked(asked(), answers))


def right(count: int = 10) -> dict[str, int]:
    return {each.question.id: each.question.answer for each in asked()[:count]}


def of_bank(size: int, choices: int = 4, draw: int = 0) -> Examination:
    texts = tuple("甲乙丙丁戊己"[:choices])
    bank = tuple(Question(f"q{n}", f"第{n}题", texts, n % choices) for n in range(size))
    return Examination(60, bank, draw)


def figures(course: Course, **figures: int) -> Course:
    """The course as it is in a year with further figures."""
    added = {f"public.{name}": Figure(value, "A") for name, value in figures.items()}
    law = replace(LAW, figures={**LAW.figures, **added})
    assert course.examination is not None
    bank, draw = course.examination.questions, course.examination.draw
    return replace(course, examination=examination_of(law, bank, draw))


def test_r17_given_a_course_of_a_file_then_it_is_asked_as_it_always_was() -> None:
    assert OF_FILE.examination is not None
    assert tuple(each.question for each in asked()) == OF_FILE.examination.questions
    assert all(each.choices == each.question.choices for each in asked())


@pytest.mark.parametrize(
    ("course", "drawn"),
    [
        (OF_FILE, False),
        (figures(OF_FILE, attempts=3), False),
        (figures(OF_FILE, questions=4), True),
        (PUBLISHED, True),
    ],
)
def test_r52_given_a_published_course_or_a_figure_then_each_attempt_is_drawn(
    course: Course,
    drawn: bool,  # noqa: FBT001 - a case's column
) -> None:
    assert is_drawn(course) is drawn


@pytest.mark.parametrize(
    ("draw", "figure", "asks"), [(0, None, 10), (4, None, 4), (4, 7, 7), (0, 3, 3), (4, 99, 10)]
)
def test_r52_given_the_year_s_figure_then_it_says_how_many_are_asked_or_else_the_course(
    draw: int, figure: int | None, asks: int
) -> None:
    assert PUBLISHED.examination is not None
    course = replace(PUBLISHED, examination=replace(PUBLISHED.examination, draw=draw))
    asked = asked_at(figures(course, questions=figure) if figure else course, lambda: b"seed")
    assert len(asked) == asks


def test_given_no_examination_then_nothing_is_asked() -> None:
    assert asked_at(courses_of(2020)[0], unasked) == ()


@given(
    size=st.integers(1, 12),
    choices=st.integers(2, 6),
    draw=st.integers(0, 15),
    seed=st.binary(max_size=32),
)
def test_r52_given_any_draw_then_none_is_asked_twice_and_the_right_choice_stays_right(
    size: int, choices: int, draw: int, seed: bytes
) -> None:
    bank = of_bank(size, choices, draw)
    found = drawn(bank, seed)

    assert len({each.question.id for each in found}) == len(found) == min(draw or size, size)
    for each in found:
        assert each.question in bank.questions
        assert sorted(each.choices) == sorted(each.question.choices)
        assert each.choices[each.right] == each.question.choices[each.question.answer]
    assert drawn(bank, seed) == found
    answers = {each.question.id: each.right for each in found}
    assert score(marked(found, answers)) == 100
    for each in found:
        assert score(marked(found, answers | {each.question.id: (each.right + 1) % choices})) < 100


def test_r52_given_many_attempts_then_each_question_is_as_likely_and_each_place_of_the_right_choice() -> (
    None
):
    bank = of_bank(6, draw=2)
    found = [drawn(bank, seed) for seed in SEEDS]
    asks = Counter(each.question.id for questions in found for each in questions)
    pairs = Counter(tuple(each.question.id for each in questions) for questions in found)
    places = Counter(each.right for questions in found for each in questions)

    assert all(abs(asks[each.id] - 1000) < 5 * 26 for each in bank.questions), asks
    assert len(pairs) == 30, "every pair, in either order"
    assert all(abs(count - 100) < 5 * 10 for count in pairs.values()), pairs
    assert all(abs(places[place] - 1500) < 5 * 34 for place in range(4)), places


# Marking


@pytest.mark.parametrize(("correct", "expected"), [(0, 0), (5, 50), (6, 60), (9, 90), (10, 100)])
def test_r17_points_are_the_share_of_right_answers(correct: int, expected: int) -> None:
    assert points(right(correct)) == expected
    assert OF_FILE.examination is not None
    assert passes(OF_FILE.examination, expected) == (expected >= 60)


def test_r17_a_wrong_answer_is_worth_nothing() -> None:
    wrong = {each.question.id: (each.right + 1) % len(each.choices) for each in asked()}

    assert points(wrong) == 0
    assert points(wrong | right(7)) == 70


def test_r17_points_are_cut_to_a_whole() -> None:
    three = drawn(of_bank(3), b"")
    two_right = {each.question.id: each.right for each in three[:2]}

    assert score(marked(three, two_right)) == 66
    assert not passes(Examination(67, ()), 66)
    assert passes(Examination(66, ()), 66)


def test_an_answer_to_what_was_not_asked_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        points(right() | {"q99": 0})

    assert (refused.value.code, refused.value.facts["field"]) == ("field_unknown", "answers.q99")


@pytest.mark.parametrize("answer", [-1, 4, 10**9])
def test_an_answer_that_is_no_choice_is_refused(answer: int) -> None:
    first = asked()[0].question
    assert len(first.choices) <= 4

    with pytest.raises(Refusal) as refused:
        points(right() | {first.id: answer})

    found = (refused.value.code, refused.value.facts["field"])
    assert found == ("field_invalid", f"answers.{first.id}")


# Attempts


@pytest.mark.parametrize(
    ("allowed", "used", "seconds", "topic", "can"),
    [
        (None, 99, 81_000, "", True),
        (3, 2, 81_000, "", True),
        (3, 3, 81_000, "", False),
        (None, 0, 80_999, "", False),
        (None, 1, 81_000, OF_FILE.id, True),
        (None, 0, 81_000, "public-2021-2", False),
    ],
)
def test_r52_an_attempt_needs_the_hours_done_one_left_and_no_other_topic_s_credits(
    allowed: int | None,
    used: int,
    seconds: int,
    topic: str,
    can: bool,  # noqa: FBT001 - a case's column
) -> None:
    progress = StudyProgress(
        person="p",
        year=2021,
        course=OF_FILE.id,
        seconds=seconds,
        topic=topic,
        attempts=used + 4,
        attempts_before=4,
    )
    course = figures(OF_FILE, attempts=allowed) if allowed else OF_FILE
    assert can_be_taken(course, progress) is can


def attempt(*answered: AnsweredQuestion) -> Attempt:
    return Attempt(
        person="p",
        year=2021,
        course=OF_FILE.id,
        number=1,
        at=datetime(2021, 6, 1, tzinfo=UTC),
        score=0,
        pass_mark=60,
        seconds=81_000,
        answered=answered,
        cause=Cause("c"),
    )


def test_r52_given_an_attempt_then_it_is_shown_in_the_order_in_which_it_was_asked() -> None:
    asked = drawn(of_bank(5, draw=2), b"seed")
    kept = attempt(*marked(asked, {asked[1].question.id: 3}))
    course = replace(OF_FILE, examination=of_bank(5))

    assert [shown for _, shown in as_shown(kept, course)] == list(asked)
    assert kept.answers == {asked[1].question.id: 3}


def test_given_a_file_with_other_questions_since_then_those_of_before_are_known_no_more() -> None:
    asked = drawn(of_bank(2), b"seed")
    kept = attempt(*marked(asked, {}))
    fewer = replace(OF_FILE, examination=of_bank(1))
    other = replace(OF_FILE, examination=of_bank(2, choices=3))

    assert {each.question: shown is None for each, shown in as_shown(kept, fewer)} == {
        "q0": False,
        "q1": True,
    }
    assert [shown for _, shown in as_shown(kept, other)] == [None, None]
    assert [shown for _, shown in as_shown(kept, None)] == [None, None]
