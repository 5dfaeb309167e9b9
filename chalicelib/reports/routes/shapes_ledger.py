"""The shapes of a reporter's ledger (报送记录)."""

from typing import Any, Literal

from msgspec import UNSET, UnsetType

from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered
from chalicelib.people.routes.shapes import DocumentShape
from chalicelib.reports.rules.kept_report import ReportState


class ReportsAsked(Paging, frozen=True, kw_only=True):
    """Which of one's reports; without a state all of them. `accredited` are the corrected ones as well."""

    state: ReportState | None = None
    order: Literal["newest", "oldest"] = "newest"


class ReportShown(Answered, frozen=True, kw_only=True):
    """A report and what became of it; name and number masked.

    `label` is the status in Chinese. `record`: the record that it made, if any; `code` and `detail`: why
    it was refused; `waiting_days`: since how many days it waits for its person to enrol.
    """

    id: str
    reference: str
    name: str
    document: DocumentShape
    year: int
    subject: str
    form: str
    facts: dict[str, Any]
    title: str
    completed_on: str
    reported_at: str
    status: str
    label: str
    changed_at: str
    record: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET
    waiting_days: int | UnsetType = UNSET


class ReportMove(Answered, frozen=True, kw_only=True):
    """What was done to a report after it came in; `record`: the one that it had before."""

    at: str
    by: str
    to: str
    reason: str
    record: str | None


class ReportWhole(ReportShown, frozen=True, kw_only=True):
    """A report with its history, and what its reporter may do with it: `correct`, `withdraw`."""

    history: list[ReportMove]
    moves: list[str]


class ReportList(Answered, frozen=True, kw_only=True):
    """A page of one's reports."""

    items: list[ReportShown]
    next: str | None
