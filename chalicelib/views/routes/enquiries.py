"""Helpers, who answer enquiries: one person's year, kept who asked (R7)."""

from collections.abc import Sequence

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.contact import lines_of
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import DOCUMENT
from chalicelib.people.routes import present as people_present
from chalicelib.records.routes import shapes as records_shapes
from chalicelib.views.actions.answer_enquiry import answer_enquiry
from chalicelib.views.routes import present, shapes_enquiry

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
    document = asked.document.stated
    found = answer_enquiry(
        call.staff, document, asked.year, asked.why, at=call.at, cause=call.cause
    )
    professional = found.person_year.professional
    year = present.year(found.person_year, found.law, found.certificate, by=None)
    return shapes_enquiry.Enquiry(
        professional=people_present.person(professional),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        year=msgspec.structs.replace(year, records=_without_files(year.records)),
        contacts=[
            shapes_enquiry.Helpline(name=each.name, phone=each.phone)
            for each in lines_of(professional.territory)
        ],
    )


def _without_files(
    records: Sequence[records_shapes.RecordShape],
) -> list[records_shapes.RecordShape]:
    """People put their names and numbers into file names."""
    return [msgspec.structs.replace(record, evidence=[], faults=[]) for record in records]
