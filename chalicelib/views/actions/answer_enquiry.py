"""Answer an enquiry (咨询): one person's year for the enquiry desk; who looked is kept (R7)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.certificates.actions import ask_certificates
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
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.person_year import PersonYear


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
    person_year = ask_records.find_year(person, year) if person else None
    if person_year is None or not covers(staff.territory, person_year.professional.territory):
        raise Refusal("person_not_found")
    act = Act(
        at=at,
        by=staff.actor,
        what=What.YEAR_READ,
        reason=reason.strip(),
        cause=cause,
        year=year,
    )
    acts.put_act(person_key(person_year.professional.id), act)
    law = law_of(policy, at=at, territory=person_year.professional.territory)
    return JudgedYear(
        person_year, law, ask_certificates.find_certificate(person_year.professional.id, year)
    )
