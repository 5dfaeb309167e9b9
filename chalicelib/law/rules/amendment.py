"""Amendments: how a figure changes from a day on, whether by a notice or an administrator."""

from datetime import date, datetime

import msgspec

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.law.rules.figure import FIGURES, AmendedBy, Value
from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.refusal import Refusal


class Made(msgspec.Struct, frozen=True):
    """Who made an amendment in the registry, at which instant and for what reason."""

    by: Actor
    at: datetime
    reason: str


class Amendment(msgspec.Struct, frozen=True):
    """A changed figure, in force from the start of `since` in Shanghai; the past stays as it was.

    `source` is law and article in words; `since_source` what speaks for the day, where that is
    something else. A `territory` narrows it to that place and those below. `made` is there where an
    administrator made it, not where a notice did.
    """

    figure: str
    since: date
    value: Value
    source: str
    territory: str | None = None
    made: Made | None = None
    since_source: str | None = None


class Unfit(ValueError):  # noqa: N818 - what the amendment is, as its reason says
    """Why an amendment cannot be made; `field` is the member of it that is at fault."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


def parse_value(name: str, value: object) -> Value:
    """Read a figure's value; Unfit with the reason, also where the figure is unknown."""
    if name not in FIGURES:
        raise Unfit(f"不认识的数值{name}", "figure")
    try:
        return FIGURES[name].parse(value)
    except ValueError as fault:
        raise Unfit(f"{name}{fault}", "value") from fault


def checked(amendment: Amendment, author: AmendedBy) -> Amendment:
    """The amendment with its value read; Unfit with the reason if the author may not."""
    name = amendment.figure
    if name in FIGURES and FIGURES[name].amended_by < author:
        raise Unfit(f"{name}不能修订", "figure")
    value = parse_value(name, amendment.value)
    kind = FIGURES[name]
    if type(amendment.since) is not date:
        raise Unfit(f"{name}的since应为日期", "since")
    if not isinstance(amendment.source, str) or not amendment.source.strip():
        raise Unfit(f"{name}缺少来源", "source")
    if amendment.territory is None:
        return msgspec.structs.replace(amendment, value=value)
    if not kind.territorial:
        raise Unfit(f"{name}全省统一，不能按属地修订", "territory")
    return msgspec.structs.replace(
        amendment, value=value, territory=_place(name, amendment.territory)
    )


def _place(name: str, territory: object) -> str:
    try:
        return parse_territory(str(territory)).code
    except Refusal as fault:
        raise Unfit(f"{name}的属地{territory}无效", "territory") from fault
