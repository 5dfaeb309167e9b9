"""The shapes of a provider's reports (施教机构报送)."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.openapi_schemas import REFERS
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Long, Name, PrintedText, unchecked
from chalicelib.http.told import Code, Day, DecimalText, Id, Line, Sentences
from chalicelib.law.routes.shapes_facts import FactsStated, FormSent, FormText
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.actions.accredit_reports import RowStatus

MOST_REPORTS = 500


class ReportSent(Sent, frozen=True, kw_only=True):
    """One person's study; `reference` is the provider's own number for it."""

    reference: Long
    name: Name
    document: DocumentSent
    year: int
    subject: Literal["public", "professional"]
    form: FormSent
    facts: FactsStated
    title: PrintedText
    completed_on: date


class ReportsSent(Sent, frozen=True, kw_only=True):
    """Many reports, each read by itself: one that is not well formed spoils no other."""

    reports: Annotated[
        list[Any],
        unchecked("each report is read by itself, and its texts with it"),
        Meta(
            max_length=MOST_REPORTS,
            extra_json_schema={"items": {REFERS: "ReportSent"}},
        ),
    ]


class ReportAlike(Answered, frozen=True, kw_only=True):
    """A record of the same person that looks like the one reported, and in what (in Chinese).

    What others reported, or the person applied for, is told no further than this takes.
    """

    year: int
    form: FormText
    ended_on: Day
    credits: DecimalText
    source: RecordSource
    why: list[Line]


class ReportResult(Answered, frozen=True, kw_only=True):
    """What became of one report; a refused one says why (`code`) and what to do (`detail`).

    `looks_like`: it was accredited, and may be the same as what is there already.
    """

    status: RowStatus
    record: Id | UnsetType = UNSET
    code: Code | UnsetType = UNSET
    field: Line | UnsetType = UNSET
    detail: Sentences | UnsetType = UNSET
    looks_like: list[ReportAlike] | UnsetType = UNSET


class ReportResults(Answered, frozen=True, kw_only=True):
    """A result for each report, by its position."""

    results: list[ReportResult]
