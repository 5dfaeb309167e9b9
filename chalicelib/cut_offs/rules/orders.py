"""What the clock's jobs order of workers, through a queue: a shard to close, people to remind.

An order names its work and holds nothing that anybody must believe: the worker looks, as the job does.
It may come twice, late, and in any order.
"""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec


class ShardOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Record what expired in one shard of people with the window `cut_off`, which ended with a day.

    `at` is the instant of the run that orders it.
    """

    cut_off: str
    year: int
    ended: date
    shard: str
    at: datetime


class ReminderOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Remind those of some people whom it concerns, so many days before the window `reminder` ends.

    `at` is the instant of the run that orders it.
    """

    reminder: str
    year: int
    cut_off: date
    days: int
    people: Sequence[str]
    at: datetime
