"""The refused rows of an import, as its page shows them (R28)."""

from typing import Annotated, NamedTuple

from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.access.staff import require_province
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.told import Line, Next, Sentences
from chalicelib.imports.actions.list_refused import NextRow, list_refused
from chalicelib.imports.rules import refused_table
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.store import imports

admin_refused = Calls(__name__, tag="admin_refused")


class RowFault(shapes.Answered, frozen=True, kw_only=True):
    """What is wrong with a cell, by the heading of its column; `整行` is the whole line."""

    field: Line
    why: Sentences


class RefusedRowShape(shapes.Answered, frozen=True, kw_only=True):
    """A refused row: the number of its first line in the file, or of its row on the sheet.

    `cells` are what it said under each heading, identity and mobile numbers masked; `faults` all that
    is wrong with it, from left to right.
    """

    line: int
    cells: dict[str, Sentences]
    faults: list[RowFault]


class RefusedRows(shapes.Answered, frozen=True, kw_only=True):
    """A page of refused rows in the order of the file; it may be shorter than was asked."""

    items: list[RefusedRowShape]
    next: Next | None


class RefusedPlace(NamedTuple):
    """Where a page begins, as a cursor keeps it: the chunk, and the row of it."""

    chunk: Annotated[str, Meta(pattern="^[0-9]{1,6}$")]
    row: Annotated[str, Meta(pattern="^[0-9]{1,6}$")]


@admin_refused.call(
    "GET",
    "/v1/admin/imports/{id}/refused",
    who=Role.ADMINISTRATOR,
    query=Paging,
    answers=RefusedRows,
    refusals=("cursor_invalid",),
    summary="导入中有误的行",
)
def list_refused_rows(call: Call[Paging]) -> RefusedRows:
    """List the rows refused so far, each as it was sent and with all that is wrong with it."""
    require_province(call.staff)
    return refused_page(imports.get_job(call.path["id"]), call.query)


def refused_page(job: Job, query: Paging) -> RefusedRows:
    """A page of the refused rows of an import.

    Raises:
        Refusal: `cursor_invalid`.
    """
    at = read_cursor(query.cursor, RefusedPlace)
    begin = NextRow(int(at.chunk), int(at.row)) if at else None
    found, after = list_refused(job, begin, query.limit)
    return RefusedRows(
        items=[_shown(row) for row in found],
        next=next_cursor(RefusedPlace(str(after.chunk), str(after.row)) if after else None),
    )


def _shown(row: refused_table.RefusedRow) -> RefusedRowShape:
    faults = [RowFault(field=each.field, why=each.why) for each in row.faults]
    return RefusedRowShape(line=row.line, cells=row.cells, faults=faults)
