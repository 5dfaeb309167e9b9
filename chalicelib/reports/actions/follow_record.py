"""What a ledger says follows where staff ends a reported record, or lets it count again (R19, R40, R42)."""

from collections.abc import Iterator

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.store.writes import Write
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.reports.rules.kept_report import (
    STANDS,
    KeptReport,
    ReportState,
    ReportStep,
    ShownDocument,
    kept_of,
    stepped,
)
from chalicelib.reports.rules.told_record import ToldRecord
from chalicelib.reports.store import ledger
from chalicelib.reports.store.ledger import ReportKey

REPORTED = frozenset({RecordSource.PROVIDER, RecordSource.EMPLOYER})
"""Whose records somebody has in a ledger: the first step names the ledger and the report."""


def report_of(record: Record, professional: Professional) -> ReportKey | None:
    """In whose ledger a record's report is, and under which id; None of what nobody reported.

    A roster's row is known by the token of its record. A provider's record of before there were ledgers
    does not say: its report is then one about its person's document of now.
    """
    first = record.moves[0]
    if record.source not in REPORTED:
        return None
    if record.source is RecordSource.EMPLOYER:
        return first.by.login, first.cause.token
    named = derived("entry", first.cause.token, professional.document_digest, length=32)
    return first.by.login, record.report or named


def find_its_report(record: Record, professional: Professional) -> KeptReport | None:
    """The report that made a record, as its ledger has it; None of what nobody reported.

    One of before there were ledgers is told from the record, and not kept yet: its version is 0.
    """
    key = report_of(record, professional)
    if key is None:
        return None
    return ledger.find_report(*key) or told_of(record, professional, key)


def told_of(record: Record, professional: Professional, key: ReportKey) -> KeptReport:
    """A report as its record tells of it."""
    document = ShownDocument(professional.document_type, professional.masked_number)
    told = ToldRecord(record, professional.name, *key)
    state = ReportState.ACCREDITED if record.counts else ReportState.REVOKED
    return kept_of(told, document, state, {"record": record.id})


def following(record: Record, professional: Professional) -> Iterator[Write]:
    """What is written beside a move of staff's that ends a reported record or lets it count again.

    A report that was corrected and then withdrawn is known by its last record; where an earlier one of
    its records counts again instead, it says again what that one says.
    """
    kept = find_its_report(record, professional)
    if kept is None or not _tells_of(kept, record):
        return
    last = record.moves[-1]
    state = _counting(kept) if record.counts else ReportState.REVOKED
    step = ReportStep(last.at, last.by, state, last.cause, last.reason, record.id)
    said = {} if kept.record == record.id else _said_by(record)
    yield ledger.put_in_ledger(stepped(kept, step, **said), kept)


def _tells_of(kept: KeptReport, record: Record) -> bool:
    """Whether what becomes of a record becomes of the report: of an earlier one only where none stands."""
    if kept.record == record.id:
        return True
    was_its_own = any(step.record == record.id for step in kept.steps)
    return was_its_own and record.counts and kept.state not in STANDS


def _said_by(record: Record) -> dict[str, object]:
    """What a report says whose record is this one."""
    return {
        "record": record.id,
        "form": record.form,
        "facts": record.facts,
        "title": record.title,
        "completed_on": record.ended_on,
    }


def _counting(kept: KeptReport) -> ReportState:
    """As what it counts again."""
    was_corrected = any(step.to is ReportState.CORRECTED for step in kept.steps)
    return ReportState.CORRECTED if was_corrected else ReportState.ACCREDITED
