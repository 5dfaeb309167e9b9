"""Honest time and the marks of an examination (R17)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.courses.rules.course import Examination
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.study.rules.course import credited

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)


def examination() -> Examination:
    found = courses_of(2021)[0].examination
    assert found is not None
    return found


def right(count: int) -> dict[str, int]:
    return {each.id: each.answer for each in examination().questions[:count]}


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
