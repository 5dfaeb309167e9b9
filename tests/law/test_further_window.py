"""One further window of a year where the platform itself kept people out (R45)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import document, online, provider
from tests.journey.world import Client, Professional, World

PATH = "/v1/admin/policies/2020/windows"
CUT_OFF = datetime(2021, 1, 1, tzinfo=SHANGHAI)
OPENED = datetime(2021, 1, 11, tzinfo=SHANGHAI)
ENDED = datetime(2021, 1, 23, tzinfo=SHANGHAI)
MILLISECOND = timedelta(milliseconds=1)
OTHER = {"document": document(7), "territory": "440604"}


def further(**changes: object) -> dict[str, Any]:
    return {
        "opens": "2021-01-11",
        "closes": "2021-01-22",
        "territories": ["440700"],
        "reason": "2020年12月31日平台停机三小时",
        "source": "粤财会函〔2021〕1号",
        **changes,
    }


@pytest.fixture
def li(world: World) -> Professional:
    """A person of 蓬江区, enrolled in time."""
    world.now = CUT_OFF - timedelta(hours=1)
    return world.professional().enrol()


@pytest.fixture
def admin(world: World, li: Professional) -> Client:
    """The province's administrator, once the year's own window has closed."""
    assert li
    world.now = CUT_OFF + timedelta(hours=9)
    return world.administrator()


def draft(person: Professional, **changes: object) -> Any:  # noqa: ANN401 - an answer
    return person.post("/v1/me/years/2020/records", person.application(**changes))


def test_r45_given_a_further_window_then_who_was_kept_out_registers_anew(
    world: World, li: Professional
) -> None:
    kept_out = draft(li).body["id"]
    world.now = CUT_OFF + timedelta(hours=9)
    world.tick("close_windows")
    assert li.must("GET", f"/v1/me/records/{kept_out}")["state"] == "expired"
    assert world.administrator().post(PATH, further()).status == 201
    world.now = OPENED - MILLISECOND
    assert draft(li).code == "window_closed"
    world.now = OPENED
    year = li.must("GET", "/v1/me/years/2020")
    assert (year["window"]["open"], year["window"]["closes"]) == (True, "2021-01-22")
    anew = li.submit()
    assert (anew["state"], anew["receipt"]["window"]) == ("submitted", "2020-further")
    assert world.accredit(anew).body["state"] == "accredited"
    world.now = ENDED
    late = draft(li, reference="JM-9")
    assert (late.code, late.body["cut_off"]) == ("window_closed", "2021-01-22")


def test_r45_given_what_the_job_has_not_recorded_yet_then_it_stays_closed_and_its_place_is_free(
    world: World, li: Professional
) -> None:
    kept_out = draft(li).body["id"]
    world.now = CUT_OFF + timedelta(hours=9)
    world.administrator().must("POST", PATH, further(opens="2021-01-01", closes="2021-01-20"))
    mine = f"/v1/me/records/{kept_out}"
    assert li.must("GET", mine)["state"] == "expired"
    assert li.post(f"{mine}/submit").code == "window_closed"
    assert li.submit()["state"] == "submitted"
    world.tick("close_windows")
    year = li.must("GET", "/v1/me/years/2020")
    assert sorted(each["state"] for each in year["records"]) == ["expired", "submitted"]


def test_r45_given_territories_then_nobody_else_is_admitted(world: World, li: Professional) -> None:
    wang = world.professional("wang").enrol("王伟", **OTHER)
    world.now = CUT_OFF + timedelta(hours=9)
    world.administrator().must("POST", PATH, further())
    world.now = OPENED + timedelta(days=2)
    assert draft(wang).code == "window_closed"
    assert wang.must("GET", "/v1/me/years/2020")["window"]["closes"] == "2020-12-31"
    assert draft(li).status == 201
    told = {"completed_on": "2020-12-30"}
    reporting = provider(world)
    assert reporting.statuses(online("A-1", **told)) == ["accredited"]
    other = {"name": "王伟", "document": document(7), **told}
    assert reporting.statuses(online("A-2", **other)) == ["window_closed"]
    nobody = {"name": "赵一", "document": document(8), **told}
    assert reporting.statuses(online("A-3", **nobody)) == ["window_closed"]


def test_r15_given_a_further_window_then_study_after_the_year_s_own_cut_off_is_none_of_it(
    world: World, admin: Client, li: Professional
) -> None:
    admin.must("POST", PATH, further(territories=[]))
    world.now = OPENED + timedelta(days=1)
    late = draft(li, started_on=None, ended_on="2021-01-04")
    assert (late.code, late.body["latest"]) == ("date_outside_year", "2020-12-31")
    assert draft(li, started_on=None, ended_on="2020-12-31").status == 201


def test_r26_given_its_end_then_its_drafts_expire_are_told_and_counted_apart(
    world: World, li: Professional
) -> None:
    first = draft(li).body["id"]
    world.now = CUT_OFF + timedelta(minutes=5)
    world.tick("close_windows")
    world.administrator().must("POST", PATH, further())
    world.now = OPENED
    second = draft(li).body["id"]
    world.now = ENDED + timedelta(minutes=5)
    world.tick("close_windows", "sweep")
    for record, end in ((first, CUT_OFF), (second, ENDED)):
        last = li.must("GET", f"/v1/me/records/{record}")["history"][-1]
        assert (last["to"], last["at"]) == ("expired", end.isoformat())
    listed = world.administrator().must("GET", "/v1/admin/cut-offs?limit=200")["items"]
    shown = {each["window"]: each for each in listed if each["year"] == 2020}
    assert {name: (each["state"], each["expired"]) for name, each in shown.items()} == {
        "2020-regular": ("closed", 1),
        "2020-further": ("closed", 1),
    }
    told = [each["kind"] for each in li.must("GET", "/v1/me/notices")["items"]]
    assert told.count("record_expired") == 2


def test_r25_given_a_return_in_it_then_its_end_or_ten_working_days(
    world: World, admin: Client, li: Professional
) -> None:
    admin.must("POST", PATH, further())
    world.now = OPENED
    record = li.submit()
    world.now = ENDED - timedelta(hours=1)
    path = f"/v1/review/records/{record['id']}/decision"
    returned = world.reviewer().must("POST", path, {"decision": "return", "reason": "请补充"})
    assert returned["resubmit_until"] == "2021-02-06T00:00:00+08:00"
    world.now = datetime(2021, 2, 6, tzinfo=SHANGHAI) - MILLISECOND
    world.tick("close_windows", "sweep")
    assert li.post(f"/v1/me/records/{record['id']}/submit").status == 200


def test_r27_given_it_is_open_then_those_are_reminded_whom_it_admits(
    world: World, li: Professional
) -> None:
    wang = world.professional("wang").enrol("王伟", **OTHER)
    world.now = CUT_OFF + timedelta(hours=9)
    world.administrator().must("POST", PATH, further())
    world.now = datetime(2021, 1, 15, 9, tzinfo=SHANGHAI)
    world.tick("remind")
    titles = [each["title"] for each in li.must("GET", "/v1/me/notices")["items"]]
    assert titles == ["2020年度学分登记（补开）将于2021-01-22截止"]
    assert wang.must("GET", "/v1/me/notices")["items"] == []


def test_r45_given_a_further_window_then_the_policy_shows_everything_about_it(
    world: World, admin: Client
) -> None:
    assert admin.must("GET", "/v1/policies/2020")["further_window"] is None
    opened = admin.must("POST", PATH, further())
    for shown in (opened, admin.must("GET", "/v1/policies/2020")):
        window = shown["further_window"]
        assert {name: window[name] for name in further()} == further()
        assert (window["open"], window["by"]) == (False, "administrator:440000")
        assert window["at"] == world.now.isoformat()
        assert shown["window"]["closes"] == "2020-12-31", "the year's own stays closed"
    assert admin.must("GET", "/v1/admin/policies/2020") == opened


@pytest.mark.ministack
def test_r45_given_a_second_one_then_refused_and_the_same_key_answers_the_first(
    admin: Client,
) -> None:
    first = admin.post(PATH, further(), key="k")
    assert admin.post(PATH, further(), key="k") == first
    assert admin.post(PATH, further(reason="另一"), key="k").code == "idempotency_key_reused"
    second = admin.post(PATH, further(opens="2021-03-01", closes="2021-03-02"))
    assert (second.status, second.code) == (409, "window_opened_before")


def test_r45_given_a_window_that_has_not_closed_then_it_is_extended_and_not_opened_anew(
    world: World, admin: Client
) -> None:
    world.now = CUT_OFF - MILLISECOND
    refused = admin.post(PATH, further())
    assert (refused.status, refused.code) == (409, "window_still_open")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"opens": "2020-12-31"}, "window_invalid", "opens"),
        ({"opens": "2022-01-03", "closes": "2022-01-04"}, "window_invalid", "opens"),
        ({"closes": "2021-01-10"}, "window_invalid", "closes"),
        ({"closes": "2021-02-01"}, "window_invalid", "closes"),
        ({"closes": "9999-12-31"}, "window_invalid", "closes"),
        ({"source": " "}, "window_invalid", "source"),
        ({"reason": " "}, "window_invalid", "reason"),
        ({"territories": ["440300"]}, "shenzhen_excluded", "territory"),
        ({"territories": ["110000"]}, "territory_unknown", "territory"),
        ({"opens": "soon"}, "field_invalid", "opens"),
    ],
)
def test_r45_given_what_may_not_be_opened_then_refused_with_the_field(
    admin: Client, changes: dict[str, object], code: str, field: str
) -> None:
    refused = admin.post(PATH, further(**changes))
    assert (refused.status, refused.code, refused.body["field"]) == (422, code, field)
    assert admin.must("GET", "/v1/policies/2020")["further_window"] is None


def test_r45_given_fifteen_working_days_then_opened_and_all_faults_are_told_at_once(
    admin: Client,
) -> None:
    wrong = admin.post(PATH, further(opens="2020-12-01", closes="2020-11-30", source=" "))
    assert [each["field"] for each in wrong.body["faults"]] == ["opens", "closes", "source"]
    assert admin.post(PATH, further(closes="2021-01-31")).status == 201


def test_r20_given_an_administrator_below_the_province_then_forbidden(
    world: World, admin: Client
) -> None:
    assert admin
    assert world.administrator("440700").post(PATH, further()).code == "forbidden"
