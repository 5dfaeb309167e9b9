"""Import a provider's table of reports (R18, R40): each row is what its interface would have reported.

A row is known by provider, year and number, as any report is: what was reported before stays as it is. May
break off anywhere and be done again, also beside another worker.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import masked_number
from chalicelib.imports.actions.import_together import Planned, import_together, read_groups
from chalicelib.imports.actions.told_row import RowState, RowTold, told_of
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.imports.rules.report_cells import HEADINGS, parse_reported
from chalicelib.law.rules.subject import Subject
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.known_identity import is_enrolled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.accredit_reports import RowOutcome, RowStatus, judge_some
from chalicelib.reports.actions.ask_reports import Row
from chalicelib.reports.actions.hold_report import held_anew
from chalicelib.reports.actions.keep_reports import Kept, as_waiting, find_kept, held, keeping
from chalicelib.reports.rules.kept_report import ShownDocument
from chalicelib.reports.rules.report import Report, entry_of, parse_report
from chalicelib.staff.actions.recuse import require_not_own_document

ITEMS = 3
"""What a row writes: its record, the standing, its ledger; one that waits itself, a check, its ledger."""


class ReadableReport(msgspec.Struct, frozen=True):
    """A row that can be read, its line, the document that it names, and the digest of that."""

    line: int
    digest: str
    document: ShownDocument
    row: Report


class KnownReports(NamedTuple):
    """What is known of groups of rows before they are judged: people, what waits, ledgers, years."""

    people: Mapping[str, str]
    waiting: Mapping[tuple[str, str], Row]
    kept: Kept
    years: Mapping[tuple[str, int], PersonYear]


def import_reported(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; rows of one person and year go together."""
    told, groups = read_groups(rows, partial(_found, job), _person_and_year)
    plan = partial(_plan, job)
    return told | import_together(groups, _touches, plan, items=ITEMS, foreseen=job.is_foreseen)


def _found(job: Job, raw: RawRow) -> ReadableReport:
    document, row = parse_reported(
        cells_of(raw, HEADINGS),
        provider=job.login,
        number=raw.line,
        at=job.offered_at,
        is_known=is_enrolled,
    )
    require_not_own_document(document, *job.proofs)
    shown = ShownDocument(document.type, masked_number(document.number))
    digest = keys.document_digest(document.type, document.number)
    checked = entry_of(parse_report(row, Subject.PROFESSIONAL), digest)
    row = msgspec.structs.replace(checked, job=job.id)
    return ReadableReport(raw.line, digest, shown, row)


def _person_and_year(found: ReadableReport) -> tuple[str, int]:
    return found.digest, found.row.year


def _touches(found: ReadableReport) -> tuple[str]:
    return (f"identity {found.digest}",)


def _plan(job: Job, groups: Sequence[Sequence[ReadableReport]]) -> Iterator[Planned]:
    known = _known_of(groups)
    return (_planned(job, group, known) for group in groups)


def _known_of(groups: Sequence[Sequence[ReadableReport]]) -> KnownReports:
    people = ask_people.find_people_by_identity([group[0].digest for group in groups])
    absent = [found for group in groups if group[0].digest not in people for found in group]
    waiting = ask_reports.find_waiting([(found.digest, found.row) for found in absent])
    kept = find_kept([found.row for group in groups for found in group])
    owned = [
        (people[group[0].digest], group[0].row.year)
        for group in groups
        if group[0].digest in people
    ]
    return KnownReports(people, waiting, kept, _years_of(owned))


def _years_of(owned: Sequence[tuple[str, int]]) -> dict[tuple[str, int], PersonYear]:
    """Read years: by their keys where nothing counts, else by a query each."""
    found = ask_records.find_untouched(owned) if len(owned) > 1 else {}
    others = [each for each in owned if each not in found]
    return found | dict(zip(others, abreast(lambda each: get_year(*each), others), strict=True))


def _planned(job: Job, some: Sequence[ReadableReport], known: KnownReports) -> Planned:
    person = known.people.get(some[0].digest)
    if person is None:
        return _wait(job, some, known)
    if person in job.persons:
        own = RowTold(RowState.REFUSED, Refusal("own_record"))
        return Planned({found.line: own for found in some})
    documents = {found.row.key: found.document for found in some}
    told_to = keeping(known.kept, documents, job.offered_at)
    read = known.years[person, some[0].row.year]
    rows = [found.row for found in some]
    judged = judge_some(
        read,
        rows,
        told_to,
        at=job.offered_at,
        by=job.proofs,
        foregoing=as_waiting(known.kept),
    )
    told = {}
    for found, outcome in zip(some, judged.outcomes, strict=False):
        credited = CreditedRow(person, found.row.year, found.row.title)
        each = told_of(outcome, credited)
        told[found.line] = each._replace(again=each.again and not _is_own(job, found, known))
    return Planned(told, judged.writes)


def _is_own(job: Job, found: ReadableReport, known: KnownReports) -> bool:
    """Whether this very import has brought a report already: a worker that broke off."""
    kept = known.kept.get((job.login, found.row.entry))
    return kept is not None and kept.reported_at == job.offered_at


def _wait(job: Job, some: Sequence[ReadableReport], known: KnownReports) -> Planned:
    """Let rows wait for their person, but those that do already, and what can never count."""
    told: dict[int, RowTold] = {}
    fresh: dict[str, Report] = {}
    judged: list[tuple[Report, RowOutcome]] = []
    for found in some:
        earlier = known.waiting.get((found.digest, found.row.key), fresh.get(found.row.key))
        try:
            row = held_anew(earlier if isinstance(earlier, Report) else None, found.row)
        except Refusal as refusal:
            told[found.line] = RowTold(RowState.REFUSED, refusal)
            judged.append((found.row, RowOutcome(RowStatus.REFUSED, refusal=refusal)))
            continue
        told[found.line] = RowTold(
            RowState.WAITING, again=row is None and not _is_own(job, found, known)
        )
        judged.append((found.row, RowOutcome(RowStatus.WAITING)))
        if row is not None:
            fresh[row.key] = row
    first = some[0]
    writes = list(held(judged, first.digest, known.kept, first.document, job.offered_at))
    if fresh or writes:
        writes = [*ask_reports.holding(first.digest, [*fresh.values()]), *writes]
    return Planned(told, writes)
