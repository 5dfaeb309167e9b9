"""One's years: what counts, what is missing, and the certificate."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.actions.ask_law import law_for
from chalicelib.actions.compose_record import get_year
from chalicelib.entry import (
    present_year,
    shapes_year,
)
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.rules.caller import Who
from chalicelib.rules.person_year import PersonYear
from chalicelib.rules.policy import parse_year, years
from chalicelib.store import certificates
from chalicelib.store.years import find_years

own_years = Calls(__name__, tag="people")


@own_years.call(
    "GET",
    "/v1/me/years",
    who=Who.PROFESSIONAL,
    answers=shapes_year.Years,
    summary="查询各年度完成情况",
)
def list_years(call: Call[None]) -> shapes_year.Years:
    """Show every year that has a policy, the latest first."""
    known = years()
    mine = find_years(call.person, known[0], known[-1])
    return shapes_year.Years(items=shown_years(call.person, mine, call.at), next=None)


def shown_years(person: str, mine: Sequence[PersonYear], at: datetime) -> list[shapes_year.Year]:
    """A person's years as they are shown, the latest first, each with its certificate."""
    issued = {each.year: each for each in certificates.find_certificates(person)}
    return [
        present_year.year(now, law_for(now, at=at), issued.get(now.standing.year))
        for now in reversed(mine)
    ]


@own_years.call(
    "GET",
    "/v1/me/years/{year}",
    who=Who.PROFESSIONAL,
    answers=shapes_year.Year,
    refusals=("year_unknown",),
    summary="查询年度完成情况",
)
def show_year(call: Call[None]) -> shapes_year.Year:
    """Show one year: what counts, what is missing, and the certificate."""
    year = parse_year(call.path["year"])
    now = get_year(call.person, year)
    certificate = certificates.find_certificate(call.person, year)
    return present_year.year(now, law_for(now, at=call.at), certificate)
