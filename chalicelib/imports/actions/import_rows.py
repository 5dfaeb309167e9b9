"""Import the rows of a chunk: each becomes a record, or waits for its person, or is refused (R28).

May break off anywhere and be done again, also beside another worker: a row's 流水号 is taken in the
transaction that makes its record or lets it wait, and says by which line of which file. Once that is
revoked, the row may come in again, mended (R16).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.imports.actions.finish_import import finish_import
from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts
from chalicelib.imports.actions.told_row import RowState, RowTold, told_of
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import Chunk, ImportKind, Job, summed
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.legacy_row import HEADINGS, parse_row
from chalicelib.imports.rules.refused_table import refused_line, refused_row
from chalicelib.imports.store import imports
from chalicelib.people.actions.known_identity import is_enrolled
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.platform.store.writes import MOST_WRITES, Write
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.accredit_reports import RowOutcome, accredit_some
from chalicelib.reports.actions.ask_reports import Identity, Imported, Row, Taken
from chalicelib.reports.actions.held_serial import find_held
from chalicelib.reports.rules.legacy import SERIAL, LegacyRow
from chalicelib.staff.actions.recuse import require_not_own_document

MOST_WAITING = (MOST_WRITES - 1) // 2
"""The most rows that one transaction lets wait: each with its 流水号, beside the check of the lock."""


class ReadableRow(msgspec.Struct, frozen=True):
    """A row that can be read, its line, and the digest of the document it names."""

    line: int
    digest: str
    row: LegacyRow


def import_chunk(job: str, number: int) -> None:
    """Import a chunk unless that is done, and finish the import with the last one.

    Raises:
        Refusal: `busy` where others win every time; the chunk is then to be done again.
    """
    kept, chunk = imports.find_job(job), imports.find_chunk(job, number)
    if kept is None or chunk is None:
        return
    if chunk.totals is None:
        _import(kept, chunk)
    finish_import(job)


def _import(job: Job, chunk: Chunk) -> None:
    rows = msgspec.json.decode(import_bucket.read_chunk(job.id, chunk.number), type=list[RawRow])
    told = IMPORTED[job.kind](job, rows)
    headings = HEADINGS_OF[job.kind]
    refused = [
        refused_row(row, refusal, headings) for row in rows if (refusal := told[row.line].refusal)
    ]
    if refused:
        lines = "".join(refused_line(row, headings) for row in refused)
        import_bucket.put_part(job.id, chunk.number, lines)
        import_bucket.put_refused(job.id, chunk.number, msgspec.json.encode(refused))
    totals = summed(each.totals for each in told.values())
    with suppress(Conflict):  # another worker was through with it first
        done = msgspec.structs.replace(chunk, totals=totals, shows_refused=bool(refused))
        imports.finish_chunk(done)


def _import_all(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; rows of one person and year go together."""
    told: dict[int, RowTold] = {}
    groups: dict[tuple[str, int], list[ReadableRow]] = {}
    for raw in rows:
        try:
            found = _found(job, raw)
        except Refusal as refusal:
            told[raw.line] = RowTold(RowState.REFUSED, refusal)
        else:
            groups.setdefault((found.digest, found.row.year), []).append(found)
    for group in groups.values():
        left: Sequence[ReadableRow] = group
        while left:
            told |= _some(job, left)
            left = [found for found in left if found.line not in told]
    return told


def _found(job: Job, raw: RawRow) -> ReadableRow:
    line, today = cells_of(raw, HEADINGS), shanghai_date(job.offered_at)
    document, row = parse_row(line, today=today, is_known=is_enrolled)
    require_not_own_document(document, *job.proofs)
    return ReadableRow(raw.line, keys.document_digest(document.type, document.number), row)


def _some(job: Job, left: Sequence[ReadableRow]) -> dict[int, RowTold]:
    """Import the first rows of one person and year, as many as one transaction takes."""

    def once() -> dict[int, RowTold]:
        some = left[:MOST_WAITING]
        identity = ask_reports.find_identity(some[0].digest)
        if identity.person in job.persons:
            own = RowTold(RowState.REFUSED, Refusal("own_record"))
            return {found.line: own for found in some}
        taken = ask_reports.find_imported([found.row.serial for found in some])
        if told := _known(job, some, taken, identity):
            return told
        fresh = {found.row.serial: found for found in reversed(some)}
        in_order = sorted(fresh.values(), key=lambda found: found.line)
        if identity.person is None:
            return _wait(job, in_order, taken)
        return _accredit(job, identity.person, in_order, taken)

    return settled(once)


def _known(
    job: Job, some: Sequence[ReadableRow], taken: Mapping[str, Taken], identity: Identity
) -> dict[int, RowTold]:
    """What is known of rows whose 流水号 was taken; those under which all is revoked are fresh."""
    again = {found.line: found for found in some if found.row.serial in taken}
    told = {
        line: _again(job, found, taken[found.row.serial].imported, identity)
        for line, found in again.items()
    }
    earlier = {again[line].row.serial for line in told if not _is_done(told[line])}
    held = find_held({serial: taken[serial] for serial in earlier}, identity.person)
    return {
        line: each
        for line, each in told.items()
        if _is_done(each) or not held[again[line].row.serial].is_free
    }


def _is_done(told: RowTold) -> bool:
    """Whether a row was imported by this very line."""
    return told.refusal is None and not told.again


def _again(job: Job, found: ReadableRow, earlier: Imported, identity: Identity) -> RowTold:
    """What became of a row when its 流水号 was taken: by this very line, if a worker broke off."""
    mine = _imported(job, found)
    same_name = name.agree(mine.name, earlier.name)  # kept in the normal form of its day
    said = (mine.identity, mine.content)
    if said != (earlier.identity, earlier.content) or not same_name:
        refusal = Refusal("serial_reused", field=SERIAL, serial=found.row.serial)
        return RowTold(RowState.REFUSED, refusal)
    state = RowState.WAITING if identity.person is None else RowState.IMPORTED
    return RowTold(state, again=mine != earlier)


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


def _wait(
    job: Job, fresh: Sequence[ReadableRow], earlier: Mapping[str, Taken]
) -> dict[int, RowTold]:
    rows = [found.row for found in fresh]
    also = [_taken(job, found, earlier) for found in fresh]
    ask_reports.put_rows(fresh[0].digest, rows, also)
    return {found.line: RowTold(RowState.WAITING) for found in fresh}


def _accredit(
    job: Job, person: str, fresh: Sequence[ReadableRow], earlier: Mapping[str, Taken]
) -> dict[int, RowTold]:
    by_key = {found.row.key: found for found in fresh}

    def afterwards(row: Row, outcome: RowOutcome) -> Iterator[Write]:
        if outcome.refusal is None:
            yield _taken(job, by_key[row.key], earlier)

    rows = [found.row for found in fresh]
    outcomes = accredit_some(person, rows, afterwards, at=job.offered_at, by=job.proofs)
    return {found.line: told_of(outcome) for found, outcome in zip(fresh, outcomes, strict=False)}


IMPORTED = {
    ImportKind.LEGACY_RECORDS: _import_all,
    ImportKind.ENROLMENTS: import_enrolments,
    ImportKind.HR_ACCOUNTS: import_hr_accounts,
}
"""What does the work of a chunk, by what its file holds."""
