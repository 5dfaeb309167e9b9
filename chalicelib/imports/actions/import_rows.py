"""Import the rows of a chunk: what becomes of each, by the kind of the file (R28, R41).

May break off anywhere and be done again, also beside another worker: each kind knows what it has done.
"""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from chalicelib.imports.actions.finish_import import finish_import
from chalicelib.imports.actions.foresee_rows import foresee_chunk
from chalicelib.imports.actions.require_right import require_role_still
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.actions.told_rows import keep_refused, told_rows
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.import_job import Chunk, Job, summed
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.store import imports
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict


def import_chunk(job: str, number: int) -> None:
    """Import a chunk unless that is done, and finish the import with the last one.

    Of an import that nobody has confirmed yet the rows are only looked at.

    Raises:
        Refusal: `busy` where others win every time; the chunk is then to be done again.
    """
    kept = imports.find_job(job)
    if kept is None:
        return
    if kept.is_foreseen:
        if not kept.is_split:
            foresee_chunk(kept, number)
        return
    chunk = imports.find_chunk(job, number)
    if chunk is None:
        return
    if chunk.totals is None:
        _import(kept, chunk)
    finish_import(job)


def _import(job: Job, chunk: Chunk) -> None:
    rows = msgspec.json.decode(import_bucket.read_chunk(job.id, chunk.number), type=list[RawRow])
    told = _told(job, rows)
    has_refused = keep_refused(job, chunk.number, rows, told)
    credited = [told[row.line].credited for row in rows if told[row.line].credited]
    if credited:
        import_bucket.put_credited(job.id, chunk.number, msgspec.json.encode(credited))
    totals = summed(each.totals for each in told.values())
    with suppress(Conflict):  # another worker was through with it first
        done = msgspec.structs.replace(
            chunk, totals=totals, shows_refused=has_refused, credited=len(credited)
        )
        imports.finish_chunk(done)


def _told(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row; none is taken of a file whose bringers may bring it no more."""
    if not (job.plan and job.owner):  # a clerk has no role: the roster's own verb sees to it
        try:
            require_role_still(job)
        except Refusal as refusal:
            return {row.line: RowTold(RowState.REFUSED, refusal) for row in rows}
    return told_rows(job, rows)
