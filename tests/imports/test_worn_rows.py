"""R28: what a spreadsheet did to a file harms nobody: nobody else is credited, nobody counts twice."""

import pytest

from tests.journey.imports import (
    brought,
    counts,
    imported,
    imported_file,
    professional,
    refused_rows,
    row,
    workbook,
)
from tests.journey.reports import year_of
from tests.journey.world import World

ROUNDED = {"type": "resident_id", "number": "440703197001014000"}
"""Somebody has it; and so has everybody in a CSV that a spreadsheet has rounded."""
LONG, KEPT, SHOWN = "265459123456789012", "265459123456789000", "2.65459E+17"


def account(name: str) -> dict[str, str]:
    return {
        "姓名": name,
        "证件类型": "居民身份证",
        "证件号码": ROUNDED["number"],
        "人员类别": "在职",
        "行政区划代码": "440703",
    }


def test_r28_given_a_rounded_number_that_is_another_s_then_nobody_is_credited(
    world: World,
) -> None:
    other = world.professional().enrol("王伟", document=ROUNDED)

    shown = imported(world, row(证件号码=ROUNDED["number"]), professional())

    assert counts(shown) == (2, 0, 1, 1)
    ((line, _, number, field, why, *_),) = refused_rows(shown["id"])
    assert (line, number, field) == ("2", "440703********4000", "证件号码")
    assert "末尾都是0" in why
    assert "文本格式" in why
    assert year_of(other, 2018)["public"]["accredited"] == "0"


def test_r28_given_who_really_has_such_a_number_then_both_ways_lead_in(world: World) -> None:
    mine = row(姓名="王伟", 证件号码=ROUNDED["number"])
    assert counts(imported(world, mine)) == (1, 0, 0, 1)
    assert counts(imported_file(world, workbook(mine))) == (1, 0, 1, 0)

    owner = world.professional().enrol("王伟", document=ROUNDED)
    world.settle()

    shown = imported(world, professional(姓名="王伟", 证件号码=ROUNDED["number"]))
    assert counts(shown) == (1, 1, 0, 0)
    assert year_of(owner, 2018)["complete"] is True


@pytest.mark.parametrize("kind", ["enrolments", "hr_accounts"])
def test_r1_given_a_rounded_number_then_no_account_is_opened_in_another_s_name(
    world: World, kind: str
) -> None:
    shown = brought(world, kind, account("王伟"))
    assert counts(shown) == (1, 0, 0, 1)
    assert refused_rows(shown["id"])[0][3] == "证件号码"


def test_r1_given_an_account_on_one_side_then_its_number_is_believed_on_the_other(
    world: World,
) -> None:
    world.professional().enrol("王伟", document=ROUNDED)
    assert counts(brought(world, "hr_accounts", account("李䶮"))) == (1, 0, 0, 1)
    assert counts(brought(world, "hr_accounts", account("王伟"))) == (1, 1, 0, 0)


@pytest.mark.parametrize("serial", [KEPT, SHOWN])
def test_r28_given_a_serial_that_was_rounded_then_it_is_refused_and_the_mended_file_counts_once(
    world: World, serial: str
) -> None:
    li = world.professional().enrol()
    shown = imported(world, row(serial))
    assert counts(shown) == (1, 0, 0, 1)
    assert refused_rows(shown["id"])[0][3] == "流水号"

    imported(world, row(LONG))
    assert year_of(li, 2018)["public"]["accredited"] == "30"


@pytest.mark.parametrize(("worn", "typed"), [(KEPT, LONG), ("12345", "00012345")])
@pytest.mark.parametrize("enrolled", [True, False])
def test_r28_given_a_row_came_under_a_worn_serial_then_its_own_brings_no_second_record(
    world: World, worn: str, typed: str, *, enrolled: bool
) -> None:
    li = world.professional()
    if enrolled:
        li.enrol()
    first = imported_file(world, workbook(row(worn)))

    again = imported(world, row(typed), row(typed))
    if not enrolled:
        li.enrol()
        world.settle()

    assert counts(first)[3] == counts(again)[3] == 0
    assert year_of(li, 2018)["public"]["accredited"] == "30"
    assert len(year_of(li, 2018)["records"]) == 1
    assert counts(imported(world, row("00012346", 学习内容="另一课程"))) == (1, 1, 0, 0)


def test_r28_given_the_record_of_a_worn_serial_is_revoked_then_the_mended_row_counts(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported_file(world, workbook(row(KEPT)))
    (record,) = year_of(li, 2018)["records"]
    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "误"})

    shown = imported(world, row(LONG))

    assert counts(shown) == (1, 1, 0, 0)
    assert year_of(li, 2018)["public"]["accredited"] == "30"


@pytest.mark.parametrize(
    "changes",
    [
        {"完成日期": "0018-06-01"},
        {"完成日期": "1918-06-01"},
        {"完成日期": "20186"},
        {"完成日期": "2017-12-31"},
        {"完成日期": "2019-01-01"},
        {"认定日期": "2018-01-31"},
        {"认定日期": "2017-12-31"},
    ],
)
def test_r15_given_days_that_cannot_be_then_the_row_is_refused(
    world: World, changes: dict[str, str]
) -> None:
    shown = imported(world, row(**{"完成日期": "2018-03-09", **changes}), professional())

    assert counts(shown) == (2, 0, 1, 1)
    assert [each[3] for each in refused_rows(shown["id"])] == [*changes]


def test_r28_given_an_accreditation_some_days_before_its_completion_then_it_is_the_hr_system_s_way(
    world: World,
) -> None:
    disordered = row(完成日期="2018-12-26", 认定日期="2018-12-03")

    assert counts(imported(world, disordered)) == (1, 0, 1, 0)
