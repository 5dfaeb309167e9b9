"""What other subjects may ask of reports: all that they may use of its store."""

from chalicelib.reports.store.ledger import ReportPlace
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
    "Identity",
    "Imported",
    "Refused",
    "ReportPlace",
    "Row",
    "Taken",
    "find_identity",
    "find_imported",
    "find_refused",
    "find_waiting",
    "holding",
    "taken",
]
