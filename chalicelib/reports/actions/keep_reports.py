"""Keep in their reporters' ledgers what became of reports, in the transaction that makes it so (R40, R42)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.platform.store.writes import Write
from chalicelib.reports.actions.accredit_reports import (
    Afterwards,
    Foregoing,
    RowOutcome,
    RowStatus,
)
from chalicelib.reports.actions.find_reported import require_said
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.kept_report import (
    KeptReport,
    Reportable,
    ReportState,
    ShownDocument,
    kept_of,
    with_outcome,
)
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.store import ledger
from chalicelib.reports.store.ledger import ReportKey
from chalicelib.reports.store.waiting_rows import Row

Kept = Mapping[ReportKey, KeptReport]
"""What ledgers say already, by reporter and id."""
UNKNOWN = ShownDocument("", "")
"""Of a row that began to wait before there were ledgers."""


def reported_in(rows: Sequence[Row]) -> list[Reportable]:
    """The rows that somebody reported, and so has in a ledger; imports account for theirs."""
    return [row for row in rows if not isinstance(row, LegacyRow | ExaminationResult)]


def find_kept(rows: Sequence[Row]) -> Kept:
    """What ledgers say already of rows."""
    return ledger.find_reports([(row.reporter, row.entry) for row in reported_in(rows)])


def as_waiting(kept: Kept) -> Foregoing:
    """What refuses a row whose person has enrolled while it still waits and says something else (R16, R40).

    It is claimed soon, as it waits, and may have been corrected: an earlier call that comes late, or an earlier
    file, does not undo that.

    Args:
        kept: what the ledgers say already.
    """

    def require(row: Row) -> None:
        if isinstance(row, LegacyRow | ExaminationResult):
            return
        waits = kept.get((row.reporter, row.entry))
        if waits is None or waits.state is not ReportState.WAITING:
            return
        said = msgspec.structs.replace(
            row,
            form=waits.form,
            facts=waits.facts,
            title=waits.title,
            completed_on=waits.completed_on,
        )
        require_said(row, said.cause)

    return require


def keeping(
    kept: Kept, documents: Mapping[str, ShownDocument], at: datetime, *, are_claimed: bool = False
) -> Afterwards:
    """What `accredit_some` writes beside each report: its entry in the ledger, once in a transaction.

    Args:
        kept: what the ledgers say already.
        documents: the documents that the reports name, by their keys.
        at: the instant of the request.
        are_claimed: they waited for their person, who has enrolled.
    """
    told: set[str] = set()

    def afterwards(row: Row, outcome: RowOutcome) -> Iterator[Write]:
        if not isinstance(row, LegacyRow | ExaminationResult) and row.key not in told:
            told.add(row.key)
            document = documents.get(row.key, UNKNOWN)
            yield from entry(row, outcome, kept, document, at, is_claimed=are_claimed)

    return afterwards


def entry(
    report: Reportable,
    outcome: RowOutcome,
    kept: Kept,
    document: ShownDocument,
    at: datetime,
    *,
    is_claimed: bool = False,
) -> Iterator[Write]:
    """What is written into the ledger of what became of a report."""
    before = kept.get((report.reporter, report.entry))
    if outcome.status is RowStatus.UNCHANGED and before is not None and not is_claimed:
        return
    now = kept_of(report, document, *_became(outcome))
    yield from _written(before, with_outcome(before, now, at, is_claimed=is_claimed))


def held(
    judged: Iterable[tuple[Reportable, RowOutcome]],
    identity: str,
    kept: Kept,
    document: ShownDocument,
    at: datetime,
) -> Iterator[Write]:
    """What is written into the ledger of reports about an identity that nobody has enrolled.

    Args:
        judged: the reports and what became of each: it waits, or was refused.
        identity: the digest of the document.
        kept: what the ledgers say already.
        document: the document that the reports name.
        at: the instant of the request.
    """
    last: dict[str, tuple[Reportable, RowOutcome]] = {}
    for report, outcome in judged:
        if outcome.refusal is None or report.key not in last:
            last[report.key] = report, outcome
    for report, outcome in last.values():
        if outcome.refusal is not None:
            yield from entry(report, outcome, kept, document, at)
            continue
        now = kept_of(report, document, ReportState.WAITING, {"identity": identity})
        before = kept.get((report.reporter, report.entry))
        yield from _written(before, with_outcome(before, now, at))


def _written(before: KeptReport | None, after: KeptReport | None) -> Iterator[Write]:
    if after is not None:
        yield ledger.put_in_ledger(after, before)


def _became(outcome: RowOutcome) -> tuple[ReportState, dict[str, str]]:
    refusal = outcome.refusal
    if refusal is not None:
        return ReportState.REFUSED, {"code": refusal.code, "detail": detail_of(refusal)}
    counts = outcome.status is not RowStatus.SUBMITTED
    state = ReportState.ACCREDITED if counts else ReportState.SUBMITTED
    return state, {"record": outcome.record or ""}
