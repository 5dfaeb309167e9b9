"""Every record of a territory and year that its bureaus know of, found where it is listed.

For counting alone: it reads whatever waits, was decided or counts there, one after the other.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from chalicelib.bureaus.rules import territory as places
from chalicelib.platform.rules.mark import review_list
from chalicelib.platform.store.abreast import ahead
from chalicelib.platform.store.listed import Listed, read_all
from chalicelib.platform.store.outbox import Side, waiting_from
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules import record_lists
from chalicelib.records.rules.move import LISTED
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store.decided import accredited_of
from chalicelib.records.store.records import find_records


def find_known(year: int, territory: str) -> Iterator[Record]:
    """Read them: of the year, and of this very territory; an index that lags may name one twice, or not yet."""
    for state, keys in _apart(territory):
        yield from _wanted(find_records(keys).values(), state, year, territory)
    for found in ahead(partial(_counting, year), _owners(year, territory)):
        yield from _wanted(found, RecordState.ACCREDITED, year, territory)


def _wanted(
    found: Iterable[Record], state: RecordState, year: int, territory: str
) -> Iterator[Record]:
    wanted = (state, year, territory)
    return (each for each in found if (each.state, each.year, each.territory) == wanted)


def _apart(territory: str) -> Iterator[tuple[RecordState, Iterable[tuple[str, str]]]]:
    """What waits for the bureau, or one above that took it over; what was decided and does not count."""
    for bureau in places.chain(territory):
        waiting = waiting_from(Side.REGISTRY, review_list(bureau), None)
        yield RecordState.SUBMITTED, ((each.pk, each.sk) for each in waiting)
    for state in sorted(LISTED):
        decided = read_all(RegistryItem, record_lists.decided(state, (territory,)))
        yield state, ((each.pk, each.sk) for each in decided)


def _owners(year: int, territory: str) -> Iterator[Listed]:
    """What leads to records that count: their owners' standings, and what stands apart from these."""
    listings = (record_lists.standings(year, (territory,)), record_lists.apart(year, (territory,)))
    return chain.from_iterable(read_all(RegistryItem, each) for each in listings)


def _counting(year: int, entry: Listed) -> list[Record]:
    return accredited_of(entry, year)
