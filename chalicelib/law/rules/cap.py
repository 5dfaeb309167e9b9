"""Caps (上限): the most that a form of study brings, in credits or in studies (R12).

A form declares which caps it has, a year's policy how high they are. What lies above does not count; the
applicant states the facts all the same (R14).
"""

from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.decimals import decimal_text


class CapKind(StrEnum):
    """What is capped: one study's credits, a year's credits by the form, or a year's studies of it."""

    ITEM = "item"
    YEAR = "year"
    ITEMS = "items"


CAP_LABELS = {
    CapKind.ITEM: "每项至多计入学分",
    CapKind.YEAR: "每年至多计入学分",
    CapKind.ITEMS: "每年至多计入项数",
}
"""What the figure of each is called."""
_TEXTS = {
    CapKind.ITEM: "每项至多计入{most}学分",
    CapKind.YEAR: "每年至多计入{most}学分",
    CapKind.ITEMS: "每年至多计入{most}项",
}


class DeclaredCap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a form has a cap; its height is the figure `cap.<form>.<of>`. `optional`: a year may lack it."""

    of: CapKind
    optional: bool = False


class Cap(msgspec.Struct, frozen=True, array_like=True):
    """A cap as high as a year's law has it: credits, or a number of studies; with its source."""

    of: CapKind
    most: Decimal
    source: str

    @property
    def text(self) -> str:
        """The cap in Chinese."""
        return _TEXTS[self.of].format(most=decimal_text(self.most))
