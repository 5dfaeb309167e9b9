"""Bring the rows of a roster that come in a file (R40): chunk by chunk, as a form or paste does."""

from collections.abc import Sequence

from chalicelib.employers.actions.ask_employers import find_employer
from chalicelib.employers.rules.employer import EmployerKind
from chalicelib.imports.actions.import_roster import PlacedRow, import_roster
from chalicelib.imports.actions.open_roster import RosterOpen
from chalicelib.imports.actions.require_right import require_clerk_still
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.rules.import_job import CHUNK_ROWS, Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.roster_cells import HEADINGS_IN, parse_roster_row
from chalicelib.people.actions.known_identity import is_enrolled
from chalicelib.plans.actions.ask_plans import GATES, find_plan
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal


def import_roster_file(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row, by its line; of a plan that does not hold any more none is taken.

    Nor is any of an employer that was closed meanwhile, or that a clerk brings who is one no more (R37).
    """
    try:
        roster = _opened(job)
    except Refusal as refusal:
        return {row.line: RowTold(RowState.REFUSED, refusal) for row in rows}
    told: dict[int, RowTold] = {}
    placed: list[PlacedRow] = []
    for row in rows:
        try:
            placed.append(_read(job, roster, row))
        except Refusal as refusal:
            told[row.line] = RowTold(RowState.REFUSED, refusal)
    gate = rows[0].line // CHUNK_ROWS % GATES if rows else 0
    return told | import_roster(roster.coming(gate), placed, foreseen=job.is_foreseen)


def _opened(job: Job) -> RosterOpen:
    """The roster as it was open when the file was offered; what time allows was asked then."""
    plan = find_plan(job.plan)
    employer = find_employer(plan.employer) if plan else None
    if plan is None or employer is None or plan.approved is None or not plan.admits_rows:
        raise Refusal("plan_not_approved")
    if job.owner:
        require_clerk_still(job, employer)
    return RosterOpen(
        plan=plan,
        said=plan.approved.said,
        issuer=employer.name,
        teaches_others=employer.kind is EmployerKind.ORGANISER,
        clerk=job.login,
        proofs=job.proofs,
        at=job.offered_at,
        job=job.id,
    )


def _read(job: Job, roster: RosterOpen, row: RawRow) -> PlacedRow:
    attended = parse_roster_row(
        cells_of(row, HEADINGS_IN[job.unit]),
        roster.said,
        today=shanghai_date(job.offered_at),
        is_known=is_enrolled,
    )
    return roster.placed(row.line, *attended)
