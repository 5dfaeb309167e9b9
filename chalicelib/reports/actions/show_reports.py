"""Show a reporter what it reported, and what became of it (R42)."""

import re

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.rules.kept_report import COUNTS, KeptReport, ReportState
from chalicelib.reports.store import ledger
from chalicelib.reports.store.ledger import ReportPage, ReportPlace

_ID = re.compile(r"[a-z2-7]{32}")


def list_reports(
    reporter: str,
    state: ReportState | None,
    after: ReportPlace | None,
    limit: int,
    *,
    newest_first: bool,
) -> ReportPage:
    """A page of what a reporter reported."""
    return ledger.find_page(reporter, states_asked(state), after, limit, newest_first=newest_first)


def states_asked(state: ReportState | None) -> frozenset[ReportState]:
    """The states of which reports are asked; what was corrected and counts is `accredited` as well."""
    if state is None:
        return frozenset(ReportState)
    return COUNTS if state is ReportState.ACCREDITED else frozenset({state})


def get_report(reporter: str, report: str) -> KeptReport:
    """Read one report of a reporter; another's and an absent one are the same `not_found`."""
    found = ledger.find_report(reporter, report) if _ID.fullmatch(report) else None
    if found is None:
        raise Refusal("not_found")
    return found
