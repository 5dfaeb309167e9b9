"""The public subject's course: lessons, honest time, examination (R17)."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.reference import slot_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.rules.course import (
    Course,
    Examination,
    Question,
    course,
    courses_of,
    credited,
    parse_course,
    passes,
    require_topics,
    score,
)

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)


def examination(year: int = 2021) -> Examination:
    found = courses_of(year)[0].examination
    assert found is not None
    return found


def right(count: int) -> dict[str, int]:
    return {each.id: each.answer for each in examination().questions[:count]}


@pytest.mark.parametrize("year", [2018, 2019])
def test_r24_nobody_studies_the_public_subject_of_a_make_up(year: int) -> None:
    assert courses_of(year) == ()


@pytest.mark.parametrize("year", [year for year in years() if year >= 2020])
def test_r17_a_year_has_courses_of_the_hours_prescribed(year: int) -> None:
    found = courses_of(year)

    assert len(found) == policy_of(year).topics == (2 if year == 2023 else 1)
    for each in found:
        assert each.year == year
        assert each.title.startswith(f"{year}年度公需科目")
        assert each.seconds_required == sum(lesson.seconds for lesson in each.lessons) == 81_000
        assert each.seconds_required == policy_of(year).public_hours * 3600 == 30 * 45 * 60
        assert (each.examination is None) == (year in {2020, 2023, 2024})
    lessons = [lesson.id for each in found for lesson in each.lessons]
    assert len(set(lessons)) == len(lessons)


def test_r17_the_topics_of_a_year_share_the_slot_that_its_one_course_had() -> None:
    first, second = courses_of(2023)

    assert (first.id, second.id) == ("public-2023", "public-2023-2")
    assert first.slot == second.slot == slot_of("public", "public-2023")
    assert first.slot != courses_of(2024)[0].slot


@pytest.mark.parametrize("year", [2021, 2022, 2025, 2026, 2027])
def test_r17_a_year_examines_with_the_pass_mark_of_its_policy(year: int) -> None:
    found = examination(year)

    assert found.pass_mark == policy_of(year).pass_mark == 60
    assert len(found.questions) == len({each.id for each in found.questions}) >= 10
    for question in found.questions:
        assert len(set(question.choices)) == len(question.choices) >= 2
        assert 0 <= question.answer < len(question.choices)


def test_a_course_is_found_by_its_id() -> None:
    assert course("public-2022") == courses_of(2022)[0]
    with pytest.raises(Refusal, match="not_found"):
        course("public-2018")


def test_a_year_without_policy_has_no_courses_to_ask_for() -> None:
    with pytest.raises(Refusal, match="year_unknown"):
        courses_of(2017)


HOURLY = [{"id": str(n), "title": "课", "seconds": 6750} for n in range(12)]
ASKED = [{"id": "q", "text": "?", "choices": ["a", "b"], "answer": 0}]


@pytest.mark.parametrize(
    ("year", "lessons", "questions", "why"),
    [
        (2020, HOURLY[:11], [], "81000"),
        (2020, [*HOURLY, HOURLY[0]], [], "81000"),
        (2020, HOURLY, ASKED, "及格线"),
        (2021, HOURLY, [], "及格线"),
    ],
)
def test_r17_a_course_that_disagrees_with_its_policy_is_refused(
    year: int, lessons: list[object], questions: list[object], why: str
) -> None:
    document = {"id": "x", "title": "课程", "lesson": lessons, "question": questions}

    with pytest.raises(Refusal, match="policy_invalid") as refused:
        parse_course(policy_of(year), document)
    assert why in refused.value.detail
    assert str(year) in refused.value.detail


def test_r17_a_year_offers_as_many_topics_as_its_policy_says() -> None:
    require_topics(policy_of(2023), 2)
    for year, courses in ((2023, 1), (2024, 2)):
        with pytest.raises(Refusal, match="policy_invalid") as refused:
            require_topics(policy_of(year), courses)
        assert "专题" in refused.value.detail


def test_a_course_with_an_unknown_member_is_refused() -> None:
    document = {"id": "x", "title": "课程", "lesson": HOURLY, "hours": 12}

    with pytest.raises(msgspec.ValidationError, match="hours"):
        parse_course(policy_of(2020), document)


# R8: a course that was finished keeps the hours that it was finished with


@pytest.mark.parametrize(
    ("seconds", "kept", "prescribed"),
    [
        (43_200, None, 43_200),
        (43_199, None, 81_000),
        (80_100, None, 81_000),
        (0, None, 81_000),
        (43_200, 43_200, 43_200),
        (43_200, 81_000, 81_000),
        (43_199, 43_200, 81_000),
        (81_000, 81_000, 81_000),
        (90_000, 90_000, 90_000),
        (81_000, 90_000, 81_000),
    ],
)
def test_r8_a_course_prescribes_what_it_was_finished_with_or_else_todays_hours(
    seconds: int, kept: int | None, prescribed: int
) -> None:
    studied = StudyProgress(
        person="p", year=2020, course="public-2020", seconds=seconds, seconds_required=kept
    )
    only = course("public-2020")

    assert only.prescribed(studied) == prescribed
    assert only.is_finished(studied) is (seconds >= prescribed)


# Honest time


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
    last = None if passed is None else AT - timedelta(seconds=passed)

    assert credited(progress, reported, last, AT, 43_200) == total


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(-100, 2000)), max_size=40),
    st.integers(1, 3600),
)
def test_r17_no_history_of_reports_beats_the_clock(
    reports: list[tuple[int, int]], required: int
) -> None:
    start, now, last, done = AT, AT, None, 0
    for seconds, passed in reports:
        now = max(start, now + timedelta(seconds=passed))
        after = credited(done, seconds, last, now, required)
        assert done <= after <= required
        done, last = after, max(last or now, now)

    assert done <= sum(seconds for seconds, _ in reports)
    assert last is None or timedelta(seconds=done) <= last - start


# Examination


@pytest.mark.parametrize(("correct", "points"), [(0, 0), (5, 50), (6, 60), (9, 90), (10, 100)])
def test_r17_points_are_the_share_of_right_answers(correct: int, points: int) -> None:
    assert score(examination(), right(correct)) == points
    assert passes(examination(), points) == (points >= 60)


def test_r17_a_wrong_answer_is_worth_nothing() -> None:
    wrong = {each.id: (each.answer + 1) % len(each.choices) for each in examination().questions}

    assert score(examination(), wrong) == 0
    assert score(examination(), wrong | right(7)) == 70


def test_r17_points_are_cut_to_a_whole() -> None:
    three = tuple(Question(str(n), "?", ("a", "b"), 0) for n in range(3))

    assert score(Examination(60, three), {"0": 0, "1": 0}) == 66
    assert not passes(Examination(67, three), 66)
    assert passes(Examination(66, three), 66)


def test_an_answer_to_what_was_not_asked_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        score(examination(), right(10) | {"q99": 0})

    assert (refused.value.code, refused.value.facts["field"]) == ("field_unknown", "answers.q99")


@pytest.mark.parametrize("answer", [-1, 4, 10**9])
def test_an_answer_that_is_no_choice_is_refused(answer: int) -> None:
    first = examination().questions[0]
    assert len(first.choices) <= 4

    with pytest.raises(Refusal) as refused:
        score(examination(), right(10) | {first.id: answer})

    found = (refused.value.code, refused.value.facts["field"])
    assert found == ("field_invalid", f"answers.{first.id}")


def test_a_course_is_a_value() -> None:
    assert isinstance(courses_of(2020)[0], Course)
    assert courses_of(2020) is courses_of(2020)
