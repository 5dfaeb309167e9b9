"""What other subjects may ask of records: all that they may use of its store."""

from chalicelib.records.store.accreditations import counted, put_together
from chalicelib.records.store.appeals import answering, list_appeals
from chalicelib.records.store.kept_calls import remember
from chalicelib.records.store.records import find_records, record_key, record_of_image
from chalicelib.records.store.shown_years import YearAsked, find_shown_year
from chalicelib.records.store.slots import find_occupants, writes_of
from chalicelib.records.store.study_clocks import studying_item
from chalicelib.records.store.untouched_years import find_untouched
from chalicelib.records.store.years import (
    acknowledge_standing,
    find_standing,
    find_standings,
    find_year,
    find_years,
    progress_item,
    put_progress,
)

__all__ = [
    "YearAsked",
    "acknowledge_standing",
    "answering",
    "counted",
    "find_occupants",
    "find_records",
    "find_shown_year",
    "find_standing",
    "find_standings",
    "find_untouched",
    "find_year",
    "find_years",
    "list_appeals",
    "progress_item",
    "put_progress",
    "put_together",
    "record_key",
    "record_of_image",
    "remember",
    "studying_item",
    "writes_of",
]
