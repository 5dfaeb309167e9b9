"""Import rows of the HR system's records: each becomes a record, or waits for its person (R28).

May break off anywhere and be done again, also beside another worker: a row's 流水号 is taken in the
transaction that makes its record or lets it wait, and says by which line of which file. Once that is
revoked, the row may come in again, mended (R16).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.imports.actions.import_together import Planned, import_together, read_groups
from chalicelib.imports.actions.told_row import RowState, RowTold, told_of
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.imports.rules.legacy_row import HEADINGS, parse_row
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.known_identity import is_enrolled
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.accredit_reports import RowOutcome, judge_some
from chalicelib.reports.actions.ask_reports import Imported, Row, Taken
from chalicelib.reports.actions.held_serial import RowOf, find_held, find_standing
from chalicelib.reports.rules.legacy import SERIAL, LegacyRow
from chalicelib.staff.actions.recuse import require_not_own_document

ITEMS = 3
"""What a row writes: its 流水号's lock; itself, beside the check of the identity's lock, or its record
beside the standing."""


class ReadableRow(msgspec.Struct, frozen=True):
    """A row that can be read, its line, and the digest of the document it names."""

    line: int
    digest: str
    row: LegacyRow


class KnownRows(NamedTuple):
    """What is known of groups of rows before they are judged.

    `people` are the owners of identities by their digests, `taken` what was imported under each 流水号,
    `standing` of which identities and 流水号 of those it surely stands, `years` the years, by person and year,
    of those whose rows come for the first time.
    """

    people: Mapping[str, str]
    taken: Mapping[str, Taken]
    standing: frozenset[tuple[str, str]]
    years: Mapping[tuple[str, int], PersonYear]


def import_legacy(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; rows of one person and year go together."""
    told, groups = read_groups(rows, partial(_found, job), _person_and_year)
    plan = partial(_plan, job)
    return told | import_together(
        groups, _touches, plan, items=ITEMS, foreseen=job.is_foreseen, alone=True
    )


def _found(job: Job, raw: RawRow) -> ReadableRow:
    line, today = cells_of(raw, HEADINGS), shanghai_date(job.offered_at)
    document, row = parse_row(line, today=today, is_known=is_enrolled)
    require_not_own_document(document, *job.proofs)
    mine = msgspec.structs.replace(row, job=job.id, line=raw.line)
    return ReadableRow(raw.line, keys.document_digest(document.type, document.number), mine)


def _person_and_year(found: ReadableRow) -> tuple[str, int]:
    return found.digest, found.row.year


def _touches(found: ReadableRow) -> tuple[str, str]:
    return f"identity {found.digest}", f"serial {found.row.serial}"


def _plan(job: Job, groups: Sequence[Sequence[ReadableRow]]) -> Iterator[Planned]:
    known = _known_of(groups)
    return (_planned(job, group, known) for group in groups)


def _known_of(groups: Sequence[Sequence[ReadableRow]]) -> KnownRows:
    people = ask_people.find_people_by_identity([group[0].digest for group in groups])
    taken = ask_reports.find_imported([found.row.serial for group in groups for found in group])
    owned = [
        (people[group[0].digest], group[0].row.year)
        for group in groups
        if group[0].digest in people and any(found.row.serial not in taken for found in group)
    ]
    again = [
        RowOf(found.row, found.digest, people.get(found.digest))
        for group in groups
        for found in group
        if found.row.serial in taken
    ]
    return KnownRows(people, taken, find_standing(again), _years_of(owned))


def _years_of(owned: Sequence[tuple[str, int]]) -> dict[tuple[str, int], PersonYear]:
    """Read years: by keys where nothing counts in them yet, the others by a query each."""
    # Of one year alone the query costs no more, and reads what there is.
    found = ask_records.find_untouched(owned) if len(owned) > 1 else {}
    others = [each for each in owned if each not in found]
    return found | dict(zip(others, abreast(lambda each: get_year(*each), others), strict=True))


def _planned(job: Job, some: Sequence[ReadableRow], known: KnownRows) -> Planned:
    """What becomes of rows of one person and year; of those that came before, that first."""
    person = known.people.get(some[0].digest)
    if person in job.persons:
        own = RowTold(RowState.REFUSED, Refusal("own_record"))
        return Planned({found.line: own for found in some})
    if told := _known(job, some, known, person):
        return Planned(told)
    fresh = {found.row.serial: found for found in reversed(some)}
    in_order = sorted(fresh.values(), key=lambda found: found.line)
    if person is None:
        return _wait(job, in_order, known.taken)
    year = in_order[0].row.year
    read = known.years.get((person, year)) or get_year(person, year)
    return _accredit(job, read, in_order, known.taken)


def _known(
    job: Job, some: Sequence[ReadableRow], known: KnownRows, person: str | None
) -> dict[int, RowTold]:
    """What is known of rows whose 流水号 was taken; those under which all is revoked are fresh."""
    again = {found.line: found for found in some if found.row.serial in known.taken}
    told = {
        line: _again(job, found, known.taken[found.row.serial].imported, person)
        for line, found in again.items()
    }
    sure = {
        line
        for line, found in again.items()
        if _is_done(told[line]) or (found.digest, found.row.serial) in known.standing
    }
    earlier = {found.row.serial for line, found in again.items() if line not in sure}
    held = find_held({serial: known.taken[serial] for serial in earlier}, person)
    return {
        line: each
        for line, each in told.items()
        if line in sure or not held[again[line].row.serial].is_free
    }


def _is_done(told: RowTold) -> bool:
    """Whether a row was imported by this very line."""
    return told.refusal is None and not told.again


def _again(job: Job, found: ReadableRow, earlier: Imported, person: str | None) -> RowTold:
    """What became of a row when its 流水号 was taken: by this very line, if a worker broke off."""
    mine = _imported(job, found)
    same_name = name.agree(mine.name, earlier.name)  # kept in the normal form of its day
    said = (mine.identity, mine.content)
    if said != (earlier.identity, earlier.content) or not same_name:
        refusal = Refusal("serial_reused", field=SERIAL, serial=found.row.serial)
        return RowTold(RowState.REFUSED, refusal)
    again = mine != earlier
    if person is None:
        return RowTold(RowState.WAITING, again=again)
    return RowTold(
        RowState.IMPORTED, again=again, credited=None if again else _credited(person, found)
    )


def _credited(person: str, found: ReadableRow) -> CreditedRow:
    return CreditedRow(person, found.row.year, found.row.title)


def _imported(job: Job, found: ReadableRow) -> Imported:
    return Imported(
        identity=found.digest,
        name=name.normal_form(found.row.name),
        content=found.row.cause.body,
        job=job.id,
        line=found.line,
    )


def _taken(job: Job, found: ReadableRow, earlier: Mapping[str, Taken]) -> Write:
    serial = found.row.serial
    return ask_reports.taken(serial, _imported(job, found), earlier.get(serial))


def _wait(job: Job, fresh: Sequence[ReadableRow], earlier: Mapping[str, Taken]) -> Planned:
    held = ask_reports.holding(fresh[0].digest, [found.row for found in fresh])
    also = (_taken(job, found, earlier) for found in fresh)
    told = {found.line: RowTold(RowState.WAITING) for found in fresh}
    return Planned(told, (*held, *also))


def _accredit(
    job: Job, read: PersonYear, fresh: Sequence[ReadableRow], earlier: Mapping[str, Taken]
) -> Planned:
    by_key = {found.row.key: found for found in fresh}

    def afterwards(row: Row, outcome: RowOutcome) -> Iterator[Write]:
        if outcome.refusal is None:
            yield _taken(job, by_key[row.key], earlier)

    rows = [found.row for found in fresh]
    judged = judge_some(read, rows, afterwards, at=job.offered_at, by=job.proofs)
    person = read.professional.id
    told = {
        found.line: told_of(outcome, _credited(person, found))
        for found, outcome in zip(fresh, judged.outcomes, strict=False)
    }
    return Planned(told, judged.writes)
