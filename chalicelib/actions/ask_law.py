"""Ask what holds of a person's year: once a request, and passed on from there."""

from datetime import datetime

from chalicelib.rules.person_year import PersonYear
from chalicelib.rules.year_law import YearLaw
from chalicelib.store.policies import get_law


def law_for(now: PersonYear, *, at: datetime) -> YearLaw:
    """The law of the year at the instant, where the person belongs now (R6)."""
    return get_law(now.standing.year, at=at, territory=now.professional.territory)
