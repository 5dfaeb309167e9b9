"""The archive as it was read: objects sorted by what their names say, and what has no place there (R19)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, Name, digest_of
from chalicelib.audit.rules.bundle import content_of, find_receipt_of, is_fact, read_bundle
from chalicelib.audit.rules.manifest import find_manifest_day
from chalicelib.audit.rules.receipt import find_receipt_day, read_receipt


class Tampering(StrEnum):
    """What was done to it."""

    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    UNKNOWN = "unknown"
    NOT_ARCHIVED = "not_archived"


class Finding(NamedTuple):
    """What was done to which object of the archive, or which entry of a table; `why` says how it shows."""

    place: str
    fault: Tampering
    why: str


Objects = Mapping[str, bytes]
"""The archive: contents by key."""


class KeptEntry(NamedTuple):
    """An entry of the archive, where it lies, and which one its name or its receipt says that it is."""

    key: str
    name: Name
    content: bytes


Kept = Mapping[int, KeptEntry]
"""A subject's entries by ordinal."""


class Archive(NamedTuple):
    """The archive, read: entries by subject and ordinal, receipts, manifests in the order of their names."""

    entries: Mapping[str, Kept]
    receipts: Mapping[Name, tuple[date, ...]]
    manifests: tuple[tuple[str, bytes], ...]


def read_archive(objects: Objects) -> tuple[Archive, list[Finding]]:
    """Sort the objects by what their names say; what has no such name, or a second one, is a finding."""
    receipts: dict[Name, list[date]] = defaultdict(list)
    entries, manifests = [], []
    strange: list[Finding] = []
    for key, content in sorted(objects.items()):
        if one := audit.find_receipt(key):
            receipts[one[1]].append(one[0])
        elif find_receipt_day(key):
            if receipt := read_receipt(key, content):
                for line in receipt.lines:
                    receipts[line.name].append(receipt.day)
        elif told := find_receipt_of(key):
            facts = list(read_bundle(content))
            entries += [KeptEntry(key, name._replace(digest=""), each) for name, each in facts]
            strange += _strange_bundle(key, content, facts, objects.get(told))
        elif find_manifest_day(key):
            manifests.append((key, content))
        elif name := audit.find_name(key):
            entries.append(KeptEntry(key, name, content))
        else:
            strange.append(Finding(key, Tampering.UNKNOWN, "no such object is ever written"))
    kept, doubled = _sorted_entries(entries, receipts)
    days = {name: tuple(each) for name, each in receipts.items()}
    return Archive(kept, days, tuple(manifests)), [*strange, *doubled]


def _strange_bundle(
    key: str, content: bytes, facts: Sequence[Entry], told: bytes | None
) -> Iterator[Finding]:
    """A bundle is as it was written, and holds what the receipt beside it tells of."""
    if told is None:
        yield Finding(key, Tampering.UNKNOWN, "no receipt lies beside it")
        return
    receipt = read_receipt(find_receipt_of(key) or "", told)
    lines = receipt.lines if receipt else ()
    expected = [name.subject for name, _ in lines if is_fact(name)]
    is_expected = receipt is None or expected == [name.subject for name, _ in facts]
    if content_of(facts) != content or not is_expected:
        yield Finding(key, Tampering.EDITED, "it does not hold what its receipt tells of")


def _sorted_entries(
    entries: Iterable[KeptEntry], receipts: Iterable[Name]
) -> tuple[Mapping[str, Kept], list[Finding]]:
    """Entries by their places; another one at a place that is taken is a finding, a copy is none.

    Names of before ended in the digest: an entry that was told once to a version of before and once to
    one of today lies there under both. A fact whose event came twice lies in two bundles.
    """
    told: dict[str, list[Name]] = defaultdict(list)
    for receipt in receipts:
        told[receipt.key].append(receipt)
    kept: dict[str, dict[int, KeptEntry]] = defaultdict(dict)
    doubled = []
    for each in entries:
        entry = each._replace(name=_named(each, told[each.name.key]))
        first = kept[entry.name.subject].setdefault(entry.name.ordinal, entry)
        if first[1:] != entry[1:]:
            doubled.append(Finding(entry.key, Tampering.EDITED, "another entry has this place"))
    return kept, doubled


def _named(entry: KeptEntry, told: Sequence[Name]) -> Name:
    """Which entry it is: by its own name, by the one receipt of its place, else by its content."""
    if entry.name.digest:
        return entry.name
    if len(told) == 1:
        return told[0]
    return entry.name._replace(digest=digest_of(entry.content))
