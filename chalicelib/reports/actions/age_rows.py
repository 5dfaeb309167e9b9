"""Rows that wait for long: their reporter is told once, and after years number and name are erased (R40, R41).

Once the reporter may do nothing about them any more, the bureau in charge is told as well (find_age_told.py).
"""

from datetime import datetime
from functools import partial

from chalicelib.notices.actions.find_inbox import find_inbox
from chalicelib.notices.actions.send_notice import send_notice
from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store.outbox import ListPlace
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.reports.actions.find_age_told import find_age_told
from chalicelib.reports.actions.keep_reports import UNKNOWN
from chalicelib.reports.rules.age_notice import age_notice
from chalicelib.reports.rules.kept_report import (
    ReportState,
    ReportStep,
    kept_of,
    stepped,
)
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.waiting_age import Reported, erased_at
from chalicelib.reports.store import ledger, waiting_rows
from chalicelib.reports.store.waiting_rows import Aged

ERASURE = "满两年无人信息采集，姓名和证件号码清除"


def age_row(place: ListPlace, *, at: datetime) -> None:
    """Do what is due about a row that waits: tell its reporter, or forget whom it named.

    May run twice, side by side, and break off anywhere: the reporter is told once a day before the row
    is put off, and a row leaves in the transaction in which its ledger says so.

    Args:
        place: where it waits.
        at: the instant of the run.
    """
    settled(partial(_once, place, at))


def _once(place: ListPlace, at: datetime) -> None:
    aged = waiting_rows.find_aged(place)
    if aged is None or isinstance(aged.row, LegacyRow):
        return
    due = erased_at(aged.row)
    if at >= due:
        _erase(aged, at)
    else:
        _tell(aged, NoticeKind.REPORT_WAITING, at)
        waiting_rows.put_off(aged, due)


def _erase(aged: Aged, at: datetime) -> None:
    """Forget whom a row named, unless somebody has enrolled and is to claim it."""
    if ask_people.find_person_by_identity(aged.identity) is not None:
        return
    _tell(aged, NoticeKind.REPORT_ERASED, at)
    gone = waiting_rows.forgotten(aged.identity, aged.row)
    told = [_erased(aged.row, at)] if isinstance(aged.row, Reported) else []
    write_together([*gone, *told])


def _erased(row: Reported, at: datetime) -> Write:
    before = ledger.find_report(row.reporter, row.entry)
    known = before or kept_of(row, UNKNOWN, ReportState.WAITING, {})
    step = ReportStep(at, Actor(Party.SYSTEM), ReportState.ERASED, Cause(row.key), ERASURE)
    nobody = {"name": "", "document_type": "", "masked_number": "", "identity": ""}
    return ledger.put_in_ledger(stepped(known, step, **nobody), before)


def _tell(aged: Aged, kind: NoticeKind, at: datetime) -> None:
    """Tell whom it concerns in their inboxes; of a result nobody but an import is told (R41)."""
    row = aged.row
    if not isinstance(row, Reported):
        return
    for each in find_age_told(row):
        inbox = find_inbox(each.login)
        send_notice(age_notice(inbox, row.reporter, kind, row.year, at, each), at=at)
