"""A row of a file as it is understood, before anything is written (R28)."""

from collections.abc import Sequence

from chalicelib.identity.rules.identity import half_width, masked_number
from chalicelib.identity.rules.stray_number import masked_text
from chalicelib.imports.rules.import_preview import FirstRow
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.imports.rules.table_cell import NUMBER

LONGEST_SHOWN = 64


def understood(row: RawRow, headings: Sequence[str]) -> FirstRow:
    """A row for people to look at: numbers are masked (R7), what is long is cut."""
    cells = (
        masked_number(half_width(cell)) if heading == NUMBER else masked_text(cell)
        for heading, cell in zip(headings, row.cells, strict=True)
    )
    return FirstRow(row.line, tuple(cell[:LONGEST_SHOWN] for cell in cells))
