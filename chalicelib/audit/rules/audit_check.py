"""Does the archive agree with itself, and the tables with the archive? Names what does not (R19).

Nothing is believed by itself: a receipt says that an entry must be there and what its content must
be, the next move what it was, a manifest which heads there were, the next manifest what that one said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, Name, digest_of
from chalicelib.audit.rules.chain import previous_of
from chalicelib.audit.rules.kept_archive import (
    Archive,
    Finding,
    Kept,
    Objects,
    Tampering,
    read_archive,
)
from chalicelib.audit.rules.manifest import (
    MANIFESTS,
    closes_day,
    find_manifest_day,
    read_manifest,
    sealed,
)
from chalicelib.audit.rules.receipt import is_receipt, read_receipt


def check_archive(objects: Objects, until: date) -> list[Finding]:
    """Check the archive against itself.

    Args:
        objects: all of it.
        until: the last day that must have its manifest by now.

    Returns:
        What is wrong, subject by subject, each from its first entry on; then the manifests, the
        first one first. Empty if nothing is.
    """
    archive, strange = read_archive(objects)
    expected: dict[str, set[Name]] = defaultdict(set)
    for name in (*archive.receipts, *_heads(archive)):
        expected[name.subject].add(name)
    found = list(strange)
    for subject in sorted({*expected, *archive.entries}):
        kept = archive.entries.get(subject, {})
        found += _check_contents(kept)
        found += _check_presence(kept, sorted(expected[subject]), archive.receipts)
        found += _check_chain(kept)
    return [*found, *_check_receipts(objects), *_check_manifests(archive, until)]


def _heads(archive: Archive) -> Iterator[Name]:
    for _, content in archive.manifests:
        manifest = read_manifest(content)
        yield from manifest.heads if manifest else ()


def _check_contents(kept: Kept) -> Iterator[Finding]:
    """Each content is what its receipt says, or its name."""
    digests = {entry.name.digest for entry in kept.values()}
    for _, (key, name, content) in sorted(kept.items()):
        digest = digest_of(content)
        if digest != name.digest and digest in digests:
            yield Finding(key, Tampering.REORDERED, "its content is another entry's")
        elif digest != name.digest:
            yield Finding(key, Tampering.EDITED, f"{name.key} is not what it was when it came")


def _check_presence(
    kept: Kept, expected: Sequence[Name], receipts: Mapping[Name, object]
) -> Iterator[Finding]:
    """What a receipt or a manifest tells of is there, and what is there has a receipt."""
    last = max(kept, default=0)
    for name in expected:
        entry = kept.get(name.ordinal)
        if entry is None:
            is_last = name.ordinal > last > 0
            fault = Tampering.TRUNCATED if is_last else Tampering.DELETED
            yield Finding(name.key, fault, "a receipt or a manifest tells of it")
        elif entry.name != name:
            yield Finding(entry.key, Tampering.EDITED, f"it was {name.digest} when it came")
    for _, (key, name, _content) in sorted(kept.items()):
        if name not in receipts:
            yield Finding(key, Tampering.DELETED, "its receipt is gone")


def _check_chain(kept: Kept) -> Iterator[Finding]:
    """Each move holds the digest of the one before it."""
    for ordinal, (key, name, content) in sorted(kept.items()):
        if not name.subject.startswith(f"{audit.MOVES}/"):
            continue
        before = kept.get(ordinal - 1)
        said = previous_of(content)
        if before is None and ordinal > 1:
            place = f"{name.subject}/{ordinal - 1:06d}"
            yield Finding(place, Tampering.DELETED, "the next tells of it")
        elif said is not None and said != (before.name.digest if before else ""):
            yield Finding(key, Tampering.EDITED, "it does not follow the move before")


def _check_receipts(objects: Objects) -> Iterator[Finding]:
    """A receipt says what it said when it was written, and where each entry came from its subject confirms."""
    for key, content in sorted(objects.items()):
        if is_receipt(key) and read_receipt(key, content) is None:
            yield Finding(key, Tampering.EDITED, "it does not say what came, or where from")


def _check_manifests(archive: Archive, until: date) -> Iterator[Finding]:
    """Each holds what it held, follows the one before, and every day that brought anything has its last."""
    before: bytes | None = None
    keys = {key for key, _ in archive.manifests}
    number = 0
    for key, content in archive.manifests:
        manifest = read_manifest(content)
        number += 1
        named = int(key.removeprefix(f"{MANIFESTS}/")[: audit.ORDINAL_DIGITS])
        follows = digest_of(before) if before is not None else ""
        if named != number:
            place = f"{MANIFESTS}/{number:0{audit.ORDINAL_DIGITS}d}"
            yield Finding(place, Tampering.DELETED, f"{key} comes after it")
            number = named
        elif manifest is None or sealed(manifest).content != content:
            yield Finding(key, Tampering.EDITED, "its seal is broken")
        elif manifest.key != key:
            fault = Tampering.REORDERED if manifest.key in keys else Tampering.EDITED
            yield Finding(key, fault, f"its content is that of {manifest.key}")
        elif manifest.previous != follows:
            yield Finding(key, Tampering.EDITED, "it does not follow the manifest before")
        before = content
    yield from _check_days(archive, until)


def _check_days(archive: Archive, until: date) -> Iterator[Finding]:
    closing = (key for key, _ in archive.manifests if closes_day(key))
    sealed = {find_manifest_day(key) for key in closing}
    came = {day for each in archive.receipts.values() for day in each if day <= until}
    for day in sorted(came - sealed):
        yield Finding(f"{MANIFESTS}/{day}", Tampering.TRUNCATED, "its day has no manifest")


def check_tables(objects: Objects, tables: Iterable[Sequence[Entry]]) -> Iterator[Finding]:
    """Check the tables against the archive: one finding a subject, at its first difference.

    Args:
        objects: all of the archive.
        tables: the entries of each subject as the tables have them, in their order.
    """
    archive, _ = read_archive(objects)
    seen: set[str] = set()
    for entries in tables:
        if entries:
            subject = entries[0].name.subject
            seen.add(subject)
            digests = [entry.name.digest for entry in entries]
            yield from _difference(subject, digests, archive.entries.get(subject, {}))
    for subject in sorted(archive.entries.keys() - seen):
        yield Finding(subject, Tampering.DELETED, "the table has no trace of it")


def _difference(subject: str, table: Sequence[str], kept: Kept) -> Iterator[Finding]:
    archived = {ordinal: entry.name.digest for ordinal, entry in kept.items()}
    last = max(archived, default=0)
    for ordinal in range(1, max(len(table), last) + 1):
        here = table[ordinal - 1] if ordinal <= len(table) else None
        there = archived.get(ordinal)
        if here == there:
            continue
        place = f"{subject}/{ordinal:06d}"
        if there is None:
            yield Finding(place, Tampering.NOT_ARCHIVED, "the table has it, the archive not yet")
        elif here is None:
            yield Finding(place, Tampering.TRUNCATED, "the archive has it, the table no longer")
        else:
            rest = [archived.get(each) for each in range(ordinal, last + 1)]
            yield Finding(place, _changed(list(table[ordinal - 1 :]), rest), "the table differs")
        return


def _changed(table: list[str], archived: list[str | None]) -> Tampering:
    """What was done to a history from its first difference on."""
    if len(table) < len(archived) and table == archived[-len(table) :]:
        return Tampering.DELETED
    return Tampering.REORDERED if sorted(table) == sorted(map(str, archived)) else Tampering.EDITED
