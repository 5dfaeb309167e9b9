"""A row of a roster as a workbook has it (R40): whom it is about, and for how many days or hours."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from chalicelib.identity.rules.identity import Document, compact
from chalicelib.imports.rules.table_cell import OWNER, Cells, IsKnown, is_nobody
from chalicelib.law.rules.fact import Stated
from chalicelib.plans.rules.plan import DAYS, HOURS, Taught
from chalicelib.plans.rules.roster_amount import UNIT_LABELS, parse_attended

HEADINGS_IN = {unit: (*OWNER, UNIT_LABELS[unit]) for unit in (DAYS, HOURS)}
"""By what a plan is counted in."""


class Attended(NamedTuple):
    """A row that can be read: the name as typed, the document, and how much was attended."""

    name: str
    document: Document
    amount: Stated


def parse_roster_row(
    line: Cells, said: Taught, *, today: date, is_known: IsKnown = is_nobody
) -> Attended:
    """Read one row.

    Args:
        line: the row's cells.
        said: what the plan says.
        today: the day in Shanghai.
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    typed, document = line.whose(today, is_known)

    def attended(text: str) -> Stated:
        return parse_attended(said, {said.unit: _number_of(text)})

    amount = line.cell(UNIT_LABELS[said.unit], attended)
    line.require_sound()
    return Attended(typed.value, document.value, amount.value)


def _number_of(text: str) -> object:
    """A number as JSON would have it: whole ones as such, the others as text."""
    said = compact(text)
    try:
        number = Decimal(said)
    except InvalidOperation:
        return said
    if number.is_finite() and number == int(number):
        return int(number) if abs(number) < _MANY else said
    return said


_MANY = 10_000
