"""What became of the waiting rows of an import once their people enrolled, counted beside the import's job.

An import's own totals stay as they were when it was done. Each of a few shards is written on condition that it is
as it was read, in the transaction that takes the rows from where they waited.
"""

from zlib import crc32

import msgspec

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, is_still_at, read
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.platform.store.writes import Write

SHARDS = 8
"""Of one import: so many enrol at once without waiting for one another."""
MOST_REFUSED = 500
"""So many refusals a shard are told one by one; all of them are counted."""


class LateRefusal(msgspec.Struct, frozen=True, array_like=True):
    """A row that its person could not be credited with, by its line, and why."""

    line: int
    code: str
    detail: str


class ClaimedRows(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How many waiting rows have become records, how many were refused, and which."""

    imported: int = 0
    refused: int = 0
    late: tuple[LateRefusal, ...] = ()
    version: int = 0


def _key(job: str, shard: int) -> tuple[str, str]:
    return f"JOB#{job}", f"CLAIMED#{shard}"


def shard_of(person: str) -> int:
    """Where what a person claims is counted."""
    return crc32(person.encode()) % SHARDS


def find_claimed(jobs: Several, shard: int) -> dict[str, ClaimedRows]:
    """Read one shard of several imports, strongly consistent; of one that is not there nothing counts."""
    wanted = list(dict.fromkeys(jobs))
    found = find_together([ItemKey(RegistryItem, *_key(job, shard)) for job in wanted])
    return {
        job: read(item, ClaimedRows) if isinstance(item, RegistryItem) else ClaimedRows()
        for job, item in zip(wanted, found, strict=True)
    }


def find_all_claimed(job: str) -> list[ClaimedRows]:
    """Read all shards of an import, strongly consistent."""
    places = [ItemKey(RegistryItem, *_key(job, shard)) for shard in range(SHARDS)]
    found = find_together(places)
    return [read(item, ClaimedRows) for item in found if isinstance(item, RegistryItem)]


def claimed(job: str, shard: int, after: ClaimedRows) -> Write:
    """What is written when rows of an import have been claimed; `after` has the version that was read."""
    pk, sk = _key(job, shard)
    kept = msgspec.structs.replace(after, version=after.version + 1)
    item = RegistryItem(pk=pk, sk=sk, version=kept.version, body=keep(kept))
    return Write(item, is_still_at(after.version))
