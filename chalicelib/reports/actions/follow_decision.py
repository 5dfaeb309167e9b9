"""What became of a row that a bureau had to decide: its ledger says what its record says now (R40)."""

import msgspec

from chalicelib.platform.rules.identifier import find_address
from chalicelib.platform.store.abreast import abreast
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.actions.show_reports import get_report, states_asked
from chalicelib.reports.rules.kept_report import KeptReport, ReportState
from chalicelib.reports.store import ledger
from chalicelib.reports.store.ledger import ReportPage, ReportPlace


def get_decided(reporter: str, report: str) -> KeptReport:
    """Read one report of a reporter, as `get_report`, with what its bureau has decided."""
    return as_decided(get_report(reporter, report))


def list_decided(
    reporter: str, state: ReportState | None, after: ReportPlace | None, limit: int
) -> ReportPage:
    """A page of a reporter's, the latest first, each under the state that its bureau gave it.

    What waited for a bureau is listed as it came: it is read whichever state is asked, and left out where its
    bureau decided otherwise, so that a page may be shorter.
    """
    asked = states_asked(state)
    read = asked | {ReportState.SUBMITTED}
    page = ledger.find_page(reporter, read, after, limit, newest_first=True)
    decided = abreast(as_decided, page.reports)
    return ReportPage([each for each in decided if each.state in asked], page.last)


def as_decided(kept: KeptReport) -> KeptReport:
    """A report with the state of its record, where that waited for a bureau; any other as it is."""
    address = find_address(kept.record)
    if kept.state is not ReportState.SUBMITTED or address is None:
        return kept
    found = ask_records.find_year(address.person, address.year)
    record = found.record(kept.record) if found else None
    return msgspec.structs.replace(kept, state=_became(record.state)) if record else kept


def _became(state: RecordState) -> ReportState:
    """How a ledger calls what became of a record."""
    match state:
        case RecordState.ACCREDITED:
            return ReportState.ACCREDITED
        case RecordState.REJECTED:
            return ReportState.REFUSED
        case RecordState.WITHDRAWN | RecordState.EXPIRED:
            return ReportState.WITHDRAWN
        case RecordState.REVOKED:
            return ReportState.REVOKED
    return ReportState.SUBMITTED
