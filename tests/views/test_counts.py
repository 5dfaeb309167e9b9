"""Counts that are kept, as an administrator sees them: of when they are, and what they follow."""

from datetime import datetime, timedelta

from chalicelib.platform.store.tables import RegistryItem
from chalicelib.views.actions.recount import CounterFinding
from chalicelib.views.rules.counting import cities
from tests.faults import Network
from tests.journey.world import World
from tests.views.counted import (
    COUNTERS,
    COUNTY,
    SUMS,
    YEARS,
    counted,
)
from tests.views.recounting import names_of, recount
from tests.views.test_admin_certificates import BANK, certified


def test_given_counters_that_were_never_filled_then_the_lists_are_counted_and_the_answer_says_so(
    world: World,
) -> None:
    certified(world, 1, "440703", BANK)
    world.settle()
    admin = world.administrator()

    shown = admin.must("GET", COUNTY)

    assert tuple(shown[name] for name in SUMS) == (1, 0, 1, 1, 0, 0)
    assert shown["recounted_at"] is None
    assert shown["as_of"] == shown["counted_at"]


def test_given_filled_counters_then_they_follow_by_the_streams_and_say_of_when_they_are(
    filled: World,
) -> None:
    admin, filled_at = filled.administrator(), filled.now
    assert counted(admin) == (2, 1, 1, 1, 0, 0)
    filled.now += timedelta(hours=1)
    third = certified(filled, 3, "440703", BANK)
    assert counted(admin) == (2, 1, 1, 1, 0, 0), "no stream has told yet"
    filled.settle()

    shown = admin.must("GET", COUNTY)

    assert tuple(shown[name] for name in SUMS) == (3, 1, 2, 2, 0, 0)
    assert shown["recounted_at"] == filled_at.isoformat()
    assert filled_at < datetime.fromisoformat(shown["as_of"]) <= filled.now
    third.must("PATCH", "/v1/me", {"territory": "440704"})
    filled.settle()
    assert counted(admin)[0] == 2
    assert counted(admin, COUNTY.replace("440703", "440704"))[0] == 1
    assert {*recount(COUNTERS, filled.now).values()} == {(CounterFinding.AGREES, 0)}


def test_given_the_whole_province_then_three_reads_answer_it(world: World) -> None:
    everywhere = [name for city in cities() for name in names_of(city, 2020)]
    recount(everywhere, world.now)
    with Network(counted={"Query"}).listening() as network:
        admin = world.administrator()
        admin.must("GET", "/v1/admin/statistics?year=2020")  # the law of the year is read once
        before = network.calls
        admin.must("GET", "/v1/admin/statistics?year=2020")

        assert network.calls - before == 3


def test_given_some_cities_that_were_never_filled_then_their_lists_alone_are_counted(
    filled: World,
) -> None:
    filled.professional("r").enrol(
        document={"type": "passport", "number": "E88888888"}, territory="440106"
    )
    shown = filled.administrator("440100").must(
        "GET", "/v1/admin/statistics?year=2020&territory=440106"
    )
    assert (shown["enrolled"], shown["recounted_at"]) == (1, None)
    assert filled.administrator().must("GET", COUNTY)["recounted_at"] is not None


def test_given_a_counter_that_is_gone_then_the_lists_are_counted_until_it_is_filled_again(
    filled: World,
) -> None:
    before = counted(filled.administrator())
    RegistryItem.get("COUNTS#2020", "4407").delete()
    assert counted(filled.administrator()) == before
    assert filled.administrator().must("GET", COUNTY)["recounted_at"] is None

    found = recount(COUNTERS, filled.now)

    assert found[str(YEARS)] == (CounterFinding.FILLED, 0)
    assert counted(filled.administrator()) == before
