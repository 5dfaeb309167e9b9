"""Amendments of a year's policy through the app's door (R23): for the time to come, by the province."""

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.store import policies
from chalicelib.law.store.policies import KeptAmendment
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.telling import lines_of
from tests.journey.world import Answer, Client, Professional, World

PATH = "/v1/admin/policies/2020/amendments"
DECEMBER = datetime(2020, 12, 20, 9, tzinfo=SHANGHAI)
END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def admin(world: World) -> Client:
    """An administrator of the province, on 20 December 2020."""
    world.now = DECEMBER
    return world.reviewer("440000", "administrator")


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def amendment(**changes: object) -> dict[str, Any]:
    return {
        "figure": "window.closes",
        "value": "2021-01-31",
        "since": "2020-12-21",
        "source": "粤财会函〔2020〕99号",
        "reason": "年末系统升级",
        **changes,
    }


def training(admin: Client, **changes: object) -> Answer:
    rate = {"figure": "conversion.training", "value": "20", "since": "2020-12-20", **changes}
    return admin.post(PATH, amendment(**rate))


def test_r23_given_an_extension_then_the_window_is_open_until_its_new_end(
    world: World, admin: Client, li: Professional
) -> None:
    amended = admin.must("POST", PATH, amendment())
    assert amended["window"]["closes"] == "2020-12-31", "not before its day"
    world.now = datetime(2020, 12, 21, tzinfo=SHANGHAI)
    assert li.must("GET", "/v1/policies/2020")["window"]["closes"] == "2021-01-31"
    world.now = datetime(2021, 1, 31, 23, 59, 59, 999000, tzinfo=SHANGHAI)
    assert li.submit(ended_on="2020-12-30")["state"] == "submitted"
    world.now += MILLISECOND
    late = li.post("/v1/me/years/2020/records", li.application(reference="JM-2"))
    assert (late.code, late.body["cut_off"]) == ("window_closed", "2021-01-31")
    assert "粤财会函〔2020〕99号" in late.body["detail"]


def test_r23_given_an_amendment_then_the_policy_shows_who_when_why_and_by_which_source(
    world: World, admin: Client
) -> None:
    admin.must("POST", PATH, amendment())
    anybody = world.professional("anybody")
    for shown in (
        admin.must("GET", "/v1/admin/policies/2020"),
        anybody.must("GET", "/v1/policies/2020"),
    ):
        (made,) = shown["amendments"]
        assert made == {
            **amendment(),
            "territory": None,
            "by": "administrator:440000",
            "at": DECEMBER.isoformat(),
        }
    (notice,) = anybody.must("GET", "/v1/policies/2022")["amendments"]
    assert (notice["by"], notice["at"], notice["reason"]) == (None, None, None)


def test_r26_given_an_extension_then_the_job_closes_at_the_new_cut_off_alone(
    world: World, admin: Client, li: Professional
) -> None:
    draft = li.must("POST", "/v1/me/years/2020/records", li.application())
    admin.must("POST", PATH, amendment())
    world.now = END + timedelta(days=1)
    world.tick()
    assert li.must("GET", f"/v1/me/records/{draft['id']}")["state"] == "draft"
    world.now = datetime(2021, 2, 1, 0, 5, tzinfo=SHANGHAI)
    world.tick()
    (shown,) = li.must("GET", "/v1/me/years/2020")["records"]
    assert shown["history"][-1]["at"] == "2021-02-01T00:00:00+08:00"


def test_r25_given_an_extension_after_a_return_then_the_later_of_both_ends_counts(
    world: World, admin: Client, li: Professional
) -> None:
    record = li.submit(ended_on="2020-12-19", started_on=None)
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补充"})
    mine = f"/v1/me/records/{record['id']}"
    assert li.must("GET", mine)["resubmit_until"] == "2021-01-05T00:00:00+08:00"
    admin.must("POST", PATH, amendment())
    for now in (datetime(2021, 1, 20, tzinfo=SHANGHAI), datetime(2021, 1, 31, 23, tzinfo=SHANGHAI)):
        world.now = now
        world.tick("sweep")
        shown = li.must("GET", mine)
        assert (shown["state"], shown["resubmit_until"]) == (
            "returned",
            "2021-02-01T00:00:00+08:00",
        )
    world.now = datetime(2021, 2, 1, 0, 5, tzinfo=SHANGHAI)
    world.tick()
    assert li.must("GET", mine)["history"][-1]["to"] == "expired"


def test_r14_given_another_conversion_then_for_what_is_submitted_afterwards_alone(
    world: World, admin: Client, li: Professional
) -> None:
    before = li.submit(ended_on="2020-12-18", started_on=None)
    assert training(admin).status == 200
    after = li.submit(ended_on="2020-12-19", started_on=None, reference="JM-2")
    assert (before["credits"], after["credits"]) == ("60", "120")
    assert after["rule"]["source"] == "粤财会函〔2020〕99号"
    assert li.must("GET", f"/v1/me/records/{before['id']}")["credits"] == "60"
    assert world.accredit(before).body["accredited_credits"] == "60"


def test_r8_given_a_territory_then_its_people_alone(
    world: World, admin: Client, li: Professional
) -> None:
    assert training(admin, territory="440700").status == 200
    assert training(admin, territory="440703", value="15").status == 200
    wang = world.professional("wang").enrol(
        "王伟", "440100", document={"type": "resident_id", "number": "440704195801242981"}
    )
    sent = {"ended_on": "2020-12-18", "started_on": None}
    assert li.submit(**sent)["credits"] == "90"
    assert wang.submit(**sent)["credits"] == "60"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"since": "2020-12-19"}, "amendment_invalid", "since"),
        ({"since": "2021-01-02"}, "amendment_invalid", "since"),
        ({"value": "2020-12-20"}, "amendment_invalid", "value"),
        ({"value": "2021-02-30"}, "amendment_invalid", "value"),
        ({"value": True}, "amendment_invalid", "value"),
        ({"value": "2026-01-01"}, "amendment_invalid", "value"),
        ({"value": "9999-12-31"}, "amendment_invalid", "value"),
        ({"value": "9999-12-31", "since": "9999-12-31"}, "amendment_invalid", "value"),
        ({"figure": "window.opens", "value": "2020-12-25"}, "amendment_invalid", "figure"),
        ({"figure": "window.kind", "value": "make-up"}, "amendment_invalid", "figure"),
        ({"figure": "conversion.training", "value": "0"}, "amendment_invalid", "value"),
        ({"figure": "required.public", "value": "20"}, "amendment_invalid", "figure"),
        ({"figure": "period.resubmit_workdays", "value": 20}, "amendment_invalid", "figure"),
        ({"figure": "conversion.none", "value": "1"}, "amendment_invalid", "figure"),
        ({"figure": "conversion.training", "value": "-1"}, "amendment_invalid", "value"),
        ({"figure": "conversion.training", "value": "1.234"}, "amendment_invalid", "value"),
        ({"territory": "440700"}, "amendment_invalid", "territory"),
        ({"territory": "440300"}, "shenzhen_excluded", "territory"),
        ({"territory": "110000"}, "territory_unknown", "territory"),
        ({"source": " "}, "amendment_invalid", "source"),
        ({"reason": " "}, "reason_required", "reason"),
        ({"value": 2.5}, "field_invalid", "value"),
        ({"since": "soon"}, "field_invalid", "since"),
        ({"by": "me"}, "field_unknown", "by"),
    ],
)
def test_r23_given_what_may_not_be_amended_then_refused_with_field_and_reason(
    admin: Client, changes: dict[str, object], code: str, field: str
) -> None:
    refused = admin.post(PATH, amendment(**changes))
    assert (refused.status, refused.code, refused.body["field"]) == (422, code, field)
    assert admin.must("GET", "/v1/admin/policies/2020")["amendments"] == []
    windows = admin.get("/v1/admin/cut-offs?limit=100").body["items"]
    assert {each["year"] for each in windows} == set(years())


def test_r23_given_the_day_after_the_cut_off_as_its_first_then_open_without_a_gap(
    world: World, admin: Client, li: Professional
) -> None:
    assert admin.post(PATH, amendment(since="2021-01-01")).status == 200
    for now in (END - MILLISECOND, END):
        world.now = now
        assert li.must("GET", "/v1/me/years/2020")["window"]["open"] is True


def test_r26_given_a_closed_window_then_it_is_never_opened_again(
    world: World, admin: Client
) -> None:
    world.now = END - MILLISECOND
    early = amendment(since="2021-01-01", value="2021-01-02")
    assert admin.post(PATH, early).status == 200
    world.now = datetime(2021, 1, 3, tzinfo=SHANGHAI)
    refused = admin.post(PATH, amendment(since="2021-01-03"))
    assert (refused.code, refused.body["field"]) == ("amendment_invalid", "figure")
    assert "不能重新开放" in refused.body["detail"]


def test_r20_given_an_administrator_of_a_city_or_anybody_else_then_forbidden(world: World) -> None:
    world.now = DECEMBER
    city = world.reviewer("440700", "administrator")
    assert city.post(PATH, amendment()).code == "forbidden"
    assert city.get("/v1/admin/policies/2020").status == 200
    assert world.reviewer("440000").post(PATH, amendment()).code == "forbidden"


@pytest.mark.ministack
def test_given_the_same_key_then_one_amendment_and_the_same_answer(admin: Client) -> None:
    first = admin.post(PATH, amendment(), key="k")
    assert admin.post(PATH, amendment(), key="k") == first
    other = admin.post(PATH, amendment(reason="另一理由"), key="k")
    assert other.code == "idempotency_key_reused"
    again = admin.post(PATH, amendment())
    assert (again.code, again.body["field"]) == ("amendment_invalid", "since")
    assert len(admin.must("GET", "/v1/admin/policies/2020")["amendments"]) == 1


def test_r23_given_another_process_s_amendment_then_it_holds_once_what_was_kept_is_old(
    admin: Client, li: Professional
) -> None:
    assert li.must("GET", "/v1/policies/2020")["amendments"] == []
    recent = policies.get_policy(2020)
    admin.must("POST", PATH, amendment())
    assert policies.FRESH_SECONDS < 60
    assert policies.read_policy(2020).amendments != recent.amendments
    assert policies.get_policy(2020) == policies.read_policy(2020), "here at once"
    assert admin.get("/v1/admin/policies/1999").code == "year_unknown"


def test_r13_given_an_examination_that_completes_the_year_then_a_flag_is_amended_as_well(
    admin: Client,
) -> None:
    flag = {"figure": "completes_year.exam.tax_adviser", "since": "2020-12-20"}
    refused = admin.post(PATH, amendment(**flag, value="true"))
    assert (refused.code, refused.body["field"]) == ("amendment_invalid", "value")
    admin.must("POST", PATH, amendment(**flag, value=True))
    shown = admin.must("GET", "/v1/policies/2020")["figures"]["completes_year.exam.tax_adviser"]
    assert (shown["value"], shown["since"]) == (True, "2020-12-20")


def test_r23_given_an_amendment_that_a_deployment_made_unfit_then_all_else_works_and_it_is_told(
    world: World, admin: Client, told: io.StringIO
) -> None:
    (notice,) = policy_of(2022).amendments
    unfit = KeptAmendment(
        year=2022,
        figure=notice.figure,
        since=notice.since,
        value="2023-05-31",
        source="依据",
        reason="在部署之前修订",
        by=Actor(Party.ADMINISTRATOR, "x", "440000"),
        at=DECEMBER,
        cause=Cause("before"),
    )
    policies.put_amendment(unfit, 0)
    admin.must("POST", PATH, amendment())
    shown = {year: admin.get(f"/v1/policies/{year}") for year in years()}
    assert {each.status for each in shown.values()} == {200}
    assert shown[2022].body["window"]["closes"] == "2022-12-31"
    assert len(shown[2020].body["amendments"]) == 1
    world.now = datetime(2022, 12, 20, tzinfo=SHANGHAI)
    assert admin.must("GET", "/v1/policies/2022")["window"]["closes"] == "2023-04-30"
    left_out = [line for line in lines_of(told) if line["event"] == "amendment_left_out"]
    assert [(line["level"], line["year"], line["figure"]) for line in left_out] == [
        ("ERROR", 2022, "window.closes")
    ]
    world.tick("close_windows")


def test_r23_given_the_day_of_an_amendment_that_was_left_out_then_another_one_is_refused(
    admin: Client,
) -> None:
    far = KeptAmendment(
        year=2020,
        figure="window.closes",
        since=date(2020, 12, 21),
        value="9999-12-31",
        source="依据",
        reason="在规则之前修订",
        by=Actor(Party.ADMINISTRATOR, "x", "440000"),
        at=DECEMBER,
        cause=Cause("before"),
    )
    policies.put_amendment(far, 0)
    refused = admin.post(PATH, amendment())
    assert (refused.code, refused.body["field"]) == ("amendment_invalid", "since")
    assert admin.post(PATH, amendment(since="2020-12-22")).status == 200
