"""Read an employer's roll (R38): its people by name, how each stands in the years that it may see.

A page costs a query, the profiles and what is asked of their years, read by their keys a hundred in a call.
Where few of many are wanted, a page ends once so many people have been looked at, and the next one goes on.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chalicelib.certificates.actions.ask_certificates import find_certificates_of_years
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.employers.actions.ask_employers import find_order, find_pointed
from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.roll import is_on_roll
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional, is_obliged
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.ask_records import find_standings
from chalicelib.records.rules.standing import Standing

TOGETHER = 100
"""So many people are looked at in one go."""
MOST_LOOKED_AT = 1000
"""So many people are looked at for one page."""


class RollState(StrEnum):
    """How a year stands (`YEAR_LABELS`)."""

    COMPLETE = "complete"
    IN_PROGRESS = "in_progress"
    EXEMPT = "exempt"


class RollAsked(NamedTuple):
    """Which years of whom: of a year or of all, and those alone who stand so in any of them."""

    year: int | None = None
    state: RollState | None = None


class RollYear(NamedTuple):
    """How a person stands in a year, by the law of where they belong, with the certificate."""

    standing: Standing
    state: RollState
    law: YearLaw
    certificate: Certificate | None


class RollPerson(NamedTuple):
    """Somebody on the roll, and the years that the employer may see, the latest first."""

    professional: Professional
    years: tuple[RollYear, ...]


class RollPage(NamedTuple):
    """People of a roll, and after whom the next page goes on; None where nobody follows."""

    people: tuple[RollPerson, ...]
    last: str | None


def read_roll(
    employer: Employer, asked: RollAsked, *, after: str | None, limit: int, at: datetime
) -> RollPage:
    """Read a page of an employer's roll, by name.

    Args:
        employer: whose, as it was read for this request.
        asked: which years, of whom.
        after: the person after whom the page begins.
        limit: how many people at most.
        at: the instant of the request.

    Raises:
        Refusal: `cursor_invalid` for a person who never stood here.
    """
    found: list[RollPerson] = []
    last = after
    looked_at = 0
    for group in _groups(employer, after):
        looked_at += len(group)
        for person in _judged(employer, group, asked, at):
            if len(found) == limit:
                return RollPage(tuple(found), found[-1].professional.id)
            found.append(person)
        last = group[-1]
        if looked_at >= MOST_LOOKED_AT:
            return RollPage(tuple(found), last)
    return RollPage(tuple(found), None)


def _groups(employer: Employer, after: str | None) -> Iterator[list[str]]:
    """The ids that the roll leads to, some at a time."""
    start = _start(employer, after)
    while group := find_pointed(employer.code, start, TOGETHER):
        yield [each.person for each in group]
        start = group[-1].order


def _start(employer: Employer, after: str | None) -> str:
    """The place from which a page goes on: that of the person after whom it begins."""
    if after is None:
        return ""
    found = ask_people.find_professional(after)
    order = find_order(found) if found else None
    if order is None or found is None or found.employer_code != employer.code:
        raise Refusal("cursor_invalid", field="cursor")
    return order


def _judged(
    employer: Employer, group: list[str], asked: RollAsked, at: datetime
) -> Iterator[RollPerson]:
    """Those of a group who are on the roll, in their order, as far as they are wanted."""
    profiles = ask_people.find_professionals(group)
    people = [profiles[each] for each in group if each in profiles]
    people = [each for each in people if is_on_roll(each, employer)]
    places = [(each.id, year) for each in people for year in _years(each, asked, at)]
    standings = find_standings(places)
    certificates = find_certificates_of_years(places)
    law_in = cache(lambda year, territory: get_law(year, at=at, territory=territory))
    for each in people:
        shown = tuple(
            _year(
                each,
                standings.get((each.id, year)),
                law_in(year, each.territory),
                certificates.get((each.id, year)),
            )
            for year in _years(each, asked, at)
        )
        if asked.state is None or any(year.state is asked.state for year in shown):
            yield RollPerson(each, shown)


def _years(professional: Professional, asked: RollAsked, at: datetime) -> list[int]:
    """The years of a person that the employer may see, the latest first."""
    consent = professional.employer_consent
    wanted = reversed(years()) if asked.year is None else (asked.year,)
    this_year = shanghai_date(at).year
    return [
        year
        for year in wanted
        if consent and consent.covers(year) and (asked.year or year <= this_year)
    ]


def _year(
    professional: Professional,
    kept: Standing | None,
    law: YearLaw,
    certificate: Certificate | None,
) -> RollYear:
    person, territory = professional.id, professional.territory
    standing = kept or Standing(person=person, year=law.year, territory=territory)
    state = RollState.IN_PROGRESS
    if standing.complete:
        state = RollState.COMPLETE
    elif not is_obliged(professional, law.year):
        state = RollState.EXEMPT
    return RollYear(standing, state, law, certificate)
