"""What a form of study declares of itself, read strictly from its file as TOML gives it (R12, R14-R16)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.cap import CAP_LABELS, CapKind, DeclaredCap
from chalicelib.law.rules.fact import GENERAL_KNOWLEDGE, Fact, FactKind, Stated

_OPTIONAL = "没有的可不填。"
_NAME = re.compile(r"[a-z]+(_[a-z]+)*")


class Known(StrEnum):
    """By what a thing is known, so that it is registered once (R16)."""

    TEXT = "text"
    ISBN = "isbn"
    CN_NUMBER = "cn_number"
    """A periodical's number or name, an article only together with its title."""
    PAPERS = "papers"
    """Several names, each a paper of an examination that is sat in one year alone."""


class Reference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What identifies a study: how it is read, and how its field is called.

    `by` is a fact without which the reference says too little; `counted` the fact that says how many
    are listed, of papers. `required`: nothing is registered without it.
    """

    known: Known = Known.TEXT
    label: str = "编号或文号"
    hint: str = _OPTIONAL
    by: str = ""
    counted: str = ""
    required: bool = False


class CountingWay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of counting: the figure `conversion.<form>[.<figure>]`, times `quantity` if there is one.

    `by` is a choice: there is a figure for each. A way with `when` holds where that flag is stated;
    `optional` says that a year may do without it, `completes_year` that a year may let it complete the
    year alone (R11). `label` and `unit` are what the figure is for; without a
    label it is the choice's own.
    """

    unit: str
    label: str = ""
    figure: str = ""
    by: str = ""
    quantity: str = ""
    when: str = ""
    optional: bool = False
    completes_year: bool = False


class Suggestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What anybody can take up any day, said in `label`; `least` is the least part of its quantity."""

    label: str
    least: Decimal


class Rate(NamedTuple):
    """What a figure of conversion is for, in words, and whether a year must have it."""

    label: str
    unit: str
    optional: bool
    completes_year: bool


class Form(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True, eq=False
):
    """A form of study as it is declared.

    `place` orders the lists; `since` and `until` are the first and the last year that have it;
    `source` is the law that knows it. `reported`: a provider may report it. `late_study`: it may be
    studied until the cut-off, not in the year alone (R15). `evidence` guides owner and reviewer.
    `caps` bound what it brings.
    """

    name: str
    label: str
    place: int
    since: int
    source: str
    evidence: tuple[str, ...]
    evidence_source: str
    facts: dict[str, Fact]
    credits: tuple[CountingWay, ...]
    until: int | None = None
    reported: bool = True
    late_study: bool = False
    reference: Reference = Reference()
    suggested: Suggestion | None = None
    caps: tuple[DeclaredCap, ...] = ()

    def __str__(self) -> str:
        """The name."""
        return self.name

    def is_in(self, year: int) -> bool:
        """Whether a year has it."""
        return self.since <= year and (self.until is None or year <= self.until)

    @property
    def years(self) -> str:
        """The years that have it, in Chinese."""
        if self.until is None:
            return f"{self.since}年度起"
        return (
            f"{self.since}年度" if self.since == self.until else f"{self.since}至{self.until}年度"
        )

    @cached_property
    def known(self) -> dict[str, Fact]:
        """Every fact that it takes, by name."""
        return {**self.facts, GENERAL_KNOWLEDGE.name: GENERAL_KNOWLEDGE}

    @property
    def required(self) -> tuple[str, ...]:
        """The facts that must be stated."""
        return tuple(name for name, fact in self.facts.items() if fact.required)

    @property
    def unit(self) -> str:
        """What its credits are counted by, in Chinese: 每天."""
        return self.credits[-1].unit

    def stated(self, facts: Mapping[str, Stated], name: str) -> Stated | None:
        """A fact as stated, or what holds where it is not."""
        return facts.get(name) or self.facts[name].default or None

    @cached_property
    def rates(self) -> dict[str, Rate]:
        """Its figures of conversion by their names without the heading: exam.cpa, training."""
        return {name: rate for way in self.credits for name, rate in self._rates(way)}

    @property
    def cap_figures(self) -> dict[str, DeclaredCap]:
        """Its figures of caps by their names without the heading: contest.year."""
        return {figure_name(self.name, cap.of): cap for cap in self.caps}

    def cap_label(self, of: str) -> str:
        """What the figure of one of its caps is called."""
        return f"{self.label}：{CAP_LABELS[CapKind(of)]}"

    def _rates(self, way: CountingWay) -> Iterator[tuple[str, Rate]]:
        def rate(label: str) -> Rate:
            return Rate(label, way.unit, way.optional, way.completes_year)

        if not way.by:
            yield figure_name(self.name, way.figure), rate(way.label)
            return
        for choice, label in self.facts[way.by].choices.items():
            whole = f"{way.label}：{label}" if way.label else label
            yield figure_name(self.name, choice), rate(whole)


def figure_name(form: str, part: str) -> str:
    """A form's figure without the heading: `exam.cpa`, or the form's own name."""
    return f"{form}.{part}" if part else form


def parse_declaration(name: str, document: Mapping[str, object]) -> Form:
    """Read a form's declaration as TOML gives it, strictly; ValueError with the fault."""
    facts = document.get("facts")
    named = (
        {
            each: {**fact, "name": each} if isinstance(fact, dict) else fact
            for each, fact in facts.items()
        }
        if isinstance(facts, dict)
        else facts
    )
    try:
        form = msgspec.convert({**document, "name": name, "facts": named}, Form)
        _check_whole(form)
    except (ValueError, msgspec.ValidationError) as fault:
        raise ValueError(str(fault)) from fault
    return form


def _check_whole(form: Form) -> None:
    """Check what no member shows alone."""
    if not _NAME.fullmatch(form.name):
        raise ValueError("its name must be words of small letters")
    if GENERAL_KNOWLEDGE.name in form.facts:
        raise ValueError(f"{GENERAL_KNOWLEDGE.name} goes with any form (R8)")
    if form.until is not None and form.until < form.since:
        raise ValueError("it ends before it begins")
    if (form.reference.known is Known.PAPERS) != bool(form.reference.counted):
        raise ValueError("papers are counted by a fact, and nothing else is")
    if form.reference.required and form.reference.hint == _OPTIONAL:
        raise ValueError("what is required has a hint of its own, or an empty one")
    if not form.evidence:
        raise ValueError("some evidence must prove it (R15)")
    _check_facts(form)
    _check_ways(form)
    _check_caps(form)


def _check_facts(form: Form) -> None:
    """Every fact that is named is there, and of the right kind; each is named by a word."""
    words = [*form.facts, *(value for fact in form.facts.values() for value in fact.choices)]
    words += [way.figure for way in form.credits if way.figure]
    if other := [word for word in words if not _NAME.fullmatch(word)]:
        raise ValueError(f"{'、'.join(other)}: a name must be words of small letters")
    named = [(form.reference.by, FactKind.CHOICE), (form.reference.counted, FactKind.COUNT)]
    for way in form.credits:
        named += [(way.by, FactKind.CHOICE), (way.when, FactKind.FLAG)]
        if way.quantity and not (way.quantity in form.facts and form.facts[way.quantity].is_number):
            raise ValueError(f"{way.quantity} is no number among its facts")
    for name, kind in named:
        if name and (name not in form.facts or form.facts[name].kind is not kind):
            raise ValueError(f"{name} is no {kind} among its facts")


def _check_ways(form: Form) -> None:
    if any(not (way.label or way.by) for way in form.credits):
        raise ValueError("a way of counting is called something")
    if not form.credits or form.credits[-1].when or form.credits[-1].optional:
        raise ValueError("its last way of counting must hold for everybody")
    if form.suggested and [(way.figure, way.by) for way in form.credits] != [("", "")]:
        raise ValueError("what is suggested counts by one figure, the form's own")
    if form.suggested and not form.credits[0].quantity:
        raise ValueError("what is suggested has a quantity")


def _check_caps(form: Form) -> None:
    if len(form.cap_figures) < len(form.caps):
        raise ValueError("it has a cap twice")
    of_credits = any(cap.of is not CapKind.ITEMS for cap in form.caps)
    if of_credits and any(way.completes_year for way in form.credits):
        raise ValueError("what may complete a year alone has no cap of credits (R11)")
