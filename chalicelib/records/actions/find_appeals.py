"""Find the appeals of a person (R43)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.window import Window
from chalicelib.records.rules.reconsideration import Lodged, appeals_of
from chalicelib.records.rules.record import Record
from chalicelib.records.store.years import find_years


class Appealed(NamedTuple):
    """An appeal, the record that it is about, and the window that the record belongs to."""

    appeal: Lodged
    record: Record
    window: Window

    @property
    def latest_first(self) -> tuple[datetime, str]:
        """By which appeals of one person are told apart and put in order."""
        return self.appeal.by.at, self.appeal.id


def find_own_appeals(person: str, *, at: datetime) -> list[Appealed]:
    """Every appeal of a person, the latest first."""
    known = years()
    found = (
        Appealed(appeal, record, get_law(record.year, at=at).window_of(record))
        for person_year in find_years(person, known[0], known[-1])
        for record in person_year.records
        for appeal in appeals_of(record)
    )
    return sorted(found, key=lambda each: each.latest_first, reverse=True)
