"""The cut-off's job killed at each kind of write, before it lands and after: the next run goes on (R26).

Of each kind the first, a middle and the last write of the run is where it ends.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.events import schedules
from chalicelib.platform.rules.china_time import SHANGHAI
from local.context import Context
from local.schedules import event_of
from tests.faults import Killed, Killer
from tests.journey.world import Professional, World

RECORDED = datetime(2021, 1, 1, 0, 5, tzinfo=SHANGHAI)
KINDS = {
    "Put CUTOFF/SHARD, Put P/N, Put P/Y#R": 1,
    "Put CUTOFF/REPORT, Put CUTOFF/SHARD": 1,
    "Put CUTOFF/REPORT": 2,
}
"""How often a run writes each kind: two expiries with their notices; all
shards with the report; two windows of before that are settled."""
PLACES = [
    (kind, place) for kind, times in KINDS.items() for place in sorted({1, (times + 1) // 2, times})
]


@pytest.fixture
def li(world: World) -> Professional:
    """A person with a draft and a returned record of 2020; earlier windows are closed."""
    li = world.professional().enrol()
    li.must("POST", "/v1/me/years/2020/records", li.application(reference="JM-1"))
    record = li.submit(reference="JM-2")
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补充"})
    world.now = datetime(2020, 10, 1, 9, tzinfo=SHANGHAI)
    close(world)
    return li


def close(world: World) -> None:
    world.tick("close_windows")


def truth(world: World, li: Professional) -> dict[str, Any]:
    records = li.must("GET", "/v1/me/years/2020")["records"]
    admin = world.reviewer("440000", "administrator")
    cut_offs = admin.must("GET", "/v1/admin/cut-offs")["items"]
    report = next(each for each in cut_offs if each["year"] == 2020)
    return {
        "states": [each["state"] for each in records],
        "moves": [each["history"][-1] for each in records],
        "notices": [
            each["record"]
            for each in li.must("GET", "/v1/me/notices?limit=200")["items"]
            if each["kind"] == "record_expired"
        ],
        "report": {**report, "closed_at": None},
    }


@pytest.mark.ministack
def test_given_nobody_kills_it_then_the_run_writes_the_kinds_at_which_it_is_killed_below(
    world: World, li: Professional
) -> None:
    world.now = RECORDED
    with Killer().listening() as network:
        close(world)
    assert network.kinds == KINDS
    shown = truth(world, li)
    assert shown["states"] == ["expired", "expired"]
    assert len(set(shown["notices"])) == 2
    assert [(t["drafts"], t["returned"]) for t in shown["report"]["territories"]] == [(1, 1)]


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize(("kind", "place"), PLACES)
def test_r26_given_a_run_killed_at_any_kind_of_write_then_the_next_one_ends_as_if_nothing_had_been(
    world: World, li: Professional, kind: str, place: int, *, landed: bool
) -> None:
    kill_and_run_again(world, li, Killer(kind, place, landed=landed))


@pytest.mark.ministack(only=True)
@pytest.mark.parametrize("kind", KINDS)
def test_r26_given_the_second_emulator_then_each_kind_of_write_may_be_the_last(
    world: World, li: Professional, kind: str
) -> None:
    kill_and_run_again(world, li, Killer(kind, 1, landed=True))


@pytest.mark.ministack(only=True)
def test_r26_given_four_runs_at_once_then_each_record_expires_once_and_is_counted_once(
    world: World, li: Professional
) -> None:
    for number in range(20):
        li.must("POST", "/v1/me/years/2020/records", li.application(reference=f"JM-{number + 10}"))
    world.now = RECORDED
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda _: schedules.close_windows(event_of(RECORDED), Context("close_windows")),
                range(4),
            )
        )
    shown = truth(world, li)
    assert (set(shown["states"]), len(shown["states"])) == ({"expired"}, 22)
    assert len(shown["notices"]) == len(set(shown["notices"])) == 22
    assert (shown["report"]["expired"], shown["report"]["late"]) == (22, 0)


def kill_and_run_again(world: World, li: Professional, network: Killer) -> None:
    world.now = RECORDED
    with network.listening(), pytest.raises(Killed):
        close(world)
    world.now += timedelta(minutes=6)
    close(world)
    first = truth(world, li)
    assert first["states"] == ["expired", "expired"]
    assert len(first["notices"]) == len(set(first["notices"])) == 2
    assert [(t["drafts"], t["returned"]) for t in first["report"]["territories"]] == [(1, 1)]
    assert [each["at"] for each in first["moves"]] == ["2021-01-01T00:00:00+08:00"] * 2
    assert (first["report"]["state"], first["report"]["late"]) == ("closed", 0)
    world.tick("sweep")
    assert truth(world, li) == first
