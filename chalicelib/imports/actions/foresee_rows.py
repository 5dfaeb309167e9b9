"""Look at what an import would make of a chunk's rows, and write nothing of them (R28).

Each is read and judged as it will be imported, against what is there now: what comes in between, nobody
foresees. May be done twice, also beside another worker.
"""

from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.identity.rules.stray_number import masked_text
from chalicelib.imports.actions.finish_preview import finish_preview
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.actions.told_rows import keep_refused, told_rows
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_preview import (
    MOST_SHOWN,
    Check,
    FirstOutcome,
    Foreseen,
    counted,
)
from chalicelib.imports.rules.import_row import RawRow, faults_of
from chalicelib.imports.store import imports


def foresee_chunk(job: Job, number: int) -> None:
    """Look at a chunk unless that was done, and finish the preview with the last one."""
    if imports.find_check(job.id, number) is None:
        content = import_bucket.read_chunk(job.id, number)
        rows = msgspec.json.decode(content, type=list[RawRow])
        told = told_rows(job, rows)
        keep_refused(job, number, rows, told)
        imports.add_check(_check(job, number, rows, told))
    finish_preview(job.id)


def _check(job: Job, number: int, rows: Sequence[RawRow], told: Mapping[int, RowTold]) -> Check:
    shown = rows[:MOST_SHOWN] if number == 0 else ()
    return Check(
        job=job.id,
        number=number,
        foretold=counted(_foreseen(told[row.line]) for row in rows),
        first_rows=tuple(_first(row, told[row.line]) for row in shown),
    )


def _foreseen(told: RowTold) -> Foreseen:
    if told.state is RowState.REFUSED:
        return Foreseen.REFUSED
    if told.again:
        return Foreseen.UNCHANGED
    return Foreseen.WAITING if told.state is RowState.WAITING else Foreseen.NEW


def _first(row: RawRow, told: RowTold) -> FirstOutcome:
    faults = faults_of(told.refusal) if told.refusal else ()
    why = "；".join(f"{field}：{masked_text(why)}" for field, why in faults)
    return FirstOutcome(row.line, _foreseen(told), why)
