"""Answer an enquiry (咨询): one person's year for the enquiry desk; who looked is kept (R7)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.views.actions.read_year import find_certified_year


class JudgedYear(NamedTuple):
    """A person's year, the law that it is held against, and its certificate."""

    person_year: PersonYear
    law: YearLaw
    certificate: Certificate | None


def answer_enquiry(
    staff: Staff, document: tuple[str, str], year: int, reason: str, *, at: datetime, cause: Cause
) -> JudgedYear:
    """Read the year of whoever has a document.

    Args:
        staff: the helper.
        document: its type and number, as the person states them.
        year: the year asked about.
        reason: what the enquiry is, if there is anything to say.
        at: the instant of the request.
        cause: the request: repeated, it leaves one act.

    Raises:
        Refusal: `document_invalid`, `document_type_unknown`; `year_unknown`; `person_not_found` for
            nobody and outside the helper's territory.
    """
    policy = get_policy(year)
    person = ask_people.find_person_by_identity(identify_document(document, at=at).digest)
    found = find_certified_year(person, year) if person else None
    if found is None or not covers(staff.territory, found.person_year.professional.territory):
        raise Refusal("person_not_found")
    professional = found.person_year.professional
    act = Act(
        at=at,
        by=staff.actor,
        what=What.YEAR_READ,
        reason=reason.strip(),
        cause=cause,
        year=year,
    )
    acts.put_act(person_key(professional.id), act)
    law = law_of(policy, at=at, territory=professional.territory)
    return JudgedYear(found.person_year, law, found.certificate)
