"""Finish an import once all of its chunks are done: the table of refused rows, who is told, the totals."""

import msgspec

from chalicelib.imports.actions.tell_import import order_telling
from chalicelib.imports.actions.write_refused import write_refused
from chalicelib.imports.rules.import_job import summed
from chalicelib.imports.store import imports
from chalicelib.platform.actions.settle import settled


def finish_import(job: str) -> None:
    """Finish an import if nothing of it is left to be done; whoever comes twice changes nothing."""
    kept = imports.find_job(job)
    if kept is None or kept.chunks is None or kept.totals is not None:
        return
    found = imports.find_chunks(job)
    done = [chunk.totals for chunk in found if chunk.totals is not None]
    if len(done) < kept.chunks:
        return
    write_refused(kept, (each.number for each in found if each.totals and each.totals.refused))
    order_telling(kept, found)
    settled(lambda: _finish_once(job))


def _finish_once(job: str) -> None:
    kept = imports.find_job(job)
    if kept is None or kept.totals is not None:
        return
    totals = summed(each.totals for each in imports.find_chunks(job) if each.totals)
    after = msgspec.structs.replace(kept, totals=totals, version=kept.version + 1)
    imports.put_job(after, kept.version)
