"""One's years: what counts, what is missing, and the certificate."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.access.caller import Who
from chalicelib.certificates.actions import ask_certificates
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.law.rules.policy import parse_year, years
from chalicelib.records.actions.ask_records import find_years
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.views.actions.read_year import get_own_year
from chalicelib.views.routes import present, shapes

own_years = Calls(__name__, tag="people")


@own_years.call(
    "GET",
    "/v1/me/years",
    who=Who.PROFESSIONAL,
    query=WholePaging,
    answers=shapes.Years,
    refusals=("cursor_invalid",),
    summary="查询各年度完成情况",
)
def list_years(call: Call[WholePaging]) -> shapes.Years:
    """Show every year that has a policy, the latest first."""
    known = years()
    mine = find_years(call.person, known[0], known[-1])
    shown = shown_years(call.person, mine, call.at)
    page, following = cut_whole(shown, call.query, lambda each: str(each.year))
    return shapes.Years(items=list(page), next=following)


def years_page(person: str, mine: Sequence[PersonYear], at: datetime) -> shapes.Years:
    """All of a person's years, on one page."""
    return shapes.Years(items=shown_years(person, mine, at), next=None)


def shown_years(person: str, mine: Sequence[PersonYear], at: datetime) -> list[shapes.Year]:
    """A person's years as they are shown, the latest first, each with its certificate."""
    issued = {each.year: each for each in ask_certificates.find_certificates(person)}
    return [
        present.year(
            person_year,
            law_for(person_year, at=at),
            issued.get(person_year.standing.year),
            person_year.professional.actor,
        )
        for person_year in reversed(mine)
    ]


@own_years.call(
    "GET",
    "/v1/me/years/{year}",
    who=Who.OWNER,
    answers=shapes.Year,
    refusals=("year_unknown",),
    summary="查询年度完成情况",
)
def show_year(call: Call[None]) -> shapes.Year:
    """Show one year: what counts, what is missing, and the certificate."""
    year = parse_year(call.path["year"])
    person_year, certificate = get_own_year(call.login, year, at=call.at)
    by = person_year.professional.actor
    return present.year(person_year, law_for(person_year, at=call.at), certificate, by)
