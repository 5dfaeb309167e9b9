"""The sweep: what a stream lost is done all the same, what is overdue is seen (R29)."""

import io
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from chalicelib.certificates.store import certificates
from chalicelib.events import schedules
from chalicelib.people.store import professionals
from chalicelib.platform.actions.run import Unfinished
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import HrItem
from local.schedules import event_of
from tests.faults import Killed, killer
from tests.journey.hurried import Hurried
from tests.journey.telling import lines_of
from tests.journey.world import Professional, World

WANG = {"type": "resident_id", "number": "440704195801242981"}
MINUTES = timedelta(minutes=5)


def complete(world: World, *, hr_name: str | None = "李䶮") -> Professional:
    """Complete a year of which no stream hears: the pump is never run."""
    li = world.professional().enrol()
    if hr_name is not None:
        li.open_hr_account(hr_name)
    li.study()
    assert world.accredit(li.submit()).status == 200
    return li


def swept(world: World) -> None:
    """Sweep, and let the renderer draw what it was woken for: the sweep draws and signs nothing."""
    world.tick("sweep")
    world.settle()


def certificate(person: Professional) -> dict[str, Any]:
    shown: dict[str, Any] = person.must("GET", "/v1/me/years/2020")["certificate"]
    return shown


def sync(world: World, query: str, territory: str = "440000") -> list[dict[str, Any]]:
    admin = world.reviewer(territory, "administrator")
    items: list[dict[str, Any]] = admin.must("GET", f"/v1/admin/sync?{query}")["items"]
    return items


def test_r29_given_a_lost_stream_event_then_the_sweep_brings_the_year_to_its_certificate(
    world: World,
) -> None:
    li = complete(world)
    completed = world.now
    world.now = completed + MINUTES - timedelta(milliseconds=1)
    world.tick("sweep")
    assert certificate(li)["state"] == "pending", "the stream is given its time"
    world.now = completed + timedelta(days=2)
    swept(world)
    issued = certificate(li)
    assert (issued["state"], issued["version"]) == ("issued", 1)
    assert issued["issued_on"] == completed.date().isoformat(), "as if the stream had come in time"
    assert li.post("/v1/me/years/2020/certificate/download").status == 200
    world.settle()
    world.tick("sweep")
    assert certificate(li) == issued


def test_r30_given_lost_events_of_corrections_then_held_certificates_go_through_all_the_same(
    world: World,
) -> None:
    li = complete(world, hr_name="李岩")
    world.now += MINUTES
    world.tick("sweep")
    assert certificate(li)["state"] == "held"
    li.must("PATCH", "/v1/me/hr-account", {"name": "李䶮"})
    world.now += MINUTES
    swept(world)
    assert certificate(li)["state"] == "issued"


def test_r30_given_a_lost_correction_of_the_profile_then_swept_as_well(world: World) -> None:
    li = complete(world, hr_name="李岩")
    world.settle()
    li.must("PATCH", "/v1/me", {"name": "李岩"})
    world.now += MINUTES
    swept(world)
    assert certificate(li)["state"] == "issued"
    assert professionals.find_professional(li.must("GET", "/v1/me")["id"]) is not None
    assert sync(world, "state=overdue") == []


def test_given_a_drawn_certificate_whose_mark_has_stayed_then_the_sweep_clears_it(
    world: World,
) -> None:
    li = complete(world)
    world.settle()
    person = li.must("GET", "/v1/me")["id"]
    kept = HrItem.get(f"P#{person}", "C#2020")
    kept.update(
        actions=[
            HrItem.waits_for.set("RENDER#00"),
            HrItem.since.set("2020-06-01T00:00:00.000+00:00"),
        ]
    )
    world.now += timedelta(days=1)
    swept(world)
    assert HrItem.get(f"P#{person}", "C#2020").waits_for is None


def test_given_a_sweep_killed_at_each_write_then_the_next_one_ends_it(world: World) -> None:
    li = complete(world)
    world.now += timedelta(days=1)
    # A certificate is the third: its number and what leads to it come first, and are put anew.
    for place, landed in [*product((1, 2, 3), (False, True))] * 4:
        with killer(place, landed=landed).listening(), suppress(Killed):
            world.tick("sweep")
    with killer().listening() as network:
        world.tick("sweep")
    assert network.calls == 1, "killed until nothing was left but to wake the renderer"
    world.settle()
    assert certificate(li)["state"] == "issued"
    assert certificate(li)["version"] == 1


def test_given_one_debt_that_fails_then_the_others_are_done_and_the_run_says_so(
    world: World,
) -> None:
    li = complete(world)
    wang = world.professional("wang").enrol("王伟", document=WANG)
    wang.open_hr_account("王伟", WANG)
    wang.study()
    world.accredit(wang.submit(reference="JM-2"))
    world.settle()
    person = li.must("GET", "/v1/me")["id"]
    kept = certificates.find_certificate(person, 2020)
    assert kept is not None
    _lose_the_future(world, person)
    world.now += MINUTES
    with pytest.raises(Unfinished):
        world.tick("sweep")
    assert certificate(wang)["state"] == "issued"


def _lose_the_future(world: World, person: str) -> None:
    """The standing as an old backup has it: waiting, and older than what HR has seen."""
    world.cloud.client("dynamodb").update_item(
        TableName="RegistryTable",
        Key={"pk": {"S": f"P#{person}"}, "sk": {"S": "Y#2020"}},
        UpdateExpression="SET waits_for = :w, since = :s, #b.version = :v, version = :v",
        ExpressionAttributeNames={"#b": "body"},
        ExpressionAttributeValues={
            ":w": {"S": "SYNC#00"},
            ":s": {"S": "2020-06-01T00:00:00.000+00:00"},
            ":v": {"N": "1"},
        },
    )


def test_r29_given_three_working_days_then_overdue_is_listed_and_raises_the_alarm(
    world: World, told: io.StringIO
) -> None:
    world.now = datetime(2020, 9, 29, 17, tzinfo=SHANGHAI)
    li = complete(world)
    # 30 September, then the holidays to 8 October, 9 October, and 10 October, a Saturday of work.
    overdue_from = datetime(2020, 10, 11, tzinfo=SHANGHAI)
    world.now = overdue_from - timedelta(milliseconds=1)
    assert sync(world, "state=overdue") == []
    world.now = overdue_from
    (late,) = [each for each in sync(world, "state=overdue") if each["waits_for"] == "sync"]
    assert late["due"] == overdue_from.isoformat()
    assert (late["year"], late["territory"], late["state"]) == (2020, "440703", "overdue")
    assert late["professional"]["name"] == "李**"
    assert sync(world, "state=overdue", "440704") == []
    assert sync(world, "state=overdue&territory=440703&year=2020", "440700") != []
    assert late not in sync(world, "state=overdue&year=2021")
    world.tick("sweep")
    (first,) = _swept(told)
    assert first["OverdueWaiting"] >= 1
    assert first["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Xuefen/test"
    world.settle()
    assert certificate(li)["state"] == "issued"
    assert sync(world, "state=overdue") == []
    world.tick("sweep")
    assert [each["OverdueWaiting"] for each in _swept(told)[1:]] == [0]


def _swept(told: io.StringIO) -> list[dict[str, Any]]:
    return [line for line in lines_of(told) if line["event"] == "sweep"]


def test_r29_given_overdue_years_of_two_counties_then_each_page_goes_on_where_the_last_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(world)
    world.now += timedelta(minutes=1)
    wang = world.professional("wang").enrol("王伟", "440704", document=WANG)
    wang.study()
    world.accredit(wang.submit(reference="JM-2"), "440704")
    world.now += timedelta(days=30)
    everything = sync(world, "state=overdue")
    since = [each["since"] for each in everything]
    assert since == sorted(since), "the oldest first, over all lists and both tables"
    of_wang = [each for each in everything if each["territory"] == "440704"]
    assert len(everything) > len(of_wang) > 1
    for looked_at in (1, 500):
        monkeypatch.setattr("chalicelib.views.routes.sync.LOOKED_AT", looked_at)
        assert pages_of(world, "state=overdue&limit=1") == everything
        assert pages_of(world, "state=overdue&limit=1&territory=440704") == of_wang


def pages_of(world: World, query: str) -> list[dict[str, Any]]:
    admin, items, cursor = world.administrator(), [], ""
    for _ in range(20):
        page = admin.must("GET", f"/v1/admin/sync?{query}{cursor}")
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&cursor={page['next']}"
    raise AssertionError("never ends")


def test_r30_given_held_certificates_then_they_are_listed_with_the_reason_and_never_swept(
    world: World,
) -> None:
    li = complete(world, hr_name=None)
    wang = world.professional("wang").enrol("王伟", "440704", document=WANG)
    wang.study()
    world.accredit(wang.submit(reference="JM-2"), "440704")
    world.settle()
    world.now += timedelta(days=30)
    held = sync(world, "state=held&year=2020")
    assert [each["territory"] for each in held] == ["440703", "440704"]
    assert held[0]["held_because"]["code"] == "no_hr_account"
    assert held[0]["person"] == li.must("GET", "/v1/me")["id"]
    assert [each["territory"] for each in sync(world, "state=held", "440704")] == ["440704"]
    assert sync(world, "state=held&year=2021") == []
    assert sync(world, "state=overdue") == []
    admin = world.reviewer("440700", "administrator")
    first = admin.must("GET", "/v1/admin/sync?state=held&limit=1")
    second = admin.must("GET", f"/v1/admin/sync?state=held&limit=1&cursor={first['next']}")
    assert first["items"] + second["items"] == held
    assert second["next"] is None
    assert admin.get("/v1/admin/sync?state=held&territory=440100").code == "forbidden"
    assert admin.get("/v1/admin/sync?state=held&year=1999").code == "year_unknown"
    assert admin.get("/v1/admin/sync").body["field"] == "state"


def test_r29_given_too_little_time_then_what_is_overdue_is_told_and_the_next_run_goes_on(
    world: World, told: io.StringIO
) -> None:
    li = complete(world)
    world.now += timedelta(days=30)
    for runs in range(1, 10):
        schedules.sweep(event_of(world.now), Hurried(1))
        assert len(_swept(told)) == runs
        if certificate(li)["number"]:
            break
    world.settle()
    assert certificate(li)["state"] == "issued"
    assert [each["OverdueWaiting"] > 0 for each in _swept(told)] == [True] * runs
    assert runs > 1
    schedules.sweep(event_of(world.now), Hurried(0))
    assert lines_of(told)[-1]["event"] == "schedule_out_of_time"


def test_r30_given_nobody_with_the_document_at_hr_then_the_sweep_looks_for_the_login_s_account(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.study()
    world.accredit(li.submit())
    world.now += timedelta(hours=1)
    world.tick("sweep")
    assert certificate(li)["held_because"]["code"] == "no_hr_account"
