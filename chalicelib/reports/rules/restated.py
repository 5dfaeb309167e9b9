"""What a reporter says instead of what it reported (R40): the same person, year and reference, else it is another report."""

from collections.abc import Mapping
from datetime import date

import msgspec

from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.law.rules.fact import GENERAL_KNOWLEDGE
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.record import Record
from chalicelib.reports.rules.kept_report import KeptReport
from chalicelib.reports.rules.report import Report, Terms


class Restated(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report as it is to be, and why. Name and document are left out where they stay as they are."""

    reference: str
    name: str = ""
    document_type: str = ""
    document_number: str = ""
    year: int
    subject: str
    form: str
    facts: Mapping[str, object]
    title: str
    completed_on: date
    reason: str


def of_the_same(restated: Restated, kept: KeptReport) -> Restated:
    """What is restated, less what is sent back as it was shown: a masked name or number says nothing new.

    Raises:
        Refusal: `report_anew` for another year or reference.
    """
    if restated.year != kept.year:
        raise Refusal("report_anew", field="year")
    if restated.reference != kept.reference:
        raise Refusal("report_anew", field="reference")
    if restated.name == kept.name:
        restated = msgspec.structs.replace(restated, name="")
    if kept.masked_number and restated.document_number == kept.masked_number:
        restated = msgspec.structs.replace(restated, document_type="", document_number="")
    return restated


def row_of(restated: Restated, kept: KeptReport, name: str) -> Report:
    """A report that says so of somebody by this name, as if it had been reported when the other one was."""
    return Report(
        provider=kept.reporter,
        reference=kept.reference,
        name=restated.name or name,
        year=kept.year,
        form=restated.form,
        facts=dict(restated.facts),
        title=restated.title,
        completed_on=restated.completed_on,
        reported_at=kept.reported_at,
        id=kept.id,
    )


def says_the_same(row: Report, kept: KeptReport) -> bool:
    """Whether a report says of its study what is kept already."""
    said = (row.form, row.facts, row.title, row.completed_on)
    return said == (kept.form, kept.facts, kept.title, kept.completed_on)


def is_raised(before: Record, after: Record) -> bool:
    """Whether a corrected record proves more than the one before it."""
    return (
        (after.accredited or 0) > (before.accredited or 0)
        or (after.general_knowledge and not before.general_knowledge)
        or (after.completes_year and not before.completes_year)
    )


def is_raised_anywhere(before: Report, after: Report) -> bool:
    """The same of rows that wait: wherever their person may turn out to belong."""
    known = after.facts.get(GENERAL_KNOWLEDGE.name) is True
    if known and before.facts.get(GENERAL_KNOWLEDGE.name) is not True:
        return True
    old, new = before.terms, after.terms
    if old is None or new is None:
        return True
    places = {PROVINCE, *old.conversions, *new.conversions}
    return any(_worth(new, place) > _worth(old, place) for place in places)


def _worth(terms: Terms, place: str) -> tuple[object, bool]:
    conversion = terms.conversion_in(place)
    return conversion.credits, conversion.completes_year
