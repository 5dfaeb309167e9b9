"""The shapes of a plan's roster (培训人员名单, R40)."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.openapi_schemas import REFERS
from chalicelib.http.received import Paging
from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Lines, Name, unchecked
from chalicelib.http.told import Code, DecimalText, Id, Instant, Label, Line, Next, Sentences
from chalicelib.imports.actions.bring_roster import RowStated
from chalicelib.people.routes.shapes import DocumentSent
from chalicelib.reports.actions.accredit_reports import RowStatus
from chalicelib.reports.actions.correct_roster_row import RowRestated
from chalicelib.reports.routes.shapes_ledger import ReportedDocument, ReportMove, ReportMoveName
from chalicelib.reports.rules.kept_report import ReportState

MOST_ROWS_SENT = 500


class RosterRowSent(Sent, frozen=True, kw_only=True):
    """One person of a roster; `days` or `hours` as the plan has it, without either all of the plan."""

    name: Name
    document: DocumentSent
    days: Any = None
    hours: Any = None

    @property
    def stated(self) -> RowStated:
        """The row as the actions take it."""
        return RowStated(self.name, self.document.type, self.document.number, self.days, self.hours)


class RosterRowCorrected(Sent, frozen=True, kw_only=True):
    """A row as it is to be, and why; name and document may be left out: they stay as they are."""

    name: Name = ""
    document: DocumentSent | None = None
    days: Any = None
    hours: Any = None
    reason: Lines

    @property
    def restated(self) -> RowRestated:
        """The row as the actions take it."""
        return RowRestated(
            name=self.name,
            document_type=self.document.type if self.document else "",
            document_number=self.document.number if self.document else "",
            amounts={"days": self.days, "hours": self.hours},
            reason=self.reason,
        )


class RosterSent(Sent, frozen=True, kw_only=True):
    """Rows of a roster, each read by itself: one that is not well formed spoils no other."""

    rows: Annotated[
        list[Any],
        unchecked("each row is read by itself, and its texts with it"),
        Meta(
            min_length=1,
            max_length=MOST_ROWS_SENT,
            extra_json_schema={"items": {REFERS: "RosterRowSent"}},
        ),
    ]


class RosterFault(Answered, frozen=True, kw_only=True):
    """What is wrong with a row, and what to do."""

    field: Line
    code: Code
    detail: Sentences


class RosterResult(Answered, frozen=True, kw_only=True):
    """What became of one row; `row` is its id in the roster, a refused one says all its `faults`.

    `submitted`: its person names another employer, or is who brings it, so the bureau decides.
    """

    status: RowStatus
    row: Id | UnsetType = UNSET
    record: Id | UnsetType = UNSET
    faults: list[RosterFault] | UnsetType = UNSET


class RosterResults(Answered, frozen=True, kw_only=True):
    """A result for each row, by its position."""

    results: list[RosterResult]


class RosterQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which rows of a roster: those in a state, without it all."""

    state: ReportState | None = None


class RosterRowShape(Answered, frozen=True, kw_only=True):
    """One row of a roster and what became of it; name and number are masked.

    `history` is what was done to it since, `moves` what may be: `correct`, `withdraw`.
    """

    id: Id
    name: Line
    document: ReportedDocument
    days: int | None
    hours: DecimalText | None
    reported_at: Instant
    changed_at: Instant
    status: ReportState
    label: Label
    record: Id | UnsetType = UNSET
    faults: list[RosterFault] | UnsetType = UNSET
    waiting_days: int | UnsetType = UNSET
    history: list[ReportMove]
    moves: list[ReportMoveName]


class Roster(Answered, frozen=True, kw_only=True):
    """A page of a roster, the latest first."""

    items: list[RosterRowShape]
    next: Next | None
