"""From when something is overdue on its way to the HR system, by China's calendar (R29)."""

from datetime import UTC, datetime

import pytest

from chalicelib.law.rules.workday import NOTHING_LOADED
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.upkeep.rules.arrears import overdue_from, year_of


@pytest.mark.parametrize(
    ("since", "overdue"),
    [
        (datetime(2020, 6, 1, 9, tzinfo=SHANGHAI), datetime(2020, 6, 5, tzinfo=SHANGHAI)),
        (datetime(2020, 6, 5, 9, tzinfo=SHANGHAI), datetime(2020, 6, 11, tzinfo=SHANGHAI)),
        # 30 September, then eight days of holidays, then a Friday and a Saturday of work.
        (datetime(2020, 9, 29, 17, tzinfo=SHANGHAI), datetime(2020, 10, 11, tzinfo=SHANGHAI)),
        # The evening in UTC is the next day in Shanghai.
        (datetime(2020, 5, 31, 16, tzinfo=UTC), datetime(2020, 6, 5, tzinfo=SHANGHAI)),
    ],
)
def test_r29_overdue_once_the_third_working_day_has_ended(
    since: datetime, overdue: datetime
) -> None:
    assert overdue_from(since, 3, NOTHING_LOADED) == overdue


@pytest.mark.parametrize(
    ("since", "year"),
    [
        (datetime(2017, 12, 31, 15, 59, tzinfo=UTC), 2018),
        (datetime(2020, 12, 31, 15, 59, tzinfo=UTC), 2020),
        (datetime(2020, 12, 31, 16, 0, tzinfo=UTC), 2021),
        (datetime(2031, 6, 1, tzinfo=UTC), 2026),
    ],
)
def test_r29_the_law_of_the_year_in_which_it_began_to_wait_or_of_the_nearest(
    since: datetime, year: int
) -> None:
    assert year_of(since, range(2018, 2027)) == year
