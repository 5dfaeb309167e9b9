"""Read one year of a person with its certificate, in two calls side by side."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.certificates.actions import ask_certificates
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.courses.actions import ask_courses
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.claim_account import find_own_person
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.person_year import PersonYear


class CertifiedYear(NamedTuple):
    """A person's year as it is shown, and its certificate if there is one."""

    person_year: PersonYear
    certificate: Certificate | None


def find_certified_year(person: str, year: int) -> CertifiedYear | None:
    """Read a year to be shown, never to decide by; nothing if there is no such person.

    Args:
        person: whose year.
        year: a year that has a policy.
    """
    certificate = ask_certificates.certificate_place(year)
    asked = ask_records.YearAsked(year, ask_courses.known_ids(year), besides=(certificate,))
    found = ask_records.find_shown_year(person, asked)
    if found is None:
        return None
    (item,) = found.besides
    return CertifiedYear(found.person_year, ask_certificates.certificate_of(item))


def get_own_year(login: Login, year: int, *, at: datetime) -> CertifiedYear:
    """Read a year of a login's professional to be shown; an imported one is claimed by this.

    Whose the login was is remembered, and the profile that comes with the year says whether it still
    is: it names its logins, and is written in one transaction with their locks. So a login is looked
    up only where this process has not seen it, or where it is another's by now.

    Raises:
        Refusal: `not_enrolled`.
    """
    guessed = ask_people.guess_person(login.digest)
    found = find_certified_year(guessed, year) if guessed else None
    if found and login.digest in found.person_year.professional.logins:
        return found
    person = find_own_person(login.digest, login.claims, at=at)
    found = find_certified_year(person, year) if person else None
    if found is None:
        raise Refusal("not_enrolled")
    return found
