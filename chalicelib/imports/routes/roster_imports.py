"""Clerks import the rosters of their employer's plans by workbook or CSV file (R40)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.caller import Who
from chalicelib.employers.actions.ask_employers import require_clerk
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Sent
from chalicelib.http.texts import Short
from chalicelib.identity.actions.read_claims import proof_of
from chalicelib.imports.actions.confirm_import import Confirming, confirm_import, discard_import
from chalicelib.imports.actions.offer_roster import RosterFile, offer_roster
from chalicelib.imports.routes.present_imports import shown
from chalicelib.imports.routes.refused_rows import RefusedRows, refused_page
from chalicelib.imports.routes.shapes_imports import Import, Imports, Previewed
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.store import imports
from chalicelib.platform.rules.listing import Position
from chalicelib.records.routes.shapes_uploads import Upload

roster_imports = Calls(__name__, tag="roster_imports")
IMPORTS = "/v1/employers/{code}/imports"


class RosterFileSent(Sent, frozen=True, kw_only=True):
    """A file to come, CSV or XLSX, and the approved plan whose roster it holds."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Short = ImportKind.ROSTERS
    preview: Previewed = False
    plan: Short


@roster_imports.call(
    "POST",
    IMPORTS,
    who=Who.LOGIN,
    body=RosterFileSent,
    answers=Upload,
    status=201,
    made_at=IMPORTS + "/{id}",
    refusals=(
        "not_found",
        "import_invalid",
        "plan_not_approved",
        "roster_not_open",
        "roster_closed",
    ),
    summary="以文件导入培训人员名单",
)
def begin(call: Call[RosterFileSent]) -> Upload:
    """Announce a file and be told where to post it; what happens then shows at the import."""
    employer = require_clerk(call.login, call.path["code"])
    sent = call.body
    file = RosterFile(sent.filename, sent.kind, sent.plan, sent.preview)
    offered = offer_roster(employer, call.login, file, at=call.at, cause=call.cause)
    return Upload(id=offered.id, url=offered.url, fields=offered.fields)


@roster_imports.call(
    "GET",
    IMPORTS,
    who=Who.LOGIN,
    query=Paging,
    answers=Imports,
    refusals=("not_found", "cursor_invalid"),
    summary="本单位的名单导入列表",
)
def list_own(call: Call[Paging]) -> Imports:
    """List an employer's imports, the latest first."""
    employer = require_clerk(call.login, call.path["code"])
    after = read_cursor(call.query.cursor, Position)
    found, last = imports.find_jobs(after, call.query.limit, employer.code)
    return Imports(items=[shown(job) for job in found], next=next_cursor(last))


@roster_imports.call(
    "GET",
    f"{IMPORTS}/{{id}}",
    who=Who.LOGIN,
    answers=Import,
    refusals=("not_found",),
    summary="名单导入进度及结果",
)
def show_own(call: Call[None]) -> Import:
    """Show how far an import is, and where its refused rows are to be had."""
    employer = require_clerk(call.login, call.path["code"])
    return shown(imports.get_job(call.path["id"], employer.code))


@roster_imports.call(
    "GET",
    f"{IMPORTS}/{{id}}/refused",
    who=Who.LOGIN,
    query=Paging,
    answers=RefusedRows,
    refusals=("not_found", "cursor_invalid"),
    summary="名单导入中有误的行",
)
def list_own_refused(call: Call[Paging]) -> RefusedRows:
    """List the rows refused so far, each as it was sent and with all that is wrong with it."""
    employer = require_clerk(call.login, call.path["code"])
    return refused_page(imports.get_job(call.path["id"], employer.code), call.query)


def _confirming(call: Call[None]) -> Confirming:
    employer = require_clerk(call.login, call.path["code"])
    return Confirming(call.login.digest, proof_of(call.login.claims, at=call.at), employer.code)


@roster_imports.call(
    "POST",
    f"{IMPORTS}/{{id}}/confirm",
    who=Who.LOGIN,
    answers=Import,
    refusals=("not_found", "import_not_previewed", "import_being_read"),
    summary="确认导入待确认的名单",
)
def confirm(call: Call[None]) -> Import:
    """Let an import go on that waits to be looked at first."""
    return shown(confirm_import(_confirming(call), call.path["id"]))


@roster_imports.call(
    "POST",
    f"{IMPORTS}/{{id}}/discard",
    who=Who.LOGIN,
    answers=Import,
    refusals=("not_found", "import_not_previewed"),
    summary="放弃导入待确认的名单",
)
def discard(call: Call[None]) -> Import:
    """End an import that waits; nothing of it has been written."""
    return shown(discard_import(_confirming(call), call.path["id"]))
