"""What would finish a year: how much of which study makes up for the credits that are missing (R8, R12)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_UP, Decimal

import msgspec

from chalicelib.law.rules.form import COURSE, forms_in
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.china_time import day_text, shanghai_date
from chalicelib.platform.rules.decimals import decimal_text

_TENTH = Decimal("0.1")
_SECONDS_PER_HOUR = 3600


class FinishWay(msgspec.Struct, frozen=True):
    """So much of one study would do; `quantity` in `unit`, which is Chinese."""

    form: str
    label: str
    quantity: Decimal
    unit: str

    @property
    def text(self) -> str:
        """The way in words: 远程5小时."""
        return f"{self.label}{decimal_text(self.quantity)}{self.unit}"


def ways_of_professional(
    credits: Decimal,  # noqa: A002 - the glossary's word
    law: YearLaw,
) -> tuple[FinishWay, ...]:
    """How much of what anybody can take up any day brings these credits by the law now (R12)."""
    found = []
    asked = [(each, form) for form in forms_in(law.year) if (each := form.suggested)]
    for suggested, form in sorted(asked, key=lambda each: each[0].least):
        rate = law.figure(f"conversion.{form}").as_(Decimal).value
        quantity = (credits / rate).quantize(suggested.least, ROUND_UP)
        unit = form.facts[form.credits[0].quantity].unit
        found.append(FinishWay(form.name, suggested.label, quantity, unit))
    return tuple(found)


def ways_of_public(seconds_left: int) -> tuple[FinishWay, ...]:
    """How many hours of the public subject's course are left; nothing where there is no course."""
    if seconds_left <= 0:
        return ()
    hours = (Decimal(seconds_left) / _SECONDS_PER_HOUR).quantize(_TENTH, ROUND_UP)
    return (FinishWay(COURSE, "在线学习", hours, "小时"),)


def finish_text(
    credits: Decimal,  # noqa: A002 - as above
    ways: Sequence[FinishWay],
    asked: Window,
    at: datetime,
) -> str | None:
    """Say what is to do until when: 还差12.5学分：远程5小时，或面授2天，9月30日前.

    The cut-off's year is said where it is not this year's.

    None while nothing can be registered, or where no study is left to take up.
    """
    if not asked.is_open(at) or not ways:
        return None
    said = "，或".join(each.text for each in ways)
    last = asked.cut_off
    day = day_text(last).removeprefix(f"{shanghai_date(at).year}年")
    return f"还差{decimal_text(credits)}学分：{said}，{day}前"
