"""Split an uploaded file into chunks for the workers (R28).

The file is read as a stream and split alike every time, so that a run that broke off anywhere is
simply done again: chunks that are there stay, those not yet done are sent once more.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice

import msgspec

from chalicelib.actions.finish_import import finish_import
from chalicelib.actions.settle import settled
from chalicelib.gateways import import_files, messages
from chalicelib.gateways.workbook import FIRST_BYTES, read_workbook
from chalicelib.rules.csv_file import Line, read_csv
from chalicelib.rules.headings import HEADINGS_OF
from chalicelib.rules.import_job import CHUNK_ROWS, Chunk, Job
from chalicelib.rules.import_row import RawRow, raw_rows
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.table_cell import are_headings
from chalicelib.store import imports
from chalicelib.store.correlation import current_request

REPLACED = "导入期间文件被替换，请重新上传为新的导入。"


def split_import(job: str, etag: str) -> None:
    """Split the file of an import, unless that is done; a file that came later is not taken.

    Args:
        job: the import's id.
        etag: which file S3 told of.
    """
    begun = settled(lambda: _begun(job, etag))
    if begun is None or begun.etag != etag:
        return
    if not begun.is_split:
        _split(begun)
    finish_import(job)


def _begun(job: str, etag: str) -> Job | None:
    kept = imports.find_job(job)
    if kept is None or kept.etag:
        return kept
    return _changed(kept, etag=etag)


def _changed(kept: Job, **changes: object) -> Job:
    after = msgspec.structs.replace(kept, version=kept.version + 1, **changes)
    imports.put_job(after, kept.version)
    return after


def _split(job: Job) -> None:
    number, because = 0, ""
    try:
        with _lines(job) as lines:
            rows = raw_rows(lines, HEADINGS_OF[job.kind])
            while some := list(islice(rows, CHUNK_ROWS)):
                _hand_over(job, number, some)
                number += 1
    except Refusal as refusal:
        because = refusal.detail
    except import_files.Replaced:
        because = REPLACED
    settled(lambda: _end(job.id, number, because))


def _end(job: str, chunks: int, failed_because: str) -> None:
    kept = imports.find_job(job)
    if kept is not None and not kept.is_split:
        _changed(kept, chunks=chunks, failed_because=failed_because)


@contextmanager
def _lines(job: Job) -> Iterator[Iterator[Line]]:
    """The lines of the file; what its first bytes say decides, not its name."""
    pieces = import_files.read_file(job.id, job.etag)
    first = next(pieces, b"")
    whole = chain((first,), pieces)
    is_headings = partial(are_headings, wanted=HEADINGS_OF[job.kind])
    if not first.startswith(FIRST_BYTES):
        yield read_csv(whole, is_headings)
        return
    with import_files.on_disk(whole) as file:
        yield read_workbook(file, is_headings)


def _hand_over(job: Job, number: int, rows: Sequence[RawRow]) -> None:
    import_files.put_chunk(job.id, number, msgspec.json.encode(rows))
    kept = imports.add_chunk(Chunk(job=job.id, number=number, rows=len(rows)))
    if kept.totals is None:
        messages.send_chunk(job.id, number, current_request())
