"""Split an uploaded file into chunks for the workers (R28).

The file is read as a stream and split alike every time, so that a run that broke off anywhere is
simply done again: chunks that are there stay, those not yet done are sent once more. A file that has
what nobody sees, or is to be looked at first, is told of before (preview_import.py), and split once somebody
has confirmed it; of one that was discarded nothing is kept. What it holds its headings say.

A run that has no time left ends the import with a reason. One that dies, of want of time or memory,
cannot: it has said until when it would be over, and the run after it counts it as dead.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from chalicelib.imports.actions.finish_import import finish_import
from chalicelib.imports.actions.finish_preview import finish_preview
from chalicelib.imports.actions.preview_import import preview_table
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.gateways.package import TOO_LONG, StillTime, in_time
from chalicelib.imports.gateways.workbook import FIRST_BYTES, read_workbook
from chalicelib.imports.rules.csv_file import Table, read_csv, with_headings
from chalicelib.imports.rules.headings import counts, headings_of, may_begin, wanted_by
from chalicelib.imports.rules.import_job import (
    CHUNK_ROWS,
    MOST_DEATHS,
    MOST_ROWS,
    Chunk,
    ImportKind,
    Job,
)
from chalicelib.imports.rules.import_row import RawRow, raw_rows
from chalicelib.imports.rules.recognised_kind import kind_of
from chalicelib.imports.store import imports
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.file_bounds import USUAL, Bounds
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.correlation import current_request

REPLACED = "导入期间文件被替换，请重新上传为新的导入。"
DIED = (
    "读取文件时多次中断，可能是文件占用的时间或内存过多。"
    "请分成几个较小的文件，或用Excel、WPS另存为新的XLSX后重新上传。"
)
EXHAUSTED = "文件占用的内存过多，请分成几个较小的文件后重新上传。"
TOO_MANY_ROWS = f"一个文件最多{MOST_ROWS}行，请分成几个文件"


class Reading(NamedTuple):
    """The time that a run has to read a file, and how large what is in the file may be.

    `at` is when it began, `until` when it is over whatever happens; without them its death is not
    noticed. `is_time_left` says whether it may go on by itself.
    """

    at: datetime | None = None
    until: datetime | None = None
    is_time_left: StillTime = lambda: True
    bounds: Bounds = USUAL


UNHURRIED = Reading()


def split_import(job: str, etag: str, reading: Reading = UNHURRIED) -> None:
    """Split the file of an import, unless that is done; a file that came later is not taken.

    Args:
        job: the import's id.
        etag: which file S3 told of.
        reading: the time there is.
    """
    begun = settled(lambda: _begun(job, etag, reading))
    if begun is None or begun.etag != etag:
        return
    if begun.discarded_by:
        import_bucket.forget_files(job, begun.preview.chunks if begun.preview else 0)
        return
    if begun.is_shown:
        finish_preview(job)
        return
    if not begun.is_split:
        _split_or_leave(begun, reading)
    finish_import(job)


def _begun(job: str, etag: str, reading: Reading) -> Job | None:
    """The import, which now knows of this run if there is something to be read."""
    kept = imports.find_job(job)
    if kept is None or (kept.etag or etag) != etag or kept.is_split or kept.is_shown:
        return kept
    deaths = kept.deaths + _has_died(kept, reading)
    if deaths >= MOST_DEATHS:
        chunks = len(imports.find_chunks(job))
        return _changed(kept, chunks=chunks, failed_because=DIED, deaths=deaths)
    return _changed(kept, etag=etag, reading_until=reading.until, deaths=deaths)


def _has_died(job: Job, reading: Reading) -> bool:
    """Whether the run before should be over and has not said so."""
    if job.reading_until is None or reading.at is None:
        return False
    return job.reading_until < reading.at


def _changed(kept: Job, **changes: object) -> Job:
    after = msgspec.structs.replace(kept, version=kept.version + 1, **changes)
    imports.put_job(after, kept.version)
    return after


def _split_or_leave(job: Job, reading: Reading) -> None:
    """Split a file; a run that fails by itself, as others do, has not died of the file."""
    try:
        _split(job, reading)
    except Exception:
        settled(lambda: _left(job.id))
        raise


def _left(job: str) -> None:
    kept = imports.find_job(job)
    if kept is not None and kept.reading_until is not None:
        _changed(kept, reading_until=None)


def _split(job: Job, reading: Reading) -> None:
    number, because = 0, ""
    try:
        with _table(job, reading) as found:
            headings, table = with_headings(found)
            job = _recognised(job, headings)
            if job.is_foreseen or (table.notes and not job.confirmed_by):
                preview_table(job, table, partial(_require_room, reading=reading))
                return
            rows = raw_rows(iter(table), headings_of(job))
            while some := list(islice(rows, CHUNK_ROWS)):
                _require_room(number, reading)
                _hand_over(job, number, some)
                number += 1
    except Refusal as refusal:
        because = refusal.detail
    except import_bucket.Replaced:
        because = REPLACED
    except MemoryError:
        because = EXHAUSTED
    settled(lambda: _end(job.id, number, because))


def _require_room(chunks: int, reading: Reading) -> None:
    """Refuse to go on where no time is left, or more rows would come than one import takes.

    Raises:
        Refusal: `file_unreadable`.
    """
    if not reading.is_time_left():
        raise Refusal("file_unreadable", why=TOO_LONG)
    if chunks * CHUNK_ROWS > MOST_ROWS:
        raise Refusal("file_unreadable", why=TOO_MANY_ROWS)


def _end(job: str, chunks: int, failed_because: str) -> None:
    kept = imports.find_job(job)
    if kept is not None and not kept.is_split:
        _changed(kept, chunks=chunks, failed_because=failed_because, reading_until=None)


def _recognised(job: Job, headings: Sequence[str]) -> Job:
    """The import, of which is known what its file holds."""
    kind = kind_of(job, headings)
    if kind is job.kind:
        return job
    settled(lambda: _name(job.id, kind))
    return msgspec.structs.replace(job, kind=kind)


def _name(job: str, kind: ImportKind) -> None:
    kept = imports.find_job(job)
    if kept is not None and kept.kind is not kind:
        _changed(kept, kind=kind)


@contextmanager
def _table(job: Job, reading: Reading) -> Iterator[Table]:
    """The table of the file; what its first bytes say decides, not its name."""
    pieces = in_time(import_bucket.read_file(job.id, job.etag), reading.is_time_left)
    first = next(pieces, b"")
    whole = chain((first,), pieces)
    wanted = wanted_by(job)
    is_headings = partial(may_begin, wanted=wanted)
    if not first.startswith(FIRST_BYTES):
        yield Table(read_csv(whole, is_headings, reading.bounds))
        return
    with import_bucket.on_disk(whole) as file:
        yield read_workbook(
            file,
            is_headings,
            partial(counts, wanted=wanted),
            bounds=reading.bounds,
            still_time=reading.is_time_left,
        )


def _hand_over(job: Job, number: int, rows: Sequence[RawRow]) -> None:
    import_bucket.put_chunk(job.id, number, msgspec.json.encode(rows))
    kept = imports.add_chunk(Chunk(job=job.id, number=number, rows=len(rows)))
    if kept.totals is None:
        messages.send_chunk(job.id, number, current_request())
