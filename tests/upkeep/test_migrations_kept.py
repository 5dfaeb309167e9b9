"""A table page by page, and how far a migration is, on both emulators."""

from datetime import UTC, datetime

import pytest

from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import Conflict, HrItem, RegistryItem
from chalicelib.upkeep.rules.migration import Key, MigrationProgress
from chalicelib.upkeep.store import migrations
from local.cloud import Cloud

pytestmark = pytest.mark.ministack
AT = datetime(2026, 11, 30, tzinfo=UTC)


def filled(side: Side, people: int) -> None:
    for person in range(people):
        for sk in ("PROFILE", "Y#2020", "Y#2020#R#training-1"):
            side.value(f"P#{person:03}", sk, body={}).save()


def pages(side: Side, kind: str, size: int) -> tuple[list[Key], list[int]]:
    """Everything of a kind in the order of the pages, and how many items each looked at."""
    found: list[Key] = []
    seen: list[int] = []
    after: Key | None = None
    while True:
        page = migrations.find_page(side, (kind,), after, size)
        found, seen, after = [*found, *page.found], [*seen, page.seen], page.last
        if after is None:
            return found, seen


@pytest.mark.parametrize("side", list(Side))
def test_given_a_table_then_its_pages_have_each_item_of_a_kind_once(
    cloud: Cloud, side: Side
) -> None:
    assert cloud
    filled(side, 20)
    found, seen = pages(side, "PROFILE", 7)
    assert sorted(found) == [(f"P#{person:03}", "PROFILE") for person in range(20)]
    assert sum(seen) == 60
    assert max(seen) == 7
    assert len(pages(side, "Y#2020", 50)[0]) == 40
    assert pages(side, "C#", 50) == ([], [50, 10])


def test_given_items_that_are_written_meanwhile_then_no_other_one_is_jumped_over(
    cloud: Cloud,
) -> None:
    assert cloud
    filled(Side.REGISTRY, 20)
    first = migrations.find_page(Side.REGISTRY, ("PROFILE",), None, 20)
    for person in range(20, 40):
        RegistryItem(f"P#{person:03}", "PROFILE", body={}).save()
    RegistryItem("P#003", "PROFILE", list="PEOPLE#440703", order="a", body={}).save()
    found = list(first.found)
    while first.last is not None:
        first = migrations.find_page(Side.REGISTRY, ("PROFILE",), first.last, 20)
        found += first.found
    assert len(found) == len(set(found))
    assert {(f"P#{person:03}", "PROFILE") for person in range(20)} <= set(found)


def test_given_how_far_two_are_then_both_are_read_and_a_version_is_put_once(cloud: Cloud) -> None:
    assert cloud
    one, two = (
        MigrationProgress(number=number, name=f"m{number}", begun_at=AT, about=0, version=1)
        for number in (1, 2)
    )
    for each in (two, one):
        migrations.put_progress(each, 0)
    assert migrations.find_all() == [one, two]
    with pytest.raises(Conflict):
        migrations.put_progress(one, 0)
    assert HrItem.count() == 0, "the registry keeps it for both"
