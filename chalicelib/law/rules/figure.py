"""Figures of the law: which ones a year's policy may state, of what kind, amended by whom.

A figure that is not named here is refused when a policy is read, so that a slip of the pen in a
policy's file cannot pass for a rule.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Generic, TypeVar

import msgspec

from chalicelib.law.rules.cap import CapKind
from chalicelib.law.rules.form import FORMS

Value = Decimal | int | bool | date | str | tuple[int, ...] | tuple[str, ...]
V_co = TypeVar("V_co", covariant=True)
T = TypeVar("T")

_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")
_WINDOW_KINDS = ("regular", "make-up")


class Figure(msgspec.Struct, Generic[V_co], frozen=True):
    """A value of the law with its source (law and article) and, if amended, since when."""

    value: V_co
    source: str
    since: date | None = None

    def as_(self, kind: type[T]) -> "Figure[T]":
        """The same figure, known to be of that kind; a TypeError is a fault of ours."""
        if not isinstance(self.value, kind):
            raise TypeError(f"{self.value!r} is no {kind.__name__}")
        return Figure(self.value, self.source, self.since)


class LegalSource(msgspec.Struct, frozen=True):
    """A law or notice: the short name a policy's file uses, and its title with the article."""

    name: str
    title: str


class AmendedBy(IntEnum):
    """Who may amend a figure; each may what those before may."""

    NOBODY = 0
    NOTICE = 1  # in the policy's file: standings already rest on the figure
    ADMINISTRATOR = 2  # in the registry: windows and conversions only


class FigureKind(msgspec.Struct, frozen=True):
    """How a figure is read (`parse` raises ValueError with the reason) and who may amend it.

    One `of_one_year` is said anew by every year; any other holds until a later year changes it. One
    of a `form` is of the years that have the form, and of no other.
    """

    parse: Callable[[object], Value]
    amended_by: AmendedBy = AmendedBy.NOBODY
    optional: bool = False
    territorial: bool = False
    of_one_year: bool = False
    form: str = ""


def parse_quantity(value: object) -> Decimal:
    """Credits or hours: a decimal string of at most two places, never a binary float (R14)."""
    if isinstance(value, Decimal):
        value = str(value)
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ValueError("应为不超过两位小数的十进制字符串")
    return Decimal(value)


def parse_rate(value: object) -> Decimal:
    """Credits a unit: a quantity above 0, since what is worth nothing can not be registered."""
    rate = parse_quantity(value)
    if rate <= 0:
        raise ValueError("应大于0")
    return rate


def parse_count(value: object) -> int:
    """Whole number above 0."""
    if type(value) is not int or value < 1:
        raise ValueError("应为大于0的整数")
    return value


def parse_counts(value: object) -> tuple[int, ...]:
    """Whole numbers above 0, from the largest to the smallest."""
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("应为由大到小的整数列表")
    counts = tuple(parse_count(item) for item in value)
    if list(counts) != sorted(set(counts), reverse=True):
        raise ValueError("应为由大到小的整数列表")
    return counts


def parse_flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("应为true或false")  # noqa: TRY004 - read as a fault of the document
    return value


def parse_day(value: object) -> date:
    """A day in Shanghai, from a TOML date or an ISO string; an instant is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("应为日期（年-月-日）")
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise ValueError("没有这一天") from fault


def parse_window_kind(value: object) -> str:
    """`regular` or `make-up`."""
    if value not in _WINDOW_KINDS:
        raise ValueError(f"应为{'或'.join(_WINDOW_KINDS)}")
    return str(value)


def parse_words(value: object) -> tuple[str, ...]:
    """A list of words, none empty."""
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("应为文字列表")
    if not all(isinstance(word, str) and word.strip() for word in value):
        raise ValueError("应为文字列表，且不能有空项")
    return tuple(value)


_REQUIRED = FigureKind(parse_quantity, AmendedBy.NOTICE, territorial=True)
_LENIENT = FigureKind(parse_quantity, AmendedBy.NOTICE, optional=True, territorial=True)
# A window is one for the whole province: its cut-off job closes it once, for everybody (R26).
# Nor is it ever the next year's: a forgotten one would be open on the wrong days.
_DAY = FigureKind(parse_day, AmendedBy.ADMINISTRATOR, of_one_year=True)
_BARS = FigureKind(parse_flag, AmendedBy.ADMINISTRATOR, optional=True, of_one_year=True)


def _of_forms() -> Iterator[tuple[str, FigureKind]]:
    """The figures by which forms count, are capped, complete a year and are proved, as they declare them."""
    may = AmendedBy.ADMINISTRATOR
    rates = [(form.name, *each) for form in FORMS.values() for each in form.rates.items()]
    for form, name, rate in rates:
        kind = FigureKind(parse_rate, may, rate.optional, territorial=True, form=form)
        yield f"conversion.{name}", kind
    for form, name, rate in rates:
        if rate.completes_year:
            kind = FigureKind(parse_flag, may, optional=True, territorial=True, form=form)
            yield f"completes_year.{name}", kind
    for each in FORMS.values():
        for name, cap in each.cap_figures.items():
            parse = parse_count if cap.of is CapKind.ITEMS else parse_rate
            kind = FigureKind(parse, may, cap.optional, territorial=True, form=each.name)
            yield f"cap.{name}", kind
    for form in FORMS:
        yield f"evidence.{form}", FigureKind(parse_words, optional=True, form=form)


FIGURES: dict[str, FigureKind] = {
    "required.public": _REQUIRED,
    "required.professional": _REQUIRED,
    "required.general_knowledge": _LENIENT,
    "public.hours": FigureKind(parse_quantity),
    "public.presence": FigureKind(parse_count),
    "public.pass_mark": FigureKind(parse_count, optional=True),
    "public.topics": FigureKind(parse_count, optional=True),
    "public.questions": FigureKind(parse_count, optional=True),
    "public.attempts": FigureKind(parse_count, optional=True),
    "window.kind": FigureKind(parse_window_kind, of_one_year=True),
    "window.opens": _DAY,
    "window.closes": _DAY,
    "window.bars_public_incomplete": _BARS,
    "period.resubmit_workdays": FigureKind(parse_count),
    "period.provider_workdays": FigureKind(parse_count),
    "period.appeal_workdays": FigureKind(parse_count),
    "period.answer_workdays": FigureKind(parse_count),
    "period.problem_workdays": FigureKind(parse_count),
    "period.sync_workdays": FigureKind(parse_count),
    "period.reminder_days": FigureKind(parse_counts),
    **dict(_of_forms()),
}
