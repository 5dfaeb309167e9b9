"""Administrators of the province import what the HR system has (R28)."""

from chalicelib.access.role import Role
from chalicelib.access.staff import require_province
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.imports.actions.confirm_import import confirm_import as confirm
from chalicelib.imports.actions.confirm_import import discard_import as discard
from chalicelib.imports.actions.confirm_import import of_the_province
from chalicelib.imports.actions.offer_import import offer_import
from chalicelib.imports.actions.offer_roster import RosterFile, offer_roster_in_its_place
from chalicelib.imports.routes.present_imports import shown
from chalicelib.imports.routes.shapes_imports import Import, Imports, ImportSent
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.store import imports
from chalicelib.platform.rules.listing import Position
from chalicelib.records.routes.shapes_uploads import Upload

admin_imports = Calls(__name__, tag="admin_imports")


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
        file = RosterFile(sent.filename, sent.kind, sent.plan or "", sent.preview)
        offered = offer_roster_in_its_place(call.staff, file, at=call.at, cause=call.cause)
    else:
        offered = offer_import(
            call.staff,
            sent.filename,
            sent.kind,
            asks=sent.preview,
            at=call.at,
            cause=call.cause,
        )
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
    refusals=("import_not_previewed", "import_being_read"),
    summary="确认导入待确认的文件",
)
def confirm_import(call: Call[None]) -> Import:
    """Let an import go on that waits to be looked at first."""
    return shown(confirm(of_the_province(call.staff), call.path["id"]))


@admin_imports.call(
    "POST",
    "/v1/admin/imports/{id}/discard",
    who=Role.ADMINISTRATOR,
    answers=Import,
    refusals=("import_not_previewed",),
    summary="放弃导入待确认的文件",
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
