"""Administrators of the province import what the HR system has (R28)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.access.role import Role
from chalicelib.access.staff import require_province
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.texts import Short
from chalicelib.http.wire import time_text
from chalicelib.imports.actions.confirm_import import confirm_import as confirm
from chalicelib.imports.actions.confirm_import import discard_import as discard
from chalicelib.imports.actions.confirm_import import of_the_province
from chalicelib.imports.actions.offer_import import offer_import
from chalicelib.imports.actions.offer_roster import RosterFile, offer_roster_in_its_place
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import (
    ImportKind,
    ImportState,
    Job,
    Preview,
    Totals,
    followed,
    progress_of,
)
from chalicelib.imports.store import imports
from chalicelib.platform.rules.listing import Position
from chalicelib.records.routes.shapes import Upload
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.ask_reports import ClaimedRows, LateRefusal

admin_imports = Calls(__name__, tag="admin_imports")


class ImportSent(shapes.Sent, frozen=True, kw_only=True):
    """A file to come, CSV or XLSX, and what it holds; of a roster the plan as well."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Short = ImportKind.LEGACY_RECORDS
    plan: Short | None = None


class ImportNote(shapes.Answered, frozen=True, kw_only=True):
    """What nobody sees who opens the file, on which sheet, how much of it, and what confirming means."""

    code: str
    sheet: str
    count: int
    text: str


class FirstRowShape(shapes.Answered, frozen=True, kw_only=True):
    """A row as it is understood, by its headings; document numbers are masked."""

    line: int
    cells: dict[str, str]


class LateRefusalShape(shapes.Answered, frozen=True, kw_only=True):
    """A row that waited and was refused when its person enrolled, by its line, and why."""

    line: int
    code: str
    detail: str


class Import(shapes.Answered, frozen=True, kw_only=True):
    """An import and what became of its rows so far; `rows` grows while the file is being read.

    Every row is `imported`, `waiting` for its person to enrol, or `refused`; these follow when its person
    enrols, and `refused_later` names which were refused then. `unchanged` had been brought by an earlier line. `refused_url` is a table of the refused rows.
    With `notes` it waits as `preview` until it is confirmed or discarded; `first_rows` are then shown.
    """

    id: str
    kind: str
    filename: str
    plan: str | UnsetType = UNSET
    state: str
    offered_at: str
    rows: int
    imported: int
    waiting: int
    refused: int
    unchanged: int
    failed_because: str | None
    notes: list[ImportNote] | UnsetType = UNSET
    first_rows: list[FirstRowShape] | UnsetType = UNSET
    refused_url: str | UnsetType = UNSET
    expires_at: str | UnsetType = UNSET
    refused_later: list[LateRefusalShape] | UnsetType = UNSET


class Imports(shapes.Answered, frozen=True, kw_only=True):
    """A page of imports, the latest first."""

    items: list[Import]
    next: str | None


@admin_imports.call(
    "POST",
    "/v1/admin/imports",
    who=Role.ADMINISTRATOR,
    body=ImportSent,
    answers=Upload,
    status=201,
    made_at="/v1/admin/imports/{id}",
    refusals=(
        "import_invalid",
        "not_found",
        "plan_not_approved",
        "roster_not_open",
        "roster_closed",
    ),
    summary="导入省继续教育系统的数据",
)
def begin_import(call: Call[ImportSent]) -> Upload:
    """Announce a file and be told where to post it; what happens then shows at the import."""
    sent = call.body
    if sent.kind == ImportKind.ROSTERS:
        file = RosterFile(sent.filename, sent.kind, sent.plan or "")
        offered = offer_roster_in_its_place(call.staff, file, at=call.at, cause=call.cause)
    else:
        offered = offer_import(call.staff, sent.filename, sent.kind, at=call.at, cause=call.cause)
    return Upload(id=offered.id, url=offered.url, fields=offered.fields)


@admin_imports.call(
    "GET",
    "/v1/admin/imports/{id}",
    who=Role.ADMINISTRATOR,
    answers=Import,
    summary="导入进度及结果",
)
def show_import(call: Call[None]) -> Import:
    """Show how far an import is, and where its refused rows are to be had."""
    require_province(call.staff)
    job = imports.get_job(call.path["id"])
    return shown(job)


@admin_imports.call(
    "POST",
    "/v1/admin/imports/{id}/confirm",
    who=Role.ADMINISTRATOR,
    answers=Import,
    refusals=("import_not_previewed",),
    summary="确认导入有隐藏内容的文件",
)
def confirm_import(call: Call[None]) -> Import:
    """Let an import go on that waits because its file has what nobody sees."""
    return shown(confirm(of_the_province(call.staff), call.path["id"]))


@admin_imports.call(
    "POST",
    "/v1/admin/imports/{id}/discard",
    who=Role.ADMINISTRATOR,
    answers=Import,
    refusals=("import_not_previewed",),
    summary="放弃导入有隐藏内容的文件",
)
def discard_import(call: Call[None]) -> Import:
    """End an import that waits; nothing of it has been written."""
    return shown(discard(of_the_province(call.staff), call.path["id"]))


@admin_imports.call(
    "GET",
    "/v1/admin/imports",
    who=Role.ADMINISTRATOR,
    query=Paging,
    answers=Imports,
    refusals=("cursor_invalid",),
    summary="导入列表",
)
def list_imports(call: Call[Paging]) -> Imports:
    """List imports, the latest first."""
    require_province(call.staff)
    found, last = imports.find_jobs(read_cursor(call.query.cursor, Position), call.query.limit)
    return Imports(
        items=[shown(job) for job in found],
        next=next_cursor(last),
    )


def _totals(job: Job) -> Totals:
    if job.state is ImportState.WAITING:
        return Totals()
    if job.preview is not None and job.state is ImportState.PREVIEW:
        return Totals(rows=job.preview.rows)
    return job.totals or progress_of(imports.find_chunks(job.id))


def shown(job: Job) -> Import:
    """An import, and what became of its rows so far."""
    totals, claimed = _totals(job), _claimed(job)
    for each in claimed:
        totals = followed(totals, each.imported, each.refused)
    late = sorted((each for some in claimed for each in some.late), key=lambda each: each.line)
    table = import_bucket.table_url(job.id) if job.totals and job.totals.refused else None
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
        notes=_notes(job.preview) if job.preview else UNSET,
        first_rows=_first_rows(job, job.preview) if job.preview else UNSET,
        refused_url=table.url if table else UNSET,
        expires_at=time_text(table.expires_at) if table else UNSET,
        refused_later=[_late(each) for each in late] or UNSET,
    )


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
        FirstRowShape(line=each.line, cells=dict(zip(headings, each.cells, strict=False)))
        for each in preview.first_rows
    ]
