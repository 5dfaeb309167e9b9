"""List the refused rows of an import, in the order of its file (R28)."""

from typing import NamedTuple

import msgspec

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.refused_table import RefusedRow
from chalicelib.imports.store import imports

MOST_READ = 20
"""How many chunks one page reads at most: it may be shorter than was asked, and goes on."""


class NextRow(NamedTuple):
    """The row that comes next: its chunk, and its place among the refused ones of it."""

    chunk: int
    row: int


def list_refused(
    job: str, begin: NextRow | None, limit: int
) -> tuple[list[RefusedRow], NextRow | None]:
    """Read the refused rows of the chunks that are done.

    Args:
        job: the import's id.
        begin: where the page begins; None for the first row.
        limit: how many at most.

    Returns:
        The rows, and where the next page begins if there may be one.
    """
    first = begin or NextRow(0, 0)
    at_fault = [
        chunk.number
        for chunk in imports.find_chunks(job)
        if chunk.number >= first.chunk and chunk.shows_refused
    ]
    found: list[RefusedRow] = []
    for number in at_fault[:MOST_READ]:
        rows = msgspec.json.decode(import_bucket.read_refused(job, number), type=list[RefusedRow])
        skipped = first.row if number == first.chunk else 0
        taken = rows[skipped : skipped + limit - len(found)]
        found += taken
        if skipped + len(taken) < len(rows):
            return found, NextRow(number, skipped + len(taken))
    return found, NextRow(at_fault[MOST_READ], 0) if len(at_fault) > MOST_READ else None
