"""What became of a row of an import."""

from typing import NamedTuple

from chalicelib.imports.rules.import_job import Totals
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.actions.accredit_reports import Status


class Told(NamedTuple):
    """What became of a row; `again` where an earlier line had brought it."""

    status: Status
    refusal: Refusal | None = None
    again: bool = False

    @property
    def totals(self) -> Totals:
        """The row, counted."""
        return Totals(
            rows=1,
            imported=int(self.status in {Status.ACCREDITED, Status.UNCHANGED}),
            waiting=int(self.status is Status.WAITING),
            refused=int(self.status is Status.REFUSED),
            unchanged=int(self.again),
        )
