"""What stands at the head of the desk: how much waits, since when, what was decided today."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.mark import instant_of
from chalicelib.records.store import record_pages, tallies

MOST = 500
"""How much of what waits is counted; of what there is more, that alone is said."""


class DeskRead(NamedTuple):
    """How many records wait (`more`: and there are more), since when the oldest, how many were decided today."""

    waiting: int
    more: bool
    oldest: datetime | None
    decided_by_self: int
    decided_by_bureau: int


def read_desk(staff: Staff, territories: tuple[str, ...], *, at: datetime) -> DeskRead:
    """Count what waits for the bureaus of territories, and what the own bureau decided today.

    Args:
        staff: the reviewer.
        territories: whose queue, the first of which covers the others.
        at: the instant of the request: its day in China is today.
    """
    found = record_pages.find_waiting(territories, MOST + 1)
    decided = tallies.find_tallies(staff.territory, shanghai_date(at))
    return DeskRead(
        waiting=min(len(found), MOST),
        more=len(found) > MOST,
        oldest=instant_of(found[0].since) if found else None,
        decided_by_self=decided.get(staff.login, 0),
        decided_by_bureau=sum(decided.values()),
    )
