"""Serial locks: one 流水号 of the HR system, one row (R28).

A lock is written in the transaction that lets its row become a record, or wait for its person. Once
what a row made is revoked, the lock may pass to another row, or back, on condition that it is as read.
"""

from typing import NamedTuple

import msgspec

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, find, is_new, is_version, read
from chalicelib.platform.store.writes import Write


class Imported(msgspec.Struct, frozen=True):
    """What was imported under a 流水号: whose document, what it said, by which line of which file.

    `content` is the digest of `LegacyRow.cause`; `identity` the keyed digest of the document,
    `name` the name's normal form (R4). Of a record that was restored, no file is named.
    """

    identity: str
    name: str
    content: str
    job: str
    line: int


class Taken(NamedTuple):
    """A 流水号 that was taken: what was imported under it, and how often the lock has passed on.

    Locks that never passed on have no version of their own: 0.
    """

    imported: Imported
    version: int


def _key(serial: str) -> str:
    return f"HR#{serial}"


def taken(serial: str, imported: Imported, earlier: Taken | None = None) -> Write:
    """What is written when a row takes its 流水号: nobody may have taken it, or since `earlier`."""
    item = RegistryItem(pk=_key(serial), sk="LOCK", body=keep(imported))
    if earlier is None:
        return Write(item, is_new())
    item.version = earlier.version + 1
    if earlier.version:
        return Write(item, is_version(earlier.version))
    return Write(item, RegistryItem.pk.exists() & RegistryItem.version.does_not_exist())


def freed(serial: str) -> Write:
    """What is written when a row gives its 流水号 up."""
    return Write(RegistryItem(pk=_key(serial), sk="LOCK"), clears=True)


def find_imported(serials: Several) -> dict[str, Taken]:
    """Read what was imported under several 流水号, strongly consistent."""
    keys = [(_key(serial), "LOCK") for serial in dict.fromkeys(serials)]
    found = RegistryItem.batch_get(keys, consistent_read=True)
    return {item.pk.removeprefix("HR#"): _taken(item) for item in found}


def find_one(serial: str) -> Taken | None:
    """Read what was imported under one 流水号, strongly consistent."""
    item = find(RegistryItem, _key(serial), "LOCK")
    return _taken(item) if item else None


def _taken(item: RegistryItem) -> Taken:
    return Taken(read(item, Imported), int(item.version or 0))
