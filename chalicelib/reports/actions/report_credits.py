"""Report credits (施教机构报送): a provider's reports become records, or wait for their person (R18)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.identity.rules.identity import masked_number
from chalicelib.identity.rules.proof import Proof
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import both
from chalicelib.records.actions import ask_records
from chalicelib.reports.actions.accredit_reports import (
    RowOutcome,
    RowStatus,
    accredit_some,
)
from chalicelib.reports.actions.hold_report import held_anew
from chalicelib.reports.actions.keep_reports import Kept, as_waiting, find_kept, held, keeping
from chalicelib.reports.rules.kept_report import ShownDocument
from chalicelib.reports.rules.report import Report, entry_of, parse_report
from chalicelib.reports.store import waiting_rows
from chalicelib.staff.actions.recuse import require_not_own_document


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider states of one person's study."""

    reference: str
    name: str
    document_type: str
    document_number: str
    year: int
    subject: str
    form: str
    facts: Mapping[str, object]
    title: str
    completed_on: date


class PlacedReport(msgspec.Struct, frozen=True):
    """A report, its place in the call, the document that it names, and the digest of that."""

    place: int
    digest: str
    document: ShownDocument
    report: Report


class ReportGroup(msgspec.Struct, frozen=True):
    """The reports of a call about one identity and year, with the document that they name."""

    digest: str
    document: ShownDocument
    reports: tuple[Report, ...]


def report_credits(
    provider: Staff, statements: Sequence[Statement], *, at: datetime, cause: Cause
) -> list[RowOutcome]:
    """Accredit every report of a call, each by itself: one that is refused hinders no other.

    The call may be repeated as a whole or in part, also after it broke off: what was reported is
    known by provider, year and reference, and stays as it is.

    Args:
        provider: who reports.
        statements: what is reported.
        at: the instant of the call, which decides about windows (R18, R25).
        cause: the call, for its idempotency key.

    Returns:
        An outcome for each statement, by its place.

    Raises:
        Refusal: `idempotency_key_reused`.
    """
    ask_records.remember(cause, at)  # a report's own reference does the rest
    outcomes: dict[int, RowOutcome] = {}
    groups: dict[tuple[str, int], list[PlacedReport]] = {}
    for place, statement in enumerate(statements):
        try:
            placed = _parsed(provider, statement, place, at)
        except Refusal as refusal:
            outcomes[place] = RowOutcome(RowStatus.REFUSED, refusal=refusal)
            continue
        groups.setdefault((placed.digest, placed.report.year), []).append(placed)
    by = [provider.proof] if provider.proof else []
    for found in groups.values():
        first, reports = found[0], tuple(each.report for each in found)
        group = ReportGroup(first.digest, first.document, reports)
        for each, outcome in zip(found, _serve(group, by, at), strict=True):
            outcomes[each.place] = outcome
    return [outcomes[place] for place in range(len(statements))]


def _parsed(provider: Staff, statement: Statement, place: int, at: datetime) -> PlacedReport:
    stated = (statement.document_type, statement.document_number)
    digest, document = identify_document(stated, at=at)
    require_not_own_document(document, provider.proof)
    report = Report(
        provider=provider.login,
        reference=statement.reference,
        name=statement.name,
        year=statement.year,
        form=statement.form,
        facts=dict(statement.facts),
        title=statement.title,
        completed_on=statement.completed_on,
        reported_at=at,
        place=place,
    )
    get_policy(report.year)
    checked = parse_report(report, statement.subject)
    shown = ShownDocument(document.type, masked_number(document.number))
    return PlacedReport(place, digest, shown, entry_of(checked, digest))


def _serve(group: ReportGroup, by: Sequence[Proof], at: datetime) -> list[RowOutcome]:
    """Report what concerns one identity and year, one transaction after the other."""
    outcomes: list[RowOutcome] = []
    while rest := group.reports[len(outcomes) :]:
        some = msgspec.structs.replace(group, reports=rest[: waiting_rows.MOST_ROWS])
        try:
            outcomes += _some(some, by, at)
        except Refusal as busy:
            outcomes += [RowOutcome(RowStatus.REFUSED, refusal=busy)] * len(rest)
    return outcomes


def _some(group: ReportGroup, by: Sequence[Proof], at: datetime) -> Sequence[RowOutcome]:
    digest, reports = group.digest, group.reports
    documents = {report.key: group.document for report in reports}

    def once() -> Sequence[RowOutcome]:
        found, kept = both(partial(waiting_rows.find_identity, digest), partial(find_kept, reports))
        if found.person is None:
            reported = {k: row for k, row in found.rows.items() if isinstance(row, Report)}
            return _hold(group, reported, kept, at)
        told = keeping(kept, documents, at)
        foregoing = as_waiting(kept)
        return accredit_some(found.person, reports, told, at=at, by=by, foregoing=foregoing)

    return settled(once)


def _hold(
    group: ReportGroup, rows: dict[str, Report], kept: Kept, at: datetime
) -> list[RowOutcome]:
    """Let reports wait for a person who has not enrolled; what can never count does not."""
    fresh: dict[str, Report] = {}
    outcomes = []
    for report in group.reports:
        try:
            row = held_anew({**rows, **fresh}.get(report.key), report)
        except Refusal as refusal:
            outcomes.append(RowOutcome(RowStatus.REFUSED, refusal=refusal))
            continue
        if row is not None:
            fresh[report.key] = row
        outcomes.append(RowOutcome(RowStatus.UNCHANGED if row is None else RowStatus.WAITING))
    judged = zip(group.reports, outcomes, strict=True)
    told = list(held(judged, group.digest, kept, group.document, at))
    if fresh or told:
        waiting_rows.put_rows(group.digest, list(fresh.values()), told)
    return outcomes
