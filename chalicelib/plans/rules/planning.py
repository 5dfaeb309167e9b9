"""What a clerk states of a plan, held against the law of its year: all faults at once (R15, R39)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import msgspec

from chalicelib.law.rules import credit
from chalicelib.law.rules.fact import Stated
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.plans.rules.plan import DAYS, FORM_OF, HOURS, Plan, Taught
from chalicelib.platform.rules.china_time import start_of, until_text
from chalicelib.platform.rules.refusal import Refusal, several
from chalicelib.records.rules.evidence import Evidence

BOTH = "培训计划只按天数或只按小时数，请只填一项"
OTHER_YEAR = "年度不能更改，请撤回后另报新的计划"
OTHER_UNIT = "已通过的计划不能在天数和小时数之间更改，请另报新的计划"
PART = "按整天计，不足整天的请改按小时数申报"


class PlanStated(msgspec.Struct, frozen=True, kw_only=True):
    """What a clerk states of a plan; `amounts` are days and hours as JSON gives them."""

    title: str
    content: str
    group: str
    general_knowledge: bool
    amounts: Mapping[str, object]
    starts_on: date
    ends_on: date
    place: str
    expected: int
    lecturers: str
    reference: str


def parse_taught(law: YearLaw, stated: PlanStated, evidence: tuple[Evidence, ...]) -> Taught:
    """Read what a plan says by the law of its year at the instant.

    Raises:
        Refusal: the first of the faults, each with its `field`, all of them as `faults`:
            `field_missing`, `field_invalid`, `fact_invalid`, `date_invalid`, `date_outside_year`.
    """
    amount, faults = _amount(law, stated.amounts)
    faults += _days_at_fault(law, stated)
    faults += _empty(stated)
    if faults:
        raise several(faults)
    said = {**msgspec.structs.asdict(stated), **amount, "evidence": evidence}
    del said["amounts"]
    return msgspec.convert(said, Taught)


def parse_amount(law: YearLaw, unit: str, value: object) -> Stated:
    """Read days or hours, and see that they give credits at all.

    Raises:
        Refusal: `fact_invalid` with the unit as `field`.
    """
    form = FORMS[FORM_OF[unit]]
    fact = form.facts[unit]
    try:
        read = fact.parse(value)
    except ValueError as fault:
        why = PART if unit == DAYS and is_part(value) else str(fault)
        raise Refusal("fact_invalid", field=unit, fact=fact.label, why=why) from None
    if not credit.convert(law, form, {unit: read}).credits:
        raise Refusal("fact_invalid", field=unit, fact=fact.label, why="折算后不足0.01学分")
    return read


def is_part(value: object) -> bool:
    """Whether days are stated that are no whole ones, whatever JSON makes of them."""
    try:
        return Decimal(str(value)) % 1 != 0
    except ArithmeticError:
        return False


def _amount(law: YearLaw, amounts: Mapping[str, object]) -> tuple[dict[str, Stated], list[Refusal]]:
    given = {unit: value for unit, value in amounts.items() if value is not None}
    if not given:
        return {}, [Refusal("field_missing", field=DAYS)]
    if len(given) > 1:
        return {}, [Refusal("field_invalid", field=HOURS, why=BOTH)]
    ((unit, value),) = given.items()
    try:
        return {unit: parse_amount(law, unit, value)}, []
    except Refusal as fault:
        return {}, [fault]


def _days_at_fault(law: YearLaw, stated: PlanStated) -> Iterator[Refusal]:
    """R15: it ends in its year, or before the year's window closes; it does not begin after that."""
    if stated.starts_on > stated.ends_on:
        yield Refusal("date_invalid", field="starts_on", why="开始日期在结束日期之后")
    earliest, latest = date(law.year, 1, 1), law.window.last_study
    if not earliest <= stated.ends_on <= latest:
        yield Refusal(
            "date_outside_year",
            field="ends_on",
            what="结束日期",
            date=stated.ends_on.isoformat(),
            year=law.year,
            earliest=earliest.isoformat(),
            latest=latest.isoformat(),
        )


def _empty(stated: PlanStated) -> Iterator[Refusal]:
    empty = partial(Refusal, "field_invalid", why="不能为空")
    yield from (
        empty(field=each) for each in ("title", "content", "place") if not getattr(stated, each)
    )
    if stated.expected < 1:
        yield Refusal("field_invalid", field="expected", why="应为大于0的整数")


def require_in_time(plan: Plan, law: YearLaw) -> None:
    """Refuse to submit what is too late (R25, R39): a plan is first submitted before it begins.

    A change must lie behind that first submission as well. A returned one is mended until its
    own deadline, also after the cut-off, and not longer.

    Raises:
        Refusal: `plan_mending_over`, `window_closed`, `plan_begun`.
    """
    require_changeable_still(plan, law)
    first = plan.first_submitted_at or law.at
    if first >= start_of(plan.said.starts_on):
        begins = plan.said.starts_on.isoformat()
        raise Refusal("plan_begun", field="starts_on", starts_on=begins)


def require_changeable_still(plan: Plan, law: YearLaw) -> None:
    """Refuse to change what time has closed (R25).

    Raises:
        Refusal: `plan_mending_over`, `window_closed`.
    """
    until = plan.resubmit_until
    if until is None:
        require_not_closed(law, law.at)
    elif law.at >= until:
        raise Refusal("plan_mending_over", until=until_text(until))


def require_not_closed(law: YearLaw, at: datetime) -> None:
    """Refuse what comes after the year's window: plans may be made before it opens (R25).

    Raises:
        Refusal: `window_closed`.
    """
    window = law.window
    if at >= window.closes:
        raise Refusal(
            "window_closed",
            year=window.year,
            window=window.label,
            cut_off=window.cut_off.isoformat(),
            source=window.source,
        )


def require_same_year(plan: Plan, year: int) -> None:
    """Refuse another year: that is another plan.

    Raises:
        Refusal: `field_invalid`.
    """
    if year != plan.year:
        raise Refusal("field_invalid", field="year", why=OTHER_YEAR)


def require_same_unit(plan: Plan, said: Taught) -> None:
    """Refuse a change from days to hours, or back, of what was approved: rows that stand have its unit.

    Raises:
        Refusal: `field_invalid`.
    """
    if plan.approved is not None and plan.approved.said.unit != said.unit:
        raise Refusal("field_invalid", field=said.unit, why=OTHER_UNIT)
