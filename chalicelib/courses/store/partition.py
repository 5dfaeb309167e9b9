"""Where courses lie: all of a year in one partition, `COURSES#2024`.

`OFFERED` is what the year offers, `COURSE#…` a draft, `EDITION#…` what was published, `TEXT#…` and
`HTML#…` the text of a lesson as it was written and as it is shown, `A#…` acts.
"""

from chalicelib.courses.rules.course_id import find_course_year
from chalicelib.platform.rules.refusal import Refusal

OFFERED = "OFFERED"


def year_key(year: int) -> str:
    """The partition of a year's courses."""
    return f"COURSES#{year}"


def course_key(course: str) -> str:
    """The partition of a course; Refusal not_found for an id that can be none's."""
    year = find_course_year(course)
    if year is None:
        raise Refusal("not_found")
    return year_key(year)
