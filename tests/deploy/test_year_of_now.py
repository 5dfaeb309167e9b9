"""The journey over the deployed package finds its year on every day, also between two windows."""

from datetime import date, datetime, timedelta

import pytest

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.enactment import enacted
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.deploy.year_of_now import year_of


@pytest.mark.parametrize(
    ("now", "year", "is_open"),
    [
        ("2026-04-30T23:59", 2025, True),
        ("2026-05-01T00:00", 2026, False),
        ("2026-05-30T23:59", 2026, False),
        ("2026-05-31T00:00", 2026, True),
        ("2027-04-30T23:59", 2026, True),
        ("2027-05-01T00:00", 2027, False),
        ("2027-05-31T00:00", 2027, True),
    ],
)
def test_the_year_of_a_day_is_open_or_the_next_to_open(
    now: str, year: int, *, is_open: bool
) -> None:
    assert year_of(datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)) == (year, is_open)


def test_once_no_year_is_left_it_says_what_to_do() -> None:
    with pytest.raises(AssertionError, match=r"docs/new-year\.md"):
        year_of(datetime(years()[-1] + 5, 1, 1, tzinfo=SHANGHAI))


def test_on_every_day_the_year_is_open_or_can_be_opened() -> None:
    day, last = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI), datetime(2027, 12, 31, tzinfo=SHANGHAI)
    while day < last:
        found = year_of(day)
        if not found.is_open:
            sent = found.opening(day)
            opened = Amendment(
                sent["figure"], date.fromisoformat(sent["since"]), sent["value"], sent["source"]
            )
            law = law_of(enacted(policy_of(found.year), opened, day), at=day)
            assert law.own_window.is_open(day)
        day += timedelta(days=7)
