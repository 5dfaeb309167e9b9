"""Administrators of the province import what the HR system has (R28)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.actions.offer_import import offer_import
from chalicelib.entry import shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls
from chalicelib.entry.cursor import read_cursor, write_cursor
from chalicelib.entry.present import time_text
from chalicelib.entry.received import Paging
from chalicelib.gateways import import_files
from chalicelib.rules.import_job import Job, Kind, State, Totals, progress_of
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.staff import require_province
from chalicelib.store import imports
from chalicelib.store.listed import Position

admin_imports = Calls(__name__)


class ImportSent(shapes.Sent, frozen=True, kw_only=True):
    """A file to come, CSV or XLSX, and what it holds."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: shapes.Short = Kind.LEGACY_RECORDS


class Import(shapes.Answered, frozen=True, kw_only=True):
    """An import and what became of its rows so far; `rows` grows while the file is being read.

    Every row is `imported`, `waiting` for its person to enrol, or `refused`; `unchanged` of the
    first two had been brought by an earlier line. `refused_url` is a table of the refused rows.
    """

    id: str
    kind: str
    filename: str
    state: str
    offered_at: str
    rows: int
    imported: int
    waiting: int
    refused: int
    unchanged: int
    failed_because: str | None
    refused_url: str | UnsetType = UNSET
    expires_at: str | UnsetType = UNSET


class Imports(shapes.Answered, frozen=True, kw_only=True):
    """A page of imports, the latest first."""

    items: list[Import]
    next: str | None


@admin_imports.call(
    "POST",
    "/v1/admin/imports",
    who=Who.ADMINISTRATOR,
    body=ImportSent,
    answers=shapes.Upload,
    status=201,
    refusals=("import_invalid",),
    summary="导入省继续教育系统的数据",
)
def begin_import(call: Call[ImportSent]) -> shapes.Upload:
    """Announce a file and be told where to post it; what happens then shows at the import."""
    sent = call.body
    offered = offer_import(call.staff, sent.filename, sent.kind, at=call.at, cause=call.cause)
    return shapes.Upload(id=offered.id, url=offered.url, fields=offered.fields)


@admin_imports.call(
    "GET",
    "/v1/admin/imports/{id}",
    who=Who.ADMINISTRATOR,
    answers=Import,
    summary="导入进度及结果",
)
def show_import(call: Call[None]) -> Import:
    """Show how far an import is, and where its refused rows are to be had."""
    require_province(call.staff)
    job = imports.find_job(call.path["id"])
    if job is None:
        raise Refusal("not_found")
    return _shown(job)


@admin_imports.call(
    "GET",
    "/v1/admin/imports",
    who=Who.ADMINISTRATOR,
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
        items=[_shown(job) for job in found],
        next=write_cursor(last) if last else None,
    )


def _totals(job: Job) -> Totals:
    if job.state is State.WAITING:
        return Totals()
    return job.totals or progress_of(imports.find_chunks(job.id))


def _shown(job: Job) -> Import:
    totals = _totals(job)
    table = import_files.table_url(job.id) if job.totals and job.totals.refused else None
    return Import(
        id=job.id,
        kind=job.kind,
        filename=job.filename,
        state=job.state,
        offered_at=time_text(job.offered_at),
        rows=totals.rows,
        imported=totals.imported,
        waiting=totals.waiting,
        refused=totals.refused,
        unchanged=totals.unchanged,
        failed_because=job.failed_because or None,
        refused_url=table.url if table else UNSET,
        expires_at=time_text(table.expires_at) if table else UNSET,
    )
