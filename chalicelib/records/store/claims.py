"""Claims that a record is general knowledge, as they are listed: an item each beside the record (R8)."""

from collections.abc import Callable, Iterable

from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import read_wanted
from chalicelib.platform.store.tables import RegistryItem, is_new
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.claiming import ClaimEntry, claims, entry_of, entry_place
from chalicelib.records.rules.general_claim import ClaimState, GeneralClaim
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing
from chalicelib.records.store.records import find_records, is_as_read, record_item, record_key
from chalicelib.records.store.years import put_accredited


def _item(record: Record, claim: GeneralClaim) -> RegistryItem:
    entry = entry_of(record, claim)
    item = RegistryItem(
        pk=person_key(record.person),
        sk=f"GENERAL#{entry.id}",
        version=record.version,
        body=keep(entry),
    )
    item.list, item.order = entry_place(entry, item.pk, item.sk)
    return item


def _acted(record: Record, act: Act) -> Write:
    return Write(act_item(RegistryItem, person_key(record.person), act), is_new())


def put_claimed(
    record: Record, claim: GeneralClaim, previous: Record, person_year: PersonYear, act: Act
) -> None:
    """Write a record with a new claim, and list that.

    Raises:
        Conflict: the record has changed meanwhile.
    """
    item = record_item(record, None, person_year.standing)
    listed = Write(_item(record, claim), is_new())
    write_together([Write(item, is_as_read(previous)), listed, _acted(record, act)])


def put_refused(
    record: Record,
    claim: GeneralClaim,
    previous: Record,
    person_year: PersonYear,
    told: Notice,
    act: Act,
) -> None:
    """Write a record whose claim was refused; nothing counts otherwise than before.

    Raises:
        Conflict: the record has changed meanwhile.
    """
    item = record_item(record, None, person_year.standing)
    write_together(
        [
            Write(item, is_as_read(previous)),
            Write(_item(record, claim), RegistryItem.pk.exists()),
            Write(notice_item(told, told.due), is_new()),
            _acted(record, act),
        ]
    )


def put_confirmed(  # noqa: PLR0917 - as above
    record: Record,
    claim: GeneralClaim,
    previous: Record,
    standing: Standing,
    person_year: PersonYear,
    told: Notice,
    act: Act,
) -> None:
    """Write a record that is general knowledge now, with the standing that follows.

    Raises:
        Conflict: the record or the standing has changed meanwhile.
    """
    besides = [Write(_item(record, claim), RegistryItem.pk.exists()), _acted(record, act)]
    put_accredited(record, previous, standing, person_year, told, besides, at=act.at)


def list_claims(
    state: ClaimState,
    territories: tuple[str, ...],
    after: Position | None,
    limit: int,
    wanted: Callable[[ClaimEntry], bool],
) -> tuple[list[ClaimEntry], Position | None]:
    """Up to `limit` claims in a state, the oldest first, and where the next page begins if there is one."""
    listing = claims(state, territories)
    return read_wanted(RegistryItem, ClaimEntry, listing, after, limit, wanted)


def find_claimed(listed: Iterable[ClaimEntry]) -> dict[str, Record]:
    """The records of listed claims by their ids, strongly consistent; one that counts no more is not among them."""
    keys = [(person_key(each.person), record_key(each.year, each.slot)) for each in listed]
    return {record.id: record for record in find_records(keys).values()}
