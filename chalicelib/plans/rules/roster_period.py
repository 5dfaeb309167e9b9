"""From when until when the rows of a plan's roster may come (R40)."""

from datetime import datetime

from chalicelib.law.rules.window import Window, provider_until
from chalicelib.plans.rules.plan import Approved
from chalicelib.platform.rules.china_time import end_of, shanghai_date, start_of, until_text
from chalicelib.platform.rules.refusal import Refusal


def roster_from(held: Approved) -> datetime:
    """From when rows come: the day on which the plan ends."""
    return start_of(held.said.ends_on)


def roster_until(held: Approved, window: Window) -> datetime:
    """Until when, exclusive: some working days after the year's cut-off, or after a later approval.

    It is counted whenever it is asked: a calendar loaded since never cuts short what was told (R46).
    """
    approved_on = shanghai_date(held.at)
    after_approval = window.calendar.latest(approved_on, window.provider_workdays)
    return max(provider_until(window), end_of(after_approval))


def require_roster_time(held: Approved, window: Window, at: datetime) -> None:
    """Refuse rows that come too early or too late (R40).

    Raises:
        Refusal: `roster_not_open`, `roster_closed`.
    """
    if at < roster_from(held):
        raise Refusal("roster_not_open", ends_on=held.said.ends_on.isoformat())
    until = roster_until(held, window)
    if at >= until:
        raise Refusal("roster_closed", until=until_text(until))
