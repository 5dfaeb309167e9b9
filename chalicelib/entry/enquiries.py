"""Helpers, who answer enquiries: one person's year, kept who asked (R7)."""

from collections.abc import Sequence

import msgspec

from chalicelib.actions.answer_enquiry import answer_enquiry
from chalicelib.entry import (
    present_people,
    present_year,
    shapes_enquiry,
    shapes_records,
)
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.desk import stated
from chalicelib.entry.refusals import DOCUMENT
from chalicelib.rules.role import Role
from chalicelib.rules.territory import parse_territory

enquiries = Calls(__name__, tag="desk")


@enquiries.call(
    "POST",
    "/v1/helper/enquiries",
    who=Role.HELPER,
    body=shapes_enquiry.EnquirySent,
    answers=shapes_enquiry.Enquiry,
    refusals=(*DOCUMENT, "year_unknown", "person_not_found"),
    summary="咨询：查询一人一年",
)
def enquire(call: Call[shapes_enquiry.EnquirySent]) -> shapes_enquiry.Enquiry:
    """Show one person's year to the enquiry desk; who asked is kept."""
    asked = call.body
    document = stated(asked.document)
    found = answer_enquiry(
        call.staff, document, asked.year, asked.why, at=call.at, cause=call.cause
    )
    professional = found.now.professional
    year = present_year.year(found.now, found.law, found.certificate)
    return shapes_enquiry.Enquiry(
        professional=present_people.person(professional),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        year=msgspec.structs.replace(year, records=_without_files(year.records)),
    )


def _without_files(records: Sequence[shapes_records.Record]) -> list[shapes_records.Record]:
    """People put their names and numbers into file names."""
    return [msgspec.structs.replace(record, evidence=[], faults=[]) for record in records]
