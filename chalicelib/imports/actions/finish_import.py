"""Finish an import once all of its chunks are done: the table of refused rows, who is told, the totals."""

import msgspec

from chalicelib.imports.actions.tell_import import order_telling
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import Chunk, Job, summed
from chalicelib.imports.rules.refused_table import refused_headings
from chalicelib.imports.store import imports
from chalicelib.platform.actions.settle import settled

BYTE_ORDER_MARK = "\ufeff"
"""By which a spreadsheet knows that a table is in UTF-8."""


def finish_import(job: str) -> None:
    """Finish an import if nothing of it is left to be done; whoever comes twice changes nothing."""
    kept = imports.find_job(job)
    if kept is None or kept.chunks is None or kept.totals is not None:
        return
    found = imports.find_chunks(job)
    done = [chunk.totals for chunk in found if chunk.totals is not None]
    if len(done) < kept.chunks:
        return
    _write_table(kept, found)
    order_telling(kept, found)
    settled(lambda: _finish_once(job))


def _finish_once(job: str) -> None:
    kept = imports.find_job(job)
    if kept is None or kept.totals is not None:
        return
    totals = summed(each.totals for each in imports.find_chunks(job) if each.totals)
    after = msgspec.structs.replace(kept, totals=totals, version=kept.version + 1)
    imports.put_job(after, kept.version)


def _write_table(job: Job, chunks: list[Chunk]) -> None:
    at_fault = [chunk for chunk in chunks if chunk.totals and chunk.totals.refused]
    if not at_fault:
        return
    head = BYTE_ORDER_MARK + refused_headings(headings_of(job))
    parts = (import_bucket.read_part(job.id, chunk.number) for chunk in at_fault)
    with import_bucket.on_disk([head.encode()]) as file:
        file.seek(0, 2)
        for part in parts:
            file.write(part)
        file.seek(0)
        import_bucket.put_table(job.id, file)
