"""Conversion (学分计量): from the facts of a study to its credits (R12-R14).

An applicant states facts, never credits. Credits are decimals cut to two places.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.cap import Cap, CapKind
from chalicelib.law.rules.declaration import CountingWay, Form, figure_name
from chalicelib.law.rules.fact import GENERAL_KNOWLEDGE, Stated
from chalicelib.law.rules.form import SUBJECT, parse_form, require_form_in
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.decimals import cut, decimal_text
from chalicelib.platform.rules.refusal import Refusal, attempted, several

Facts = Mapping[str, Stated]
"""What an applicant states about one study, by the names of its form's facts; nothing else."""


class Conversion(msgspec.Struct, frozen=True):
    """Credits with the figure they come from; `completes_year` alone completes the year (R11).

    `caps` are those of the form, the one of a single study kept already. They freeze with the credits.
    """

    credits: Decimal
    completes_year: bool
    figure: str
    source: str
    caps: tuple[Cap, ...] = ()

    @property
    def caps_of_year(self) -> tuple[Cap, ...]:
        """Those that the year's other studies of the form count towards."""
        return tuple(cap for cap in self.caps if cap.of is not CapKind.ITEM)


class _Measured(NamedTuple):
    """The figure that converts a study, without its heading, and how many of its units were done."""

    figure: str
    quantity: Decimal


def parse_facts(form: str, facts: Mapping[str, object]) -> tuple[Form, Facts]:
    """Read the facts of a study as JSON gives them; null counts as not stated (R12).

    Raises:
        Refusal: form_unknown, fact_unknown, fact_missing, fact_invalid, with the field at fault; several at once in
            `faults`.
    """
    known = parse_form(form)
    given = {name: value for name, value in facts.items() if value is not None}
    unknown = [_refusal("fact_unknown", known, name) for name in given if name not in known.known]
    missing = [
        _refusal("fact_missing", known, name) for name in known.required if name not in given
    ]
    read = {
        name: attempted(partial(_parse_fact, known, name, given[name]))
        for name in known.known
        if name in given
    }
    if faults := [*unknown, *missing, *(fault for _, fault in read.values() if fault)]:
        raise several(faults)
    parsed = {name: value for name, (value, _) in read.items() if value is not None}
    _check_together(known, parsed)
    return known, parsed


def facts_document(facts: Facts) -> dict[str, object]:
    """The facts stated, as JSON takes them: decimals as strings."""
    return {
        name: decimal_text(value) if isinstance(value, Decimal) else value
        for name, value in facts.items()
    }


def convert(law: YearLaw, form: Form, facts: Facts) -> Conversion:
    """The credits of a study by the law in force, cut to two places (R12, R13), within its own cap.

    Raises:
        Refusal: form_not_in_year; fact_missing where the year's law needs a fact that was not stated.
    """
    require_form_in(form, law.year)
    name, quantity = _measured(law, form, facts)
    rate = law.figure(f"conversion.{name}").as_(Decimal)
    completes = law.find_figure(f"completes_year.{name}")
    caps = caps_of(law, form)
    own = [cap.most for cap in caps if cap.of is CapKind.ITEM]
    return Conversion(
        credits=min([cut(rate.value * quantity), *own]),
        completes_year=completes is not None and completes.as_(bool).value,
        figure=f"conversion.{name}",
        source=rate.source,
        caps=caps,
    )


def caps_of(law: YearLaw, form: Form) -> tuple[Cap, ...]:
    """The caps of a form as high as the law in force has them; none where it is silent."""
    figures = {cap.of: law.find_figure(f"cap.{name}") for name, cap in form.cap_figures.items()}
    return tuple(
        Cap(of, Decimal(str(figure.value)), figure.source)
        for of, figure in figures.items()
        if figure is not None
    )


def _measured(law: YearLaw, form: Form, facts: Facts) -> _Measured:
    """By the first way of counting that is this study's, and the year's."""
    for way in form.credits:
        if not _holds(way, facts):
            continue
        measured = _measure(form, way, facts)
        figure = f"conversion.{measured.figure}"
        if not way.optional or law.find_figure(figure):
            return measured
    raise AssertionError(form.name)  # a declaration's last way holds for everybody


def _holds(way: CountingWay, facts: Facts) -> bool:
    """Whether a study may be counted in this way, wherever the year has it."""
    return not way.when or facts.get(way.when) is True


def _measure(form: Form, way: CountingWay, facts: Facts) -> _Measured:
    part = str(_need(form, facts, way.by)) if way.by else way.figure
    quantity = Decimal(_need(form, facts, way.quantity)) if way.quantity else Decimal(1)
    return _Measured(figure_name(form.name, part), quantity)


def _need(form: Form, facts: Facts, name: str) -> Stated:
    value = form.stated(facts, name)
    if value is None:
        raise _refusal("fact_missing", form, name)
    return value


def _refusal(code: str, form: Form, name: str, why: str = "") -> Refusal:
    fact = form.known.get(name)
    label = fact.label if fact else name
    return Refusal(code, field=f"facts.{name}", form=form.label, fact=label, why=why)


def _parse_fact(form: Form, name: str, value: object) -> Stated:
    try:
        return form.known[name].parse(value)
    except ValueError as fault:
        raise _refusal("fact_invalid", form, name, str(fault)) from fault


def _check_together(form: Form, facts: Facts) -> None:
    way = next(way for way in form.credits if _holds(way, facts))
    _measure(form, way, facts)
    if facts.get(SUBJECT) == Subject.PUBLIC and facts.get(GENERAL_KNOWLEDGE.name):
        raise _refusal("fact_invalid", form, GENERAL_KNOWLEDGE.name, "公需科目不含专业通识知识")
