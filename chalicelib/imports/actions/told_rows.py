"""What becomes of a chunk's rows, by the kind of the file, and what is kept of those that are refused (R28)."""

from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts
from chalicelib.imports.actions.import_employers import import_employers
from chalicelib.imports.actions.import_legacy import import_legacy
from chalicelib.imports.actions.import_reported import import_reported
from chalicelib.imports.actions.import_results import import_results
from chalicelib.imports.actions.import_roster_file import import_roster_file
from chalicelib.imports.actions.told_row import RowTold
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.rules.refused_table import refused_line, refused_row


def told_rows(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; of an import that is only foreseen nothing is written."""
    return IMPORTED[job.kind](job, rows)


def keep_refused(
    job: Job, number: int, rows: Sequence[RawRow], told: Mapping[int, RowTold]
) -> bool:
    """Keep the refused rows of a chunk, for the page and for the table; whether there is any."""
    headings = headings_of(job)
    refused = [
        refused_row(row, refusal, headings) for row in rows if (refusal := told[row.line].refusal)
    ]
    if refused:
        lines = "".join(refused_line(row, headings) for row in refused)
        import_bucket.put_part(job.id, number, lines)
        import_bucket.put_refused(job.id, number, msgspec.json.encode(refused))
    return bool(refused)


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
