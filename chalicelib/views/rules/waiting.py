"""What waits for bureaus besides records: how much of each kind, since when, and how much of it is overdue.

An appeal and a problem are to be answered by a day (R43, and the notice's part three [A]); for the others no rule
names one, and how long the oldest has waited is all that can be said.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

MOST = 500
"""How much of a kind is counted: the oldest; of what there is more, that alone is said."""


class WaitingKind(StrEnum):
    """What can wait for a bureau."""

    APPEALS = "appeals"
    PROBLEMS = "problems"
    DUTIES = "duties"
    PLANS = "plans"
    EMPLOYERS = "employers"


WAITING_LABELS = {
    WaitingKind.APPEALS: "复核申请",
    WaitingKind.PROBLEMS: "反映的问题",
    WaitingKind.DUTIES: "年度义务申请",
    WaitingKind.PLANS: "培训计划",
    WaitingKind.EMPLOYERS: "单位开户申请",
}
DUE = frozenset({WaitingKind.APPEALS, WaitingKind.PROBLEMS})
"""What is to be answered by a day."""


class Waits(NamedTuple):
    """Since when something waits, and by when it is to be answered (exclusive); None: no rule says."""

    since: datetime
    due: datetime | None = None


class WaitingCount(NamedTuple):
    """How much of a kind waits, how much of that is overdue (None: nothing says when), the oldest, whether there is more."""

    kind: WaitingKind
    number: int
    overdue: int | None
    oldest: datetime | None
    more: bool


def counted(kind: WaitingKind, found: Sequence[Waits], at: datetime, *, more: bool) -> WaitingCount:
    """Count what was found of a kind, as of an instant."""
    late = sum(each.due is not None and each.due <= at for each in found)
    oldest = min((each.since for each in found), default=None)
    return WaitingCount(kind, len(found), late if kind in DUE else None, oldest, more)
