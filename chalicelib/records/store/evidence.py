"""Uploaded evidence: who announced which file (R15). The file's SHA-256 is its name."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import msgspec

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, conflicts, read
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.reconsideration import files_of
from chalicelib.records.rules.record import Record
from chalicelib.records.store.records import is_record, record_of

MOST_OWNERS = 10
"""How many people's records a warning looks into."""


MOST_ANNOUNCED = 200
"""Files that one person may announce in a day: ten records of twenty files each."""
KEPT_SECONDS = 7 * 86400


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


def count_announcement(person: str, day: date) -> None:
    """Count one more file that a person announced on a day.

    A retried call may count twice: the bound is far above what anybody needs.

    Raises:
        Conflict: it is one too many.
    """
    item = RegistryItem(pk=person_key(person), sk=f"F#{day}")
    forgotten_at = int(datetime.combine(day, time(), UTC).timestamp()) + KEPT_SECONDS
    with conflicts():
        item.update(
            actions=[
                RegistryItem.version.add(1),
                RegistryItem.forgotten_at.set(forgotten_at),
            ],
            condition=RegistryItem.version.does_not_exist()
            | (RegistryItem.version < MOST_ANNOUNCED),
        )


def find_evidence(people: Several, digests: Several) -> list[Evidence]:
    """Read the files that a person announced, in the order asked; others are absent.

    Args:
        people: the person's ids, where accounts were merged; a file then says whose upload it is.
        digests: the files.
    """
    if not (people and digests):
        return []
    asked = list(dict.fromkeys(digests))
    keys = [(_file_key(digest), person_key(person)) for digest in asked for person in people]
    found = {
        (item.pk, item.sk): read(item, Announced).file
        for item in RegistryItem.batch_get(keys, consistent_read=True)
    }
    places = ([(_file_key(digest), person) for person in people] for digest in asked)
    first = (
        next((each for each in place if (each[0], person_key(each[1])) in found), None)
        for place in places
    )
    return [
        _owned(found[pk, person_key(person)], person if len(people) > 1 else "")
        for pk, person in filter(None, first)
    ]


def _owned(file: Evidence, owner: str) -> Evidence:
    return msgspec.structs.replace(file, owner=owner) if owner else file


def find_elsewhere(people: Several, digest: str) -> list[Record]:
    """The records of others that pin the same file, which the reviewer is warned of.

    Announcing an upload says nothing yet, nor does naming it in a draft.
    """
    own = {person_key(person) for person in people}
    others = (item.sk for item in RegistryItem.query(_file_key(digest), limit=MOST_OWNERS))
    return [each for other in others if other not in own for each in _pinning(other, digest)]


def _pinning(owner: str, digest: str) -> Iterator[Record]:
    """The records that their owner has ever submitted and that rest on a file."""
    items = RegistryItem.query(owner, RegistryItem.sk.startswith("Y#"))
    records = (record_of(item) for item in items if is_record(item))
    for each in records:
        if any(file.id == digest and file.object_version for file in files_of(each)):
            yield each
