"""Write moves, acts and versions to the archive, each once, whatever comes twice or late (R19).

The receipt goes before its entry: should the run end between the two, the entry's absence shows,
and the event's retry or the day's manifest writes it. An entry that is there already is left alone,
so doubled, replayed and reordered events change nothing; an item brings its whole history, so what
a lost event left out comes with the next.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, EntryOrigin, Name
from chalicelib.audit.store import histories
from chalicelib.audit.store.histories import Image
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.outbox import Side


class Archived(NamedTuple):
    """How many entries were written, and how many differ from what had been archived before."""

    written: int = 0
    changed: int = 0


def archive_image(side: Side, image: Image, *, at: datetime) -> Archived:
    """Archive what an item holds, as a stream brings it at an instant."""
    place, entries = histories.entries_of_image(side, image)
    return archive_entries(entries, place, shanghai_date(at))


def archive_entries(entries: Sequence[Entry], place: EntryOrigin, day: date) -> Archived:
    """Write those of one subject's entries that the archive lacks, with receipts of a day."""
    if not entries:
        return Archived()
    kept = find_archived(entries[0].name.subject)
    written = changed = 0
    for name, content in entries:
        if name.ordinal in kept:
            changed += kept[name.ordinal] != name
            continue
        audit_bucket.put_once(name.receipt_key(day), msgspec.json.encode(place))
        audit_bucket.put_once(name.key, content)
        written += 1
    return Archived(written, changed)


def find_archived(subject: str) -> dict[int, Name]:
    """The names of a subject's entries in the archive, by ordinal."""
    names = (audit.find_name(key) for key in audit_bucket.find_keys(f"{subject}/"))
    return {name.ordinal: name for name in names if name}


def archive_again(subject: str, place: EntryOrigin, day: date) -> Archived:
    """Archive what a subject holds now: what was lost on the way is filled in from its history."""
    return archive_entries(histories.find_entries(subject, place), place, day)
