"""The shapes of a reporter's ledger (报送记录)."""

from datetime import date
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Lines, Long, Name, PrintedText
from chalicelib.http.told import Code, Day, Id, Instant, Label, Line, Next, Sentences
from chalicelib.identity.rules.identity import DocumentType
from chalicelib.law.routes.shapes_facts import FactsStated, FactsTold, FormSent, FormText
from chalicelib.law.rules.subject import Subject
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.reports.rules.kept_report import ReportState
from chalicelib.reports.rules.restated import Restated


class ReportCorrected(Sent, frozen=True, kw_only=True):
    """A whole report as it is to be, and why (R40); name and document may be left out: they stay as they are."""

    reference: Long
    name: Name = ""
    document: DocumentSent | None = None
    year: int
    subject: Literal["public", "professional"]
    form: FormSent
    facts: FactsStated
    title: PrintedText
    completed_on: date
    reason: Lines

    @property
    def restated(self) -> Restated:
        """The report as the actions take it."""
        return Restated(
            reference=self.reference,
            name=self.name,
            document_type=self.document.type if self.document else "",
            document_number=self.document.number if self.document else "",
            year=self.year,
            subject=self.subject,
            form=self.form,
            facts=self.facts,
            title=self.title,
            completed_on=self.completed_on,
            reason=self.reason,
        )


class ReportsAsked(Paging, frozen=True, kw_only=True):
    """Which of one's reports; without a state all of them. `accredited` are the corrected ones as well."""

    state: ReportState | None = None
    order: Literal["newest", "oldest"] = "newest"


class ReportedDocument(Answered, frozen=True, kw_only=True):
    """The document that was reported, masked; both members are empty once whom it was about is forgotten."""

    type: Annotated[str, Meta(pattern=f"^({'|'.join(DocumentType)})?$", examples=["resident_id"])]
    number: Annotated[str, Meta(max_length=100)]


class ReportShown(Answered, frozen=True, kw_only=True):
    """A report and what became of it; name and number masked.

    `label` is the status in Chinese. `record`: the record that it made, if any; `code` and `detail`: why
    it was refused; `waiting_days`: since how many days it waits for its person to enrol.
    """

    id: Id
    reference: Line
    name: Line
    document: ReportedDocument
    year: int
    subject: Subject
    form: FormText
    facts: FactsTold
    title: Line
    completed_on: Day
    reported_at: Instant
    status: ReportState
    label: Label
    changed_at: Instant
    record: Id | UnsetType = UNSET
    code: Code | UnsetType = UNSET
    detail: Sentences | UnsetType = UNSET
    waiting_days: int | UnsetType = UNSET


class ReportMove(Answered, frozen=True, kw_only=True):
    """What was done to a report after it came in; `record`: the one that it had before."""

    at: Instant
    by: Label
    to: ReportState
    reason: Sentences
    record: Id | None


ReportMoveName = Literal["correct", "withdraw"]


class ReportWhole(ReportShown, frozen=True, kw_only=True):
    """A report with its history, and what its reporter may do with it: `correct`, `withdraw`."""

    history: list[ReportMove]
    moves: list[ReportMoveName]


class ReportList(Answered, frozen=True, kw_only=True):
    """A page of one's reports."""

    items: list[ReportShown]
    next: Next | None
