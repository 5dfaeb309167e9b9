"""The year in which a person of now registers: the packaged app asks the real clock, any day of any year.

Between a cut-off and the next opening, which is every May, no year is open. Then the province opens the
coming one early, as an administrator may.
"""

from datetime import datetime
from typing import NamedTuple

from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import shanghai_date


class YearOfNow(NamedTuple):
    """The year, and whether its window is open by itself."""

    year: int
    is_open: bool

    def opening(self, now: datetime) -> dict[str, str]:
        """What an administrator of the province sends to open it today."""
        today = shanghai_date(now).isoformat()
        return {
            "figure": "window.opens",
            "value": today,
            "since": today,
            "source": "部署测试",
            "reason": "两个登记期间之间，提前开放",
        }


def year_of(now: datetime) -> YearOfNow:
    """The latest year whose window is open, or the first that will be."""
    windows = {year: law_of(policy_of(year), at=now).own_window for year in years()}
    if open_now := [year for year, window in windows.items() if window.is_open(now)]:
        return YearOfNow(max(open_now), is_open=True)
    coming = [year for year, window in windows.items() if window.opens > now]
    assert coming, "write the policy of the next year (docs/new-year.md, 1)"
    return YearOfNow(min(coming), is_open=False)
