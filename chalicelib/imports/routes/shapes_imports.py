"""The shapes of imports, whoever brings them (R28, R40)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http import shapes
from chalicelib.http.texts import Short
from chalicelib.imports.rules.import_job import ImportKind


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
