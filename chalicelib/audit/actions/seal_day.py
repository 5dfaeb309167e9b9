"""Seal what came to the archive: a manifest a day, chained to the one before (R19).

A manifest tells the last entry of everything that came that day or the day before, for an event may
be a day old. What a receipt tells of and is not there is filled in first; what the manifest before told of
was so the night before.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.audit.actions.archive_moves import Archived, archive_again
from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import EntryOrigin, Name
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.abreast import abreast

DAY = timedelta(days=1)


class SealedDay(NamedTuple):
    """What a manifest seals: heads, entries that had to be filled in, entries that are lost."""

    heads: int
    refilled: int
    lost: int


def days_to_seal(at: datetime) -> list[date]:
    """The days before that of an instant which brought anything and have no manifest, in order."""
    days = {date.fromisoformat(day) for day in audit_bucket.find_folders(f"{audit.RECEIPTS}/")}
    sealed = {audit.find_manifest_day(key) for key in _manifest_keys()}
    return sorted(day for day in days - sealed if day < shanghai_date(at))


def seal_day(day: date) -> SealedDay:
    """Fill in what is missing and write the day's manifest; a repeat changes nothing."""
    before = _manifest_keys()
    last = audit_bucket.get_object(before[-1]) if before else None
    heads = _heads(day)
    filled = _fill_in(heads, day, last)
    refilled = sum(each.written for each in filled if each)
    manifest = audit.manifest_of(len(before) + 1, day, last, _heads(day) if refilled else heads)
    audit_bucket.put_once(manifest.key, manifest.content)
    return SealedDay(len(manifest.heads), refilled, filled.count(None))


def _fill_in(heads: Mapping[Name, str], day: date, last: bytes | None) -> list[Archived | None]:
    """Archive what each subject holds and the archive lacks, before its head and after it."""
    manifest = audit.read_manifest(last) if last else None
    sealed = set(manifest.heads) if manifest else set()
    unsealed = [(name, receipt) for name, receipt in heads.items() if name not in sealed]
    return abreast(partial(_filled_in, day), unsealed)


def _filled_in(day: date, head: tuple[Name, str]) -> Archived | None:
    """None if the head is lost."""
    name, receipt = head
    place = msgspec.json.decode(audit_bucket.get_object(receipt), type=EntryOrigin)
    return archive_again(name, place, day)


def _manifest_keys() -> list[str]:
    return list(audit_bucket.find_keys(f"{audit.MANIFESTS}/"))


def _heads(day: date) -> dict[Name, str]:
    """The last entry of each subject by a day's and the day before's receipts, and its receipt."""
    found: dict[str, tuple[Name, str]] = {}
    for each in (day - DAY, day):
        for key in audit_bucket.find_keys(audit.receipts_of(each)):
            receipt = audit.find_receipt(key)
            if receipt:
                name = receipt[1]
                found[name.subject] = max((name, key), found.get(name.subject, (name, key)))
    return dict(found.values())
