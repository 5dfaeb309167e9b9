"""Write moves, acts and versions to the archive, each once, whatever comes twice or late (R19).

The receipt goes before its entry: should the run end between the two, the entry's absence shows,
and the event's retry or the day's manifest writes it. An entry that is there already is left alone,
so doubled, replayed and reordered events change nothing; an item brings its whole history, so what
a lost event left out comes with the next.

Entries are written in their order, each says which one is before it, and each place is taken once. So the
last one that is there tells of all before it, and few are asked for, from the last one back. Where that
tells nothing, since a history was changed, or archived under names of before, all are listed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, EntryOrigin, Name
from chalicelib.audit.rules.chain import is_chained
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
    lacking = _find_lacking(entries)
    if lacking is None:
        return compare_entries(entries, place, day)
    return Archived(_write(lacking, place, day))


def compare_entries(entries: Sequence[Entry], place: EntryOrigin, day: date) -> Archived:
    """As `archive_entries`, each of them compared with what is there: by listing, so that a hole is filled."""
    kept = find_archived(entries[0].name.subject)
    lacking = [entry for entry in entries if entry.name.ordinal not in kept]
    changed = sum(kept.get(name.ordinal, name) != name for name, _ in entries)
    return Archived(_write(lacking, place, day), changed)


def _write(lacking: Sequence[Entry], place: EntryOrigin, day: date) -> int:
    for name, content in lacking:
        audit_bucket.put_once(name.receipt_key(day), msgspec.json.encode(place))
        audit_bucket.put_once(name.key, content)
    return len(lacking)


def _find_lacking(entries: Sequence[Entry]) -> Sequence[Entry] | None:
    """What lies behind the last entry that is there; None if that does not tell what is lacking."""
    if not is_chained(entries):
        return None
    for ordinal in range(len(entries), 0, -1):
        kept = audit_bucket.find_object(entries[ordinal - 1].name.key)
        if kept is not None:
            return entries[ordinal:] if kept == entries[ordinal - 1].content else None
    return entries if audit_bucket.find_object(entries[0].name.whole) is None else None


def find_archived(subject: str) -> dict[int, Name]:
    """The names of a subject's entries in the archive, by ordinal."""
    found = {}
    for key in audit_bucket.find_keys(f"{subject}/"):
        if name := audit.find_name(key):
            digest = name.digest or audit.digest_of(audit_bucket.get_object(key))
            found[name.ordinal] = name._replace(digest=digest)
    return found


def archive_again(head: Name, place: EntryOrigin, day: date) -> Archived | None:
    """Archive what the subject of an entry holds now: what was lost is filled in from its history.

    None if neither its history nor the archive has the entry any more.
    """
    entries = histories.find_entries(head.subject, place)
    done = archive_entries(entries, place, day)
    is_there = head.ordinal <= len(entries) or head.ordinal in find_archived(head.subject)
    return done if is_there else None
