"""Uploaded evidence: who announced which file (R15). The file's SHA-256 is its name."""

from collections.abc import Sequence

import msgspec

from chalicelib.rules.record import Evidence
from chalicelib.store.body import keep
from chalicelib.store.professionals import person_key
from chalicelib.store.records import is_record, record_of
from chalicelib.store.tables import RegistryItem, read

MOST_OWNERS = 10
"""How many people's records a warning looks into."""


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


def is_used_by_others(person: str, digest: str) -> bool:
    """Whether a record of somebody else pins the same file: a warning for the reviewer.

    Announcing an upload says nothing yet, nor does naming it in a draft.
    """
    others = (item.sk for item in RegistryItem.query(_file_key(digest), limit=MOST_OWNERS))
    return any(_pins(other, digest) for other in others if other != person_key(person))


def _pins(owner: str, digest: str) -> bool:
    """Whether a record that its owner has ever submitted rests on a file."""
    items = RegistryItem.query(owner, RegistryItem.sk.startswith("Y#"))
    records = (record_of(item) for item in items if is_record(item))
    return any(
        file.id == digest and file.object_version for each in records for file in each.evidence
    )
