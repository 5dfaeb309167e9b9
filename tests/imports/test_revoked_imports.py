"""R16, R19, R28: what was imported and revoked is no dead end: mended, it comes in under its 流水号."""

from typing import Any

import pytest

from tests.journey.imports import (
    counts,
    imported,
    imported_file,
    refused_rows,
    row,
    workbook,
)
from tests.journey.reports import year_of
from tests.journey.world import Answer, Professional, World

REASON = {"reason": "录入有误"}
WANG = {"type": "resident_id", "number": "440703197001014000"}
"""In tests of files kept as text alone: its number looks rounded."""
LONG, KEPT = "265459123456789012", "265459123456789000"


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区, with one imported record."""
    li = world.professional().enrol()
    imported(world, row())
    return li


def records(person: Professional, year: int = 2018) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = year_of(person, year)["records"]
    return found


def revoke(world: World, record: dict[str, Any]) -> None:
    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", REASON)


def restore(world: World, record: dict[str, Any]) -> Answer:
    return world.administrator().post(f"/v1/admin/records/{record['id']}/restore", REASON)


def public(person: Professional, year: int = 2018) -> str:
    accredited: str = year_of(person, year)["public"]["accredited"]
    return accredited


MENDED = [({"学分": "20"}, 2018), ({"完成日期": "2018-05-09"}, 2018), ({"年度": "2019"}, 2019)]


@pytest.mark.parametrize(("changes", "year"), MENDED)
def test_r16_given_a_revoked_import_then_the_mended_row_makes_a_new_record(
    world: World, li: Professional, changes: dict[str, str], year: int
) -> None:
    (first,) = records(li)
    assert counts(imported(world, row(**changes))) == (1, 0, 0, 1), "it stands"
    revoke(world, first)

    shown = imported(world, row(**changes))

    assert counts(shown) == (1, 1, 0, 0)
    assert shown["unchanged"] == 0
    assert public(li, year) == changes.get("学分", "30")
    made = [each for each in records(li, year) if each["state"] == "accredited"]
    assert [each["reference"] for each in made] == ["HR0001"]
    assert made[0]["id"] != first["id"]
    again = imported(world, row(**changes))
    assert (counts(again), again["unchanged"]) == ((1, 1, 0, 0), 1)
    assert counts(imported(world, row(学分="29"))) == (1, 0, 0, 1)


@pytest.mark.parametrize(("changes", "year"), MENDED)
def test_r19_given_a_mended_row_stands_then_the_old_one_is_restored_only_once_it_is_revoked(
    world: World, li: Professional, changes: dict[str, str], year: int
) -> None:
    (first,) = records(li)
    revoke(world, first)
    imported(world, row(**changes))
    refused = restore(world, first)
    assert refused.code == "duplicate_credit"
    (second,) = (each for each in records(li, year) if each["state"] == "accredited")
    revoke(world, second)

    assert restore(world, first).status == 200

    assert public(li) == "30"
    assert restore(world, second).code == "duplicate_credit"
    again = imported(world, row())
    assert (counts(again), again["unchanged"]) == ((1, 1, 0, 0), 1)
    assert counts(imported(world, row(**changes))) == (1, 0, 0, 1)


def test_r28_given_a_revoked_import_then_the_same_row_is_told_as_revoked_and_whom_to_ask(
    world: World, li: Professional
) -> None:
    revoke(world, records(li)[0])

    shown = imported(world, row())

    assert counts(shown) == (1, 0, 0, 1)
    ((_, serial, _, field, why, *_),) = refused_rows(shown["id"])
    assert (serial, field) == ("HR0001", "流水号")
    assert "撤销" in why
    assert "咨询" in why
    assert public(li) == "0"


def test_r28_given_a_row_named_the_wrong_person_then_revoked_it_comes_to_the_right_one(
    world: World, li: Professional
) -> None:
    wang = world.professional("wang").enrol("王伟", document=WANG)
    theirs = workbook(row(姓名="王伟", 证件号码=WANG["number"]))
    assert counts(imported_file(world, theirs)) == (1, 0, 0, 1)
    (first,) = records(li)
    revoke(world, first)

    assert counts(imported_file(world, theirs)) == (1, 1, 0, 0)

    assert (public(li), public(wang)) == ("0", "30")
    assert restore(world, first).code == "duplicate_credit"
    assert counts(imported(world, row())) == (1, 0, 0, 1)
    revoke(world, records(wang)[0])
    assert restore(world, first).status == 200
    assert (public(li), public(wang)) == ("30", "0")


def test_r28_given_the_right_person_has_not_enrolled_then_the_row_waits_and_bars_the_old_record(
    world: World, li: Professional
) -> None:
    (first,) = records(li)
    revoke(world, first)
    theirs = workbook(row(姓名="王伟", 证件号码=WANG["number"]))

    assert counts(imported_file(world, theirs)) == (1, 0, 1, 0)

    assert restore(world, first).code == "duplicate_credit"
    wang = world.professional("wang").enrol("王伟", document=WANG)
    world.settle()
    assert (public(li), public(wang)) == ("0", "30")
    assert restore(world, first).code == "duplicate_credit"


def test_r19_given_a_revoked_import_restored_then_it_counts_and_bars_another_content(
    world: World, li: Professional
) -> None:
    (first,) = records(li)
    revoke(world, first)

    assert restore(world, first).status == 200

    assert public(li) == "30"
    assert counts(imported(world, row(学分="20"))) == (1, 0, 0, 1)
    assert imported(world, row())["unchanged"] == 1


def test_r28_given_the_record_of_a_worn_serial_is_revoked_then_what_came_since_bars_it(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported_file(world, workbook(row(KEPT)))
    (worn,) = records(li)
    revoke(world, worn)
    imported(world, row(LONG))
    assert public(li) == "30"

    assert restore(world, worn).code == "duplicate_credit"


def test_r28_given_a_row_was_found_under_a_worn_serial_then_once_that_is_revoked_it_counts(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported_file(world, workbook(row(KEPT)))
    assert imported(world, row(LONG))["unchanged"] == 1
    (worn,) = records(li)
    revoke(world, worn)

    assert counts(imported(world, row(LONG))) == (1, 1, 0, 0)

    assert public(li) == "30"
    assert restore(world, worn).code == "duplicate_credit"
