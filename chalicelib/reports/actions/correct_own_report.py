"""A provider corrects its own report, and an administrator a report in the place of whoever made it (R40)."""

from datetime import datetime
from functools import partial

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.records.actions.get_record import get_reviewed
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.actions.correct_report import CORRECTION, correct_report
from chalicelib.reports.actions.correct_roster_row import (
    RowRestated,
    correct_roster_row,
    find_amounts,
)
from chalicelib.reports.actions.follow_record import find_its_report, report_of
from chalicelib.reports.actions.report_credits import Statement, report_credits
from chalicelib.reports.actions.reporter import in_its_place, provider_itself
from chalicelib.reports.actions.show_reports import get_report
from chalicelib.reports.rules.kept_report import KeptReport, ReportState
from chalicelib.reports.rules.restated import Restated, of_the_same


def correct_own_report(
    provider: Staff, report: str, restated: Restated, *, at: datetime, cause: Cause
) -> KeptReport:
    """Correct a report of one's own; one that was refused is reported again, as it is now.

    Raises:
        Refusal: `not_found`; as `correct_report`; as a report is refused.
    """
    find = partial(get_report, provider.login, report)
    kept = find()
    if kept.state is not ReportState.REFUSED:
        by = provider_itself(provider)
        return correct_report(by, find, restated, at=at, cause=cause)
    asked = of_the_same(restated, kept)
    require_reason(asked.reason, CORRECTION)
    if not (asked.name and asked.document_number):
        raise Refusal("field_missing", field="document" if asked.name else "name")
    (outcome,) = report_credits(provider, [_statement(asked)], at=at, cause=cause)
    if outcome.refusal is not None:
        raise outcome.refusal
    return find()


def correct_in_its_place(
    staff: Staff, record: str, restated: Restated, *, at: datetime, cause: Cause
) -> KeptReport:
    """Correct the report that made a record, as an administrator of the record's territory.

    Raises:
        Refusal: `not_found` outside the territory; `record_not_reported` for one that nobody reported,
            or whose report has another one since; as `correct_report`.
    """

    def find() -> KeptReport:
        person_year, found = get_reviewed(staff, record)
        kept = find_its_report(found, person_year.professional)
        if kept is None or (kept.record != record and not kept.is_done(cause)):
            raise Refusal("record_not_reported")
        return kept

    person_year, found = get_reviewed(staff, record)
    key = report_of(found, person_year.professional)
    if key is None:
        raise Refusal("record_not_reported")
    by = in_its_place(key[0], staff)
    if found.source is RecordSource.EMPLOYER:
        return correct_roster_row(by, find, _row_of(restated), at=at, cause=cause)
    return correct_report(by, find, restated, at=at, cause=cause)


def _row_of(restated: Restated) -> RowRestated:
    """A row of a roster as it is to be: all but whom it is about and how much is its plan's."""
    return RowRestated(
        name=restated.name,
        document_type=restated.document_type,
        document_number=restated.document_number,
        amounts=find_amounts(restated.facts),
        reason=restated.reason,
    )


def _statement(asked: Restated) -> Statement:
    return Statement(
        reference=asked.reference,
        name=asked.name,
        document_type=asked.document_type,
        document_number=asked.document_number,
        year=asked.year,
        subject=asked.subject,
        form=asked.form,
        facts=asked.facts,
        title=asked.title,
        completed_on=asked.completed_on,
    )
