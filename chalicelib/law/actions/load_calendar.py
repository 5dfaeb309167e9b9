"""Load a year's announced calendar (R46): holidays and make-up workdays, without a release."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff, require_province
from chalicelib.law.rules.workday import calendar_of
from chalicelib.law.rules.year_calendar import YearCalendar, parse_calendar
from chalicelib.law.store import calendars, policies
from chalicelib.law.store.calendars import Load, Loads
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, differences
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen


class WantedCalendar(NamedTuple):
    """The calendar as it shall be; `version` is the one it replaces, where the sender says so."""

    calendar: YearCalendar
    version: int | None = None
    seen: Seen = UNSEEN


def load_calendar(staff: Staff, wanted: WantedCalendar, *, at: datetime, cause: Cause) -> Loads:
    """Let a calendar count for its year; what was told by another one is not cut short.

    The same calendar again changes nothing.

    Args:
        staff: the administrator, of the province.
        wanted: the calendar.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `forbidden`; `calendar_invalid`, with every fault; `calendar_changed` where another
            version is there than the sender replaces; `idempotency_key_reused`; `stale`.
    """
    require_province(staff)
    load = Load(
        calendar=parse_calendar(wanted.calendar),
        by=staff.actor,
        at=at,
        cause=cause,
    )

    def once() -> Loads:
        now = calendars.find_loads(wanted.calendar.year)
        if repeats((each.cause for each in now.loads), cause):
            return now
        if wanted.version is not None and wanted.version != now.version:
            raise Refusal("calendar_changed", year=now.year, version=now.version)
        if now.loads and now.loads[-1].calendar == load.calendar:
            return now
        wanted.seen.require(now.version)
        return policies.put_calendar(now, load, _act(now, load))

    return settled(once)


def _act(before: Loads, load: Load) -> Act:
    year = before.year
    last = before.loads[-1].calendar if before.loads else calendar_of(year)
    return Act(
        at=load.at,
        by=load.by,
        what=What.CALENDAR_LOADED,
        changes=differences(_described(last), _described(load.calendar)),
        cause=load.cause,
        version=before.version + 1,
        year=year,
    )


def _described(calendar: YearCalendar) -> dict[str, str]:
    holidays = (f"{each.first}/{each.last} {each.name}" for each in calendar.holidays)
    return {
        "holidays": "；".join(holidays),
        "workdays": "；".join(each.isoformat() for each in calendar.workdays),
        "source": calendar.source,
    }
