"""Read a person's year to show it: only that year, whatever lies before it."""

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.store import shown_years
from chalicelib.records.store.shown_years import ShownYear, YearAsked


def get_shown_year(person: str, asked: YearAsked) -> ShownYear:
    """Read a year as it is shown; `not_enrolled` if there is no such person."""
    found = shown_years.find_shown_year(person, asked)
    if found is None:
        raise Refusal("not_enrolled")
    return found
