"""The shapes of imports, whoever brings them (R28, R40)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http import shapes
from chalicelib.http.texts import Short
from chalicelib.http.told import Code, Id, Instant, Line, Next, Sentences, Url
from chalicelib.imports.rules.import_job import ImportKind, ImportState
from chalicelib.imports.rules.import_note import Hidden
from chalicelib.imports.rules.import_preview import Foreseen

Previewed = Annotated[
    bool, Meta(description="先预览：核对、确认后才写入；不填则读完即导入（有隐藏内容的除外）")
]
"""Whether nothing is to be written before somebody has seen what would be."""


class ImportSent(shapes.Sent, frozen=True, kw_only=True):
    """A file to come, CSV or XLSX, and what it holds; of a roster the plan as well.

    `recognised` leaves it to the headings what that is, and is always shown first.
    """

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Annotated[Short, Meta(extra_json_schema={"enum": [*ImportKind]})] = (
        ImportKind.LEGACY_RECORDS
    )
    plan: Short | None = None
    preview: Previewed = False


class ImportNote(shapes.Answered, frozen=True, kw_only=True):
    """What nobody sees who opens the file, on which sheet, how much of it, and what confirming means."""

    code: Hidden
    sheet: Line
    count: int
    text: Sentences


class FirstRowShape(shapes.Answered, frozen=True, kw_only=True):
    """A row as it is understood, by its headings; document numbers are masked.

    `outcome` is what would become of it, and `why` of one that would be refused, once somebody has looked.
    """

    line: int
    cells: dict[str, Sentences]
    outcome: Foreseen | UnsetType = UNSET
    why: Sentences | UnsetType = UNSET


class ForetoldShape(shapes.Answered, frozen=True, kw_only=True):
    """What would become of the rows that were looked at, each counted once; `whole` where all were.

    Nothing that is there is changed: an `unchanged` row is there already.
    """

    new: int
    waiting: int
    unchanged: int
    refused: int
    whole: bool


class LateRefusalShape(shapes.Answered, frozen=True, kw_only=True):
    """A row that waited and was refused when its person enrolled, by its line, and why."""

    line: int
    code: Code
    detail: Sentences


class Import(shapes.Answered, frozen=True, kw_only=True):
    """An import and what became of its rows so far; `rows` grows while the file is being read.

    Every row is `imported`, `waiting` for its person to enrol, or `refused`; these follow when its person
    enrols, and `refused_later` names which were refused then. `unchanged` had been brought by an earlier line. `refused_url` is a table of the refused rows.
    A file that has what nobody sees (`notes`), or was announced with `preview`, waits as `preview` until it is
    confirmed or discarded: `first_rows` are shown, and `foretold` what would become of its rows, while
    `counted` says whether `rows` are all of them.
    """

    id: Id
    kind: ImportKind
    filename: Line
    plan: Id | UnsetType = UNSET
    state: ImportState
    offered_at: Instant
    rows: int
    imported: int
    waiting: int
    refused: int
    unchanged: int
    failed_because: Sentences | None
    notes: list[ImportNote] | UnsetType = UNSET
    first_rows: list[FirstRowShape] | UnsetType = UNSET
    counted: bool | UnsetType = UNSET
    foretold: ForetoldShape | UnsetType = UNSET
    refused_url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET
    refused_later: list[LateRefusalShape] | UnsetType = UNSET


class Imports(shapes.Answered, frozen=True, kw_only=True):
    """A page of imports, the latest first."""

    items: list[Import]
    next: Next | None
