"""Look a record up by its id, together with its year: as its owner, as staff of its territory.

Another's and an absent one are the same `not_found`.
"""

from collections.abc import Callable
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.platform.rules.identifier import RecordAddress, find_address
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, is_registered
from chalicelib.records.store.years import find_year


class SignedIn(NamedTuple):
    """A login whose owner nobody has looked up yet; `find_person` does, and may claim an account (R1)."""

    login: str
    find_person: Callable[[], str | None]


Owner = str | SignedIn
"""Whose record it must be: a professional's id, or a login that may turn out to be the owner's."""


def get_own_record(owner: Owner, record_id: str) -> tuple[PersonYear, Record]:
    """Read one's own record; it may lie in an account that was merged into one's own.

    The profile that comes with the year names its logins as their locks name it: both are always
    written together. So a login is looked up only where it is not the owner's.

    Raises:
        Refusal: `not_found` for another's record; `not_enrolled` for a login that owns nobody's.
    """
    if isinstance(owner, SignedIn):
        return _of_login(owner, record_id) or get_own_record(_person_of(owner), record_id)
    return _in_year(get_year(owner, _address_of(record_id).year), record_id)


def _of_login(owner: SignedIn, record_id: str) -> tuple[PersonYear, Record] | None:
    address = find_address(record_id)
    found = find_year(address.person, address.year) if address else None
    if found is None or owner.login not in found.professional.logins:
        return None
    return _in_year(found, record_id)


def _person_of(owner: SignedIn) -> str:
    person = owner.find_person()
    if person is None:
        raise Refusal("not_enrolled")
    return person


def get_reviewed(staff: Staff, record_id: str) -> tuple[PersonYear, Record]:
    """Read a record of the reviewer's territory (R20).

    A bureau sees what was ever submitted, or came in without its owner; never a draft.
    """
    address = _address_of(record_id)
    try:
        person_year = get_year(address.person, address.year)
    except Refusal:
        raise Refusal("not_found") from None
    found, record = _in_year(person_year, record_id)
    if not is_registered(record) or not covers(staff.territory, record.territory):
        raise Refusal("not_found")
    return found, record


def _address_of(record_id: str) -> RecordAddress:
    address = find_address(record_id)
    if address is None:
        raise Refusal("not_found")
    return address


def _in_year(person_year: PersonYear, record_id: str) -> tuple[PersonYear, Record]:
    record = person_year.record(record_id)
    if record is None:
        raise Refusal("not_found")
    return person_year, record
