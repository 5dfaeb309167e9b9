"""Reminders before a cut-off (R27): to whom, when, once each, wherever a run was stopped."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.imported import put_imported
from tests.journey.world import Professional, World

CUT_OFF = datetime(2020, 12, 31, tzinfo=SHANGHAI)
WANG = {"type": "resident_id", "number": "440704195801242981"}
CHEN = {"type": "passport", "number": "E12345678"}


def days_before(days: int, cut_off: datetime = CUT_OFF) -> datetime:
    return cut_off - timedelta(days=days)


def reminders(person: Professional) -> list[dict[str, Any]]:
    items = person.must("GET", "/v1/me/notices?limit=200")["items"]
    return [each for each in items if each["kind"] == "cut_off_reminder"]


def remind(world: World, at: datetime) -> None:
    world.now = at
    world.tick("remind")


@pytest.mark.parametrize("days", [30, 7, 1])
def test_r27_given_a_day_of_reminders_then_from_its_first_millisecond_and_not_before(
    world: World, days: int
) -> None:
    li = world.professional().enrol()
    remind(world, days_before(days) - timedelta(milliseconds=1))
    earlier = len(reminders(li))
    remind(world, days_before(days))
    assert len(reminders(li)) == earlier + 1
    assert reminders(li)[0]["at"] == days_before(days).isoformat()


def test_r27_given_every_day_up_to_the_cut_off_then_three_reminders_once_each(
    world: World,
) -> None:
    li = world.professional().enrol()
    for days in (31, 30, 30, 29, 8, 7, 6, 1, 1, 0, -1):
        remind(world, days_before(days) + timedelta(hours=9))
    due = [each["at"][:10] for each in reminders(li)]
    assert due == ["2020-12-30", "2020-12-24", "2020-12-01"]
    text = reminders(li)[0]["text"]
    for said in ("2020年度学分登记", "2020-12-31", "公需科目须满30学分", "咨询"):
        assert said in text


def test_r27_given_who_has_something_to_do_then_reminded_and_nobody_else(world: World) -> None:
    li = world.professional().enrol()
    no_record = world.professional("wang").enrol("王伟", "440000", document=WANG)
    li.must("POST", "/v1/me/years/2020/records", li.application())
    under_review = world.professional("chen").enrol("陈𫖯", document=CHEN)
    under_review.submit(reference="JM-2")
    exempt = world.professional("ma").enrol(
        "马明", document={"type": "passport", "number": "E1000001"}
    )
    world.work_since(exempt, "2020-03-01")
    complete = world.professional("he").enrol(
        "何平", document={"type": "passport", "number": "E1000002"}
    )
    complete.study()
    world.accredit(complete.submit(reference="JM-3"))
    remind(world, days_before(7))
    told = [len(reminders(each)) for each in (li, no_record, under_review, exempt, complete)]
    assert told == [1, 1, 0, 0, 0]
    assert "您有1条记录尚未提交" in reminders(li)[0]["text"]
    assert "尚未提交" not in reminders(no_record)[0]["text"]


def test_r27_given_a_make_up_window_then_only_whom_r24_admits(world: World) -> None:
    admitted = world.professional().enrol()
    barred = world.professional("wang").enrol("王伟", document=WANG)
    put_imported(admitted, 2018, public="30", professional="20")
    put_imported(barred, 2018, public="20", professional="0")
    remind(world, datetime(2020, 9, 23, 9, tzinfo=SHANGHAI))
    (notice,) = reminders(admitted)
    assert (notice["year"], "2020-09-30" in notice["title"]) == (2018, True)
    assert "还差40学分" in notice["text"]
    assert reminders(barred) == []


def test_r27_given_an_extension_then_the_new_cut_off_has_reminders_of_its_own(
    world: World,
) -> None:
    li = world.professional().enrol()
    remind(world, days_before(1))
    extension = {
        "figure": "window.closes",
        "value": "2021-01-31",
        "since": "2020-12-31",
        "source": "粤财会函〔2020〕99号",
        "reason": "系统升级",
    }
    admin = world.reviewer("440000", "administrator")
    admin.must("POST", "/v1/admin/policies/2020/amendments", extension)
    remind(world, datetime(2021, 1, 1, 9, tzinfo=SHANGHAI))
    assert [each["at"][:10] for each in reminders(li)] == ["2021-01-01", "2020-12-30"]


def test_r27_given_who_enrols_after_the_day_s_run_then_the_next_run_reminds_as_well(
    world: World,
) -> None:
    li = world.professional().enrol()
    remind(world, days_before(30))
    wang = world.professional("wang").enrol("王伟", document=WANG)
    remind(world, days_before(30))
    assert [len(reminders(each)) for each in (li, wang)] == [1, 1]
