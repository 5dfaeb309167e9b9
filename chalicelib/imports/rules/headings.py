"""The columns of the tables that can be imported, by what they hold."""

from collections.abc import Sequence

from chalicelib.imports.rules import account_row, employer_row, examination_row, legacy_row
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.rules.table_cell import are_headings

HEADINGS_OF = {
    ImportKind.LEGACY_RECORDS: legacy_row.HEADINGS,
    ImportKind.ENROLMENTS: account_row.ENROLMENT_HEADINGS,
    ImportKind.HR_ACCOUNTS: account_row.HR_HEADINGS,
    ImportKind.EXAMINATION_RESULTS: examination_row.HEADINGS,
    ImportKind.EMPLOYERS: employer_row.HEADINGS,
}


def counts(cell: str, wanted: Sequence[str]) -> bool:
    """Whether a cell is one of the headings that are wanted."""
    return any(are_headings((cell,), (heading,)) for heading in wanted)
