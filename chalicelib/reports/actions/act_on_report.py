"""How every act of a reporter's on its report begins and ends: once, told to whom it concerns (R40)."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import find_address
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.take_back import TakenBack, take_back
from chalicelib.reports.actions.reporter import Reporter
from chalicelib.reports.rules.kept_report import REPORT_LABELS, KeptReport
from chalicelib.reports.rules.report import Report
from chalicelib.reports.rules.roster_row import RosterRow
from chalicelib.reports.store import ledger, waiting_rows


class Acted(NamedTuple):
    """A report as its ledger has it afterwards, and what the person was told, if anything."""

    kept: KeptReport
    told: Notice | None = None


class ReportAct(NamedTuple):
    """An act on a report: by whom, why, when, and by what it is known when it is repeated."""

    by: Reporter
    reason: str
    at: datetime
    cause: Cause


def acted_on_report(
    act: ReportAct, find: Callable[[], KeptReport], once: Callable[[KeptReport], Acted]
) -> KeptReport:
    """Read a report and act on it, until nobody else has written meanwhile.

    Raises:
        Refusal: what `find` and `once` refuse; `idempotency_key_reused`.
    """

    def attempt() -> Acted:
        kept = find()
        return Acted(kept) if kept.is_done(act.cause) else once(kept)

    return settled(attempt).kept


def take_back_its_record(kept: KeptReport, act: ReportAct) -> TakenBack:
    """Take the record of a report back; nothing is written.

    Raises:
        Refusal: `own_record`; `record_not_changeable` where it neither counts nor waits for a bureau.
        Conflict: somebody else has acted on the report meanwhile.
    """
    address = find_address(kept.record)
    if address is None:
        raise LookupError("a report that counts has a record")
    read = get_year(address.person, address.year)
    act.by.recuse(read.professional)
    record = read.record(kept.record)
    if record is None:
        raise LookupError("a record is never taken away")
    law = law_for(read, at=act.at)
    try:
        return take_back(read, record, law, by=act.by.actor, cause=act.cause, reason=act.reason)
    except Refusal:
        now = ledger.find_report(kept.reporter, kept.id)
        if now is not None and now.version != kept.version:
            raise Conflict from None  # somebody else was first: the ledger says what became of it
        raise


def get_waiting(kept: KeptReport) -> Report | RosterRow:
    """The row of a report, or of a roster, that waits for its person.

    Raises:
        Conflict: it has been claimed meanwhile, and its ledger says so.
    """
    rows = waiting_rows.find_identity(kept.identity).rows.values()
    found = (
        each for each in rows if isinstance(each, Report | RosterRow) and each.entry == kept.id
    )
    row = next(found, None)
    if row is None:
        raise Conflict
    return row


def not_changeable(kept: KeptReport) -> Refusal:
    """The "no" to whoever would correct or withdraw what does not stand."""
    return Refusal("report_not_changeable", state=REPORT_LABELS[kept.state])
