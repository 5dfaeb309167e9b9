"""A row of the credits that the HR system accredited for 2018 and 2019 (R28), as its file has it.

Columns are found by their Chinese headings, in whatever order. What is wrong with a row is named by
the headings of all cells at fault, from left to right as `HEADINGS` has them, and in words.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.identity.rules.identity import Document
from chalicelib.imports.rules.legacy_cell import (
    parse_credits,
    parse_hours,
    parse_serial,
    parse_title,
)
from chalicelib.imports.rules.table_cell import (
    OWNER,
    PLACE,
    Cell,
    Cells,
    IsKnown,
    is_nobody,
    one_of,
)
from chalicelib.law.rules.subject import SUBJECT_LABELS
from chalicelib.reports.rules.legacy import SERIAL, YEARS, LegacyRow

YEAR, TITLE = "年度", "学习内容"
COMPLETED, ACCREDITED = "完成日期", "认定日期"
HEADINGS = (
    SERIAL,
    *OWNER,
    YEAR,
    "科目类型",
    TITLE,
    "学时",
    "学分",
    COMPLETED,
    ACCREDITED,
    PLACE,
)
_YEARS_IN_SHORT = {
    f"{written}{after}": year for written, year in YEARS.items() for after in ("年", "年度", ".0")
}
"""R28: the years whose credits the HR system accredited (粤财会函〔2020〕4号 一（四）)."""
SUBJECTS = {label: subject for subject, label in SUBJECT_LABELS.items()}
MOST_BEFORE = timedelta(days=30)
"""[A] By how much an accreditation may be dated before its completion: the HR system dated those of a
year within December, and what is known of its rows has up to 23 days of such disorder."""


class Read(NamedTuple):
    """A row that can be read, and whose document it names."""

    document: Document
    row: LegacyRow


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a line says nothing, as at the end of many tables."""
    return not any(cell.strip() for cell in cells)


def parse_row(line: Cells, *, today: date, is_known: IsKnown = is_nobody) -> Read:
    """Read one row.

    Args:
        line: the row's cells.
        today: the day in Shanghai, after which nothing is completed and nobody born.
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    serial = line.cell(SERIAL, lambda text: parse_serial(text, line.is_text(SERIAL), today))
    typed, document = line.whose(today, is_known)
    year = line.cell(YEAR, one_of(YEARS, _YEARS_IN_SHORT))
    subject = line.cell("科目类型", one_of(SUBJECTS))
    title = line.cell(TITLE, lambda text: parse_title(text, today))
    hours = line.cell("学时", parse_hours)
    earned = line.cell("学分", parse_credits)
    completed = line.past_day(COMPLETED, today)
    accredited = line.past_day(ACCREDITED, today)
    place = line.territory_code()
    _blame_days(line, year, completed, accredited)
    line.require_sound()
    row = LegacyRow(
        serial=serial.value,
        name=typed.value,
        year=year.value,
        subject=subject.value,
        title=title.value,
        hours=hours.value,
        credits=earned.value,
        completed_on=completed.value,
        accredited_on=accredited.value,
        territory=place.value,
    )
    return Read(document.value, row)


def _blame_days(
    line: Cells, year: Cell[int], completed: Cell[date], accredited: Cell[date]
) -> None:
    """Days that cannot be of this year's study (R15).

    The file does not say in what form anybody studied, and the make-up windows take new study alone
    [A]: so the study ends within the year, whatever its form.
    """
    if year.read and completed.read and completed.value.year != year.value:
        line.blame(COMPLETED, f"不在{year.value}年内，请核对年度和日期")
    if accredited.read and year.read and accredited.value.year < year.value:
        line.blame(ACCREDITED, f"早于{year.value}年，请核对年度和日期")
    if completed.read and accredited.read and accredited.value < completed.value - MOST_BEFORE:
        line.blame(ACCREDITED, f"早于完成日期{MOST_BEFORE.days}天以上，请核对两个日期")
