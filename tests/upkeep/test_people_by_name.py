"""0009: whoever has a name is found from it, and the answers are those of before (R20)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chalicelib.people.rules.people_lists import NAMED, named_place
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.applied import PEOPLE_BY_NAME
from chalicelib.platform.store.tables import RegistryItem, read
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from tests.faults import Killed, Network, killer, table_clients
from tests.journey.world import Client, World
from tests.processes import forget
from tests.upkeep import kept as kept_stores
from tests.upkeep.asked import PROVINCE

PLACES = ("440000", "440700", "440703", "440704", "440100")
SEARCH = "/v1/admin/professionals/search"
WHY = {"reason": "核对"}


@pytest.fixture(params=kept_stores.versions()[-1:], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """The latest store, in which nothing leads from a name."""
    found: Path = request.param
    return found


def apply(world: World) -> None:
    """Apply all migrations; readers ask again then."""
    try:
        assert migrate(
            ALL[:PEOPLE_BY_NAME], at=world.now, run=Run(lambda: True), tell=lambda _: None
        )
    finally:
        forget(is_elsewhere=False)


def people() -> list[Professional]:
    """Every profile that a list has."""
    items = RegistryItem.scan(RegistryItem.sk == "PROFILE", consistent_read=True)
    everybody = [read(item, Professional) for item in items]
    return [each for each in everybody if not each.merged_into]


def pointers() -> dict[tuple[str, str], str]:
    """What leads from names, to which key."""
    items = RegistryItem.scan(RegistryItem.pk.startswith(f"{NAMED}#"), consistent_read=True)
    return {(item.pk, item.sk): item.body["pk"] for item in items}


def owed() -> dict[tuple[str, str], str]:
    """What ought to."""
    places = ((named_place(each), each) for each in people())
    return {(place.list, place.order): f"P#{each.id}" for place, each in places}


def pages(world: World, name: str, place: str) -> Iterator[dict[str, Any]]:
    """Pages of one person each."""
    asked = {"name": name, "territory": place, "limit": 1}
    while True:
        page = Client(world, PROVINCE).must("POST", SEARCH, asked)
        yield page
        if not page["next"]:
            return
        asked["cursor"] = page["next"]


def found(world: World, name: str, place: str = "440000") -> list[str]:
    """Who has a name in a place."""
    return [each["id"] for page in pages(world, name, place) for each in page["items"]]


def everywhere(world: World, names: set[str]) -> dict[tuple[str, str], list[str]]:
    """Who has each of some names in each of some places."""
    return {(name, place): found(world, name, place) for name in names for place in PLACES}


@contextmanager
def queries() -> Iterator[Network]:
    """Counts queries."""
    network = Network(table_clients(), counted={"Query"})
    with network.listening():
        yield network


def test_r20_given_a_store_of_before_when_migrated_then_whoever_has_a_name_is_found_as_before_by_one_query(
    stored: World,
) -> None:
    ana = next(each for each in people() if "’" in each.name)  # listed as migration 0001 mends it
    names = {each.name for each in people() if each != ana} | {"没有此人"}
    before = everywhere(stored, names)
    there = {one for some in before.values() for one in some}
    assert there == {each.id for each in people()} - {ana.id}
    assert pointers() == {}
    # A cursor of before goes on where it was.
    twice = next(name for name in names if len(before[name, "440000"]) > 1)
    cursor = next(pages(stored, twice, "440000"))["next"]

    for nth in (1, PEOPLE_BY_NAME + 4, PEOPLE_BY_NAME + 9):
        with suppress(Killed), killer(nth).listening():
            apply(stored)
        assert everywhere(stored, names) == before
    apply(stored)

    assert pointers() == owed()
    assert everywhere(stored, names) == before
    assert found(stored, "D'Souza Ana") == found(stored, ana.name, "440703") == [ana.id]
    for place in PLACES:
        with queries() as counted:
            found(stored, "没有此人", place)
        assert counted.calls == 1
    asked = {"name": twice, "territory": "440000", "cursor": cursor}
    rest = Client(stored, PROVINCE).must("POST", SEARCH, asked)["items"]
    assert [each["id"] for each in rest] == before[twice, "440000"][1:]


def test_r20_given_a_change_after_the_migration_then_the_name_leads_where_it_belongs_alone(
    stored: World,
) -> None:
    apply(stored)
    admin, li = Client(stored, PROVINCE), str(Client(stored, "li").must("GET", "/v1/me")["id"])
    path = f"/v1/admin/professionals/{li}"
    name = next(each.name for each in people() if each.id == li)

    admin.must("PATCH", path, {"name": "李新名", **WHY})
    assert (found(stored, "李新名"), li in found(stored, name)) == ([li], False)
    admin.must("PATCH", path, {"territory": "440100", **WHY})
    assert [found(stored, "李新名", place) for place in ("440100", "440700")] == [[li], []]
    admin.must("PATCH", path, {"employer": "新单位", **WHY})
    assert pointers() == owed()

    fresh = stored.professional("fresh").enrol(
        name="李新名", document={"type": "passport", "number": "E76543210"}
    )
    new = str(fresh.must("GET", "/v1/me")["id"])
    assert sorted(found(stored, "李新名")) == sorted([li, new])
    admin.must("POST", f"{path}/merge", {"with": new, **WHY})
    assert found(stored, "李新名") == [li]
    assert pointers() == owed()


def test_r20_given_a_pointer_that_is_no_more_true_then_nobody_is_found_by_it(stored: World) -> None:
    apply(stored)
    (one, *_) = people()
    place = named_place(msgspec.structs.replace(one, name="没有此人"))
    pointer = {"pk": f"P#{one.id}", "sk": "PROFILE"}
    RegistryItem(place.list, place.order, body=pointer).save()
    assert found(stored, "没有此人") == []
    assert one.id in found(stored, one.name)
