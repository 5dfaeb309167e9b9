"""What other subjects may ask of reports: all that they may use of its store."""

from chalicelib.reports.store.claimed_rows import ClaimedRows, LateRefusal, find_all_claimed
from chalicelib.reports.store.ledger import ReportPlace, find_report
from chalicelib.reports.store.serials import Imported, Taken, find_imported, taken
from chalicelib.reports.store.waiting_rows import (
    Identity,
    Refused,
    Row,
    find_identity,
    find_refused,
    find_waiting,
    holding,
)

__all__ = [
    "ClaimedRows",
    "Identity",
    "Imported",
    "LateRefusal",
    "Refused",
    "ReportPlace",
    "Row",
    "Taken",
    "find_all_claimed",
    "find_identity",
    "find_imported",
    "find_refused",
    "find_report",
    "find_waiting",
    "holding",
    "taken",
]
