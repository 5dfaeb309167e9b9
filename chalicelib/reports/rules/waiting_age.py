"""How long a row waits for its person before its reporter is told, and before it is forgotten (R40, R41)."""

from datetime import datetime, timedelta

from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report
from chalicelib.reports.rules.roster_row import RosterRow

Reported = Report | RosterRow
"""What somebody reported of a person, and is told of while it waits."""

TOLD_AFTER = timedelta(days=30)
"""After how long its reporter is told [A]."""
ERASED_AFTER_YEARS = 2
"""After how many years number and name of a row that waits are erased [A]."""


def erased_at(row: Reported | ExaminationResult) -> datetime:
    """From when on a row is forgotten that nobody has claimed."""
    since = row.reported_at
    try:
        return since.replace(year=since.year + ERASED_AFTER_YEARS)
    except ValueError:  # the 29th of February
        return since.replace(year=since.year + ERASED_AFTER_YEARS, month=3, day=1)


def next_due(row: Reported | LegacyRow | ExaminationResult, at: datetime | None) -> datetime | None:
    """When something is to be done about a row that waits; at None it has just begun to wait.

    None for a row of the HR system: it waits for its person however long (R28). Of a result nobody is told but
    whoever imported it, and was at once (R41).
    """
    if isinstance(row, LegacyRow):
        return None
    told_at = row.reported_at + TOLD_AFTER
    is_to_be_told = isinstance(row, Reported) and (at is None or at < told_at)
    return told_at if is_to_be_told else erased_at(row)
