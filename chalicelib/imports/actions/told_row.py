"""What became of a row of an import."""

from enum import StrEnum
from typing import NamedTuple

from chalicelib.imports.rules.import_job import Totals
from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.actions.accredit_reports import RowOutcome, RowStatus


class RowState(StrEnum):
    """What became of a row, whatever its file holds: a record, an enrolment, an HR account."""

    IMPORTED = "imported"
    WAITING = "waiting"
    REFUSED = "refused"


OF_OUTCOME = {
    RowStatus.ACCREDITED: RowState.IMPORTED,
    RowStatus.UNCHANGED: RowState.IMPORTED,
    RowStatus.SUBMITTED: RowState.IMPORTED,
    RowStatus.WAITING: RowState.WAITING,
    RowStatus.REFUSED: RowState.REFUSED,
}


class RowTold(NamedTuple):
    """What became of a row; `again` where an earlier line had brought it, `credited` whom it credited.

    `outcome` says more of a row of a roster, whose callers are answered row by row.
    """

    state: RowState
    refusal: Refusal | None = None
    again: bool = False
    credited: CreditedRow | None = None
    outcome: RowOutcome | None = None

    @property
    def totals(self) -> Totals:
        """The row, counted."""
        return Totals(
            rows=1,
            imported=int(self.state is RowState.IMPORTED),
            waiting=int(self.state is RowState.WAITING),
            refused=int(self.state is RowState.REFUSED),
            unchanged=int(self.again),
        )


def told_of(outcome: RowOutcome, credited: CreditedRow) -> RowTold:
    """What became of the row of a record that was judged as a report is."""
    again, is_new = (outcome.status is each for each in (RowStatus.UNCHANGED, RowStatus.ACCREDITED))
    state = OF_OUTCOME[outcome.status]
    return RowTold(state, outcome.refusal, again=again, credited=credited if is_new else None)
