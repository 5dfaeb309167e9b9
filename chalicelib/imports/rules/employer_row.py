"""Rows of employers that exist already (R37): code, name, kind and territory."""

from datetime import date
from typing import NamedTuple

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.employers.rules.employer import KIND_LABELS, EmployerKind
from chalicelib.employers.rules.employer_code import parse_code
from chalicelib.employers.rules.employer_name import parse_employer_name
from chalicelib.identity.rules.identity import compact
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.imports.rules.table_cell import Cells, one_of

CODE, NAME, KIND, PLACE = "统一社会信用代码", "名称", "类型", "属地"
HEADINGS = (CODE, NAME, KIND, PLACE)
KINDS = {label: kind for kind, label in KIND_LABELS.items()}
IN_SHORT = {
    "": EmployerKind.EMPLOYER,
    "单位": EmployerKind.EMPLOYER,
    "院校": EmployerKind.ORGANISER,
    "学会": EmployerKind.ORGANISER,
    "协会": EmployerKind.ORGANISER,
    **{kind.value: kind for kind in EmployerKind},
}
"""What some people write for a kind; nothing stands for an employer, which nearly all are."""


class ExistingEmployer(NamedTuple):
    """An employer as a row states it."""

    code: str
    name: str
    kind: EmployerKind
    territory: str


def parse_employer(line: Cells, *, today: date) -> ExistingEmployer:
    """Read a row of employers.

    Args:
        line: the row's cells.
        today: the day in Shanghai.

    Raises:
        Refusal: `row_invalid`, as `Cells.require_sound` has it.
    """
    code = line.cell(CODE, parse_code)
    name = line.cell(NAME, lambda text: _name(text, today))
    kind = line.cell(KIND, one_of(KINDS, IN_SHORT))
    place = line.cell(PLACE, lambda text: parse_territory(compact(text)).code)
    line.require_sound()
    return ExistingEmployer(code.value, name.value, kind.value, place.value)


def _name(text: str, today: date) -> str:
    name = parse_employer_name(text, NAME)
    require_no_number(name, NAME, today=today)
    return name
