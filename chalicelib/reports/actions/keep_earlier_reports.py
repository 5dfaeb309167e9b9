"""Keep in a ledger what was reported before there were ledgers (R42): each asks what is there and writes once."""

from datetime import datetime

import msgspec

from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.writes import write_together
from chalicelib.records.actions import ask_records
from chalicelib.reports.actions.follow_record import report_of, told_of
from chalicelib.reports.actions.keep_reports import UNKNOWN
from chalicelib.reports.rules.kept_report import KeptReport, ReportState, kept_of
from chalicelib.reports.rules.report import Report
from chalicelib.reports.store import ledger, waiting_rows

ItemPlace = tuple[str, str]
"""The keys of an item."""


def keep_record(place: ItemPlace, *, at: datetime) -> bool:
    """Keep the report that made a record; of several records of one report the one that counts.

    Returns:
        Whether the ledger lacked it.

    Raises:
        Conflict: somebody else wrote the entry meanwhile.
    """
    record = ask_records.find_records([place]).get(place)
    professional = ask_people.find_professional(record.person) if record else None
    key = report_of(record, professional) if record and professional else None
    if record is None or professional is None or key is None:
        return False
    before = ledger.find_report(*key)
    if before is not None and not (before.state is ReportState.REVOKED and record.counts):
        return False
    return _kept(told_of(record, professional, key), before, at)


def keep_waiting(place: ItemPlace, *, at: datetime) -> bool:
    """Keep a report that waits for its person, and mark it so that its reporter is told of it.

    Returns:
        Whether anything was missing.

    Raises:
        Conflict: somebody else wrote one of the items meanwhile.
    """
    found = waiting_rows.find_row(place)
    if found is None:
        return False
    identity, row = found
    is_marked = waiting_rows.marked_anew(identity, row)
    if not isinstance(row, Report) or ledger.find_report(row.reporter, row.entry) is not None:
        return is_marked
    told = kept_of(row, UNKNOWN, ReportState.WAITING, {"identity": identity})
    return _kept(told, None, at) or is_marked


def keep_refused(place: ItemPlace, *, at: datetime) -> bool:
    """Keep a report that was refused when its person enrolled; arguments and answer as `keep_record`."""
    refused = waiting_rows.find_refused_at(place)
    if refused is None or not isinstance(refused.row, Report):
        return False
    row = refused.row
    if ledger.find_report(row.reporter, row.entry) is not None:
        return False
    why = {"code": refused.code, "detail": refused.detail}
    return _kept(kept_of(row, UNKNOWN, ReportState.REFUSED, why), None, at)


def _kept(now: KeptReport, before: KeptReport | None, at: datetime) -> bool:
    version = next_version(before.version if before else 0, at)
    write_together([ledger.put_in_ledger(msgspec.structs.replace(now, version=version), before)])
    return True
