"""What lies under one person's id, in one consistent query: the profile, years, records, study.

The registry sorts `PROFILE`, `S#{year}#…`, `Y#{year}`, `Y#{year}#R#…` below one id.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chalicelib.law.rules.form import lists_papers
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, read
from chalicelib.records.rules.person_year import FurtherSlot
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import is_record, record_key, record_of, year_of

LATEST = 9999
"""Later than any year that anything is kept of."""
Kept = dict[str, RegistryItem]
"""Items of one partition by sort key."""


def standing_key(year: int) -> str:
    """The sort key of a year's standing; its records sort after it."""
    return f"Y#{year}"


def progress_key(year: int, course: str) -> str:
    """The sort key of the progress in a course of a year."""
    return f"S#{year}#{course}"


def find_kept(person: str, last: int) -> Kept:
    """Everything up to a year that lies under one id, by sort key."""
    items = RegistryItem.query(
        person_key(person),
        RegistryItem.sk.between("PROFILE", f"{standing_key(last)}~"),
        consistent_read=True,
    )
    return {item.sk: item for item in items}


def find_kept_of(person: str, year: int) -> Kept:
    """The standing and the records of one year that lie under one id, by sort key."""
    items = RegistryItem.query(
        person_key(person),
        RegistryItem.sk.between(standing_key(year), f"{standing_key(year)}~"),
        consistent_read=True,
    )
    return {item.sk: item for item in items}


class Everything(NamedTuple):
    """A person and what is kept under the own id and, by their ids, those merged into it."""

    professional: Professional
    kept: Kept
    formers: Mapping[str, Kept]


def find_everything(person: str, last: int) -> Everything | None:
    """Read a person up to a year; an account that was merged into another is that other one's."""
    kept = find_kept(person, last)
    profile = kept.get("PROFILE")
    if profile is None:
        return None
    professional = read(profile, Professional)
    if professional.merged_into:
        return find_everything(professional.merged_into, last)
    formers = {former.id: find_kept(former.id, last) for former in professional.formers}
    return Everything(professional, kept, formers)


def _slots(kept: Kept, year: int) -> Kept:
    prefix = record_key(year, "")
    return {sk.removeprefix(prefix): item for sk, item in kept.items() if sk.startswith(prefix)}


def records_in(kept: Kept, year: int) -> list[Record]:
    """The records of a year."""
    return [record_of(item) for item in _slots(kept, year).values() if "part_of" not in item.body]


def elsewhere_in(kept: Kept, year: int) -> Iterator[Record]:
    """The records of the years beside a year, and the exam records of any other."""
    for sk, item in kept.items():
        if not sk.startswith("Y#") or not is_record(item):
            continue
        apart = abs(year_of(item) - year)
        if apart == 1 or (apart and lists_papers(str(item.body.get("form")))):
            yield record_of(item)


def parts_in(kept: Kept, year: int) -> dict[str, FurtherSlot]:
    """The further slots of a year's records, by slot."""
    slots = _slots(kept, year).items()
    return {slot: read(item, FurtherSlot) for slot, item in slots if "part_of" in item.body}


def progress_in(kept: Kept, year: int) -> list[StudyProgress]:
    """The progress in the courses of a year."""
    return [read(item, StudyProgress) for sk, item in kept.items() if sk.startswith(f"S#{year}#")]
