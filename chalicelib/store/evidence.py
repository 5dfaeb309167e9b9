"""Uploaded evidence: who announced which file (R15). The file's SHA-256 is its name."""

from collections.abc import Sequence

import msgspec

from chalicelib.rules.record import Evidence
from chalicelib.store.body import keep
from chalicelib.store.professionals import person_key
from chalicelib.store.tables import RegistryItem, read


class Announced(msgspec.Struct, frozen=True):
    """An upload as its owner announced it."""

    file: Evidence


def _file_key(digest: str) -> str:
    return f"FILE#{digest}"


def put_evidence(person: str, evidence: Evidence) -> None:
    """Announce a file; the same file of the same person is the same item."""
    RegistryItem(
        pk=_file_key(evidence.id), sk=person_key(person), body=keep(Announced(evidence))
    ).save()


def find_evidence(person: str, digests: Sequence[str]) -> list[Evidence]:
    """Read the files that this person announced, in the order asked; others are absent."""
    if not digests:
        return []
    keys = [(_file_key(digest), person_key(person)) for digest in dict.fromkeys(digests)]
    found = {
        item.pk: read(item, Announced).file
        for item in RegistryItem.batch_get(keys, consistent_read=True)
    }
    return [found[pk] for pk, _ in keys if pk in found]


def find_other_owners(person: str, digest: str) -> list[str]:
    """Find who else announced the same file: a warning for the reviewer."""
    items = RegistryItem.query(_file_key(digest), limit=10)
    owners = [item.sk.removeprefix("P#") for item in items]
    return [owner for owner in owners if owner != person]
