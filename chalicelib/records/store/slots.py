"""Slots: the key itself is the rule that a thing is registered once (R16).

A record lies under the slot of its first reference; each further reference (the papers of an exam
record) has a part of its own that points to it. A slot freed by rejection, withdrawal or expiry is
taken over in the transaction that files the old record beside it.
"""

from collections.abc import Iterable, Iterator, Sequence

from pynamodb.expressions.condition import Condition

from chalicelib.law.rules.window import Window
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    is_new,
    is_still_at,
    is_version_of,
)
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.filing import filed
from chalicelib.records.rules.person_year import FurtherSlot, PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import is_as_read, record_item, record_key
from chalicelib.records.store.sittings import sittings_guard


def put_record(
    record: Record,
    window: Window,
    previous: Record | None,
    person_year: PersonYear,
    told: Notice | None = None,
) -> None:
    """Write a record into its slots: new, changed, or moved from other slots.

    Args:
        record: the record to write.
        window: its window, whose cut-off a draft or return waits for.
        previous: the same record as it was read, or None if it is new.
        person_year: the year as it was read; occupants of the slots have been judged free by the caller.
        told: what its owner is told of it.

    Raises:
        Conflict: somebody else wrote one of these items meanwhile.
    """
    writes = list(writes_of(record, window, previous, person_year))
    writes += guarded([record], person_year)
    if told:
        writes.append(Write(notice_item(told, told.due), is_new()))
    put_all(writes)


def put_all(writes: Sequence[Write]) -> None:
    """Do one write alone, several together, which costs twice as much.

    Raises:
        Conflict: somebody else wrote one of these items meanwhile.
    """
    if len(writes) == 1 and not writes[0].clears:
        with conflicts():
            writes[0].item.save(condition=writes[0].condition)
        return
    write_together(writes)


def guarded(records: Iterable[Record], person_year: PersonYear) -> Iterator[Write]:
    """What is written besides where an exam record takes sittings (R16)."""
    if guard := sittings_guard(records, person_year.professional.id, person_year.sittings):
        yield Write(guard, is_still_at(person_year.sittings))


def writes_of(
    record: Record, window: Window, previous: Record | None, person_year: PersonYear
) -> Iterator[Write]:
    """Everything that putting a record into its slots writes; arguments as `put_record`."""
    person_year = person_year.within(record.person)
    held = _held(previous, person_year)
    for slot in (record.slot, *record.parts):
        is_main = slot == record.slot
        if slot in held and not is_main and not _may_lose(slot, previous):
            continue  # its part points here already
        item = (
            record_item(record, window, person_year.standing)
            if is_main
            else _part_item(record, slot)
        )
        yield Write(item, _condition(slot, previous if slot in held else None, person_year))
        occupant = person_year.in_slot(slot)
        if occupant is not None and occupant.id != record.id:
            yield Write(record_item(filed(occupant), window), is_new())
    for slot in sorted(held - {record.slot, *record.parts}):
        cleared = RegistryItem(pk=person_key(record.person), sk=record_key(record.year, slot))
        yield Write(cleared, _condition(slot, previous, person_year), clears=True)


def replaced(
    record: Record, window: Window, before: Record, after: Record, person_year: PersonYear
) -> Iterator[Write]:
    """What is written when a record takes the place of one that was revoked for it, in one transaction.

    Args:
        record: the record that comes.
        window: its window.
        before: the record that goes, as it was read.
        after: the same as it has become; it is filed where the other one takes its slot.
        person_year: the year as it was read.
    """
    aside = record_item(filed(after), window)
    is_aside = False
    for write in writes_of(record, window, None, person_year):
        if (write.item.pk, write.item.sk) == (aside.pk, aside.sk):
            is_aside = True
            yield Write(aside, is_new())
        else:
            yield write
    if not is_aside:
        yield Write(record_item(after, window), is_as_read(before))


def _may_lose(slot: str, previous: Record | None) -> bool:
    """Whether somebody may be taking the slot: a part's, if its record was freed, or no part yet."""
    return previous is None or slot == previous.slot or previous.frees_slot


def _held(record: Record | None, person_year: PersonYear) -> set[str]:
    """The slots that really are the record's: a freed record may have lost a part to another."""
    if record is None:
        return set()
    parts = {slot for slot, part in person_year.parts.items() if part.part_of == record.id}
    return {record.slot, *parts}


def _condition(slot: str, previous: Record | None, person_year: PersonYear) -> Condition:
    """That the slot is still as it was read: ours, a freed record's, its part's, or empty."""
    if previous is not None and slot == previous.slot:
        return is_as_read(previous)
    part = person_year.parts.get(slot)
    if part is not None:
        return is_version_of("part_of", part.part_of, part.version)
    occupant = person_year.in_slot(slot)
    return is_new() if occupant is None else is_as_read(occupant)


def _part_item(record: Record, slot: str) -> RegistryItem:
    return RegistryItem(
        pk=person_key(record.person),
        sk=record_key(record.year, slot),
        version=record.version,
        body=keep(FurtherSlot(record.id, record.version)),
    )


def find_occupants(person_year: PersonYear, record: Record) -> Iterator[Record]:
    """Find the other records that hold slots this record needs, freed or not.

    In a merged account of the same person as well: its slots are keys of their own.
    """
    for here in map(person_year.within, person_year.professional.ids):
        for slot in (record.slot, *record.parts):
            part = here.parts.get(slot)
            occupant = here.record(part.part_of) if part else here.in_slot(slot)
            if occupant is not None and occupant.id != record.id:
                yield occupant
