"""The calendars that the province loaded (R46): one item a year, every load in it, beside the policies.

They lie in the policies' partition, so that whoever reads the law reads them in the same call.
"""

from collections.abc import Iterable
from datetime import datetime
from heapq import merge
from operator import attrgetter

import msgspec

from chalicelib.law.rules.workday import Calendar, Loaded
from chalicelib.law.rules.year_calendar import YearCalendar
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, is_new, is_still_at, read, transaction

LAW = "POLICY"
"""The partition of amendments and calendars."""
_PREFIX = "CALENDAR#"


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """A year's calendar as it was loaded: by whom, when, by which request."""

    calendar: YearCalendar
    by: Actor
    at: datetime
    cause: Cause


class Loads(msgspec.Struct, frozen=True):
    """Every calendar that a year has had, the oldest first: what was told by one is kept."""

    year: int
    loads: tuple[Load, ...] = ()

    @property
    def version(self) -> int:
        """How often the year's calendar was loaded."""
        return len(self.loads)


def is_calendar(item: RegistryItem) -> bool:
    """Whether an item of the partition is a year's calendars."""
    return item.sk.startswith(_PREFIX)


def calendar_of(items: Iterable[RegistryItem]) -> Calendar:
    """What the items of the partition say of working days."""
    years = (read(item, Loads).loads for item in items if is_calendar(item))
    loads = merge(*years, key=attrgetter("at"))
    return Calendar(tuple(Loaded(each.calendar, shanghai_date(each.at)) for each in loads))


def find_loads(year: int) -> Loads:
    """Read what was loaded of a year, strongly consistent; nothing is no load.

    A query, as all of the law is read, so that no function needs a grant more.
    """
    key = RegistryItem.sk == f"{_PREFIX}{year}"
    items = RegistryItem.query(LAW, key, consistent_read=True)
    return next((read(item, Loads) for item in items), Loads(year))


def put_load(before: Loads, load: Load, act: Act) -> Loads:
    """Keep one more load of a year's calendar, and the act.

    Raises:
        Conflict: another one came meanwhile, perhaps by this very request.
    """
    after = msgspec.structs.replace(before, loads=(*before.loads, load))
    item = RegistryItem(
        pk=LAW, sk=f"{_PREFIX}{after.year}", version=after.version, body=keep(after)
    )
    with transaction() as write:
        write.save(item, condition=is_still_at(before.version))
        write.save(act_item(RegistryItem, LAW, act), condition=is_new())
    return after
