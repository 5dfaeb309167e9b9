"""Serial locks: one 流水号 of the HR system, one row (R28).

A lock is written in the transaction that lets its row become a record, or wait for its person.
"""

from collections.abc import Iterable

import msgspec

from chalicelib.store.body import keep
from chalicelib.store.slots import Write
from chalicelib.store.tables import RegistryItem, is_new, read


class Imported(msgspec.Struct, frozen=True):
    """What was imported under a 流水号: whose document, what it said, by which line of which file.

    `content` is the digest of `LegacyRow.cause`; `identity` the keyed digest of the document,
    `name` the name's normal form (R4).
    """

    identity: str
    name: str
    content: str
    job: str
    line: int


def _key(serial: str) -> str:
    return f"HR#{serial}"


def taken(serial: str, imported: Imported) -> Write:
    """What is written when a row takes its 流水号, which nobody may have taken before."""
    return Write(RegistryItem(pk=_key(serial), sk="LOCK", body=keep(imported)), is_new())


def freed(serial: str) -> Write:
    """What is written when a row gives its 流水号 up."""
    return Write(RegistryItem(pk=_key(serial), sk="LOCK"), clears=True)


def find_imported(serials: Iterable[str]) -> dict[str, Imported]:
    """Read what was imported under several 流水号, strongly consistent."""
    keys = [(_key(serial), "LOCK") for serial in dict.fromkeys(serials)]
    found = RegistryItem.batch_get(keys, consistent_read=True)
    return {item.pk.removeprefix("HR#"): read(item, Imported) for item in found}
