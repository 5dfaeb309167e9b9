"""Amendments: how a figure changes from a day on, whether by a notice or an administrator."""

from dataclasses import dataclass, replace
from datetime import date

from chalicelib.rules.figure import FIGURES, AmendedBy, Value
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.territory import parse_territory


@dataclass(frozen=True, slots=True)
class Amendment:
    """A changed figure, in force from the start of `since` in Shanghai; the past stays as it was.

    `source` is law and article in words. A `territory` narrows it to that place and those below.
    """

    figure: str
    since: date
    value: Value
    source: str
    territory: str | None = None


def parse_value(name: str, value: object) -> Value:
    """Read a figure's value; ValueError with the reason, also where the figure is unknown."""
    if name not in FIGURES:
        raise ValueError(f"不认识的数值{name}")
    try:
        return FIGURES[name].parse(value)
    except ValueError as fault:
        raise ValueError(f"{name}{fault}") from fault


def checked(amendment: Amendment, author: AmendedBy) -> Amendment:
    """The amendment with its value read; ValueError with the reason if the author may not."""
    name = amendment.figure
    value = parse_value(name, amendment.value)
    kind = FIGURES[name]
    if kind.amended_by < author:
        raise ValueError(f"{name}不能修订")
    if type(amendment.since) is not date:
        raise ValueError(f"{name}的since应为日期")
    if not isinstance(amendment.source, str) or not amendment.source.strip():
        raise ValueError(f"{name}缺少来源")
    if amendment.territory is None:
        return replace(amendment, value=value)
    if not kind.territorial:
        raise ValueError(f"{name}全省统一，不能按属地修订")
    return replace(amendment, value=value, territory=_place(name, amendment.territory))


def _place(name: str, territory: object) -> str:
    try:
        return parse_territory(str(territory)).code
    except Refusal as fault:
        raise ValueError(f"{name}的属地{territory}无效") from fault
