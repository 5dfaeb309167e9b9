"""An appeal as it is listed beside its record: for the bureaus that answer it and those below (R43)."""

from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.city_lists import city_list, queue_of_cities, queue_order
from chalicelib.platform.rules.listing import Listing, Place
from chalicelib.platform.rules.mark import sortable
from chalicelib.records.rules.reconsideration import AppealState, appeals_of
from chalicelib.records.rules.record import Record

APPEALS = "APPEALS"


class AppealEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is asked by, and where the record lies: in its slot, or filed beside it (R16)."""

    id: str
    record: str
    person: str
    year: int
    slot: str
    form: str
    territory: str
    bureau: str
    state: AppealState
    since: datetime
    due: datetime

    def is_overdue(self, at: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.state is AppealState.OPEN and at >= self.due


def entry_of(record: Record) -> AppealEntry:
    """The entry of a record's last appeal."""
    last = appeals_of(record)[-1]
    return AppealEntry(
        id=last.id,
        record=record.id,
        person=record.person,
        year=record.year,
        slot=record.slot,
        form=record.form,
        territory=record.territory,
        bureau=last.kept.bureau,
        state=last.state,
        since=last.by.at,
        due=last.kept.due,
    )


def is_answered(record: Record) -> bool:
    """Whether the record's last move answered an appeal, by upholding or by accrediting."""
    return len(record.moves) > 1 and record.moves[-2].is_appeal


def entry_place(entry: AppealEntry, pk: str, sk: str) -> Place:
    """Where it is listed: with the others of its city in the same state, the oldest first."""
    order = queue_order(sortable(entry.since), pk, sk)
    return Place(city_list(f"{APPEALS}#{entry.state}", entry.territory), order)


def entries(state: AppealState, territories: tuple[str, ...]) -> Listing:
    """The appeals in a state of the cities of territories, the oldest first over all of them."""
    return queue_of_cities(f"{APPEALS}#{state}", territories)
