"""Rows of accounts that exist already: enrolments of the finance side, accounts of the HR side (R1).

Both come with the words of the enrolment for their headings. What may be left out there may be empty
here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.rules.identity import Document, parse_mobile
from chalicelib.rules.professional import Employment
from chalicelib.rules.table_cell import NAME, NUMBER, PLACE, TYPE, Cells, one_of
from chalicelib.rules.text import parse_text

HR_HEADINGS = (NAME, TYPE, NUMBER)
ENROLMENT_HEADINGS = (
    *HR_HEADINGS,
    "人员类别",
    "工作单位",
    PLACE,
    "手机号码",
    "开始从事会计工作的日期",
)
EMPLOYMENTS = {
    "在职": Employment.EMPLOYED,
    "未在单位工作": Employment.UNEMPLOYED,
    "在校学生": Employment.STUDENT,
}
LONGEST_EMPLOYER = 100


class ExistingAccount(NamedTuple):
    """Whose account it is."""

    name: str
    document: Document


class ExistingEnrolment(NamedTuple):
    """Whose account it is, where they work or live (R5) and how to reach them."""

    name: str
    document: Document
    employment: Employment
    employer: str
    territory: str
    mobile: str
    worked_since: date | None


def parse_account(
    headings: Mapping[str, int], cells: Sequence[str], *, today: date
) -> ExistingAccount:
    """Read a row of the HR side's accounts.

    Raises:
        Refusal: `row_invalid`, with the heading as `field` and the reason as `why`.
    """
    line = Cells(headings, cells)
    return ExistingAccount(line.typed_name(), line.stated_document(today))


def parse_enrolment(
    headings: Mapping[str, int], cells: Sequence[str], *, today: date
) -> ExistingEnrolment:
    """Read a row of the finance side's enrolments.

    Raises:
        Refusal: `row_invalid`, with the heading as `field` and the reason as `why`.
    """
    line = Cells(headings, cells)
    since = "开始从事会计工作的日期"
    is_told = line.cell(since, str.strip)
    return ExistingEnrolment(
        name=line.typed_name(),
        document=line.stated_document(today),
        employment=line.cell("人员类别", one_of(EMPLOYMENTS)),
        employer=line.cell("工作单位", _employer),
        territory=line.territory_code(),
        mobile=line.cell("手机号码", lambda text: parse_mobile(text) if text.strip() else ""),
        worked_since=line.past_day(since, today) if is_told else None,
    )


def _employer(text: str) -> str:
    employer = parse_text(text.strip(), "工作单位") if text.strip() else ""
    if len(employer) > LONGEST_EMPLOYER:
        raise ValueError(f"超过{LONGEST_EMPLOYER}个字符")
    return employer
