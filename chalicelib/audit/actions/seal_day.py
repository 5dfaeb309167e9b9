"""Seal what came to the archive: a day's manifests, each chained to the one before (R19).

They tell the last entry of everything that came that day or the day before, for an event may be a day
old. What a receipt tells of and is not there is filled in first; what the manifests of the day before told
of was so the night before.

A day is sealed page by page, a manifest each, of which all but the last say that others follow. A run may
end after any of them: what the day's manifests tell of is done, and the next run goes on behind it. Of
two runs at once one finds its manifest's name taken, and goes on behind that.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.audit.actions.archive_moves import Gathering, find_archived
from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import EntryOrigin, Name
from chalicelib.audit.rules.bundle import bundle_key, is_fact, read_bundle
from chalicelib.audit.rules.manifest import (
    MANIFESTS,
    closes_day,
    find_manifest_day,
    manifest_of,
    read_manifest,
)
from chalicelib.audit.rules.receipt import find_receipt_day, read_receipt
from chalicelib.audit.store import histories
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.abreast import abreast, ahead

DAY = timedelta(days=1)
MOST_HEADS = 1_000
"""Of one manifest: looked at within half a minute, so a run has room for several."""


class SealedPage(NamedTuple):
    """What a manifest seals: heads, entries that had to be filled in, entries that are lost."""

    heads: int
    refilled: int
    lost: int


class LookedAt(NamedTuple):
    """A head after its subject was looked at again: how many entries were filled in, whether any is left."""

    head: Name
    refilled: int = 0
    is_lost: bool = False


class ToldHead(NamedTuple):
    """A subject's last entry as a receipt tells it; `place` is None where that must be read from the receipt."""

    name: Name
    receipt: str
    place: EntryOrigin | None = None


def days_to_seal(at: datetime) -> list[date]:
    """The days before that of an instant which brought anything and are not sealed yet, in order."""
    days = {date.fromisoformat(day) for day in audit_bucket.find_folders(f"{audit.RECEIPTS}/")}
    sealed = {find_manifest_day(key) for key in _manifest_keys() if closes_day(key)}
    return sorted(day for day in days - sealed if day < shanghai_date(at))


def seal_day(day: date, most: int = MOST_HEADS) -> Iterator[SealedPage]:
    """Seal a day, page by page, until nothing of it is left; who takes no more of them leaves the rest.

    Args:
        day: it is over.
        most: how many heads a manifest tells of.
    """
    sealing = _Sealing(day)
    while (left := sealing.find_left()) is not None:
        yield sealing.seal(left[:most], is_part=len(left) > most)


class _Sealing:
    """A day's heads, and how far they are sealed."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._keys = _manifest_keys()
        self._heads = _find_heads(day)
        self._before = _heads_of(_of_the_day_before(self._keys, day))
        self._read: set[str] = set()
        self._done: set[str] = set()
        self._bundles: set[str] = set()
        self._bundled: set[Name] = set()

    def find_left(self) -> Sequence[ToldHead] | None:
        """The heads that no manifest of the day tells of, in order; None if the day is sealed.

        What became of a subject since one of them told of it is for the next day's.
        """
        self._keys = _manifest_keys()
        written = {key for key in self._keys if find_manifest_day(key) == self._day}
        if any(map(closes_day, written)):
            return None
        self._done |= {name.subject for name in _heads_of(written - self._read)}
        self._read |= written
        return [head for head in self._heads if head.name.subject not in self._done]

    def seal(self, page: Sequence[ToldHead], *, is_part: bool) -> SealedPage:
        """Look at each subject that came since yesterday, and write the manifest of all of them."""
        known = [LookedAt(head.name) for head in page if head.name in self._before]
        new = [head for head in page if head.name not in self._before]
        bundled = self._find_bundled(new)
        looked = [*known, *abreast(partial(_look_again, self._day, bundled), new)]
        heads, last = [each.head for each in looked], self._keys[-1:]
        before = audit_bucket.get_object(*last) if last else None
        number = len(self._keys) + 1
        manifest = manifest_of(number, self._day, before, heads, is_part=is_part)
        audit_bucket.put_once(manifest.key, manifest.content)
        refilled = sum(each.refilled for each in looked)
        return SealedPage(len(heads), refilled, sum(each.is_lost for each in looked))

    def _find_bundled(self, heads: Iterable[ToldHead]) -> AbstractSet[Name]:
        """The facts in the bundles beside the receipts of heads, and in those that were read before."""
        told = {head.receipt for head in heads if is_fact(head.name)} - self._bundles
        keys = [bundle_key(receipt) for receipt in sorted(told) if find_receipt_day(receipt)]
        for content in abreast(audit_bucket.find_object, keys):
            self._bundled |= {name for name, _ in read_bundle(content or b"")}
        self._bundles |= told
        return self._bundled


def _look_again(day: date, bundled: AbstractSet[Name], head: ToldHead) -> LookedAt:
    """Archive what the subject of a head holds now: what was lost is filled in from its history.

    A fact that lies in the bundle beside its receipt is all that there is of its subject. The head is lost if
    neither its history nor the archive has it any more.
    """
    if head.name in bundled:
        return LookedAt(head.name)
    name, place = head.name, head.place or _place_of(head)
    entries = histories.find_entries(name.subject, place)
    gathering = Gathering()
    look = gathering.compare if is_fact(name) else gathering.look_at
    refilled = look(entries, place, day).lacking if entries else 0
    gathering.write()
    if refilled and entries[-1].name.ordinal > name.ordinal:
        return LookedAt(entries[-1].name, refilled)
    is_there = name.ordinal <= len(entries) or name.ordinal in find_archived(name.subject)
    return LookedAt(name, refilled, not is_there)


def _place_of(head: ToldHead) -> EntryOrigin:
    return msgspec.json.decode(audit_bucket.get_object(head.receipt), type=EntryOrigin)


def _manifest_keys() -> list[str]:
    return list(audit_bucket.find_keys(f"{MANIFESTS}/"))


def _of_the_day_before(keys: Sequence[str], day: date) -> list[str]:
    """The manifests of the day that was sealed last."""
    others = [key for key in keys if find_manifest_day(key) != day]
    last = find_manifest_day(others[-1]) if others else None
    return [key for key in others if find_manifest_day(key) == last]


def _heads_of(keys: Iterable[str]) -> set[Name]:
    manifests = map(read_manifest, abreast(audit_bucket.get_object, sorted(keys)))
    return {name for manifest in manifests if manifest for name in manifest.heads}


def _find_heads(day: date) -> list[ToldHead]:
    """The last entry of each subject by a day's and the day before's receipts, in order."""
    found: dict[str, ToldHead] = {}
    for each in (day - DAY, day):
        for head in _heads_told(list(audit_bucket.find_keys(audit.receipts_of(each)))):
            subject = head.name.subject
            found[subject] = max(head, found.get(subject, head), key=lambda one: one.name)
    return sorted(found.values(), key=lambda head: head.name)


def _heads_told(keys: Sequence[str]) -> Iterator[ToldHead]:
    """What receipts tell; those of before say by their names which entry they are of."""
    for key in keys:
        if one := audit.find_receipt(key):
            yield ToldHead(one[1], key)
    together = [key for key in keys if find_receipt_day(key)]
    for key, content in zip(together, ahead(audit_bucket.get_object, together), strict=True):
        if receipt := read_receipt(key, content):
            yield from (ToldHead(name, key, place) for name, place in receipt.lines)
