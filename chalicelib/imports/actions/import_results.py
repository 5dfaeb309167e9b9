"""Import results of national examinations (R41): each is entered, meets an application, or waits.

A result is known by its person, paper and sitting: what an earlier import brought stays as it is. May break off
anywhere and be done again, also beside another worker: which line of which import brought a record its
history says, and a row that waits says so itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.imports.actions.import_together import Planned, import_together, read_groups
from chalicelib.imports.actions.told_row import RowState, RowTold, told_of
from chalicelib.imports.rules.examination_row import HEADINGS, parse_result
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.known_identity import is_enrolled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.accredit_reports import judge_some, nothing_else
from chalicelib.reports.actions.ask_reports import Row
from chalicelib.reports.actions.hold_result import held
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.staff.actions.recuse import require_not_own_document

ITEMS = 3
"""What a row writes: its record, the standing and the guard of sittings; one that waits itself and a check."""


class ReadableResult(msgspec.Struct, frozen=True):
    """A row that can be read, its line, and the digest of the document it names."""

    line: int
    digest: str
    row: ExaminationResult


class KnownResults(NamedTuple):
    """What is known of groups of rows before they are judged: people, what waits for the others, years."""

    people: Mapping[str, str]
    waiting: Mapping[tuple[str, str], Row]
    years: Mapping[tuple[str, int], PersonYear]


def import_results(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; rows of one person and year go together."""
    told, groups = read_groups(rows, partial(_found, job), _person_and_year)
    plan = partial(_plan, job)
    return told | import_together(groups, _touches, plan, items=ITEMS, foreseen=job.is_foreseen)


def _found(job: Job, raw: RawRow) -> ReadableResult:
    document, row = parse_result(
        cells_of(raw, HEADINGS),
        job=job.id,
        number=raw.line,
        at=job.offered_at,
        is_known=is_enrolled,
    )
    require_not_own_document(document, *job.proofs)
    return ReadableResult(raw.line, keys.document_digest(document.type, document.number), row)


def _person_and_year(found: ReadableResult) -> tuple[str, int]:
    return found.digest, found.row.year


def _touches(found: ReadableResult) -> tuple[str]:
    return (f"identity {found.digest}",)


def _plan(job: Job, groups: Sequence[Sequence[ReadableResult]]) -> Iterator[Planned]:
    known = _known_of(groups)
    return (_planned(job, group, known) for group in groups)


def _known_of(groups: Sequence[Sequence[ReadableResult]]) -> KnownResults:
    people = ask_people.find_people_by_identity([group[0].digest for group in groups])
    absent = [found for group in groups if group[0].digest not in people for found in group]
    waiting = ask_reports.find_waiting([(found.digest, found.row) for found in absent])
    owned = [
        (people[group[0].digest], group[0].row.year)
        for group in groups
        if group[0].digest in people
    ]
    return KnownResults(people, waiting, _years_of(owned))


def _years_of(owned: Sequence[tuple[str, int]]) -> dict[tuple[str, int], PersonYear]:
    """Read years: by keys where nothing counts and no examination was registered, else by a query each."""
    found = ask_records.find_untouched(owned, has_sittings=True) if len(owned) > 1 else {}
    others = [each for each in owned if each not in found]
    return found | dict(zip(others, abreast(lambda each: get_year(*each), others), strict=True))


def _planned(job: Job, some: Sequence[ReadableResult], known: KnownResults) -> Planned:
    person = known.people.get(some[0].digest)
    if person is None:
        return _wait(some, known.waiting)
    if person in job.persons:
        own = RowTold(RowState.REFUSED, Refusal("own_record"))
        return Planned({found.line: own for found in some})
    read = known.years[person, some[0].row.year]
    judged = judge_some(
        read, [found.row for found in some], nothing_else, at=job.offered_at, by=job.proofs
    )
    told = {
        found.line: told_of(outcome, CreditedRow(person, found.row.year, found.row.title))
        for found, outcome in zip(some, judged.outcomes, strict=False)
    }
    return Planned(told, judged.writes)


def _wait(some: Sequence[ReadableResult], waiting: Mapping[tuple[str, str], Row]) -> Planned:
    """Let rows wait for their person, but those that do already, and what can never count."""
    told: dict[int, RowTold] = {}
    fresh: dict[str, ExaminationResult] = {}
    for found in some:
        earlier = waiting.get((found.digest, found.row.key), fresh.get(found.row.key))
        try:
            row = earlier or held(found.row)
        except Refusal as refusal:
            told[found.line] = RowTold(RowState.REFUSED, refusal)
            continue
        told[found.line] = RowTold(RowState.WAITING, again=row.cause != found.row.cause)
        if earlier is None and isinstance(row, ExaminationResult):
            fresh[row.key] = row
    writes = ask_reports.holding(some[0].digest, [*fresh.values()]) if fresh else ()
    return Planned(told, tuple(writes))
