"""Where a thing belongs that stands in a list of before (docs/decisions/0034).

Each territory had lists of its own. The order that a thing had there it has today behind its territory,
in the list of its city, or of the province where such things are few.
"""

from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import city_list, province_list
from chalicelib.certificates.rules import certificate_lists
from chalicelib.people.rules.people_lists import ALIKE, PEOPLE
from chalicelib.platform.rules.listing import Place
from chalicelib.platform.rules.mark import Mark, Whom
from chalicelib.records.rules import record_lists
from chalicelib.records.rules.record_state import RecordState
from chalicelib.staff.rules.staff_lists import STAFF
from chalicelib.upkeep.rules.migration import Key

_CODE = 6
"""The characters of a territory; cities and the province are named by fewer."""


class IndexKeys(NamedTuple):
    """Where an item stands in the indexes: in a list, and for whom it waits."""

    place: Place | None
    waits: Mark | None


def today(key: Key, listed: IndexKeys) -> Place | None:
    """Where an item belongs; None where it stands there already, or in no list."""
    if listed.place is not None:
        return _moved(key, listed.place)
    if listed.waits is not None and listed.waits.waits_for.startswith(f"{Whom.REVIEW}#"):
        bureau = listed.waits.waits_for.partition("#")[2]
        return record_lists.queue_place(bureau, listed.waits.since, *key)
    return None


def _moved(key: Key, place: Place) -> Place | None:
    list_, order = place
    match list_.split("#"):
        case [_, code, str(state)] if list_.startswith(f"{record_lists.RECORDS}#") and _is(code):
            return _record(key, code, state, order)
        case [kind, code] if _is(code) and kind == PEOPLE:
            return Place(city_list(kind, code), f"{code}#{order}")
        case [kind, code] if _is(code) and kind in {ALIKE, STAFF}:
            return Place(province_list(kind), f"{code}#{order}")
        case ["YEAR", year, code] if _is(code):
            return Place(city_list(f"YEAR#{year}", code), f"{code}#{order}")
        case ["CERT", year, code] if _is(code):
            state = order.partition("#")[0]
            return Place(certificate_lists.list_of(int(year), code, state), f"{code}#{order}")
    return None


def _record(key: Key, code: str, state: str, order: str) -> Place:
    if state == RecordState.ACCREDITED:
        return Place(province_list(record_lists.APART), f"{code}#{order}")
    name = record_lists.decided_list(RecordState(state), code)
    return Place(name, record_lists.decided_order(code, order, *key))


def _is(code: str) -> bool:
    return len(code) == _CODE
