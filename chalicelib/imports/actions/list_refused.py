"""List the refused rows of an import, in the order of its file (R28)."""

from typing import NamedTuple

import msgspec

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.refused_table import RefusedRow
from chalicelib.imports.store import imports

MOST_READ = 20
"""How many chunks one page reads at most: it may be shorter than was asked, and goes on."""


class NextRow(NamedTuple):
    """The row that comes next: its chunk, and its place among the refused ones of it."""

    chunk: int
    row: int


def list_refused(
    job: Job, begin: NextRow | None, limit: int
) -> tuple[list[RefusedRow], NextRow | None]:
    """Read the refused rows of the chunks that are done, or were looked at before anything is written.

    Args:
        job: the import.
        begin: where the page begins; None for the first row.
        limit: how many at most.

    Returns:
        The rows, and where the next page begins if there may be one.
    """
    first = begin or NextRow(0, 0)
    at_fault = [number for number in _at_fault(job) if number >= first.chunk]
    found: list[RefusedRow] = []
    for number in at_fault[:MOST_READ]:
        rows = msgspec.json.decode(
            import_bucket.read_refused(job.id, number), type=list[RefusedRow]
        )
        skipped = first.row if number == first.chunk else 0
        taken = rows[skipped : skipped + limit - len(found)]
        found += taken
        if skipped + len(taken) < len(rows):
            return found, NextRow(number, skipped + len(taken))
    return found, NextRow(at_fault[MOST_READ], 0) if len(at_fault) > MOST_READ else None


def _at_fault(job: Job) -> list[int]:
    """The chunks whose refused rows lie ready."""
    if job.is_foreseen:
        return [each.number for each in imports.find_checks(job.id) if each.foretold.refused]
    return [each.number for each in imports.find_chunks(job.id) if each.shows_refused]
