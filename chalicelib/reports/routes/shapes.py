"""The shapes of a provider's reports (施教机构报送)."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Long, Name, PrintedText, Short, unchecked
from chalicelib.people.routes.shapes import DocumentSent

MOST_REPORTS = 500


class ReportSent(Sent, frozen=True, kw_only=True):
    """One person's study; `reference` is the provider's own number for it."""

    reference: Long
    name: Name
    document: DocumentSent
    year: int
    subject: Literal["public", "professional"]
    form: Short
    facts: dict[str, Any]
    title: PrintedText
    completed_on: date


def inlined(kind: type[msgspec.Struct], name: str, member: str) -> dict[str, Any]:
    """The schema of a struct with the schema of one of its members inside."""
    _, schemas = msgspec.json.schema_components([kind])
    schema = dict(schemas[kind.__name__])
    schema["properties"] = {**schema["properties"], member: schemas[name]}
    return schema


class ReportsSent(Sent, frozen=True, kw_only=True):
    """Many reports, each read by itself: one that is not well formed spoils no other."""

    reports: Annotated[
        list[Any],
        unchecked("each report is read by itself, and its texts with it"),
        Meta(
            max_length=MOST_REPORTS,
            extra_json_schema={"items": inlined(ReportSent, "DocumentSent", "document")},
        ),
    ]


class ReportAlike(Answered, frozen=True, kw_only=True):
    """A record of the same person that looks like the one reported, and in what (in Chinese).

    What others reported, or the person applied for, is told no further than this takes.
    """

    year: int
    form: str
    ended_on: str
    credits: str
    source: str
    why: list[str]


class ReportResult(Answered, frozen=True, kw_only=True):
    """What became of one report; a refused one says why (`code`) and what to do (`detail`).

    `looks_like`: it was accredited, and may be the same as what is there already.
    """

    status: str
    record: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    field: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET
    looks_like: list[ReportAlike] | UnsetType = UNSET


class ReportResults(Answered, frozen=True, kw_only=True):
    """A result for each report, by its position."""

    results: list[ReportResult]
