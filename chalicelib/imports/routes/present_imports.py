"""How an import is shown: how far it is, and what became of its rows so far (R28)."""

import msgspec
from msgspec import UNSET

from chalicelib.http.wire import time_text
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.routes.shapes_imports import (
    FirstRowShape,
    ForetoldShape,
    Import,
    ImportNote,
    LateRefusalShape,
)
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import (
    ImportState,
    Job,
    Totals,
    followed,
    progress_of,
)
from chalicelib.imports.rules.import_preview import Foretold, Preview, looked_at
from chalicelib.imports.store import imports
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.ask_reports import ClaimedRows, LateRefusal


def _totals(job: Job) -> Totals:
    if job.state is ImportState.WAITING:
        return Totals()
    if job.preview is not None and job.state is ImportState.PREVIEW:
        return Totals(rows=job.preview.rows)
    return job.totals or progress_of(imports.find_chunks(job.id))


def shown(job: Job) -> Import:
    """An import, and what became of its rows so far."""
    totals, claimed = _totals(job), _claimed(job)
    preview, foretold = _foretold(job)
    for each in claimed:
        totals = followed(totals, each.imported, each.refused)
    late = sorted((each for some in claimed for each in some.late), key=lambda each: each.line)
    refused = job.totals.refused if job.totals else foretold and foretold.whole and foretold.refused
    table = import_bucket.table_url(job.id) if refused else None
    return Import(
        id=job.id,
        kind=job.kind,
        filename=job.filename,
        plan=job.plan or UNSET,
        state=job.state,
        offered_at=time_text(job.offered_at),
        rows=totals.rows,
        imported=totals.imported,
        waiting=totals.waiting,
        refused=totals.refused,
        unchanged=totals.unchanged,
        failed_because=job.failed_because or None,
        notes=_notes(preview) if preview else UNSET,
        first_rows=_first_rows(job, preview) if preview else UNSET,
        counted=preview.is_whole if preview else UNSET,
        foretold=foretold or UNSET,
        refused_url=table.url if table else UNSET,
        expires_at=time_text(table.expires_at) if table else UNSET,
        refused_later=[_late(each) for each in late] or UNSET,
    )


def _foretold(job: Job) -> tuple[Preview | None, ForetoldShape | None]:
    """What is to be looked at first, and what would become of it as far as is known."""
    preview = job.preview
    if preview is None or job.state is not ImportState.PREVIEW:
        return preview, None
    if preview.foretold is not None:
        return preview, _shape(preview.foretold, whole=True)
    checks = imports.find_checks(job.id)
    if not checks and preview.is_whole and not preview.chunks:
        return preview, None  # nobody looks at one of before
    known = sum((each.foretold for each in checks), Foretold())
    return looked_at(preview, checks), _shape(known, whole=False)


def _shape(foretold: Foretold, *, whole: bool) -> ForetoldShape:
    return ForetoldShape(**msgspec.structs.asdict(foretold), whole=whole)


def _claimed(job: Job) -> list[ClaimedRows]:
    """What became of rows that waited; of an import of which none did there is nothing to be read."""
    has_waiting = job.totals is None or job.totals.waiting
    return ask_reports.find_all_claimed(job.id) if job.is_split and has_waiting else []


def _late(refused: LateRefusal) -> LateRefusalShape:
    return LateRefusalShape(line=refused.line, code=refused.code, detail=refused.detail)


def _notes(preview: Preview) -> list[ImportNote]:
    return [
        ImportNote(code=each.code, sheet=each.sheet, count=each.count, text=each.text)
        for each in preview.notes
    ]


def _first_rows(job: Job, preview: Preview) -> list[FirstRowShape]:
    headings = headings_of(job)
    return [
        FirstRowShape(
            line=each.line,
            cells=dict(zip(headings, each.cells, strict=False)),
            outcome=each.outcome or UNSET,
            why=each.why or UNSET,
        )
        for each in preview.first_rows
    ]
