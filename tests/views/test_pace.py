"""How long a bureau takes, as whoever waits for it is told: the median of the last weeks."""

from datetime import date, timedelta

import pytest

from chalicelib.views.rules.pace import FEWEST, WEEKS, pace_of
from tests.journey.world import World

TODAY = date(2020, 6, 10)
WEEK = "440703#waited#2020-W24"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({}, (0, None)),
        ({f"{WEEK}#3": FEWEST - 1}, (FEWEST - 1, None)),
        ({f"{WEEK}#3": FEWEST}, (FEWEST, 3)),
        ({f"{WEEK}#1": 3, f"{WEEK}#8": 2}, (5, 1)),
        ({f"{WEEK}#1": 3, f"{WEEK}#2": 1, f"{WEEK}#8": 2}, (6, 1)),
        ({f"{WEEK}#0": 2, f"{WEEK}#4": 1, f"{WEEK}#90": 2}, (5, 4)),
        ({"440703#decided#2020-W24": 9, "440703#accredited#training": 9}, (0, None)),
    ],
)
def test_given_rows_of_counters_then_the_median_of_the_days_is_told_where_there_is_enough(
    rows: dict[str, int], told: tuple[int, int | None]
) -> None:
    assert pace_of([rows], TODAY) == told


def test_given_weeks_that_are_long_past_then_they_say_nothing() -> None:
    last, before = (TODAY - timedelta(weeks=back) for back in (WEEKS - 1, WEEKS))
    rows = {f"440703#waited#{day:%G-W%V}#{days}": FEWEST for day, days in ((last, 2), (before, 30))}
    assert pace_of([rows], TODAY) == (FEWEST, 2)


def test_r20_given_a_bureau_that_decided_then_anybody_is_told_whom_to_ask_and_how_long_it_takes(
    world: World,
) -> None:
    li = world.professional().enrol()
    records = [li.submit(reference=f"JM-{number}", facts={"days": 1}) for number in range(FEWEST)]
    world.now += timedelta(days=4)
    for record in records:
        assert world.accredit(record).status == 200
    world.settle()
    told = li.must("GET", "/v1/bureaus/440703")
    assert (told["name"], told["decided"], told["median_days"]) == (
        "广东省江门市蓬江区财政局",
        FEWEST,
        4,
    )
    assert told["phone"] == "0750-12345"
    assert li.get("/v1/bureaus/440300").code == "shenzhen_excluded"
    assert li.must("GET", "/v1/bureaus/440704")["median_days"] is None
