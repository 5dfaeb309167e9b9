"""The night's recount: what has drifted is found, told and put right; what only lags is left alone."""

import io
import json
from datetime import timedelta

import pytest

from chalicelib.events import queues, streams
from chalicelib.law.rules.policy import years
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.views.actions.enter_changes import enter_changes
from chalicelib.views.actions.recount import CounterFinding, RecountOutcome, compare_counts
from chalicelib.views.rules.counter import MOST_LOOKS, CountChange, RecountOrder
from chalicelib.views.rules.counting import CountedKind, CountedPlace
from chalicelib.views.store import counters
from local.context import Context
from tests.faults import TABLE_WRITES, Network
from tests.journey.world import World
from tests.views.counted import (
    COUNTERS,
    COUNTY,
    SUMS,
    YEARS,
    Table,
    break_counter,
    counted,
    delayed,
    moved,
    told_by,
    waiting,
)
from tests.views.recounting import recount


@pytest.mark.parametrize(
    ("table", "pk", "row", "number", "off"),
    [
        (RegistryItem, "COUNTS#PEOPLE", "440703#enrolled", 7, 5),
        (RegistryItem, "COUNTS#2020", "440703#complete", 0, 1),
        (RegistryItem, "COUNTS#2020", "440704#complete", -3, 3),
        (HrItem, "COUNTS#2020", "440703#certificates", 1000, 999),
        (HrItem, "COUNTS#2020", "440703#nothing", 2, 2),
    ],
)
def test_given_a_counter_broken_on_purpose_then_the_next_recount_finds_it_and_puts_it_right(
    filled: World, table: Table, pk: str, row: str, number: int, off: int
) -> None:
    before = counted(filled.administrator())
    break_counter(table, pk, row, number)
    filled.now += timedelta(days=1)

    found = [each for each in recount(COUNTERS, filled.now).values() if each[1]]

    assert found == [(CounterFinding.DRIFTED, off)]
    shown = filled.administrator().must("GET", COUNTY)
    assert tuple(shown[name] for name in SUMS) == before
    assert shown["recounted_at"] == filled.now.isoformat()
    assert {*recount(COUNTERS, filled.now).values()} == {(CounterFinding.AGREES, 0)}


def test_given_a_doubled_event_then_the_counter_drifts_and_the_next_morning_it_is_right(
    filled: World,
) -> None:
    event = moved(filled, "", "PEOPLE#440703")
    other = moved(filled, "", "PEOPLE#440704", "2")
    # Cut otherwise the second time, as when Lambda halves a batch that broke off.
    for batch in ([event], [event, other]):
        streams.archive_moves({"Records": batch}, Context("archive_moves"))
    filled.settle()
    assert counted(filled.administrator())[0] == 4

    found = recount(COUNTERS, filled.now)

    assert found["people/all/4407"] == (CounterFinding.DRIFTED, 3), (
        "no such person lies in the lists"
    )
    assert counted(filled.administrator())[0] == 2


def look_at(order: RecountOrder) -> RecountOutcome:
    (found,) = compare_counts(order)
    return found


def test_given_a_night_then_every_counter_is_looked_at_and_what_differs_again_some_minutes_later(
    filled: World, told: io.StringIO
) -> None:
    break_counter(RegistryItem, "COUNTS#2020", "440703#complete", 9)
    filled.tick("recount")
    ordered = waiting(filled, "CounterLooks")
    assert len({each["body"] for each in ordered}) == len(ordered)
    assert len(ordered) == 2 + 2 * len(years()) + 2, "people, what waits; flows of one county"
    of_year = [each for each in ordered if "years/2020" in each["body"]]
    assert len(of_year) == 1

    queues.compare_counts({"Records": of_year}, Context("compare_counts"))

    assert delayed(filled) == "1", "all others agree"
    assert told_by(told, "CountDrift") == [], "index and queue may lag"
    assert counted(filled.administrator())[2] == 9
    seen = {"version": counters.find_counter(YEARS).version, "off": {"440703#complete": -8}}
    again = {"recount": str(YEARS), "at": filled.now.isoformat(), "looks": 1, "seen": seen}
    record = {"messageId": "again", "body": json.dumps(again)}
    queues.compare_counts({"Records": [record]}, Context("compare_counts"))
    (line,) = told_by(told, "CountDrift")
    assert (line["counter"], line["CountDrift"]) == (str(YEARS), 8)
    assert counted(filled.administrator())[2] == 1


def test_given_a_counter_that_changes_between_looks_then_it_is_looked_at_again_and_left_alone(
    filled: World,
) -> None:
    break_counter(RegistryItem, "COUNTS#PEOPLE", "440703#enrolled", 9)
    first = look_at(RecountOrder("people/all/4407", filled.now))
    streams.archive_moves(
        {"Records": [moved(filled, "", "PEOPLE#440704")]}, Context("archive_moves")
    )
    filled.settle()
    assert first.again is not None

    second = look_at(first.again)

    assert second.finding is CounterFinding.LOOK_AGAIN
    assert counted(filled.administrator())[0] == 9
    assert second.again is not None
    third = look_at(second.again)
    assert (third.finding, third.drift) == (CounterFinding.DRIFTED, 8)


def test_given_a_change_that_is_entered_as_a_counter_is_put_right_then_it_stays_and_is_looked_at_again(
    filled: World,
) -> None:
    people = COUNTERS[0]
    break_counter(RegistryItem, "COUNTS#PEOPLE", "440703#enrolled", 9)
    first = look_at(RecountOrder(str(people), filled.now))
    assert first.again is not None
    place = CountedPlace(CountedKind.PEOPLE, None, "440704", "enrolled")
    change = CountChange("meanwhile", filled.now, ((place, 1),))
    network = Network(counted=TABLE_WRITES)
    network.meanwhile(1, lambda: enter_changes(people, [change]))

    with network.listening():
        second = look_at(first.again)

    assert (second.finding, second.drift) == (CounterFinding.LOOK_AGAIN, 0), "nothing was put right"
    kept = counters.find_counter(people)
    assert (kept.rows[place.row], kept.rows["440703#enrolled"]) == (1, 9)
    assert recount([people], filled.now) == {str(people): (CounterFinding.DRIFTED, 8)}


def test_given_a_counter_that_is_never_quiet_then_it_waits_for_the_next_night(
    filled: World, told: io.StringIO
) -> None:
    break_counter(RegistryItem, "COUNTS#PEOPLE", "440703#enrolled", 9)
    body = {"recount": "people/all/4407", "at": filled.now.isoformat(), "looks": MOST_LOOKS - 1}
    record = {"messageId": "last", "body": json.dumps(body)}

    queues.compare_counts({"Records": [record]}, Context("compare_counts"))

    assert delayed(filled) == "0"
    (line,) = told_by(told, "CountUnsettled")
    assert line["finding"] == "unsettled"


@pytest.mark.parametrize("name", ["people/2020/4407", "years/all/all", "years/2020/9999", "x"])
def test_given_an_order_for_what_is_no_counter_then_it_fails(world: World, name: str) -> None:
    record = {"messageId": "x", "body": json.dumps({"recount": name, "at": world.now.isoformat()})}
    answer = queues.compare_counts({"Records": [record]}, Context("compare_counts"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "x"}]}
