"""What became of a row of an import."""

from typing import NamedTuple

from chalicelib.imports.rules.import_job import Totals
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.actions.accredit_reports import RowStatus


class RowTold(NamedTuple):
    """What became of a row; `again` where an earlier line had brought it."""

    status: RowStatus
    refusal: Refusal | None = None
    again: bool = False

    @property
    def totals(self) -> Totals:
        """The row, counted."""
        return Totals(
            rows=1,
            imported=int(self.status in {RowStatus.ACCREDITED, RowStatus.UNCHANGED}),
            waiting=int(self.status is RowStatus.WAITING),
            refused=int(self.status is RowStatus.REFUSED),
            unchanged=int(self.again),
        )
