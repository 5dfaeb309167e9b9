"""Appeals as they are listed: an item each beside the record, in which all else stands (R43)."""

from collections.abc import Callable, Iterable, Iterator

from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import read_wanted
from chalicelib.platform.store.tables import RegistryItem, is_new
from chalicelib.platform.store.writes import Write
from chalicelib.records.rules.appeal_entry import (
    AppealEntry,
    entries,
    entry_of,
    entry_place,
    is_answered,
)
from chalicelib.records.rules.filing import FILED
from chalicelib.records.rules.reconsideration import AppealState
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import find_records, record_key


def _item(record: Record) -> RegistryItem:
    entry = entry_of(record)
    item = RegistryItem(
        pk=person_key(record.person),
        sk=f"APPEAL#{entry.id}",
        version=record.version,
        body=keep(entry),
    )
    item.list, item.order = entry_place(entry, item.pk, item.sk)
    return item


def lodging(record: Record) -> Write:
    """What lists the appeal that a record's last move lodged; beside the write of the record."""
    return Write(_item(record), is_new())


def answering(record: Record) -> Iterator[Write]:
    """What lists an appeal as answered, if the record's last move answered one.

    Beside the write of the record, on whose condition it hangs: whatever leads a record under appeal on,
    as a bureau's answer, an import or a restoration, writes this with it.
    """
    if is_answered(record):
        yield Write(_item(record), RegistryItem.pk.exists())


def list_appeals(
    state: AppealState,
    territories: tuple[str, ...],
    after: Position | None,
    limit: int,
    wanted: Callable[[AppealEntry], bool],
) -> tuple[list[AppealEntry], Position | None]:
    """Up to `limit` appeals in a state, the oldest first, and where the next page begins if there is one."""
    listing = entries(state, territories)
    return read_wanted(RegistryItem, AppealEntry, listing, after, limit, wanted)


def find_appealed(listed: Iterable[AppealEntry]) -> dict[str, Record]:
    """The records of listed appeals by their ids, strongly consistent, wherever they lie by now."""
    keys = [key for entry in listed for key in _places(entry)]
    return {record.id: record for record in find_records(keys).values()}


def _places(entry: AppealEntry) -> Iterator[tuple[str, str]]:
    slot = entry.slot.partition(FILED)[0]
    for each in (slot, f"{slot}{FILED}{entry.record}"):
        yield person_key(entry.person), record_key(entry.year, each)
