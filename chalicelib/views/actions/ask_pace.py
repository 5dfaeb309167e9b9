"""Ask how long a bureau takes, by counters that are kept anyway: one small read a year."""

from datetime import datetime

from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.views.rules.counting import CountedKind
from chalicelib.views.rules.pace import Pace, pace_of
from chalicelib.views.store.counters import find_counters

YEARS = 2
"""What is decided now is of this year or, until its window closes in spring, of the one before."""


def ask_pace(territory: str, *, at: datetime) -> Pace:
    """The median of the last weeks of a territory's bureau."""
    today = shanghai_date(at)
    kept = (
        find_counters(CountedKind.RECORDS, today.year - back, (territory,)) for back in range(YEARS)
    )
    return pace_of([each.rows for found in kept for each in found.values()], today)
