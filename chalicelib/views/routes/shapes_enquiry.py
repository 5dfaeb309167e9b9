"""The enquiry desk (helpers) in the HTTP contract."""

from chalicelib.http.shapes import Answered, MaybeReasoned
from chalicelib.http.told import Label, Line, Phone, Place
from chalicelib.people.routes.shapes import DocumentSent, Person
from chalicelib.views.routes.shapes import Year


class EnquirySent(MaybeReasoned, frozen=True, kw_only=True):
    """Whose year the caller asks about."""

    document: DocumentSent
    year: int


class Helpline(Answered, frozen=True, kw_only=True):
    """Whom the caller may ask further, and under which number."""

    name: Line
    phone: Phone


class Enquiry(Answered, frozen=True, kw_only=True):
    """One person's year, the person masked; the evidence and its file names stay out.

    `contacts`: the person's own bureau, the finance side and the HR side, in this order (R35).
    """

    professional: Person
    territory: Place
    territory_name: Label
    year: Year
    contacts: list[Helpline]
