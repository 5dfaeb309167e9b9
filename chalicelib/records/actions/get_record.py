"""Look a record up by its id, together with its year: as its owner, as staff of its territory.

Another's and an absent one are the same `not_found`.
"""

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.platform.rules.identifier import RecordAddress, find_address
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, is_registered


def get_own_record(person: str, record_id: str) -> tuple[PersonYear, Record]:
    """Read one's own record; it may lie in an account that was merged into one's own."""
    return _in_year(get_year(person, _address_of(record_id).year), record_id)


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
