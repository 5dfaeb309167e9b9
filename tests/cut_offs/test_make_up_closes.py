"""`PUT /dev/clock` across 2020-09-30 with `POST /dev/tick`: the make-up of 2018 and 2019 closes."""

import json
from typing import Any

from chalicelib.events import schedules
from local.dev import Dev
from local.schedules import schedules_of
from tests.journey.imported import put_imported
from tests.journey.world import World


def dev_calls(world: World) -> Dev:
    named = schedules_of(lambda name: getattr(schedules, name), world.pump.work_off)
    return Dev(world.clock, world.issuer, world.pump, named)


def call(dev: Dev, method: str, path: str, body: object = None) -> dict[str, Any]:
    answer = dev(method, path, "", json.dumps(body).encode() if body is not None else b"")
    assert answer.status == 200, answer
    return dict(json.loads(answer.body))


def set_clock(world: World, dev: Dev, now: str) -> None:
    call(dev, "PUT", "/dev/clock", {"now": now})
    world.now = world.clock.now()


def test_r24_r26_given_the_clock_across_the_cut_off_then_a_tick_closes_both_make_ups(
    world: World,
) -> None:
    dev = dev_calls(world)
    li = world.professional().enrol()
    for year in (2018, 2019):
        put_imported(li, year, public="30", professional="20")
    sent = li.application(facts={"days": 4})
    draft = li.must("POST", "/v1/me/years/2018/records", sent)
    in_time = li.submit(2019, facts={"days": 4})
    open_still = li.must("POST", "/v1/me/years/2020/records", sent)

    set_clock(world, dev, "2020-09-30T23:59:59.999+08:00")
    ticked = call(dev, "POST", "/dev/tick")
    assert (ticked["ran"], ticked["failed"]) == (
        ["close_windows", "sweep", "remind", "seal_archive", "forget_files", "recount"],
        [],
    )
    assert li.must("GET", f"/v1/me/records/{draft['id']}")["state"] == "draft"

    set_clock(world, dev, "2020-10-01T00:05:00+08:00")
    call(dev, "POST", "/dev/tick")
    shown = li.must("GET", f"/v1/me/records/{draft['id']}")
    assert shown["history"][-1] == {
        "at": "2020-10-01T00:00:00+08:00",
        "by": "system",
        "from": "draft",
        "to": "expired",
        "move": "expire",
        "reason": "2018年度学分补登已于2020-09-30截止",
    }
    assert li.must("GET", f"/v1/me/records/{open_still['id']}")["state"] == "draft"
    admin = world.reviewer("440000", "administrator")
    states = {
        each["window"]: (each["state"], each["expired"])
        for each in admin.must("GET", "/v1/admin/cut-offs")["items"]
    }
    assert states["2018-make-up"] == ("closed", 1)
    assert states["2019-make-up"] == ("closed", 0)
    assert states["2020-regular"] == ("open", 0)

    again = li.post("/v1/me/years/2018/records", {**sent, "reference": "JM-9"})
    assert (again.code, again.body["cut_off"]) == ("window_closed", "2020-09-30")
    assert world.accredit(in_time).body["state"] == "accredited"
    year = li.must("GET", "/v1/me/years/2019")
    assert (year["complete"], year["professional"]["accredited"]) == (True, "60")
    kinds = {(each["kind"], each["year"]) for each in li.must("GET", "/v1/me/notices")["items"]}
    assert kinds >= {("record_expired", 2018), ("cut_off_reminder", 2018)}
    assert ("cut_off_reminder", 2019) not in kinds, "what is missing is in the bureau's hands"
