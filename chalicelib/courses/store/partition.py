"""Where courses lie: all of a year in one partition, `COURSES#2024`.

`OFFERED` is what the year offers, `COURSE#…` a draft, `EDITION#…` what was published, `TEXT#…` and
`HTML#…` the text of a lesson as it was written and as it is shown, `A#…` acts.
"""

from chalicelib.courses.rules.course_id import get_course_year

OFFERED = "OFFERED"


def year_key(year: int) -> str:
    """The partition of a year's courses."""
    return f"COURSES#{year}"


def course_key(course: str) -> str:
    """The partition of a course; Refusal not_found for an id that can be none's."""
    return year_key(get_course_year(course))
