"""Lists by city (docs/decisions/0034) on a store that an earlier version left: alike before, amid, after."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chalicelib.platform.actions.run import Run
from chalicelib.platform.rules.listing import Place
from chalicelib.platform.rules.mark import Mark
from chalicelib.platform.store.applied import LISTS_BY_CITY
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.m0002_lists_by_city import MIGRATION
from chalicelib.upkeep.rules.relisting import IndexKeys, today
from tests.faults import EVERY_CALL, Killed, Network, killer, table_clients
from tests.journey.world import Client, World
from tests.processes import forget
from tests.upkeep import kept
from tests.upkeep.test_kept_stores import unlike

EARLIER = ALL[: LISTS_BY_CITY - 1]
OF_EARLIER_ONES = re.compile(r"\.version: \d+ was|/v1/admin/alike")
OF_A_TERRITORY = re.compile(r"(PEOPLE|YEAR#\d+|CERT#\d+|STAFF|ALIKE)#\w{6}|RECORDS#\w{6}#\w+")
TABLES = {"RegistryTable": Side.REGISTRY, "HrTable": Side.HR}


@pytest.fixture(params=kept.before("0.3.0"), ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """A store in which nothing lay by city."""
    found: Path = request.param
    return found


def migrated(world: World, page: int = 500, run: Run | None = None) -> bool:
    """Apply everything up to the lists by city, as far as the run lasts; readers ask again then."""
    known = (*EARLIER, MIGRATION._replace(page=page))
    try:
        return migrate(known, at=world.now, run=run or Run(lambda: True), tell=lambda _: None)
    finally:
        forget(is_elsewhere=False)


def pages(number: int) -> Run:
    """A run that ends after so many pages."""
    left = iter(range(number))
    return Run(lambda: next(left, None) is not None)


def items(world: World) -> Iterator[dict[str, Any]]:
    """Every item that is listed or waits for somebody."""
    for table in TABLES:
        for item in world.cloud.client("dynamodb").scan(TableName=table)["Items"]:
            if "list" in item or "waits_for" in item:
                yield {name: value.get("S") for name, value in item.items()}


def misplaced(world: World) -> list[dict[str, Any]]:
    """Those that do not stand where a write of today puts them."""
    found = []
    for item in items(world):
        place = Place(item["list"], item["order"]) if "list" in item else None
        waits = Mark(item["waits_for"], item["since"]) if "waits_for" in item else None
        if today((item["pk"], item["sk"]), IndexKeys(place, waits)):
            found.append(item)
    return found


@contextmanager
def queried() -> Iterator[set[str]]:
    """The lists that are asked for."""
    asked_for: set[str] = set()

    def hook(params: dict[str, Any], **_: object) -> None:
        if params.get("IndexName") == "listed":
            (name,) = [value["S"] for value in params["ExpressionAttributeValues"].values()][:1]
            asked_for.add(name)

    clients = table_clients()
    for client in clients:
        client.meta.events.register("provide-client-params.dynamodb.Query", hook)
    try:
        yield asked_for
    finally:
        for client in clients:
            client.meta.events.unregister("provide-client-params.dynamodb.Query", hook)


def faults(world: World, folder: Path) -> list[str]:
    """What is answered otherwise than the earlier version did, by what these lists have to do with."""
    return [each for each in unlike(world, folder) if not OF_EARLIER_ONES.search(each)]


@pytest.mark.parametrize("looked_at", [3, 5, 7])
def test_given_a_store_of_before_when_half_of_it_is_moved_then_every_answer_is_as_it_was(
    stored: World, folder: Path, looked_at: int
) -> None:
    before = len(misplaced(stored))
    assert not migrated(stored, page=30, run=pages(looked_at))
    assert 0 < len(misplaced(stored)) < before
    with queried() as lists:
        assert faults(stored, folder) == []
    assert [each for each in lists if OF_A_TERRITORY.fullmatch(each)], "both are read"


def test_given_a_store_of_before_when_all_of_it_is_moved_then_every_answer_is_as_it_was_from_the_new_lists(
    stored: World, folder: Path
) -> None:
    assert migrated(stored)
    assert misplaced(stored) == []
    with queried() as lists:
        assert faults(stored, folder) == []
    assert not [each for each in lists if OF_A_TERRITORY.fullmatch(each)]
    assert "PEOPLE#4407" in lists


def test_given_runs_killed_at_each_write_then_the_next_ones_end_it(stored: World) -> None:
    kills = 0
    for place in (1, 2, 1, 5, 3, 11):
        for landed in (False, True):
            with killer(place, landed=landed).listening():
                try:
                    migrated(stored, page=10)
                except Killed:
                    kills += 1
    assert kills > 6
    assert migrated(stored)
    assert misplaced(stored) == []


def test_given_somebody_who_moves_amid_each_call_then_they_are_listed_where_they_are(
    stored: World,
) -> None:
    chen = Client(stored, "chen")
    person = chen.must("GET", "/v1/me")["id"]
    place, moves = 0, 0
    while True:
        territory = ("440704", "440705")[place % 2]
        place += 1
        # As the version before lists them: the migration meets it each time anew.
        Side.REGISTRY.value(f"P#{person}", "PROFILE").update(
            actions=[
                Side.REGISTRY.value.list.set("PEOPLE#440703"),
                Side.REGISTRY.value.order.set(f"x#{person}"),
            ]
        )
        count = Network(table_clients(), counted=EVERY_CALL)
        count.meanwhile(
            place, lambda code=territory: chen.must("PATCH", "/v1/me", {"territory": code})
        )
        with count.listening():
            MIGRATION.change((f"P#{person}", "PROFILE"), stored.now)
        if not count.heal():
            break
        moves += 1
        (item,) = [
            each for each in items(stored) if (each["pk"], each["sk"]) == (f"P#{person}", "PROFILE")
        ]
        assert (item["list"], item["order"][:7]) == ("PEOPLE#4407", f"{territory}#")
    assert moves >= 2


def test_given_what_waits_for_a_bureau_then_it_is_in_its_citys_queue_and_nothing_else_changed(
    stored: World,
) -> None:
    before = {(each["pk"], each["sk"]): each for each in items(stored)}
    assert migrated(stored)
    waiting = [each for each in items(stored) if str(each.get("waits_for")).startswith("REVIEW#")]
    assert len(waiting) == 3
    for each in waiting:
        assert each["list"] == "REVIEW#4407"
        assert each["order"] == f"{each['since']}#{each['pk'][2:]}#{each['sk']}"
        kept = before[each["pk"], each["sk"]]
        assert (kept["waits_for"], kept["since"]) == (each["waits_for"], each["since"])


KEY = ("P#a", "Y#2020#R#exam-1")


@pytest.mark.parametrize(
    ("place", "belongs"),
    [
        (("PEOPLE#4413K1", "li#a"), ("PEOPLE#4413", "4413K1#li#a")),
        (("PEOPLE#440000", "li#a"), ("PEOPLE#4400", "440000#li#a")),
        (("YEAR#2020#440703", "complete#a"), ("YEAR#2020#4407", "440703#complete#a")),
        (("CERT#2020#440703", "issued##N"), ("CERT#2020#4407", "440703#issued##N")),
        (("CERT#2020#440703", "held#a#b#N"), ("CERT#held#44", "440703#held#a#b#N")),
        (("CERT#2020#440703", "revoked#x#N"), ("CERT#2020#revoked#44", "440703#revoked#x#N")),
        (("STAFF#440703", "reviewer#x#y"), ("STAFF#44", "440703#reviewer#x#y")),
        (("ALIKE#440703", "birth-z#a"), ("ALIKE#44", "440703#birth-z#a")),
        (
            ("RECORDS#440703#returned", "2020-06-01"),
            ("RECORDS#returned#4407", "440703#2020-06-01#a#Y#2020#R#exam-1"),
        ),
        (
            ("RECORDS#440703#accredited", "2020#2020-06-01#id"),
            ("RECORDS#accredited#44", "440703#2020#2020-06-01#id"),
        ),
        (("IMPORTS", "x"), None),
        (("ARCHIVES#abcdef", "x"), None),
    ],
)
def test_given_a_place_of_before_then_it_is_known_where_it_belongs_and_is_left_there(
    place: tuple[str, str], belongs: tuple[str, str] | None
) -> None:
    found = today(KEY, IndexKeys(Place(*place), None))
    assert found == belongs
    if found is not None:
        assert today(KEY, IndexKeys(found, None)) is None
