"""Ask what holds of a person's year: once a request, and passed on from there."""

from datetime import datetime

from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.records.rules.person_year import PersonYear


def law_for(person_year: PersonYear, *, at: datetime) -> YearLaw:
    """The law of the year at the instant, where the person belongs now (R6)."""
    return get_law(person_year.standing.year, at=at, territory=person_year.professional.territory)
