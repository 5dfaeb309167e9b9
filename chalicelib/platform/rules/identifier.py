"""Identifiers: derived from what caused them, so that a repeated request makes the same one."""

import re
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import NamedTuple

Several = tuple[str, ...] | list[str] | AbstractSet[str]
"""Several ids, digests or codes. A sequence of texts would be one text too, taken letter by letter."""
_RECORD_ID = re.compile(r"([a-z2-7]{16})-(20[0-9]{2})-([a-z2-7]{12})")


class RecordAddress(NamedTuple):
    """Where a record is to be found: its id names person and year."""

    person: str
    year: int


def derived(*parts: str, length: int = 16) -> str:
    """Return `length` lower-case base-32 characters that depend on all parts."""
    digest = sha256("\x1f".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:length]


def compact(digest: bytes) -> str:
    """Write the first 120 bits of a digest as 20 characters that any key or address may hold.

    Every move of a record keeps several digests; what an item weighs is what a write costs.
    """
    return urlsafe_b64encode(digest[:15]).decode("ascii")


def record_id(person: str, year: int, token: str) -> str:
    """Name a record after its owner, year and the request that made it."""
    return f"{person}-{year}-{derived('record', token, length=12)}"


def find_address(record: str) -> RecordAddress | None:
    """Read person and year from a record's id; None if it cannot be one."""
    match = _RECORD_ID.fullmatch(record)
    return RecordAddress(match[1], int(match[2])) if match else None


def fingerprint(login: str) -> str:
    """As much of a login's digest as a history shows: enough to tell two apart."""
    return login[:12]
