"""The table of an import's refused rows: each as it was sent, with all that is wrong with it (R28).

Identity numbers are masked wherever they stand, also in cells that slipped into another column (R7).
"""

from collections.abc import Sequence

import msgspec

from chalicelib.employers.rules.employer_code import find_code
from chalicelib.identity.rules.identity import compact, masked_mobile, masked_number
from chalicelib.identity.rules.stray_number import masked_text
from chalicelib.imports.rules.account_row import MOBILE
from chalicelib.imports.rules.employer_row import CODE
from chalicelib.imports.rules.import_row import RawRow, faults_of, table_line
from chalicelib.imports.rules.table_cell import NUMBER, CellFault
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.rules.legacy import SERIAL

_FIRST = ("行号", SERIAL, "证件号码（部分隐藏）", "有误的列", "原因")
_SHOWN = 64


class RefusedRow(msgspec.Struct, frozen=True, array_like=True):
    """A refused row as it may be shown: its line in the file, its cells by their headings, its faults."""

    line: int
    cells: dict[str, str]
    faults: tuple[CellFault, ...]


def refused_row(row: RawRow, refusal: Refusal, headings: Sequence[str]) -> RefusedRow:
    """The row as it was sent, masked."""
    sent = dict(zip(headings, row.cells, strict=True))
    faults = (CellFault(field, masked_text(why)) for field, why in faults_of(refusal))
    cells = {heading: _shown(heading, text) for heading, text in sent.items()}
    return RefusedRow(row.line, cells, tuple(faults))


def _shown(heading: str, text: str) -> str:
    number = compact(text)[:_SHOWN]
    if heading == NUMBER:
        return masked_number(number)
    if heading == CODE and find_code(text):
        return text.strip()  # an employer's code may be eighteen digits, and is nobody's number
    return masked_mobile(number) if heading == MOBILE else masked_text(text.strip())


def refused_headings(headings: Sequence[str]) -> str:
    """The line of the table's headings: what is wrong first, then the other columns as they were sent."""
    return table_line((*_FIRST, *_others(headings)))


def refused_line(row: RefusedRow, headings: Sequence[str]) -> str:
    """The line of a row; several faults are told as they stand in the file, from left to right."""
    return table_line(
        (
            str(row.line),
            row.cells.get(SERIAL, ""),
            row.cells.get(NUMBER, ""),
            "、".join(fault.field for fault in row.faults),
            _reason(row.faults),
            *(row.cells[heading] for heading in _others(headings)),
        )
    )


def _reason(faults: Sequence[CellFault]) -> str:
    if len(faults) == 1:
        return faults[0].why
    return "；".join(f"{field}：{why}" for field, why in faults)


def _others(headings: Sequence[str]) -> list[str]:
    return [heading for heading in headings if heading not in {SERIAL, NUMBER}]
