"""Manifests: what a day brought, sealed (R19). A day has as many as it needs; all but its last say so."""

from collections.abc import Iterable
from datetime import date

import msgspec

from chalicelib.audit.rules.audit import ORDINAL_DIGITS, Name, digest_of

MANIFESTS = "manifests"
PART = "-part"
"""How the name of a manifest ends that others of its day follow."""


class Manifest(msgspec.Struct, frozen=True):
    """Heads of a day, chained to the manifest before; `seal` is the digest of all else.

    `is_part` where further ones of the day follow; what has nothing to say of that is not written, as before.
    """

    number: int
    day: date
    previous: str
    heads: tuple[Name, ...]
    seal: str = ""
    is_part: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def key(self) -> str:
        """Where it lies in the archive."""
        end = PART if self.is_part else ""
        return f"{MANIFESTS}/{self.number:0{ORDINAL_DIGITS}d}-{self.day.isoformat()}{end}"

    @property
    def content(self) -> bytes:
        """What is written."""
        return msgspec.json.encode(self)


def find_manifest_day(key: str) -> date | None:
    """Read the day from a manifest's key; None where it is no manifest's."""
    kind, _, rest = key.partition("/")
    number, day = rest[:ORDINAL_DIGITS], rest[ORDINAL_DIGITS + 1 :].removesuffix(PART)
    try:
        return date.fromisoformat(day) if kind == MANIFESTS and number.isdecimal() else None
    except ValueError:
        return None


def closes_day(key: str) -> bool:
    """Whether the manifest of this key is the last of its day."""
    return not key.endswith(PART)


def read_manifest(content: bytes) -> Manifest | None:
    """Read what was written; None where it is no manifest any more."""
    try:
        return msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def manifest_of(
    number: int, day: date, before: bytes | None, heads: Iterable[Name], *, is_part: bool = False
) -> Manifest:
    """Make a manifest of a day.

    Args:
        number: how many there were before, and one.
        day: the day whose receipts it seals.
        before: the content of the manifest before, if there is one.
        heads: of each subject that came the last entry.
        is_part: whether others of the day follow it.
    """
    previous = digest_of(before) if before is not None else ""
    manifest = Manifest(number, day, previous, tuple(sorted(heads)))
    return sealed(msgspec.structs.replace(manifest, is_part=True) if is_part else manifest)


def sealed(manifest: Manifest) -> Manifest:
    """The manifest with the seal that its content must have."""
    bare = msgspec.structs.replace(manifest, seal="")
    return msgspec.structs.replace(manifest, seal=digest_of(bare.content))
