"""The province sees and loads a year's calendar (R46); what was told before is not cut short."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.law.rules.workday import NOTHING_LOADED
from chalicelib.law.store import policies
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.acts import find_acts
from tests.journey.reports import ZHANG, document, online, provider
from tests.journey.world import Client, World

PATH = "/v1/admin/calendar/2027"
NOVEMBER = datetime(2026, 11, 29, 9, tzinfo=SHANGHAI)
SPRING = [{"from": "2027-02-05", "to": "2027-02-08", "name": "春节"}]
MILLISECOND = timedelta(milliseconds=1)


def calendar(**changes: object) -> dict[str, Any]:
    return {
        "holidays": [
            {"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"},
            {"from": "2027-02-05", "to": "2027-02-12", "name": "春节"},
            {"from": "2027-05-01", "to": "2027-05-10", "name": "劳动节"},
        ],
        "workdays": ["2027-01-30", "2027-02-20"],
        "source": "国务院办公厅关于2027年部分节假日安排的通知（示例）",
        **changes,
    }


@pytest.fixture
def admin(world: World) -> Client:
    """An administrator of the province, in November 2026."""
    world.now = NOVEMBER
    return world.administrator()


def test_r46_given_a_year_not_announced_then_the_law_s_own_days_count_and_it_is_said_so(
    admin: Client,
) -> None:
    shown = admin.must("GET", "/v1/admin/calendar/2038")
    spring = {"from": "2038-02-03", "to": "2038-02-06", "name": "春节"}
    assert (shown["year"], shown["origin"], shown["version"]) == (2038, "statutory", 0)
    assert spring in shown["holidays"]
    assert spring in shown["statutory"]
    assert shown["workdays"] == []
    assert "全国年节及纪念日放假办法" in shown["source"]


def test_r46_given_a_year_that_the_release_knows_then_it_is_shown_as_announced(
    admin: Client,
) -> None:
    shown = admin.must("GET", "/v1/admin/calendar/2026")
    assert (shown["origin"], shown["version"]) == ("announced", 0)
    assert {"from": "2026-10-01", "to": "2026-10-07", "name": "国庆节"} in shown["holidays"]
    assert "2026-10-10" in shown["workdays"]
    assert "2026年部分节假日安排的通知" in shown["source"]


def test_r46_given_a_calendar_when_loaded_then_it_is_what_counts(
    world: World, admin: Client
) -> None:
    loaded = admin.must("PUT", PATH, calendar())
    assert loaded["origin"] == "loaded"
    assert {name: loaded[name] for name in calendar()} == calendar()
    assert (loaded["version"], loaded["loaded_by"]) == (1, "administrator:440000")
    assert loaded["loaded_at"] == world.now.isoformat()
    assert SPRING[0] in loaded["statutory"], "whatever is loaded"
    assert admin.must("GET", PATH) == loaded


def test_r46_given_the_same_calendar_again_then_nothing_changes(
    world: World, admin: Client
) -> None:
    first = admin.must("PUT", PATH, calendar())
    world.now += timedelta(days=1)
    assert admin.must("PUT", PATH, calendar()) == first
    turned = calendar(holidays=calendar()["holidays"][::-1])
    assert admin.must("PUT", PATH, turned) == first


@pytest.mark.ministack
def test_r46_given_a_version_then_it_is_replaced_only_if_nobody_came_before(
    admin: Client,
) -> None:
    assert admin.send("PUT", PATH, calendar(version=1)).code == "calendar_changed"
    admin.must("PUT", PATH, calendar(version=0))
    other = calendar(source="补充通知")
    refused = admin.send("PUT", PATH, {**other, "version": 0})
    assert (refused.status, refused.code, refused.body["version"]) == (409, "calendar_changed", 1)
    assert admin.must("PUT", PATH, {**other, "version": 1})["version"] == 2


def test_r46_given_a_key_then_one_load_and_the_key_is_no_other_calendar_s(admin: Client) -> None:
    first = admin.send("PUT", PATH, calendar(), key="k")
    admin.must("PUT", PATH, calendar(source="补充通知"))
    assert admin.send("PUT", PATH, calendar(), key="k").body["version"] == 2
    assert first.body["version"] == 1
    other = admin.send("PUT", PATH, calendar(source="另一通知"), key="k")
    assert other.code == "idempotency_key_reused"


def test_r46_given_a_calendar_with_several_faults_then_all_are_told_and_none_is_loaded(
    admin: Client,
) -> None:
    sent = calendar(
        holidays=[{"from": "2027-02-12", "to": "2027-02-05", "name": "春节"}],
        workdays=["2027-03-01", "2028-01-02"],
        source=" ",
    )
    refused = admin.send("PUT", PATH, sent)
    assert (refused.status, refused.code, refused.body["field"]) == (
        422,
        "calendar_invalid",
        "source",
    )
    fields = [each["field"] for each in refused.body["faults"]]
    assert fields == ["source", "holidays.0.to", "workdays.0", "workdays.1"]
    assert admin.must("GET", PATH)["version"] == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (
            {"holidays": [{"from": "2027-02-30", "to": "2027-03-01", "name": "假"}]},
            "holidays.0.from",
        ),
        ({"holidays": [{"from": "2027-02-01", "name": "假"}]}, "holidays.0.to"),
        ({"workdays": ["soon"]}, "workdays.0"),
        ({"source": "\u202e"}, "source"),
        ({"days": 3}, "days"),
    ],
)
def test_r46_given_what_is_no_calendar_then_the_field_is_named(
    admin: Client, changes: dict[str, object], field: str
) -> None:
    refused = admin.send("PUT", PATH, calendar(**changes))
    assert (refused.status, refused.body["field"]) == (422, field)


@pytest.mark.parametrize("year", ["2003", "2100", "27"])
def test_r46_given_a_year_without_a_calendar_then_refused(admin: Client, year: str) -> None:
    for method, body in (("GET", None), ("PUT", calendar())):
        refused = admin.send(method, f"/v1/admin/calendar/{year}", body)
        assert (refused.status, refused.code) == (404, "calendar_unknown")


def test_r20_given_an_administrator_below_the_province_then_forbidden(world: World) -> None:
    city = world.administrator("440700")
    assert city.get(PATH).code == "forbidden"
    assert city.send("PUT", PATH, calendar()).code == "forbidden"


def test_r25_given_a_loaded_calendar_then_a_record_returned_since_has_its_days(
    world: World,
) -> None:
    """The window of 2025 is closed: the ten working days after the return decide."""
    li, before = world.professional(), datetime(2026, 4, 30, 9, tzinfo=SHANGHAI)
    world.now = before
    li.enrol()
    records = [
        li.submit(2025, ended_on="2026-04-20", started_on=None, reference=f"JM-{each}")
        for each in range(2)
    ]
    world.now = datetime(2026, 12, 18, 9, tzinfo=SHANGHAI)
    told = _returned(world, records[0])
    assert told == "2027-01-05T00:00:00+08:00", "Monday 4 January is the tenth, not New Year's Day"
    longer = [{"from": "2027-01-01", "to": "2027-01-05", "name": "元旦"}]
    world.administrator().must("PUT", PATH, calendar(holidays=longer))
    assert _returned(world, records[1]) == "2027-01-07T00:00:00+08:00"
    shown = li.must("GET", f"/v1/me/records/{records[0]['id']}")
    assert shown["resubmit_until"] == told, "what was told stays"
    fewer = [{"from": "2027-01-01", "to": "2027-01-01", "name": "元旦"}]
    world.administrator().must("PUT", PATH, calendar(holidays=fewer, workdays=["2027-01-02"]))
    for record, until in ((records[0], told), (records[1], "2027-01-07T00:00:00+08:00")):
        path = f"/v1/me/records/{record['id']}"
        assert li.must("GET", path)["resubmit_until"] == until
        world.now = datetime.fromisoformat(until) - MILLISECOND
        assert li.post(f"{path}/submit").status == 200


def _returned(world: World, record: dict[str, Any]) -> str:
    path = f"/v1/review/records/{record['id']}/decision"
    sent = {"decision": "return", "reason": "请补充"}
    return str(world.reviewer().must("POST", path, sent)["resubmit_until"])


@pytest.mark.parametrize(
    ("off", "last"),
    [
        pytest.param("2027-05-02", 11, id="a calendar with fewer days does not cut it short"),
        pytest.param("2027-05-12", 19, id="one with more days gives providers theirs"),
    ],
)
def test_r18_given_a_loaded_calendar_then_providers_have_what_they_were_told_or_more(
    world: World, admin: Client, off: str, last: int
) -> None:
    labour = [{"from": "2027-05-01", "to": off, "name": "劳动节"}]
    admin.must("PUT", PATH, calendar(holidays=labour, workdays=[]))
    world.now = datetime(2027, 5, last + 1, tzinfo=SHANGHAI) - MILLISECOND
    told = {"year": 2026, "completed_on": "2027-04-30", "name": ZHANG, "document": document(1)}
    assert provider(world).statuses(online("P-1", **told)) == ["waiting"]
    world.now += MILLISECOND
    assert provider(world).statuses(online("P-2", **told)) == ["window_closed"]


def test_r46_given_a_calendar_that_another_process_loaded_then_it_holds_once_what_was_kept_is_old(
    admin: Client,
) -> None:
    assert policies.get_policy(2026).calendar == NOTHING_LOADED
    admin.must("PUT", PATH, calendar())
    (loaded,) = policies.get_policy(2020).calendar.loaded
    assert loaded.calendar.year == 2027, "here at once, and in every year's policy"
    assert policies.read_policy(2026) == policies.get_policy(2026)
    assert policies.FRESH_SECONDS < 60


def test_r19_given_a_load_then_the_act_says_who_and_what_changed(
    world: World, admin: Client
) -> None:
    admin.must("PUT", PATH, calendar())
    admin.must("PUT", PATH, calendar(workdays=["2027-01-30"]))
    world.settle()
    first, second = find_acts("POLICY")
    assert (first.what, first.year, first.by.territory) == ("calendar_loaded", 2027, "440000")
    assert {each.field for each in first.changes} == {"holidays", "workdays", "source"}
    (change,) = second.changes
    assert (change.before, change.after) == ("2027-01-30；2027-02-20", "2027-01-30")
