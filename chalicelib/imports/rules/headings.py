"""The columns of the tables that can be imported, by what they hold."""

from collections.abc import Sequence

from chalicelib.imports.rules import (
    account_row,
    employer_row,
    examination_row,
    legacy_row,
    report_cells,
    roster_cells,
)
from chalicelib.imports.rules.heading_line import are_headings
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.plans.rules.plan import DAYS

HEADINGS_OF = {
    ImportKind.LEGACY_RECORDS: legacy_row.HEADINGS,
    ImportKind.ENROLMENTS: account_row.ENROLMENT_HEADINGS,
    ImportKind.HR_ACCOUNTS: account_row.HR_HEADINGS,
    ImportKind.EXAMINATION_RESULTS: examination_row.HEADINGS,
    ImportKind.EMPLOYERS: employer_row.HEADINGS,
    ImportKind.ROSTERS: roster_cells.HEADINGS_IN[DAYS],
}
"""By kind; of a roster those of a plan in days."""
ALL_HEADINGS = (*HEADINGS_OF.values(), *roster_cells.HEADINGS_IN.values(), report_cells.HEADINGS)
"""Every table that there is, those of no kind of the province's too."""


def headings_of(job: Job) -> Sequence[str]:
    """The columns of an import's table; a provider's names no plan.

    Raises:
        LookupError: the kind is still to be recognised.
    """
    if job.kind is ImportKind.ROSTERS and not job.plan:
        return report_cells.HEADINGS
    if job.kind is ImportKind.ROSTERS:
        return roster_cells.HEADINGS_IN[job.unit]
    return HEADINGS_OF[job.kind]


def wanted_by(job: Job) -> Sequence[Sequence[str]]:
    """Whose headings a line may have that begins an import's table: any, while its kind is not known."""
    return ALL_HEADINGS if job.kind is ImportKind.RECOGNISED else (headings_of(job),)


def may_begin(cells: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Whether a line has most of the headings of one of some tables."""
    return any(are_headings(cells, each) for each in wanted)


def counts(cell: str, wanted: Sequence[Sequence[str]]) -> bool:
    """Whether a cell is one of the headings that are wanted."""
    return any(are_headings((cell,), (heading,)) for each in wanted for heading in each)
