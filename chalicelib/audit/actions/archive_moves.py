"""Bring moves, acts and versions to the archive, each once, whatever comes twice or late (R19).

What a batch of a stream brings is looked at first, then written together: one receipt, then its entries.
The receipt goes before them: should the run end between the two, an entry's absence shows, and the
event's retry or the day's manifest writes it. A move that is there already is left alone, so doubled,
replayed and reordered events change nothing; an item brings its whole history, so what a lost event left
out comes with the next.

Moves are written in their order, each says which one is before it, and each place is taken once. So the
last one that is there tells of all before it, and few are asked for, from the last one back. Where that
tells nothing, since a history was changed, or archived under names of before, all are listed.

Acts and versions, which are written once, are not asked for: those of a batch lie in one bundle, and an event
that comes again leaves a copy. What tells that one was changed is the event itself, which brings what was there before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, EntryOrigin, Name
from chalicelib.audit.rules.bundle import (
    bundle_key,
    content_of,
    find_receipt_of,
    is_fact,
    read_bundle,
)
from chalicelib.audit.rules.chain import is_chained
from chalicelib.audit.rules.receipt import ReceiptLine, receipt_of
from chalicelib.audit.store import histories
from chalicelib.audit.store.histories import Image
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.abreast import abreast, ahead
from chalicelib.platform.store.outbox import Side

NOTHING_BUNDLED: Mapping[str, Name] = {}


class Archived(NamedTuple):
    """How many entries the archive lacked, and how many differ from what had been archived before."""

    lacking: int = 0
    changed: int = 0


class Gathering:
    """What is to be archived together: looked at one by one, as if what came before lay there already."""

    def __init__(self) -> None:
        self._coming: dict[str, dict[int, Entry]] = defaultdict(dict)
        self._facts: dict[Name, bytes] = {}
        self._lines: dict[date, list[ReceiptLine]] = defaultdict(list)

    def look_at_image(
        self, side: Side, image: Image, *, at: datetime, before: Image | None = None
    ) -> Archived:
        """Look at what an item holds, as a stream brings it at an instant; `before` is what it held."""
        place, entries = histories.entries_of_image(side, image)
        if before and entries and histories.is_changed(side, image, before):
            return Archived(changed=1)
        return self.look_at(entries, place, shanghai_date(at))

    def look_at(self, entries: Sequence[Entry], place: EntryOrigin, day: date) -> Archived:
        """Take up those of one subject's entries that the archive lacks, for a receipt of a day."""
        if not entries:
            return Archived()
        if is_fact(entries[0].name):
            return self._take(
                [each for each in entries if each.name not in self._facts], place, day
            )
        lacking = self._find_lacking(entries)
        if lacking is None:
            return self.compare(entries, place, day)
        return self._take(lacking, place, day)

    def compare(
        self,
        entries: Sequence[Entry],
        place: EntryOrigin,
        day: date,
        bundled: Mapping[str, Name] = NOTHING_BUNDLED,
    ) -> Archived:
        """As `look_at`, each of them compared with what is there: by listing, so that a hole is found.

        Args:
            entries: those of one subject.
            place: where they come from.
            day: the receipt's.
            bundled: the facts that lie in bundles, by their subjects.
        """
        subject = entries[0].name.subject
        coming = {name.ordinal: name for name, _ in self._coming[subject].values()}
        kept = coming | find_archived(subject)
        if fact := bundled.get(subject):
            kept[fact.ordinal] = fact
        lacking = [entry for entry in entries if entry.name.ordinal not in kept]
        changed = sum(kept.get(name.ordinal, name) != name for name, _ in entries)
        return self._take(lacking, place, day)._replace(changed=changed)

    def __len__(self) -> int:
        """How many entries were taken up."""
        return sum(map(len, self._coming.values())) + len(self._facts)

    def write(self) -> int:
        """Write what was taken up: each receipt with its bundle of facts, then each history's moves in their order."""
        for day, lines in self._lines.items():
            receipt = receipt_of(day, lines)
            audit_bucket.put_once(receipt.key, receipt.content)
            names = [name for name, _ in receipt.lines if is_fact(name)]
            if facts := [Entry(name, self._facts[name]) for name in names]:
                audit_bucket.put_once(bundle_key(receipt.key), content_of(facts))
        abreast(_write, list(self._coming.values()))
        return len(self)

    def _take(self, lacking: Sequence[Entry], place: EntryOrigin, day: date) -> Archived:
        for name, content in lacking:
            self._lines[day].append(ReceiptLine(name, place))
            if is_fact(name):
                self._facts[name] = content
            else:
                self._coming[name.subject][name.ordinal] = Entry(name, content)
        return Archived(len(lacking))

    def _find_lacking(self, entries: Sequence[Entry]) -> Sequence[Entry] | None:
        """What lies behind the last entry that is there; None if that does not tell what is lacking."""
        if not is_chained(entries):
            return None
        for ordinal in range(len(entries), 0, -1):
            name, content = entries[ordinal - 1]
            kept = self._find(name)
            if kept is not None:
                return entries[ordinal:] if kept == content else None
        return entries if audit_bucket.find_object(entries[0].name.whole) is None else None

    def _find(self, name: Name) -> bytes | None:
        coming = self._coming[name.subject].get(name.ordinal)
        return coming.content if coming else audit_bucket.find_object(name.key)


def _write(entries: Mapping[int, Entry]) -> None:
    for name, content in entries.values():
        audit_bucket.put_once(name.key, content)


def find_bundled() -> dict[str, Name]:
    """The names of all facts that lie in bundles, by their subjects."""
    keys = [key for key in audit_bucket.find_keys(f"{audit.FACTS}/") if find_receipt_of(key)]
    contents = ahead(audit_bucket.get_object, keys)
    return {name.subject: name for content in contents for name, _ in read_bundle(content)}


def find_archived(subject: str) -> dict[int, Name]:
    """The names of those of a subject's entries that lie at places of their own, by ordinal."""
    found = {}
    for key in audit_bucket.find_keys(f"{subject}/"):
        if name := audit.find_name(key):
            digest = name.digest or audit.digest_of(audit_bucket.get_object(key))
            found[name.ordinal] = name._replace(digest=digest)
    return found
