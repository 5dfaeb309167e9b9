"""The courses that a deployment brings: lessons that make up the hours, examination (R17)."""

import msgspec
import pytest

from chalicelib.courses.rules.course import Course
from chalicelib.courses.rules.course_files import (
    courses_of,
    find_file_course,
    parse_course,
    require_topics,
)
from chalicelib.courses.rules.course_id import find_course_year
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.reference import slot_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress


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
    found = courses_of(year)[0].examination
    assert found is not None

    assert found.pass_mark == policy_of(year).pass_mark == 60
    assert len(found.questions) == len({each.id for each in found.questions}) >= 10
    for question in found.questions:
        assert len(set(question.choices)) == len(question.choices) >= 2
        assert 0 <= question.answer < len(question.choices)


def test_a_course_is_found_by_its_id() -> None:
    assert find_file_course("public-2022") == courses_of(2022)[0]
    assert find_file_course("public-2018") is None
    for each in (each for year in years() for each in courses_of(year)):
        assert find_course_year(each.id) == each.year


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
    (only,) = courses_of(2020)

    assert only.prescribed(studied) == prescribed
    assert only.is_finished(studied) is (seconds >= prescribed)


def test_a_course_is_a_value() -> None:
    assert isinstance(courses_of(2020)[0], Course)
    assert courses_of(2020) is courses_of(2020)
