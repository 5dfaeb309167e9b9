"""How much of a plan a person attended: never more than all of it (R40)."""

from collections.abc import Mapping
from decimal import Decimal

from chalicelib.law.rules.fact import Stated
from chalicelib.law.rules.form import FORMS
from chalicelib.plans.rules.plan import DAYS, HOURS, Taught
from chalicelib.plans.rules.planning import PART, is_part
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal

UNIT_LABELS = {DAYS: "天数", HOURS: "小时数"}
OTHER_UNIT = "该计划按{unit}申报，请填写{unit}"


def parse_attended(said: Taught, amounts: Mapping[str, object]) -> Stated:
    """Read how many days or hours somebody attended; where nothing is stated it was all of it.

    Args:
        said: what the plan says.
        amounts: days and hours as they were sent, None for what was not.

    Raises:
        Refusal: `fact_invalid`, `roster_exceeds_plan`, with the unit as `field`.
    """
    given = {unit: value for unit, value in amounts.items() if value is not None}
    for unit in given:
        if unit != said.unit:
            why = OTHER_UNIT.format(unit=UNIT_LABELS[said.unit])
            raise Refusal("fact_invalid", field=unit, fact=UNIT_LABELS[unit], why=why)
    if not given:
        return said.amount
    return _within(said, given[said.unit])


def _within(said: Taught, value: object) -> Stated:
    fact = FORMS[said.form].facts[said.unit]
    try:
        read = fact.parse(value)
    except ValueError as fault:
        why = PART if said.unit == DAYS and is_part(value) else str(fault)
        raise Refusal("fact_invalid", field=said.unit, fact=fact.label, why=why) from None
    if Decimal(read) > Decimal(said.amount):
        most = decimal_text(Decimal(said.amount))
        raise Refusal("roster_exceeds_plan", field=said.unit, fact=fact.label, most=most)
    return read
