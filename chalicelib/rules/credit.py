"""Conversion (学分计量): from the facts of a study to its credits (R12-R14).

An applicant states facts, never credits. Credits are decimals cut to two places.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Any

from chalicelib.rules.form import FACT_LABELS, FORMS, Examination, Form, Role
from chalicelib.rules.policy import Policy
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.subject import Subject

__all__ = [
    "Conversion",
    "Examination",
    "Facts",
    "Form",
    "Role",
    "convert",
    "cut",
    "decimal_text",
    "facts_document",
    "parse_facts",
    "parse_form",
]

_PLACES = Decimal("0.01")
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")
_MOST_COUNTED = 366  # R12: papers, courses and days
_MOST_MEASURED = 2000  # R12: hours; also what one foreign certificate may state
# What one rate is for, where it is not a whole work.
_UNITS = {
    Form.CONFERENCE: "days",
    Form.TRAINING: "days",
    Form.ONLINE: "hours",
    Form.TRANSFER: "credits",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an applicant states about one study; None: not stated. `hours` are of 60 minutes."""

    role: Role | None = None
    papers: int | None = None
    days: int | None = None
    hours: Decimal | None = None
    courses: int | None = None
    examination: Examination | None = None
    graduated: bool | None = None
    general_knowledge: bool | None = None
    subject: Subject | None = None
    credits: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """Credits with the figure they come from; `completes_year` alone completes the year (R11)."""

    credits: Decimal
    completes_year: bool
    figure: str
    source: str


def parse_form(text: str) -> Form:
    """The form of that name; Refusal form_unknown."""
    try:
        return Form(text)
    except ValueError as fault:
        allowed = "、".join(f"{form}（{form.label}）" for form in Form)
        raise Refusal("form_unknown", field="form", value=text, allowed=allowed) from fault


def parse_facts(form: str, facts: Mapping[str, object]) -> tuple[Form, Facts]:
    """Read the facts of a study as JSON gives them; null counts as not stated (R12).

    Raises:
        Refusal: form_unknown, fact_unknown, fact_missing, fact_invalid, with the field at fault.
    """
    known = parse_form(form)
    given = {name: value for name, value in facts.items() if value is not None}
    for name in given:
        if name not in FORMS[known].known:
            raise _refusal("fact_unknown", known, name)
    for name in FORMS[known].required:
        if name not in given:
            raise _refusal("fact_missing", known, name)
    parsed = Facts(**{name: _parse_fact(known, name, value) for name, value in given.items()})
    _check_together(known, parsed)
    return known, parsed


def facts_document(facts: Facts) -> dict[str, object]:
    """The facts stated, as JSON takes them: decimals as strings."""
    given = ((each.name, getattr(facts, each.name)) for each in fields(facts))
    return {name: _plain(value) for name, value in given if value is not None}


def convert(
    policy: Policy, form: Form, facts: Facts, *, at: datetime, territory: str | None = None
) -> Conversion:
    """The credits of a study by the law in force at the instant, cut to two places (R12, R13).

    Raises:
        Refusal: fact_missing where the year's law needs a fact that was not stated.
    """
    graduates = form is Form.DEGREE and facts.graduated is True
    if graduates and policy.find_figure("conversion.degree.graduated", at=at, territory=territory):
        name, quantity = "degree.graduated", Decimal(1)
    else:
        name, quantity = _measure(form, facts)
    rate = policy.figure(f"conversion.{name}", at=at, territory=territory).as_(Decimal)
    completes = policy.find_figure(f"completes_year.{name}", at=at, territory=territory)
    return Conversion(
        credits=cut(rate.value * quantity),
        completes_year=completes is not None and completes.as_(bool).value,
        figure=f"conversion.{name}",
        source=rate.source,
    )


def cut(credits: Decimal) -> Decimal:  # noqa: A002 - the glossary's word
    """Credits with the two places that count, never rounded up (R14)."""
    return credits.quantize(_PLACES, ROUND_DOWN)


def decimal_text(value: Decimal) -> str:
    """Credits or hours in writing: "30", "2.5"; no trailing zeros, no exponent."""
    return format((value + 0).normalize(), "f")


def _measure(form: Form, facts: Facts) -> tuple[str, Decimal]:
    """The figure that converts a study, and how many of its units were done."""
    match form:
        case Form.EXAM:
            return f"exam.{facts.examination or Examination.OTHER}", _need(form, facts, "papers")
        case Form.DEGREE:
            return "degree.course", _need(form, facts, "courses")
        case Form.RESEARCH | Form.PAPER | Form.BOOK:
            if facts.role is None:
                raise _refusal("fact_missing", form, "role")
            return f"{form}.{facts.role}", Decimal(1)
        case _:
            return form, _need(form, facts, _UNITS[form])


def _need(form: Form, facts: Facts, name: str) -> Decimal:
    quantity: Decimal | int | None = getattr(facts, name)
    if quantity is None:
        raise _refusal("fact_missing", form, name)
    return Decimal(quantity)


def _refusal(code: str, form: Form, name: str, why: str = "") -> Refusal:
    label = FACT_LABELS.get(name, name)
    return Refusal(code, field=f"facts.{name}", form=form.label, fact=label, why=why)


def _parse_fact(form: Form, name: str, value: object) -> Any:  # noqa: ANN401 - any fact's type
    try:
        parsed = _PARSERS[name](value)
    except ValueError as fault:
        raise _refusal("fact_invalid", form, name, str(fault)) from fault
    roles = FORMS[form].roles
    if name == "role" and parsed not in roles:
        raise _refusal("fact_invalid", form, name, _choices(roles))
    return parsed


def _check_together(form: Form, facts: Facts) -> None:
    if form is Form.DEGREE and facts.courses is None and not facts.graduated:
        raise _refusal("fact_missing", form, "courses")
    if facts.subject is Subject.PUBLIC and facts.general_knowledge:
        raise _refusal("fact_invalid", form, "general_knowledge", "公需科目不含专业通识知识")


def _count(value: object) -> int:
    if type(value) is not int or not 1 <= value <= _MOST_COUNTED:
        raise ValueError(f"应为1至{_MOST_COUNTED}的整数")
    return value


def _measured(value: object) -> Decimal:
    text = str(value) if type(value) is int else value
    if not isinstance(text, str):
        raise ValueError('应为十进制数的字符串，例如"2.5"')  # noqa: TRY004 - a fault of the input
    if not _DECIMAL.fullmatch(text):
        raise ValueError("应为数字，例如2.5")
    if not 0 < Decimal(text) <= _MOST_MEASURED:
        raise ValueError(f"应大于0且不超过{_MOST_MEASURED}")
    return Decimal(text)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应为true或false")  # noqa: TRY004 - a fault of the input
    return value


def _one_of(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    def parse(value: object) -> StrEnum:
        if value not in tuple(kind):
            raise ValueError(_choices(tuple(kind)))
        return kind(str(value))

    return parse


def _choices(choices: tuple[StrEnum, ...]) -> str:
    return f"请选择：{'、'.join(choices)}"


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return decimal_text(value)
        case StrEnum():
            return value.value
        case _:
            return value


_PARSERS: dict[str, Callable[[object], Any]] = {
    "role": _one_of(Role),
    "papers": _count,
    "days": _count,
    "hours": _measured,
    "courses": _count,
    "examination": _one_of(Examination),
    "graduated": _flag,
    "general_knowledge": _flag,
    "subject": _one_of(Subject),
    "credits": _measured,
}
