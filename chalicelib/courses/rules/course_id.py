"""Ids of courses: each names the year that it is of, so that it is found by its id alone."""

import re

from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal

_COURSE = re.compile(r"public-(20[0-9]{2})(?:-[a-z0-9]{1,16})?")


def course_id(year: int, token: str) -> str:
    """Name a course after its year and the request that made it."""
    return f"public-{year}-{derived('course', token, length=12)}"


def find_course_year(course: str) -> int | None:
    """The year that a course's id names; None if it can be no course's."""
    match = _COURSE.fullmatch(course)
    return int(match[1]) if match else None


def get_course_year(course: str) -> int:
    """The year that a course's id names; Refusal not_found if it can be no course's."""
    year = find_course_year(course)
    if year is None:
        raise Refusal("not_found")
    return year


def lesson_id(token: str) -> str:
    """Name a lesson after the request that made it."""
    return derived("lesson", token, length=8)
