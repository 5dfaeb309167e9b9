"""Bundles: the facts that came together, in one object beside their receipt (R19).

Moves lie each at its place, since each is told by the next; an act or a version is told by its receipt alone. So all of
one receipt lie together, under the receipt's own name, in the order of their names. Facts of before lie each at its
place (`audit.Name.key`).
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import Entry, EntryOrigin, Name, digest_of, subject_of_fact

_BUNDLE = re.compile(rf"{audit.FACTS}/(\d{{4}}-\d\d-\d\d/[\w-]{{20}})", re.ASCII)


class _Placed(msgspec.Struct, frozen=True):
    """As much of a fact as tells whose entry it is."""

    place: EntryOrigin


def bundle_key(receipt: str) -> str:
    """Where the facts lie of which a receipt tells, from the receipt's key."""
    return audit.FACTS + receipt.removeprefix(audit.RECEIPTS)


def find_receipt_of(key: str) -> str | None:
    """The key of the receipt beside which a bundle lies; None of any other key."""
    found = _BUNDLE.fullmatch(key)
    return f"{audit.RECEIPTS}/{found[1]}" if found else None


def is_fact(name: Name) -> bool:
    """Whether it is an act or a version: what lies in a bundle."""
    return name.subject.startswith(f"{audit.FACTS}/")


def content_of(facts: Iterable[Entry]) -> bytes:
    """What is written: the contents of facts, in the order of their names."""
    return b"[%s]" % b",".join(content for _, content in sorted(facts))


def read_bundle(content: bytes) -> Iterator[Entry]:
    """The facts of a bundle as they stand there; none where it is no bundle any more."""
    try:
        for each in map(bytes, msgspec.json.decode(content, type=list[msgspec.Raw])):
            place = msgspec.json.decode(each, type=_Placed).place
            yield Entry(Name(subject_of_fact(place), 1, digest_of(each)), each)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return
