"""Rows of accounts that exist already: enrolments of the finance side, accounts of the HR side (R1).

Both come with the words of the enrolment for their headings. What may be left out there may be empty
here.
"""

from datetime import date
from typing import NamedTuple

from chalicelib.identity.rules.identity import Document, birth_date
from chalicelib.identity.rules.mobile import parse_mobile
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.imports.rules.table_cell import (
    OWNER,
    PLACE,
    Cell,
    Cells,
    IsKnown,
    is_nobody,
    one_of,
)
from chalicelib.imports.rules.table_day import parse_day
from chalicelib.people.rules.employment import EMPLOYMENT_LABELS, Employment
from chalicelib.people.rules.professional import start_fault
from chalicelib.platform.rules.text import TextKind, parse_text

MOBILE, SINCE = "手机号码", "开始从事会计工作的日期"
HR_HEADINGS = OWNER
ENROLMENT_HEADINGS = (
    *HR_HEADINGS,
    "人员类别",
    "工作单位",
    PLACE,
    MOBILE,
    SINCE,
)
EMPLOYMENTS = {label: employment for employment, label in EMPLOYMENT_LABELS.items()}
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


def parse_account(line: Cells, *, today: date, is_known: IsKnown = is_nobody) -> ExistingAccount:
    """Read a row of the HR side's accounts.

    Args:
        line: the row's cells.
        today: the day in Shanghai.
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    typed, document = line.whose(today, is_known)
    line.require_sound()
    return ExistingAccount(typed.value, document.value)


def parse_enrolment(
    line: Cells, *, today: date, is_known: IsKnown = is_nobody
) -> ExistingEnrolment:
    """Read a row of the finance side's enrolments.

    Args:
        line: the row's cells.
        today: the day in Shanghai.
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    typed, document = line.whose(today, is_known)
    employment = line.cell("人员类别", one_of(EMPLOYMENTS))
    employer = line.cell("工作单位", lambda text: _employer(text, today))
    place = line.territory_code()
    mobile = line.cell(MOBILE, lambda text: parse_mobile(text) if text.strip() else "")
    since = line.cell(SINCE, lambda text: parse_day(text) if text else None)
    _blame_start(line, since, document, today)
    line.require_sound()
    return ExistingEnrolment(
        name=typed.value,
        document=document.value,
        employment=employment.value,
        employer=employer.value,
        territory=place.value,
        mobile=mobile.value,
        worked_since=since.value,
    )


def _blame_start(
    line: Cells, since: Cell[date | None], document: Cell[Document], today: date
) -> None:
    if since.read and since.value is not None:
        born = birth_date(document.value) if document.read else None
        if why := start_fault(since.value, today=today, born=born):
            line.blame(SINCE, why)


def _employer(text: str, today: date) -> str:
    employer = parse_text(text, "工作单位", TextKind.PRINTED)
    if len(employer) > LONGEST_EMPLOYER:
        raise ValueError(f"超过{LONGEST_EMPLOYER}个字符")
    require_no_number(employer, "工作单位", today=today)
    return employer
