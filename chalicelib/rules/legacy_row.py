"""A row of the credits that the HR system accredited for 2018 and 2019 (R28), as its file has it.

Columns are found by their Chinese headings, in whatever order. What is wrong with a row is named by
the heading of the first cell at fault, from left to right as `HEADINGS` has them, and in words.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

import msgspec

from chalicelib.rules.credit import cut, decimal_text
from chalicelib.rules.identity import Document, half_width
from chalicelib.rules.record import Cause, Source, Subject
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.table_cell import NAME, NUMBER, PLACE, TYPE, Cells, one_of
from chalicelib.rules.text import parse_text

SERIAL = "流水号"
HEADINGS = (
    SERIAL,
    NAME,
    TYPE,
    NUMBER,
    "年度",
    "科目类型",
    "学习内容",
    "学时",
    "学分",
    "完成日期",
    "认定日期",
    PLACE,
)
YEARS = {"2018": 2018, "2019": 2019}
_YEARS_IN_SHORT = {
    f"{written}{after}": year for written, year in YEARS.items() for after in ("年", "年度", ".0")
}
"""R28: the years whose credits the HR system accredited (粤财会函〔2020〕4号 一（四）)."""
LAW = "粤财会函〔2020〕4号 一（四）"
SUBJECTS = {"公需科目": Subject.PUBLIC, "专业科目": Subject.PROFESSIONAL}
LONGEST_SERIAL = 64
LONGEST_TITLE = 200
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{0,20})?")
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")
_SERIAL = re.compile("[!-~\u4e00-\u9fff]+")


class LegacyRow(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="source",
    tag="hr_legacy",
):
    """One accredited study of the HR system; it holds no document number. `hours` as stated there."""

    serial: str
    name: str
    year: int
    subject: Subject
    title: str
    hours: Decimal | None
    credits: Decimal
    completed_on: date
    accredited_on: date
    territory: str

    @property
    def source(self) -> Source:
        """Where it comes from."""
        return Source.HR_LEGACY

    @property
    def key(self) -> str:
        """By what a row is known: the HR system's own number for it."""
        return self.serial

    @property
    def cause(self) -> Cause:
        """The token by which a repeat is found, and a digest of what the row says.

        Name and document are left out, as of a provider's report (R7).
        """
        said = [
            self.year,
            self.subject,
            self.title,
            decimal_text(self.hours) if self.hours is not None else None,
            decimal_text(self.credits),
            self.completed_on.isoformat(),
            self.accredited_on.isoformat(),
            self.territory,
        ]
        content = json.dumps(said, ensure_ascii=False)
        return Cause(f"HR#{self.serial}", sha256(content.encode()).hexdigest()[:16])

    @property
    def turn(self) -> tuple[bool, float, int, str]:
        """Its turn among the rows of one year: what was imported goes before what is reported."""
        return (self.subject is not Subject.PUBLIC, 0.0, 0, self.serial)


class Read(NamedTuple):
    """A row that can be read, and whose document it names."""

    document: Document
    row: LegacyRow


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a line says nothing, as at the end of many tables."""
    return not any(cell.strip() for cell in cells)


def parse_row(headings: Mapping[str, int], cells: Sequence[str], *, today: date) -> Read:
    """Read one row.

    Args:
        headings: the place of each column.
        cells: the row's cells; those left out at its end are empty.
        today: the day in Shanghai, after which nothing is completed and nobody born.

    Raises:
        Refusal: `row_invalid`, with the heading as `field` and the reason as `why`.
    """
    line = Cells(headings, cells)
    serial = line.cell(SERIAL, _serial)
    typed = line.typed_name()
    document = line.stated_document(today)
    row = LegacyRow(
        serial=serial,
        name=typed,
        year=line.cell("年度", one_of(YEARS, _YEARS_IN_SHORT)),
        subject=line.cell("科目类型", one_of(SUBJECTS)),
        title=line.cell("学习内容", _title),
        hours=line.cell("学时", _hours),
        credits=line.cell("学分", _credits),
        completed_on=line.past_day("完成日期", today),
        accredited_on=line.past_day("认定日期", today),
        territory=line.territory_code(),
    )
    return Read(document, row)


def require_same(row: LegacyRow, earlier: Cause) -> None:
    """Refuse another content under a 流水号 that was imported before.

    Raises:
        Refusal: `serial_reused`.
    """
    if row.cause != earlier:
        raise Refusal("serial_reused", field=SERIAL, serial=row.serial)


def _serial(text: str) -> str:
    serial = half_width(text)
    if not _SERIAL.fullmatch(serial) or len(serial) > LONGEST_SERIAL:
        raise ValueError(f"应为1至{LONGEST_SERIAL}个汉字、字母、数字或符号")
    return serial


def _title(text: str) -> str:
    title = parse_text(_LINE_BREAK.sub(" ", text), "学习内容")
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(f"应为1至{LONGEST_TITLE}个字符")
    return title


def _number(text: str) -> Decimal:
    number = half_width(text)
    if not _NUMBER.fullmatch(number):
        raise ValueError("应为0至9999的数字，例如22.5")
    return Decimal(number)


def _hours(text: str) -> Decimal | None:
    return _number(text) if text.strip() else None


def _credits(text: str) -> Decimal:
    """Credits as accredited there, cut to two places as everywhere (R14)."""
    accredited = cut(_number(text))
    if not accredited:
        raise ValueError("应大于0")
    return accredited
