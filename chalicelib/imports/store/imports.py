"""Imports: a job, its chunks and what was seen of them before in one partition; what they add up to is counted, not kept beside."""

from contextlib import suppress

from chalicelib.imports.rules.import_job import Chunk, Job
from chalicelib.imports.rules.import_preview import Check
from chalicelib.platform.rules.listing import Position, plain
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.listed import read_page
from chalicelib.platform.store.tables import (
    Conflict,
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_still_at,
    is_version,
    read,
)

LIST = "IMPORTS"
PENDING, DONE = 1, 2


def list_of(owner: str) -> str:
    """The list of somebody's imports; those of the province have no owner."""
    return f"{LIST}#{owner}" if owner else LIST


def _job_key(job: str) -> str:
    return f"JOB#{job}"


def _chunk_key(number: int) -> str:
    return f"CHUNK#{number:04d}"


def _check_key(number: int) -> str:
    return f"CHECK#{number:04d}"


def put_job(job: Job, previous: int) -> None:
    """Write a job under its next version; `previous` is the one it was read at, 0 if it is new.

    Raises:
        Conflict: it has changed meanwhile, or is there already.
    """
    item = RegistryItem(
        pk=_job_key(job.id),
        sk="JOB",
        version=job.version,
        body=keep(job),
        list=list_of(job.owner),
        order=job.order,
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def find_job(job: str) -> Job | None:
    """Read a job, strongly consistent."""
    item = find(RegistryItem, _job_key(job), "JOB")
    return read(item, Job) if item else None


def get_job(job: str, owner: str = "") -> Job:
    """Read a job that a client names; the province, which owns none of its own, may read everybody's.

    Raises:
        Refusal: `not_found`, also for another owner's.
    """
    kept = find_job(job)
    if kept is None or owner not in {"", kept.owner}:
        raise Refusal("not_found")
    return kept


def find_jobs(
    after: Position | None, limit: int, owner: str = ""
) -> tuple[list[Job], Position | None]:
    """Read somebody's jobs, the latest first, and where the next page begins if there is one."""
    return read_page(RegistryItem, Job, [plain(list_of(owner))], after, limit)


def _chunk_item(chunk: Chunk, version: int) -> RegistryItem:
    return RegistryItem(
        pk=_job_key(chunk.job), sk=_chunk_key(chunk.number), version=version, body=keep(chunk)
    )


def add_chunk(chunk: Chunk) -> Chunk:
    """Write a chunk that waits for a worker; return it as it is kept, if it is there already."""
    try:
        with conflicts():
            _chunk_item(chunk, PENDING).save(condition=is_new())
    except Conflict:
        return find_chunk(chunk.job, chunk.number) or chunk
    return chunk


def finish_chunk(chunk: Chunk) -> None:
    """Write what became of a chunk; whoever was through first has said it.

    Raises:
        Conflict: another worker was through with it first.
    """
    with conflicts():
        _chunk_item(chunk, DONE).save(condition=is_version(PENDING))


def add_check(check: Check) -> None:
    """Write what would become of a chunk's rows; whoever looked first has said it."""
    item = RegistryItem(
        pk=_job_key(check.job), sk=_check_key(check.number), version=DONE, body=keep(check)
    )
    with suppress(Conflict), conflicts():
        item.save(condition=is_new())


def find_check(job: str, number: int) -> Check | None:
    """Read what would become of a chunk's rows, strongly consistent."""
    item = find(RegistryItem, _job_key(job), _check_key(number))
    return read(item, Check) if item else None


def find_checks(job: str) -> list[Check]:
    """Read what would become of the rows of all chunks that were looked at, in the order of the file."""
    checks = RegistryItem.sk.startswith("CHECK#")
    items = RegistryItem.query(_job_key(job), checks, consistent_read=True)
    return sorted((read(item, Check) for item in items), key=lambda check: check.number)


def find_chunk(job: str, number: int) -> Chunk | None:
    """Read a chunk, strongly consistent."""
    item = find(RegistryItem, _job_key(job), _chunk_key(number))
    return read(item, Chunk) if item else None


def find_chunks(job: str) -> list[Chunk]:
    """Read all chunks of a job, strongly consistent, in the order of the file."""
    chunks = RegistryItem.sk.startswith("CHUNK#")
    items = RegistryItem.query(_job_key(job), chunks, consistent_read=True)
    return sorted((read(item, Chunk) for item in items), key=lambda chunk: chunk.number)
