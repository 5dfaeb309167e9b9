"""How records and standings are listed.

Standings by year and city. What a bureau decided that does not count, by state and city, in each
territory oldest first. Accredited records of another territory than their standing's, which are few,
together. What waits for the bureaus of a city stands in its list oldest first, beside each bureau's own
(docs/decisions/0010, 0034).
"""

from chalicelib.bureaus.rules.city_lists import (
    city_list,
    city_of,
    city_spans,
    province_list,
    province_spans,
    queue_order,
)
from chalicelib.platform.rules.listing import Listing, Place, keyed
from chalicelib.platform.rules.mark import Whom, sortable
from chalicelib.records.rules.move import LISTED, WAITS_FOR
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import Standing

RECORDS = "RECORDS"
APART = f"{RECORDS}#{RecordState.ACCREDITED}"


def standing_place(standing: Standing) -> Place:
    """Where a standing is listed."""
    order = f"{standing.territory}#{standing.progress}#{standing.person}"
    return Place(city_list(_years(standing.year), standing.territory), order)


def standings(year: int, territories: tuple[str, ...], progress: str = "") -> Listing:
    """A year's standings of territories, of one progress or (with "") of all."""
    prefixes = (f"{progress}#" if progress else "",)
    spans = city_spans(_years(year), territories, prefixes)
    return Listing((spans,), lambda code: f"{_years(year)}#{code}", territories, prefixes)


def decided_list(state: RecordState, territory: str) -> str:
    """The list of a city's records in a state that bureaus decided and that do not count."""
    return city_list(f"{RECORDS}#{state}", territory)


def decided_order(territory: str, at: str, pk: str, sk: str) -> str:
    """The order there: by territory, since when, and the record's key."""
    return f"{territory}#{at}#{keyed(pk, sk)}"


def decided(state: RecordState, territories: tuple[str, ...]) -> Listing:
    """The records of territories in such a state, in each oldest first."""
    return Listing(
        strands=(city_spans(f"{RECORDS}#{state}", territories),),
        named=lambda code: f"{RECORDS}#{code}#{state}",
        territories=territories,
        is_keyed=True,
    )


def place_of(record: Record, pk: str, sk: str, standing: Standing | None = None) -> Place | None:
    """Where a record is listed; `standing` is its owner's where it counts."""
    territory, at = record.territory, sortable(record.moves[-1].at)
    if Whom.REVIEW in WAITS_FOR[record.state]:
        return queue_place(record.bureau, sortable(record.waits_since), pk, sk)
    if record.state in LISTED:
        order = decided_order(territory, at, pk, sk)
        return Place(decided_list(record.state, territory), order)
    if record.counts and standing is not None and standing.territory != territory:
        return Place(province_list(APART), f"{territory}#{record.year}#{at}#{record.id}")
    return None


def apart(year: int, territories: tuple[str, ...]) -> Listing:
    """Such records of a year and of territories."""
    prefix = f"{year}#"
    return Listing(
        strands=(province_spans(APART, territories),),
        named=lambda code: f"{RECORDS}#{code}#{RecordState.ACCREDITED}",
        territories=territories,
        prefixes=(prefix,),
        wanted=lambda order, _sk: order.partition("#")[2].startswith(prefix),
    )


def queue_place(bureau: str, since: str, pk: str, sk: str) -> Place:
    """Where what waits for a bureau stands among all that waits for the bureaus of its city."""
    return Place(city_list(Whom.REVIEW, bureau), queue_order(since, pk, sk))


def queues(bureaus: tuple[str, ...]) -> tuple[str, ...]:
    """The lists of the cities of bureaus."""
    return tuple(dict.fromkeys(f"{Whom.REVIEW}#{city_of(each)}" for each in bureaus))


def _years(year: int) -> str:
    return f"YEAR#{year}"
