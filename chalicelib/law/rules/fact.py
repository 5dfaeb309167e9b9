"""Facts (所填事实): what is stated of a study, each of one kind, within bounds, in its words (R12, R14)."""

import re
from decimal import Decimal
from enum import StrEnum

import msgspec

Stated = Decimal | int | bool | str
"""The value of a fact, as it is read."""
MOST_COUNTED = 366
"""R12: papers, courses and days."""
MOST_MEASURED = 2000
"""R12: hours; also what one foreign certificate may state."""
DECIMAL = r"[0-9]{1,4}(\.[0-9]{1,6})?"
"""How a measure is written."""
_LARGEST = 9999
_FLAGS = {True: "是", False: "否"}


class FactKind(StrEnum):
    """What a fact is: a whole number, a decimal above 0, one of several, or yes or no."""

    COUNT = "count"
    MEASURE = "measure"
    CHOICE = "choice"
    FLAG = "flag"


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact as a form declares it.

    `most` is the upper bound of a number; `choices` are values with their Chinese words, `default`
    the one that holds where none is stated. `unit` is what a number counts; `hint` helps to fill it in.
    """

    name: str
    label: str
    kind: FactKind
    required: bool = True
    unit: str = ""
    hint: str = ""
    most: int | None = None
    choices: dict[str, str] = {}
    default: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError where a declaration contradicts itself."""
        if bool(self.choices) != (self.kind is FactKind.CHOICE):
            raise ValueError(f"{self.name}: choices belong to a choice, and to nothing else")
        if self.default and self.default not in self.choices:
            raise ValueError(f"{self.name}: {self.default} is none of its choices")
        if self.most is not None and not (self.is_number and 0 < self.most <= _LARGEST):
            raise ValueError(f"{self.name}: only a number has a bound, of 1 to {_LARGEST}")

    @property
    def is_number(self) -> bool:
        """Whether it is counted or measured."""
        return self.kind in {FactKind.COUNT, FactKind.MEASURE}

    @property
    def bound(self) -> int | None:
        """The most it may be; None for what is no number."""
        if not self.is_number:
            return None
        return self.most or (MOST_COUNTED if self.kind is FactKind.COUNT else MOST_MEASURED)

    @property
    def bounds(self) -> str:
        """Which values it takes, in Chinese."""
        match self.kind:
            case FactKind.COUNT:
                return f"应为1至{self.bound}的整数"
            case FactKind.MEASURE:
                return f"应大于0且不超过{self.bound}"
            case FactKind.CHOICE:
                return f"请选择：{'、'.join(self.choices)}"
            case FactKind.FLAG:
                return "应为true或false"

    def parse(self, value: object) -> Stated:
        """Read a value as JSON gives it; ValueError with the reason in Chinese."""
        match self.kind:
            case FactKind.COUNT if type(value) is int and 1 <= value <= (self.bound or 0):
                return value
            case FactKind.MEASURE:
                return self._measured(value)
            case FactKind.CHOICE if isinstance(value, str) and value in self.choices:
                return str(value)
            case FactKind.FLAG if isinstance(value, bool):
                return value
        raise ValueError(self.bounds)

    def text(self, value: object) -> str:
        """A stated value in words, whatever was kept."""
        if isinstance(value, bool):
            return _FLAGS[value]
        return self.choices.get(str(value), str(value))

    def _measured(self, value: object) -> Decimal:
        text = str(value) if type(value) is int else value
        if not isinstance(text, str):
            raise ValueError('应为十进制数的字符串，例如"2.5"')  # noqa: TRY004 - a fault of the input
        if not re.fullmatch(DECIMAL, text):
            raise ValueError("应为数字，例如2.5")
        if not 0 < Decimal(text) <= (self.bound or 0):
            raise ValueError(self.bounds)
        return Decimal(text)


GENERAL_KNOWLEDGE = Fact(
    name="general_knowledge",
    label="专业通识知识",
    kind=FactKind.FLAG,
    required=False,
    hint="职业道德、会计法规等通识内容请勾选，由财政部门核实。",
)
"""It goes with any form (R8)."""
