"""What a notice asked for has been done: it is unread no more, whether or not anybody opened it."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.records.actions.tell_mended import tell_mended
from tests.cut_offs.test_reminders import WANG, days_before, remind, reminders
from tests.faults import Killed, killer
from tests.journey.world import Client, Professional, World
from tests.notices.test_delivery import deliver, order_of_fresh


def unread(owner: Client) -> set[str]:
    told = owner.get("/v1/me/notices").body["items"]
    return {each["kind"] for each in told if each["read_at"] is None}


def returned(world: World, record: dict[str, Any]) -> None:
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补签到表"})


def test_given_a_return_that_was_mended_then_its_notice_is_unread_no_more(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    returned(world, record)
    world.settle()
    assert unread(li) == {"record_returned"}
    sent = li.application(evidence=[li.upload()], submit=True, reference="JM-2020-0018")
    li.must("PUT", f"/v1/me/records/{record['id']}", sent)
    world.settle()
    assert unread(li) == set()
    returned(world, record)
    world.settle()
    assert unread(li) == {"record_returned"}, "the second return has a notice of its own"
    li.must("POST", f"/v1/me/records/{record['id']}/withdraw")
    world.settle()
    assert unread(li) == set()


def test_given_a_held_certificate_that_is_issued_then_what_held_it_is_unread_no_more(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.study()
    world.accredit(li.submit())
    world.settle()
    assert "certificate_held" in unread(li)
    li.must("POST", "/v1/me/hr-account", {})
    world.settle()
    assert li.get("/v1/me/years/2020").body["certificate"]["state"] == "issued"
    assert "certificate_held" not in unread(li)
    assert "certificate_issued" in unread(li)


def _completed(world: World, li: Professional) -> None:
    li.study()
    world.accredit(li.submit())
    world.settle()


def _unread_reminders(owner: Professional) -> list[str]:
    told = reminders(owner)
    return [each["at"][:10] for each in told if each["read_at"] is None]


def test_r27_given_a_year_that_is_complete_then_its_reminders_are_unread_no_more_and_others_stay(
    world: World,
) -> None:
    li = world.professional().enrol()
    wang = world.professional("wang").enrol("王伟", document=WANG)
    for days in (30, 7):
        remind(world, days_before(days))
    read_before = reminders(li)[1]
    li.must("POST", f"/v1/me/notices/{read_before['id']}/read")
    assert len(_unread_reminders(li)) == 1
    first = reminders(li)[1]["read_at"]
    _completed(world, li)
    assert _unread_reminders(li) == []
    assert reminders(li)[1]["read_at"] == first, "the first time counts"
    assert "year_complete" in unread(li)
    assert len(_unread_reminders(wang)) == 2, "another one's year is not complete"


def test_r27_given_another_year_s_reminder_or_a_later_one_then_it_stays_unread_whatever_comes_twice(
    world: World,
) -> None:
    li = world.professional().enrol()
    remind(world, days_before(30))
    deliver(order_of_fresh(li, world.now, year=2019))
    assert len(_unread_reminders(li)) == 1, "of another year"
    sent = order_of_fresh(li, days_before(31))
    deliver(sent)
    assert len(_unread_reminders(li)) == 1, "reminded after that year had been completed once"
    sent = order_of_fresh(li, world.now + timedelta(hours=1))
    deliver(sent)
    seen = [each["read_at"] for each in reminders(li)]
    assert None not in seen
    deliver(sent)
    assert [each["read_at"] for each in reminders(li)] == seen


def test_r27_given_more_notices_than_a_page_then_the_reminder_below_them_is_settled_too(
    world: World,
) -> None:
    li = world.professional().enrol()
    remind(world, days_before(30))
    for hour in range(1, 25):
        kind = NoticeKind.ACCREDITED
        deliver(order_of_fresh(li, world.now + timedelta(hours=hour), kind))
    deliver(order_of_fresh(li, world.now + timedelta(hours=26)))
    assert _unread_reminders(li) == []


def test_r27_given_a_worker_killed_while_it_settles_then_the_repeat_settles_all(
    world: World,
) -> None:
    li = world.professional().enrol()
    for days in (30, 7, 1):
        remind(world, days_before(days))
    sent = order_of_fresh(li, world.now + timedelta(hours=1))
    with killer(2, landed=True).listening(), pytest.raises(Killed):
        deliver(sent)
    assert len(_unread_reminders(li)) == 1
    deliver(sent)
    assert _unread_reminders(li) == []
    assert "year_complete" in unread(li)


def test_given_a_notice_that_was_read_then_it_stays_read_since_then_once_it_is_mended(
    world: World,
) -> None:
    li = world.professional().enrol()
    record = li.submit()
    returned(world, record)
    (notice,) = li.get("/v1/me/notices").body["items"]
    read = li.must("POST", f"/v1/me/notices/{notice['id']}/read")
    world.now += timedelta(hours=1)
    li.must("POST", f"/v1/me/records/{record['id']}/withdraw")
    world.settle()
    (kept,) = li.get("/v1/me/notices").body["items"]
    assert kept["read_at"] == read["read_at"] is not None


def test_given_writes_that_mend_nothing_then_nothing_is_settled() -> None:
    assert tell_mended([{"ApproximateCreationDateTime": 0, "NewImage": {}}]) == 0
