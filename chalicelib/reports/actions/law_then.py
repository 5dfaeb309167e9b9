"""The law of the instant at which something was reported, and what it made of a study then (R18, R23)."""

from datetime import datetime
from typing import Protocol

from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules import credit
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.records.actions.compose_record import Application, Computed
from chalicelib.reports.rules.report import Terms


class Reported(Protocol):
    """What was reported at an instant."""

    @property
    def reported_at(self) -> datetime:
        """When."""


def law_then(report: Reported, law: YearLaw) -> YearLaw:
    """The law of the instant of the report: today's, unless it has waited for its person."""
    if report.reported_at == law.at:
        return law
    return get_law(law.year, at=report.reported_at, territory=law.territory)


def computed_then(law: YearLaw, stated: Application, terms: Terms | None, place: str) -> Computed:
    """What the law makes of a study; one that waited brings along what it made of it then."""
    form, facts = credit.parse_facts(stated.form, stated.facts)
    conversion = terms.conversion_in(place) if terms else credit.convert(law, form, facts)
    return Computed(form, facts, conversion)
