"""Read one year of a person with its certificate, in two calls side by side."""

from typing import NamedTuple

from chalicelib.certificates.actions import ask_certificates
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.study.rules.course import courses_of


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
    courses = tuple(course.id for course in courses_of(year))
    certificate = ask_certificates.certificate_place(year)
    asked = ask_records.YearAsked(year, courses, besides=(certificate,))
    found = ask_records.find_shown_year(person, asked)
    if found is None:
        return None
    (item,) = found.besides
    return CertifiedYear(found.person_year, ask_certificates.certificate_of(item))


def get_certified_year(person: str, year: int) -> CertifiedYear:
    """Read a year to be shown; `not_enrolled` if there is no such person."""
    found = find_certified_year(person, year)
    if found is None:
        raise Refusal("not_enrolled")
    return found
