"""Whose certificates go into an employer's parcel (R38): those on its roll, for a year that they let it see."""

from collections.abc import Iterator

from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.rules.parcel_job import Parcel
from chalicelib.certificates.store.certificates import find_certificates_of_years
from chalicelib.employers.actions.ask_employers import find_employer, find_pointed
from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.roll import is_on_roll
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional

TOGETHER = 100


def roll_certificates(parcel: Parcel) -> Iterator[Certificate]:
    """Every certificate of the order that can be downloaded, in the order of names."""
    employer = find_employer(parcel.employer_code)
    if employer is None:
        return
    after = ""
    while group := find_pointed(employer.code, after, TOGETHER):
        yield from _of_group(employer, [each.person for each in group], parcel)
        after = group[-1].order


def _of_group(employer: Employer, group: list[str], parcel: Parcel) -> Iterator[Certificate]:
    wanted = [each for each in group if not parcel.wanted or each in parcel.wanted]
    profiles = ask_people.find_professionals(wanted)
    seen = [each for each in wanted if each in profiles and _lets(profiles[each], employer, parcel)]
    found = find_certificates_of_years([(person, parcel.year) for person in seen])
    certificates = (found.get((person, parcel.year)) for person in seen)
    yield from (each for each in certificates if each and each.is_drawn)


def _lets(professional: Professional, employer: Employer, parcel: Parcel) -> bool:
    consent = professional.employer_consent
    return is_on_roll(professional, employer) and bool(consent) and consent.covers(parcel.year)  # type: ignore[union-attr] # asked before


def is_still_agreed(employer: Employer, parcel: Parcel) -> bool:
    """Whether everybody whose certificate is in a parcel still lets the employer see it."""
    profiles = ask_people.find_professionals(list(parcel.people))
    return all(
        person in profiles and _lets(profiles[person], employer, parcel) for person in parcel.people
    )
