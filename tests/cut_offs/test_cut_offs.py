"""Cut-offs through the app's door: what the job records, and that nothing depends on it (R25, R26)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.http.cursor import write_cursor
from chalicelib.law.rules.policy import years
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.outbox import ListPlace
from tests.journey.world import Professional, World

END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
RECORDED = END + timedelta(minutes=5)
MILLISECOND = timedelta(milliseconds=1)
WANG = {"type": "resident_id", "number": "440704195801242981"}


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def draft(person: Professional, reference: str = "JM-1") -> dict[str, Any]:
    return person.must("POST", "/v1/me/years/2020/records", person.application(reference=reference))


def give_back(world: World, record: dict[str, Any], territory: str = "440703") -> None:
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer(territory).must("POST", path, {"decision": "return", "reason": "请补充"})


def read(person: Professional, record: dict[str, Any]) -> dict[str, Any]:
    return person.must("GET", f"/v1/me/records/{record['id']}")


def inbox(person: Professional) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = person.must("GET", "/v1/me/notices")["items"]
    return items


def expiries(person: Professional) -> list[dict[str, Any]]:
    return [each for each in inbox(person) if each["kind"] == "record_expired"]


def cut_off(world: World, year: int = 2020, territory: str = "440000") -> dict[str, Any]:
    admin = world.reviewer(territory, "administrator")
    items = admin.must("GET", "/v1/admin/cut-offs")["items"]
    return next(each for each in items if each["year"] == year)


@pytest.mark.parametrize(
    ("at", "recorded"),
    [
        (END - MILLISECOND, False),
        (END, False),
        (RECORDED - MILLISECOND, False),
        (RECORDED, True),
        (END + timedelta(days=400), True),
    ],
)
def test_r26_given_the_job_then_it_records_from_five_minutes_after_the_cut_off(
    world: World, li: Professional, at: datetime, *, recorded: bool
) -> None:
    record = draft(li)
    world.now = at
    world.tick()
    shown = read(li, record)
    assert shown["state"] == ("draft" if at < END else "expired"), "whatever the job has done"
    assert len(shown["history"]) == (2 if recorded else 1)
    assert len(expiries(li)) == recorded
    assert (cut_off(world)["state"] == "closed") == recorded


def test_r26_given_the_job_then_the_move_bears_the_cut_off_and_the_owner_is_told(
    world: World, li: Professional
) -> None:
    record = draft(li)
    world.now = END + timedelta(days=3)
    world.tick()
    move = read(li, record)["history"][-1]
    assert (move["at"], move["by"], move["from"], move["to"]) == (
        "2021-01-01T00:00:00+08:00",
        "system",
        "draft",
        "expired",
    )
    assert "2020-12-31" in move["reason"]
    (notice,) = expiries(li)
    assert (notice["record"], notice["year"], notice["read_at"]) == (record["id"], 2020, None)
    assert (notice["at"], "咨询" in notice["text"]) == ("2021-01-01T00:00:00+08:00", True)
    assert record["title"] in notice["text"]


def test_r26_given_the_job_twice_then_the_second_changes_nothing(
    world: World, li: Professional
) -> None:
    record = draft(li)
    world.now = RECORDED
    world.tick()
    once = (read(li, record), inbox(li), cut_off(world))
    world.now = RECORDED + timedelta(hours=5)
    world.tick()
    assert (read(li, record), inbox(li), cut_off(world)) == once


@pytest.mark.ministack
def test_r26_given_drafts_and_returns_then_the_report_counts_them_by_territory(
    world: World, li: Professional
) -> None:
    wang = world.professional("wang").enrol("王伟", "440704", document=WANG)
    draft(li)
    draft(li, "JM-2")
    returned = li.submit(reference="JM-3")
    give_back(world, returned)
    draft(wang)
    kept = wang.submit(reference="JM-4")
    world.now = RECORDED
    world.tick()
    report = cut_off(world)
    assert (report["expired"], report["late"], report["state"]) == (4, 0, "closed")
    assert report["closed_at"] == RECORDED.isoformat()
    assert [(t["territory"], t["drafts"], t["returned"]) for t in report["territories"]] == [
        ("440703", 2, 1),
        ("440704", 1, 0),
    ]
    of_county = cut_off(world, territory="440704")
    assert (of_county["expired"], len(of_county["territories"])) == (1, 1)
    assert read(wang, kept)["state"] == "submitted"
    assert len(expiries(li)) == 3


def test_r26_given_a_return_near_the_end_then_it_outlives_the_cut_off_until_its_own_deadline(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.now = datetime(2020, 12, 30, 10, tzinfo=SHANGHAI)
    give_back(world, record)
    until = datetime(2021, 1, 15, tzinfo=SHANGHAI)  # the tenth working day is 14 January
    assert read(li, record)["resubmit_until"] == until.isoformat()
    for now in (RECORDED, until - MILLISECOND):
        world.now = now
        world.tick()
        assert read(li, record)["state"] == "returned"
    world.now = until
    assert read(li, record)["state"] == "expired"
    world.tick()
    assert len(read(li, record)["history"]) == 2, "a request of the last moment may be under way"
    world.now = until + timedelta(minutes=5)
    world.tick()
    assert read(li, record)["history"][-1]["at"] == until.isoformat()
    report = cut_off(world)
    assert (report["expired"], report["late"]) == (1, 1)
    world.tick()
    assert cut_off(world) == report
    assert len(expiries(li)) == 1


def test_r25_given_grace_when_resubmitted_then_nothing_expires(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.now = datetime(2021, 1, 4, 10, tzinfo=SHANGHAI)
    give_back(world, record)
    world.now = datetime(2021, 1, 18, 23, 59, 59, 999000, tzinfo=SHANGHAI)
    li.must("POST", f"/v1/me/records/{record['id']}/submit")
    world.now += timedelta(days=3)
    world.tick()
    assert read(li, record)["state"] == "submitted"
    assert expiries(li) == []


def test_r26_given_a_draft_that_arrives_after_the_job_then_the_sweep_records_it(
    world: World, li: Professional
) -> None:
    world.now = RECORDED
    world.tick()
    world.now = END - MILLISECOND  # a request of the last millisecond, served late
    record = draft(li)
    world.now = RECORDED + timedelta(minutes=5)
    world.tick()
    assert read(li, record)["history"][-1]["to"] == "expired"
    assert (cut_off(world)["expired"], cut_off(world)["late"]) == (1, 1)


@pytest.mark.ministack
def test_given_notices_then_they_page_latest_first_and_are_read_once(
    world: World, li: Professional
) -> None:
    for number in range(3):
        draft(li, f"JM-{number}")
    world.now = RECORDED
    world.tick()
    first = li.must("GET", "/v1/me/notices?limit=2")
    second = li.must("GET", f"/v1/me/notices?limit=2&cursor={first['next']}")
    assert [len(first["items"]), len(second["items"]), second["next"]] == [2, 1, None]
    assert first["items"] + second["items"] == inbox(li)
    notice = first["items"][0]
    seen = li.must("POST", f"/v1/me/notices/{notice['id']}/read")
    assert seen == {**notice, "read_at": RECORDED.isoformat()}
    world.now += timedelta(days=1)
    assert li.must("POST", f"/v1/me/notices/{notice['id']}/read") == seen
    wang = world.professional("wang").enrol("王伟", document=WANG)
    assert wang.post(f"/v1/me/notices/{notice['id']}/read").status == 404
    assert li.post("/v1/me/notices/none/read").code == "not_found"
    wrong = write_cursor(ListPlace("", "", "x" * 1100))
    assert li.get(f"/v1/me/notices?cursor={wrong}").code == "cursor_invalid"
    assert inbox(wang) == []


def test_r26_given_no_window_closed_yet_then_cut_offs_are_listed_as_they_stand(
    world: World,
) -> None:
    admin = world.reviewer("440000", "administrator")
    items = admin.must("GET", "/v1/admin/cut-offs")["items"]
    assert [each["year"] for each in items] == list(reversed(years()))
    states = {each["window"]: each["state"] for each in items}
    assert (states["2020-regular"], states["2021-regular"]) == ("open", "upcoming")
    assert {each["expired"] for each in items} == {0}
    world.now = END
    assert cut_off(world)["state"] == "closing"
    page = admin.must("GET", "/v1/admin/cut-offs?limit=4")
    rest = admin.must("GET", f"/v1/admin/cut-offs?cursor={page['next']}")
    assert [each["year"] for each in page["items"] + rest["items"]] == [
        each["year"] for each in items
    ]


def test_given_a_clock_that_was_set_back_then_what_the_future_closed_is_not_closed(
    world: World, li: Professional
) -> None:
    june = world.now
    world.now = END + timedelta(days=2000)
    world.tick()
    world.now = june
    assert cut_off(world)["state"] == "open"
    record = draft(li)
    world.now = RECORDED
    assert cut_off(world)["state"] == "closing"
    world.tick()
    report = cut_off(world)
    assert read(li, record)["history"][-1]["to"] == "expired"
    assert (report["state"], report["expired"], report["late"]) == ("closed", 1, 0)
    assert report["closed_at"] == RECORDED.isoformat()
