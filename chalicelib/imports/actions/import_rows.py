"""Import the rows of a chunk: what becomes of each, by the kind of the file (R28, R41).

May break off anywhere and be done again, also beside another worker: each kind knows what it has done.
"""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from chalicelib.imports.actions.finish_import import finish_import
from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts
from chalicelib.imports.actions.import_employers import import_employers
from chalicelib.imports.actions.import_legacy import import_legacy
from chalicelib.imports.actions.import_reported import import_reported
from chalicelib.imports.actions.import_results import import_results
from chalicelib.imports.actions.import_roster_file import import_roster_file
from chalicelib.imports.actions.told_row import RowTold
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import Chunk, ImportKind, Job, summed
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.rules.refused_table import refused_line, refused_row
from chalicelib.imports.store import imports
from chalicelib.platform.store.tables import Conflict


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
    headings = headings_of(job)
    refused = [
        refused_row(row, refusal, headings) for row in rows if (refusal := told[row.line].refusal)
    ]
    if refused:
        lines = "".join(refused_line(row, headings) for row in refused)
        import_bucket.put_part(job.id, chunk.number, lines)
        import_bucket.put_refused(job.id, chunk.number, msgspec.json.encode(refused))
    credited = [told[row.line].credited for row in rows if told[row.line].credited]
    if credited:
        import_bucket.put_credited(job.id, chunk.number, msgspec.json.encode(credited))
    totals = summed(each.totals for each in told.values())
    with suppress(Conflict):  # another worker was through with it first
        done = msgspec.structs.replace(
            chunk, totals=totals, shows_refused=bool(refused), credited=len(credited)
        )
        imports.finish_chunk(done)


def _import_roster(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """A roster of a plan, or a table of a provider's, which names none."""
    return import_roster_file(job, rows) if job.plan else import_reported(job, rows)


IMPORTED = {
    ImportKind.LEGACY_RECORDS: import_legacy,
    ImportKind.ENROLMENTS: import_enrolments,
    ImportKind.HR_ACCOUNTS: import_hr_accounts,
    ImportKind.EXAMINATION_RESULTS: import_results,
    ImportKind.EMPLOYERS: import_employers,
    ImportKind.ROSTERS: _import_roster,
}
"""What does the work of a chunk, by what its file holds."""
