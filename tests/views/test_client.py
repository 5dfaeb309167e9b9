"""What the web client asks besides: who is signed in, a look ahead, both accounts beside each other."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journey.world import LI, World


def test_given_any_login_then_it_is_said_what_it_is_here(world: World) -> None:
    fresh = world.professional("fresh").must("GET", "/v1/whoami")
    assert (fresh["enrolled"], fresh["name"], fresh["hr_account"], fresh["role"]) == (
        False,
        None,
        False,
        None,
    )
    li = world.professional().enrol()
    li.open_hr_account()
    shown = li.must("GET", "/v1/whoami")
    assert (shown["enrolled"], shown["name"], shown["hr_account"]) == (True, "李䶮", True)
    reviewer = world.reviewer().must("GET", "/v1/whoami")
    assert (reviewer["role"], reviewer["territory_name"]) == ("reviewer", "广东省江门市蓬江区")
    assert reviewer["enrolled"] is False


def test_given_any_login_then_its_opening_is_what_it_would_ask_for_call_by_call(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    record = li.submit()
    decided = {"decision": "return", "reason": "材料不清"}
    decision = f"/v1/review/records/{record['id']}/decision"
    world.reviewer("440703").must("POST", decision, decided)
    world.settle()
    opened = li.must("GET", "/v1/opening")
    assert opened == {
        "whoami": li.must("GET", "/v1/whoami"),
        "years": li.must("GET", "/v1/me/years"),
        "notices": li.must("GET", "/v1/me/notices?limit=5"),
    }
    assert opened["notices"]["items"]
    for other in (world.professional("fresh"), world.reviewer()):
        none = {"years": None, "notices": None}
        assert other.must("GET", "/v1/opening") == {
            "whoami": other.must("GET", "/v1/whoami"),
            **none,
        }


def test_given_anybody_then_the_settings_say_how_to_sign_in_and_what_time_it_is(
    world: World,
) -> None:
    shown = world.professional().must("GET", "/v1/client")
    assert shown["issuer"] == world.issuer.url
    assert shown["client_id"] == "xuefen-web"
    assert shown["now"].startswith(world.now.date().isoformat())
    assert 2020 in shown["open_years"]
    assert shown["open_years"] == [each["year"] for each in shown["open_windows"]]
    until = next(each for each in shown["open_windows"] if each["year"] == 2020)
    assert until["label"] == "学分登记"
    assert (until["closes"], until["closes_at"]) == ("2020-12-31", "2021-01-01T00:00:00+08:00")
    assert [each["phone"] for each in shown["contacts"]] == ["020-29817536", "12333", "12345"]


def test_r5_given_the_places_then_all_of_the_province_but_shenzhen(world: World) -> None:
    items = world.professional().must("GET", "/v1/territories")["items"]
    assert {"440000", "440700", "440703"} <= {each["code"] for each in items}
    assert not [each for each in items if each["code"].startswith("4403")]
    known = {each["code"] for each in items}
    assert all(each["parent"] in known for each in items if each["parent"])


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({"name": "李䶮", "document": LI}, None, None),
        ({"name": ""}, "name_invalid", "name"),
        (
            {"document": {"type": "resident_id", "number": "440703199507091071"}},
            "document_invalid",
            "document.number",
        ),
        (
            {"document": {"type": "driver", "number": "1"}},
            "document_type_unknown",
            "document.type",
        ),
    ],
)
def test_r2_given_a_name_or_a_number_then_a_mistake_is_told_at_its_field(
    world: World, sent: object, code: str | None, field: str | None
) -> None:
    answer = world.professional().post("/v1/checks/identity", sent)
    assert (answer.code, (answer.body or {}).get("field")) == (code, field)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(days=st.integers(1, 30))
def test_r12_given_facts_then_the_preview_is_what_the_record_gets(world: World, days: int) -> None:
    li = world.professional()
    sent = {"form": "training", "facts": {"days": days}}
    shown = li.must("POST", "/v1/policies/2020/credits", sent)
    assert Decimal(shown["credits"]) == 10 * days
    assert (shown["rate"], shown["completes_year"]) == ("10", False)
    assert shown["evidence"]


def test_r12_given_a_fact_that_is_missing_then_the_preview_says_which(world: World) -> None:
    answer = world.professional().post("/v1/policies/2020/credits", {"form": "online"})
    assert (answer.status, answer.code, answer.body["field"]) == (
        422,
        "fact_missing",
        "facts.hours",
    )


def test_given_the_forms_then_each_names_the_facts_that_it_needs(world: World) -> None:
    items = {each["form"]: each for each in world.professional().must("GET", "/v1/forms")["items"]}
    assert items["training"]["required"] == ["days"]
    assert items["paper"]["roles"] == ["first_author", "other_author"]


def comparison(world: World, name: str | None, document: object = LI) -> dict[str, Any]:
    li = world.professional().enrol()
    if name:
        li.open_hr_account(name, document)
    return li.must("GET", "/v1/me/comparison")


@pytest.mark.parametrize(
    ("name", "code", "fields"),
    [
        (None, "no_hr_account", []),
        ("李䶮", None, []),
        ("李龙", "identity_mismatch", ["name"]),
    ],
)
def test_r30_given_both_accounts_then_from_the_first_day_it_is_said_what_differs(
    world: World, name: str | None, code: str | None, fields: list[str]
) -> None:
    shown = comparison(world, name)
    because = shown["held_because"]
    assert shown["agrees"] is (code is None)
    assert (because and because["code"]) == code
    assert (because["fields"] if because else []) == fields
    assert (shown["hr"] is None) == (name is None)


def test_r30_given_numbers_that_are_masked_alike_then_the_whole_of_them_is_compared(
    world: World,
) -> None:
    shown = comparison(world, "李䶮", {"type": "resident_id", "number": "44070319790709107X"})
    assert shown["held_because"]["fields"] == ["document"]


def test_r7_given_an_account_of_another_login_then_its_name_is_masked(world: World) -> None:
    li = world.professional().enrol()
    world.professional("somebody").open_hr_account("李龙", LI)
    shown = li.must("GET", "/v1/me/comparison")
    assert shown["hr"]["name"] == "李**"
    assert shown["held_because"]["fields"] == ["name"]


def test_r1_given_a_login_that_has_lost_its_professional_then_the_year_is_another_s_at_once(
    world: World,
) -> None:
    li, heir = world.professional().enrol(), world.professional("heir")
    li.submit()
    year, person = "/v1/me/years/2020", li.must("GET", "/v1/me")["id"]
    shown = li.must("GET", year)
    assert heir.get(year).code == "not_enrolled"
    bound = {"sub": "heir", "reason": "更换登录账号"}
    world.administrator().must("POST", f"/v1/admin/professionals/{person}/login", bound)
    assert li.get(year).code == "not_enrolled"
    assert [each["id"] for each in heir.must("GET", year)["records"]] == [shown["records"][0]["id"]]
    assert heir.must("GET", year) == heir.must("GET", year)
