"""The shapes of imports, whoever brings them (R28, R40)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http import shapes
from chalicelib.http.texts import Short
from chalicelib.http.told import Code, Id, Instant, Line, Next, Sentences, Url
from chalicelib.imports.rules.import_job import ImportKind, ImportState
from chalicelib.imports.rules.import_note import Hidden


class ImportSent(shapes.Sent, frozen=True, kw_only=True):
    """A file to come, CSV or XLSX, and what it holds; of a roster the plan as well."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Annotated[Short, Meta(extra_json_schema={"enum": [*ImportKind]})] = (
        ImportKind.LEGACY_RECORDS
    )
    plan: Short | None = None


class ImportNote(shapes.Answered, frozen=True, kw_only=True):
    """What nobody sees who opens the file, on which sheet, how much of it, and what confirming means."""

    code: Hidden
    sheet: Line
    count: int
    text: Sentences


class FirstRowShape(shapes.Answered, frozen=True, kw_only=True):
    """A row as it is understood, by its headings; document numbers are masked."""

    line: int
    cells: dict[str, Sentences]


class LateRefusalShape(shapes.Answered, frozen=True, kw_only=True):
    """A row that waited and was refused when its person enrolled, by its line, and why."""

    line: int
    code: Code
    detail: Sentences


class Import(shapes.Answered, frozen=True, kw_only=True):
    """An import and what became of its rows so far; `rows` grows while the file is being read.

    Every row is `imported`, `waiting` for its person to enrol, or `refused`; these follow when its person
    enrols, and `refused_later` names which were refused then. `unchanged` had been brought by an earlier line. `refused_url` is a table of the refused rows.
    With `notes` it waits as `preview` until it is confirmed or discarded; `first_rows` are then shown.
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
    refused_url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET
    refused_later: list[LateRefusalShape] | UnsetType = UNSET


class Imports(shapes.Answered, frozen=True, kw_only=True):
    """A page of imports, the latest first."""

    items: list[Import]
    next: Next | None
