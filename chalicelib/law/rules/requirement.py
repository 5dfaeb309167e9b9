"""By which credits a year is judged, and what a file said before it was mended (R8).

A mend (更正) corrects a file that was wrong from its first day, unlike an amendment, which changes
the law from a day on. Who had completed the year by then keeps what was completed.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from chalicelib.law.rules.figure import Figure, Value
from chalicelib.law.rules.subject import SUBJECT_LABELS

NOT_REQUIRED = Figure(Decimal(0), "")
REQUIREMENT_LABELS = {
    **{str(subject): label for subject, label in SUBJECT_LABELS.items()},
    "general_knowledge": "专业科目中的专业通识知识",
}
"""What the members of a requirement are called."""


class Requirement(msgspec.Struct, frozen=True, array_like=True):
    """The credits that complete a year; general knowledge lies within the professional ones."""

    public: Decimal
    professional: Decimal
    general_knowledge: Decimal = Decimal(0)

    def is_met_by(self, public: Decimal, professional: Decimal, general_knowledge: Decimal) -> bool:
        """Whether these credits meet every part of it."""
        return (
            public >= self.public
            and professional >= self.professional
            and general_knowledge >= self.general_knowledge
        )


class Required(msgspec.Struct, frozen=True):
    """The credits a year requires (R8); general knowledge lies within the professional ones.

    `before`: what the year's file required at first; None: the same.
    """

    public: Figure[Decimal]
    professional: Figure[Decimal]
    general_knowledge: Figure[Decimal]
    before: Requirement | None = None

    @property
    def now(self) -> Requirement:
        """The credits alone."""
        figures = (self.public, self.professional, self.general_knowledge)
        return Requirement(*(each.value for each in figures))


class Mend(msgspec.Struct, frozen=True):
    """What a figure of a file was (None: absent) until it was mended `on` a day in Shanghai.

    `through`: the last of the years that had inherited it and were wrong with it; None: the file's.
    """

    figure: str
    on: date
    was: Value | None = None
    through: int | None = None


def first_of(mends: Iterable[Mend], name: str, figure: Figure[Decimal]) -> Decimal:
    """A quantity as its file had it at first: before the earliest mend, if there was one."""
    found = min((m for m in mends if m.figure == name), key=lambda m: m.on, default=None)
    if found is None:
        return figure.value
    return found.was if isinstance(found.was, Decimal) else NOT_REQUIRED.value
