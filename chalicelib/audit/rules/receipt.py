"""Receipts: what came to the archive, by day, each written before what it tells of (R19).

A receipt tells of all that came together: of each entry its name, and where in the tables it came from.
It bears the digest of what it says as its own name, so none can be changed. Receipts of before tell of one
entry each: the name ends in the entry's own, the content is where that came from.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import EntryOrigin, Name, digest_of

_DIGEST = re.compile(r"[\w-]{20}", re.ASCII)


class ReceiptLine(NamedTuple):
    """One entry that came, and where in the tables it came from."""

    name: Name
    place: EntryOrigin


class ArchiveReceipt(msgspec.Struct, frozen=True):
    """What came together on a day."""

    day: date
    lines: tuple[ReceiptLine, ...]

    @property
    def content(self) -> bytes:
        """What is written."""
        return msgspec.json.encode(self)

    @property
    def key(self) -> str:
        """Where it lies in the archive."""
        return f"{audit.receipts_of(self.day)}{digest_of(self.content)}"


def receipt_of(day: date, lines: Iterable[ReceiptLine]) -> ArchiveReceipt:
    """Make the receipt of a day; the same lines make the same one, in whichever order they came."""
    return ArchiveReceipt(day, tuple(sorted(lines, key=lambda line: line.name)))


def is_receipt(key: str) -> bool:
    """Whether a receipt lies there, of before or of today."""
    return audit.find_receipt(key) is not None or find_receipt_day(key) is not None


def find_receipt_day(key: str) -> date | None:
    """Read the day from the key of a receipt that tells of what came together; None of any other key."""
    kind, _, rest = key.partition("/")
    day, _, digest = rest.partition("/")
    try:
        return (
            date.fromisoformat(day)
            if kind == audit.RECEIPTS and _DIGEST.fullmatch(digest)
            else None
        )
    except ValueError:
        return None


def read_receipt(key: str, content: bytes) -> ArchiveReceipt | None:
    """Read what a receipt tells of; None where it does not say what it said when it was written."""
    if one := audit.find_receipt(key):
        return _read_one(*one, content)
    try:
        receipt = msgspec.json.decode(content, type=ArchiveReceipt)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    is_whole = receipt.content == content and receipt.key == key
    return receipt if is_whole and all(_is_in_place(line) for line in receipt.lines) else None


def _read_one(day: date, name: Name, content: bytes) -> ArchiveReceipt | None:
    try:
        place = msgspec.json.decode(content, type=EntryOrigin)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    line = ReceiptLine(name, place)
    is_whole = msgspec.json.encode(place) == content
    return ArchiveReceipt(day, (line,)) if is_whole and _is_in_place(line) else None


def _is_in_place(line: ReceiptLine) -> bool:
    return audit.is_place_of(line.place, line.name.subject)
