"""A person's year: profile, standing, records and study, read in one consistent query.

The registry sorts `PROFILE`, `S#{year}#…`, `Y#{year}`, `Y#{year}#R#…` below one person, so what a
request needs to decide comes in one round trip.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.rules import mark
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import (
    RegistryItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_still_at,
    marked,
    owed,
    read,
)
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_lists import standing_place
from chalicelib.records.rules.standing import Standing
from chalicelib.records.rules.study_lists import study_place
from chalicelib.records.store.partition import (
    LATEST,
    Everything,
    elsewhere_in,
    find_everything,
    parts_in,
    progress_in,
    progress_key,
    records_in,
    standing_key,
)
from chalicelib.records.store.records import is_as_read, record_item
from chalicelib.records.store.sittings import SITTINGS, sittings_guard
from chalicelib.records.store.study_clocks import clocks_in


def find_years(person: str, first: int, last: int) -> tuple[PersonYear, ...]:
    """Read the years `first` to `last` of a person, one value a year; empty if there is no person.

    An account that was merged into another is that other one's; only such people cost more reads.
    """
    found = find_everything(person, last)
    return tuple(year_in(found, year) for year in range(first, last + 1)) if found else ()


def find_year(person: str, year: int) -> PersonYear | None:
    """Read one year of a person, with what of other years can be the same thing."""
    found = find_everything(person, LATEST)
    if found is None:
        return None
    everywhere = (found.kept, *found.formers.values())
    guard = found.kept.get(SITTINGS)
    studying, clocks = clocks_in(found)
    return msgspec.structs.replace(
        year_in(found, year),
        elsewhere=tuple(record for kept in everywhere for record in elsewhere_in(kept, year)),
        sittings=(guard.version or 0) if guard else 0,
        studying=studying,
        clocks=clocks,
    )


def year_in(found: Everything, year: int) -> PersonYear:
    """A year of what was read of a person."""
    professional, kept, formers = found
    standing = kept.get(standing_key(year))
    empty = Standing(person=professional.id, year=year, territory=professional.territory)
    everywhere = (kept, *formers.values())
    records = [record for each in everywhere for record in records_in(each, year)]
    return PersonYear(
        professional=professional,
        standing=read(standing, Standing) if standing else empty,
        records=tuple(sorted(records, key=lambda record: record.slot) if formers else records),
        progress=tuple(step for each in everywhere for step in progress_in(each, year)),
        parts=parts_in(kept, year),
        parts_of={person: parts_in(each, year) for person, each in formers.items()},
        owed=owed(standing) if standing else None,
    )


def find_standing(person: str, year: int) -> Standing | None:
    """Read the standing that lies under one id, whatever it was merged into."""
    item = find(RegistryItem, person_key(person), standing_key(year))
    return read(item, Standing) if item else None


def standing_of_image(image: Mapping[str, Mapping[str, Any]]) -> Standing:
    """The standing that a stream brings."""
    raw = {name: dict(value) for name, value in image.items()}
    return read(RegistryItem.from_raw_data(raw), Standing)


def find_standings(places: Collection[tuple[str, int]]) -> dict[tuple[str, int], Standing]:
    """Read the standings of people's years, by person and year; those that nothing counts in are absent."""
    keys = {(person_key(person), standing_key(year)): (person, year) for person, year in places}
    found = find_all(RegistryItem, keys)
    return {keys[key]: read(item, Standing) for key, item in found.items()}


def standing_item(standing: Standing, waits: mark.Mark | None) -> RegistryItem:
    """A standing as it is kept, listed by year, territory and progress."""
    item = RegistryItem(
        pk=person_key(standing.person),
        sk=standing_key(standing.year),
        version=standing.version,
        body=keep(standing),
    )
    if not standing.merged:
        item.list, item.order = standing_place(standing)
    return marked(item, waits)


def put_accredited(
    record: Record,
    previous: Record | None,
    standing: Standing,
    person_year: PersonYear,
    told: Notice | None = None,
    besides: Iterable[Write] = (),
    *,
    at: datetime | None = None,
) -> None:
    """Write a record whose credits begin to count (or cease to), and the standing, at once.

    Args:
        record: the accredited (or revoked) record.
        previous: the record as it was read, or None if it is registered by this very write.
        standing: the standing recomputed from all records, `record` among them.
        person_year: the year as it was read; what its standing still owes stays owed.
        told: what the owner is told of it.
        besides: what else belongs to it.
        at: the instant of what changes the standing, where that is no move of the record.

    Raises:
        Conflict: the record or the standing has changed meanwhile.
    """
    before = person_year.standing
    waits = standing_mark(standing, person_year, at or record.moves[-1].at)
    writes = [
        Write(
            record_item(record, None, standing),
            is_as_read(previous) if previous else is_new(),
        ),
        Write(standing_item(standing, waits), is_still_at(before.version)),
    ]
    if guard := sittings_guard([record], person_year.professional.id, person_year.sittings):
        writes.append(Write(guard, is_still_at(person_year.sittings)))
    if told:
        writes.append(Write(notice_item(told, told.due), is_new()))
    write_together([*writes, *besides])


def standing_mark(standing: Standing, person_year: PersonYear, at: datetime) -> mark.Mark | None:
    """A standing that is, or was, complete owes the HR system its result; what it owes it owes on.

    Unless that result is, or was, the HR system's own (R28).
    """
    both = (standing, person_year.standing)
    is_owed = any(each.complete and not each.certified_by_hr for each in both)
    return person_year.owed or (mark.sync(standing.person, at) if is_owed else None)


def progress_item(progress: StudyProgress) -> RegistryItem:
    """A course's progress as it is kept, listed once there is something to tell of it."""
    item = RegistryItem(
        pk=person_key(progress.person),
        sk=progress_key(progress.year, progress.course),
        version=progress.version,
        body=keep(progress),
    )
    if place := study_place(progress):
        item.list, item.order = place
    return item


def put_progress(progress: StudyProgress, previous: int) -> None:
    """Write a study report that completes nothing yet.

    Raises:
        Conflict: another report was written meanwhile.
    """
    with conflicts():
        progress_item(progress).save(condition=is_still_at(previous))


def acknowledge_standing(person: str, year: int, version: int) -> None:
    """Clear the standing's mark once that version has reached the HR system."""
    acknowledge(RegistryItem(pk=person_key(person), sk=standing_key(year)), version, mark.Whom.SYNC)
