"""Territories (属地) of Guangdong and which bureau stands above which (R5, R20).

The codes are those of GB/T 2260. Shenzhen is in the table, as it is in the province, but its own
rules apply there: nobody belongs to it here, and no bureau covers it.

A bureau that decides for itself without being a county's has none of those codes, such as that of a
development zone. The table holds it under its city, like a county, with a code of our own: the
city's first four digits, one letter and one digit, so that it can be no county's, ever. E is no
such letter, since a spreadsheet reads 4413E1 as a number. The table says by which law it is there.
"""

import csv
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.identity.rules.identity import half_width
from chalicelib.platform.rules.refusal import Refusal

FILE = Path(__file__).parent.parent / "territories.csv"
PROVINCE = "440000"

_SHENZHEN = re.compile(r"4403[0-9]{2}")
_OWN_CODE = re.compile(r"44[0-9]{2}[A-DF-Z][0-9]")


class Level(StrEnum):
    """The three levels of tiered review (分级管理)."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Territory(msgspec.Struct, frozen=True):
    """A place of the table; `parent` is the code of the place above, None for the province.

    `own_code_source` is the law by which a bureau without a code of GB/T 2260 is in the table, empty
    for all others.
    """

    code: str
    name: str
    parent: str | None
    own_code_source: str = ""

    @property
    def level(self) -> Level:
        """What the zeros at the end of the code say."""
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.COUNTY

    @property
    def has_own_code(self) -> bool:
        """Whether GB/T 2260 has no code for it, and this system gave it one."""
        return _OWN_CODE.fullmatch(self.code) is not None

    @property
    def full_name(self) -> str:
        """The name with those above it, 广东省江门市蓬江区."""
        return "".join(_territories()[code].name for code in reversed(chain(self.code)))


@cache
def _territories() -> Mapping[str, Territory]:
    """Every place but Shenzhen's, by code, in the order of the table."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            Territory(row["code"], row["name"], row["parent"] or None, row["own_code_source"])
            for row in csv.DictReader(file)
        ]
    return {each.code: each for each in rows if not _SHENZHEN.fullmatch(each.code)}


def territories() -> tuple[Territory, ...]:
    """Every place but Shenzhen's, in the order of the table."""
    return tuple(_territories().values())


def parse_territory(code: str) -> Territory:
    """Read the code of a person's or a bureau's place (R5).

    Raises:
        Refusal: `shenzhen_excluded` for every code 4403xx, `territory_unknown` for what is not a
            place of Guangdong; field `territory`.
    """
    normal = half_width(code).upper()
    if _SHENZHEN.fullmatch(normal):
        raise Refusal("shenzhen_excluded", field="territory")
    found = _territories().get(normal)
    if found is None:
        raise Refusal("territory_unknown", field="territory", value=normal[:20])
    return found


def chain(code: str) -> tuple[str, ...]:
    """The place and those above it, nearest first; empty for a code that is no territory here."""
    found = _territories().get(code)
    if found is None:
        return ()
    return (code, *chain(found.parent or ""))


def covers(outer: str, inner: str) -> bool:
    """Whether the bureau of `outer` is that of `inner` or stands above it (R20).

    The province covers all, a city itself and its counties, a county itself alone. A code that is
    no territory here is covered by nobody, not even by itself.
    """
    return outer in chain(inner)


def bureau_above(code: str) -> str:
    """The place whose bureau stands above that of another; above the province, the province itself."""
    return next(iter(chain(code)[1:]), code)


@cache
def below(code: str) -> tuple[str, ...]:
    """Every code that the place covers, itself first, then in the order of the table."""
    others = (each for each in _territories() if each != code)
    return tuple(each for each in (code, *others) if covers(code, each))
