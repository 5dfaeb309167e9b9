"""A row of a provider's table of reports (施教机构报送表, R18, R40): whom, what of, how much, when, under which number."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from chalicelib.identity.rules.identity import Document, compact, half_width
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.imports.rules.table_cell import OWNER, Cell, Cells, IsKnown, is_nobody, one_of
from chalicelib.law.rules.credit import facts_document
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import years
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.text import TextKind, parse_text
from chalicelib.reports.rules.report import Report
from chalicelib.reports.rules.worn_number import ROUNDED, SCIENTIFIC, is_rounded, is_scientific

YEAR, FORM, AMOUNT = "年度", "形式", "天数/小时数"
TITLE, COMPLETED, REFERENCE = "课程名称", "完成日期", "编号"
HEADINGS = (*OWNER, YEAR, FORM, AMOUNT, TITLE, COMPLETED, REFERENCE)
LONGEST_TITLE, LONGEST_REFERENCE = 200, 200
_YEAR = re.compile(r"([0-9]{4})(?:\.0|年|年度)?")
_MANY = Decimal(10_000)


class ReadReport(NamedTuple):
    """A row that can be read, and whose document it names."""

    document: Document
    report: Report


def parse_reported(
    line: Cells,
    *,
    provider: str,
    number: int,
    at: datetime,
    is_known: IsKnown = is_nobody,
) -> ReadReport:
    """Read one row as what a provider reports of one person's study.

    Args:
        line: the row's cells.
        provider: the login that reports.
        number: the number of its line.
        at: the instant at which the import was offered, which decides about windows (R18).
        is_known: whether somebody has a document and name, whose number may then look rounded.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    today = shanghai_date(at)
    typed, document = line.whose(today, is_known)
    year = line.cell(YEAR, _parse_year)
    form = line.cell(FORM, one_of(_words()))
    facts = line.cell(AMOUNT, lambda text: _parse_amount(text, form))
    title = line.cell(TITLE, lambda text: _parse_title(text, today))
    completed = line.past_day(COMPLETED, today)
    reference = line.cell(
        REFERENCE, lambda text: _parse_reference(text, line.is_text(REFERENCE), today)
    )
    line.require_sound()
    report = Report(
        provider=provider,
        reference=reference.value,
        name=typed.value,
        year=year.value,
        form=form.value.name,
        facts=facts.value,
        title=title.value,
        completed_on=completed.value,
        reported_at=at,
        place=number,
    )
    return ReadReport(document.value, report)


@cache
def _words() -> dict[str, Form]:
    """What a table may call a form: those that days or hours alone say all of."""
    told = {form.label: form for form in FORMS.values() if form.reported and _amount_of(form)}
    return told | {word: form for form in told.values() for word in _in_short(form)}


def _in_short(form: Form) -> Iterator[str]:
    yield form.name
    if form.suggested is not None:
        yield form.suggested.label


def _amount_of(form: Form) -> str:
    """The one fact that a form asks for, if that is a number of days or hours."""
    asked = form.required
    return asked[0] if len(asked) == 1 and asked[0] in {"days", "hours"} else ""


def _parse_amount(text: str, form: Cell[Form]) -> dict[str, object]:
    said = compact(half_width(text))
    try:
        amount = Decimal(said)
    except InvalidOperation:
        raise ValueError("应为数字，例如3或2.5") from None
    if not amount.is_finite() or not 0 < amount < _MANY:
        raise ValueError("应为大于0的数字，例如3或2.5")
    if not form.read:
        return {}
    name = _amount_of(form.value)
    is_whole = amount == int(amount)
    stated = form.value.known[name].parse(int(amount) if is_whole else said)
    return facts_document({name: stated})


def _parse_year(text: str) -> int:
    found, known = _YEAR.fullmatch(compact(half_width(text))), years()
    if found is None or int(found[1]) not in known:
        raise ValueError(f"应为{known[0]}至{known[-1]}之间的年度，例如{known[-1]}")
    return int(found[1])


def _parse_title(text: str, today: date) -> str:
    title = parse_text(text, TITLE, TextKind.PRINTED)
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(f"应为1至{LONGEST_TITLE}个字符")
    require_no_number(title, TITLE, today=today)
    return title


def _parse_reference(text: str, is_text: bool, today: date) -> str:  # noqa: FBT001 - a fact of the cell
    """Read the provider's own number; outside a text cell none that a spreadsheet may have rounded."""
    reference = parse_text(half_width(text), REFERENCE)
    if is_scientific(compact(reference)):
        raise ValueError(SCIENTIFIC)
    if not reference or len(reference) > LONGEST_REFERENCE:
        raise ValueError(f"应为1至{LONGEST_REFERENCE}个字符")
    if is_rounded(compact(reference)) and not is_text:
        raise ValueError(ROUNDED)
    require_no_number(reference, REFERENCE, today=today)
    return reference
