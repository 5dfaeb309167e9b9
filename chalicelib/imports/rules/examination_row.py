"""A row of the results of national examinations (R41), as the province's file has it.

What is wrong with a row is named by the headings of all cells at fault, from left to right, in words that say
what to write instead.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from chalicelib.identity.rules.identity import Document, compact, half_width
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.imports.rules.table_cell import OWNER, Cell, Cells, IsKnown, is_nobody
from chalicelib.law.rules.examination import (
    EXAMINATIONS,
    OTHER,
    NamedExamination,
    find_examination,
    find_papers,
)
from chalicelib.law.rules.policy import years
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.text import TextKind, parse_text
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.worn_number import (
    FORMATTED,
    ROUNDED,
    SCIENTIFIC,
    is_formatted,
    is_rounded,
    is_scientific,
)

EXAMINATION, PAPER, YEAR = "考试", "科目", "年度"
PASSED, NUMBER = "合格日期", "证书或成绩单编号"
HEADINGS = (*OWNER, EXAMINATION, PAPER, YEAR, PASSED, NUMBER)
LONGEST_PAPER, LONGEST_NUMBER = 60, 64
_YEAR = re.compile(r"([0-9]{4})(?:\.0|年|年度)?")
_NUMBER = re.compile("[!-~\u4e00-\u9fff]+")


class ReadResult(NamedTuple):
    """A row that can be read, and whose document it names."""

    document: Document
    row: ExaminationResult


class _NamedPaper(NamedTuple):
    """A paper, and the level of the examination that it belongs to."""

    name: str
    level: str


def parse_result(
    line: Cells, *, job: str, number: int, at: datetime, is_known: IsKnown = is_nobody
) -> ReadResult:
    """Read one row.

    Args:
        line: the row's cells.
        job: the import that brings it.
        number: the number of its line.
        at: the instant at which the import was offered, after which nobody passes.
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    today = shanghai_date(at)
    typed, document = line.whose(today, is_known)
    examination = line.cell(EXAMINATION, _parse_examination)
    paper = _paper(line, examination, today)
    year = line.cell(YEAR, lambda text: _parse_year(text, today))
    passed = line.past_day(PASSED, today)
    certificate = line.cell(NUMBER, lambda text: _parse_number(text, line.is_text(NUMBER), today))
    if year.read and passed.read and passed.value.year != year.value:
        line.blame(YEAR, f"应为合格日期所在的年度（{passed.value.year}），请核对年度和合格日期")
    line.require_sound()
    row = ExaminationResult(
        name=typed.value,
        year=year.value,
        examination=examination.value.examination.code,
        level=paper.value.level,
        paper=paper.value.name,
        passed_on=passed.value,
        number=certificate.value,
        reported_at=at,
        job=job,
        line=number,
    )
    return ReadResult(document.value, row)


def _parse_examination(text: str) -> NamedExamination:
    found = find_examination(text)
    if found is None:
        known = "、".join(each.name for each in EXAMINATIONS.values())
        raise ValueError(f"应为{known}之一，可注明级别，如“（中级）”")
    return found


def _paper(line: Cells, examination: Cell[NamedExamination], today: date) -> Cell[_NamedPaper]:
    """The paper; of an examination that nobody knows little can be asked of it."""
    if not examination.read:
        return line.cell(PAPER, lambda text: _NamedPaper(_parse_stated(text, today), ""))
    return line.cell(PAPER, lambda text: _parse_paper(text, examination.value, today))


def _parse_paper(text: str, of: NamedExamination, today: date) -> _NamedPaper:
    examination, level = of
    stated = _parse_stated(text, today)
    if examination.code == OTHER:
        return _NamedPaper(stated, "")
    found = find_papers(examination.code, stated, level)
    if len(found) == 1:
        return _NamedPaper(found[0].name, found[0].level)
    among = found or [each for each in examination.papers if level in {"", each.level}]
    names = "、".join(f"{each.name}（{each.level}）" if each.level else each.name for each in among)
    of_what = f"{examination.name}（{level}）" if level else examination.name
    if found:
        raise ValueError(f"可能是{names}，请写明级别或科目全称")
    raise ValueError(f"不是{of_what}的科目，应为{names}之一")


def _parse_stated(text: str, today: date) -> str:
    stated = parse_text(half_width(text), PAPER, TextKind.PRINTED)
    if not stated or len(stated) > LONGEST_PAPER:
        raise ValueError(f"应为1至{LONGEST_PAPER}个字符")
    require_no_number(stated, PAPER, today=today)
    return stated


def _parse_year(text: str, today: date) -> int:
    found = _YEAR.fullmatch(compact(text))
    known = [each for each in _years() if each <= today.year]
    if found is None or int(found[1]) not in known:
        raise ValueError(f"应为{known[0]}至{known[-1]}之间的年度，例如{known[-1]}")
    return int(found[1])


@cache
def _years() -> tuple[int, ...]:
    """Every year that there is a policy of: the files do not change while this runs."""
    return years()


def _parse_number(text: str, is_text: bool, today: date) -> str:  # noqa: FBT001 - a fact of the cell
    """Read a certificate's number; outside a text cell none that a spreadsheet may have rounded."""
    number = compact(half_width(text))
    if is_scientific(number):
        raise ValueError(SCIENTIFIC)
    if not _NUMBER.fullmatch(number) or len(number) > LONGEST_NUMBER:
        raise ValueError(f"应为1至{LONGEST_NUMBER}个汉字、字母、数字或符号")
    if is_rounded(number) and not is_text:
        raise ValueError(ROUNDED)
    if is_formatted(number) and not is_text:
        raise ValueError(FORMATTED)
    require_no_number(number, NUMBER, today=today)
    return number
