"""From when something is overdue on its way to the HR system, by China's calendar (R29)."""

from datetime import UTC, datetime

import pytest

from chalicelib.rules.arrears import overdue_from
from chalicelib.rules.window import SHANGHAI


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
    assert overdue_from(since, 3) == overdue
