"""Providers import tables of what they report, by workbook or CSV file (R18, R40)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Sent
from chalicelib.http.texts import Short
from chalicelib.imports.actions.confirm_import import Confirming, confirm_import, discard_import
from chalicelib.imports.actions.offer_reports import offer_reports
from chalicelib.imports.routes.present_imports import shown
from chalicelib.imports.routes.refused_rows import RefusedRows, refused_page
from chalicelib.imports.routes.shapes_imports import Import, Imports, Previewed
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.store import imports
from chalicelib.platform.rules.listing import Position
from chalicelib.records.routes.shapes_uploads import Upload

provider_imports = Calls(__name__, tag="provider_imports")
IMPORTS = "/v1/provider/imports"


class ReportsFileSent(Sent, frozen=True, kw_only=True):
    """A table to come, CSV or XLSX."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Short = ImportKind.ROSTERS
    preview: Previewed = False


@provider_imports.call(
    "POST",
    IMPORTS,
    who=Role.PROVIDER,
    body=ReportsFileSent,
    answers=Upload,
    status=201,
    made_at=IMPORTS + "/{id}",
    refusals=("import_invalid",),
    summary="以文件报送学分",
)
def begin(call: Call[ReportsFileSent]) -> Upload:
    """Announce a table and be told where to post it; what happens then shows at the import."""
    sent = call.body
    offered = offer_reports(
        call.staff, sent.filename, sent.kind, asks=sent.preview, at=call.at, cause=call.cause
    )
    return Upload(id=offered.id, url=offered.url, fields=offered.fields)


@provider_imports.call(
    "GET",
    IMPORTS,
    who=Role.PROVIDER,
    query=Paging,
    answers=Imports,
    refusals=("cursor_invalid",),
    summary="本机构的报送文件列表",
)
def list_own(call: Call[Paging]) -> Imports:
    """List one's imports, the latest first."""
    after = read_cursor(call.query.cursor, Position)
    found, last = imports.find_jobs(after, call.query.limit, call.staff.login)
    return Imports(items=[shown(job) for job in found], next=next_cursor(last))


@provider_imports.call(
    "GET",
    f"{IMPORTS}/{{id}}",
    who=Role.PROVIDER,
    answers=Import,
    summary="报送文件的进度及结果",
)
def show_own(call: Call[None]) -> Import:
    """Show how far an import is, and where its refused rows are to be had."""
    return shown(imports.get_job(call.path["id"], call.staff.login))


@provider_imports.call(
    "GET",
    f"{IMPORTS}/{{id}}/refused",
    who=Role.PROVIDER,
    query=Paging,
    answers=RefusedRows,
    refusals=("cursor_invalid",),
    summary="报送文件中有误的行",
)
def list_own_refused(call: Call[Paging]) -> RefusedRows:
    """List the rows refused so far, each as it was sent and with all that is wrong with it."""
    return refused_page(imports.get_job(call.path["id"], call.staff.login), call.query)


def _confirming(call: Call[None]) -> Confirming:
    return Confirming(call.staff.login, call.staff.proof, call.staff.login)


@provider_imports.call(
    "POST",
    f"{IMPORTS}/{{id}}/confirm",
    who=Role.PROVIDER,
    answers=Import,
    refusals=("import_not_previewed", "import_being_read"),
    summary="确认导入待确认的文件",
)
def confirm(call: Call[None]) -> Import:
    """Let an import go on that waits to be looked at first."""
    return shown(confirm_import(_confirming(call), call.path["id"]))


@provider_imports.call(
    "POST",
    f"{IMPORTS}/{{id}}/discard",
    who=Role.PROVIDER,
    answers=Import,
    refusals=("import_not_previewed",),
    summary="放弃导入待确认的文件",
)
def discard(call: Call[None]) -> Import:
    """End an import that waits; nothing of it has been written."""
    return shown(discard_import(_confirming(call), call.path["id"]))
