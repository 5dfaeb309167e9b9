"""Counters of every kind broken on purpose: the night's recount, as its timer and its queue play it, finds and mends them."""

import io
import re
from datetime import timedelta

import pytest

from chalicelib.events import queues
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.views.actions import recount
from chalicelib.views.rules.counting import CountedKind, CounterName
from chalicelib.views.store import counters
from local.context import Context
from tests.journey.world import World
from tests.views.counted import Table, told_by, waiting

BROKEN: dict[CounterName, tuple[Table, str, str]] = {
    CounterName(CountedKind.PEOPLE, None, "4407"): (
        RegistryItem,
        "COUNTS#PEOPLE",
        "440703#enrolled",
    ),
    CounterName(CountedKind.YEARS, 2020, "4407"): (RegistryItem, "COUNTS#2020", "440703#complete"),
    CounterName(CountedKind.CERTIFICATES, 2020, "4407"): (
        HrItem,
        "COUNTS#2020",
        "440703#certificates",
    ),
    CounterName(CountedKind.WAITING, None, "4407"): (
        RegistryItem,
        "COUNTS#WAITING",
        "440703#2020-06-10",
    ),
    CounterName(CountedKind.RECORDS, 2020, "440703"): (
        RegistryItem,
        "COUNTS#RECORDS#2020",
        "440703#decided#2020-W23",
    ),
    CounterName(CountedKind.ISSUED, 2020, "440703"): (
        HrItem,
        "COUNTS#ISSUED#2020",
        "440703#2020-W23",
    ),
}
"""A counter of each kind, where it lies, and one of its rows."""
TURN = timedelta(days=28)
"""After so long what is read thing by thing is compared again."""


OTHER_YEARS = re.compile(r'"(years|certificates)/(?!2020)')


def night(world: World) -> None:
    """The timer orders looks; each is carried out, and those that they order in turn: of other years none."""
    world.tick("recount")
    while found := waiting(world, "CounterLooks"):
        orders = [each for each in found if not OTHER_YEARS.search(each["body"])]
        answer = queues.compare_counts({"Records": orders}, Context("compare_counts"))
        assert answer == {"batchItemFailures": []}


def test_given_a_counter_of_each_kind_broken_then_the_night_tells_by_how_much_and_mends_all(
    busy: World, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "BETWEEN_LOOKS", 0)  # the second look need not be waited for
    assert {name.kind for name in BROKEN} == {*CountedKind}, "each kind has its turn"
    night(busy)
    right = {name: counters.find_counter(name).rows for name in BROKEN}
    assert told_by(told, "CountDrift") == [], "nothing was doubled"
    for off, (name, (table, pk, row)) in enumerate(BROKEN.items(), 1):
        assert right[name][row], "it counts something"
        item = table.get(pk, name.city)
        item.body["rows"][row] += off
        item.save()
    busy.now += TURN

    night(busy)

    drifted = {line["counter"]: line["CountDrift"] for line in told_by(told, "CountDrift")}
    assert drifted == {str(name): off for off, name in enumerate(BROKEN, 1)}
    assert {name: counters.find_counter(name).rows for name in BROKEN} == right
    busy.now += TURN
    night(busy)
    assert len(told_by(told, "CountDrift")) == len(BROKEN), "what was put right stays so"
