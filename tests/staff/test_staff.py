"""Staff through the app's door: roles, territories, who grants what (R20)."""

from datetime import UTC, datetime

import pytest

from chalicelib.access.login import login_digest
from chalicelib.access.role import Role
from chalicelib.platform.rules.cause import Cause
from chalicelib.staff.actions.grant_role import grant_first
from chalicelib.staff.commands import first_administrator
from tests.journey.reports import document
from tests.journey.world import LI, Answer, Client, Professional, World


@pytest.mark.parametrize("role", list(Role))
def test_r20_given_a_role_when_granted_then_it_is_shown_with_who_gave_it_and_why(
    world: World, role: str
) -> None:
    admin = world.administrator()
    sent = {"role": role, "territory": "440703", "reason": "岗位调整"}

    granted = admin.must("PUT", "/v1/admin/staff/wang", sent)

    assert (granted["login"], granted["role"], granted["territory"]) == ("wang", role, "440703")
    assert granted["territory_name"] == "广东省江门市蓬江区"
    (act,) = granted["history"]
    assert (act["what"], act["reason"]) == ("role_granted", "岗位调整")
    assert act["by"] == "administrator:440000:administrator-440000"
    assert {each["field"]: each["to"] for each in act["changes"]} == {
        "role": role,
        "territory": "440703",
    }
    assert admin.get("/v1/admin/staff/wang").body == granted


def test_r20_given_a_role_granted_then_it_holds_and_withdrawn_then_no_more(world: World) -> None:
    admin, wang = world.administrator(), world.professional("wang")
    assert wang.get("/v1/review/records").code == "forbidden"
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440703"})
    assert wang.get("/v1/review/records").status == 200

    withdrawn = admin.must("DELETE", "/v1/admin/staff/wang?reason=left")

    assert [act["what"] for act in withdrawn["history"]] == ["role_granted", "role_withdrawn"]
    assert withdrawn["history"][-1]["reason"] == "left"
    assert wang.get("/v1/review/records").code == "forbidden"
    assert admin.send("DELETE", "/v1/admin/staff/wang").code == "not_found"
    assert admin.get("/v1/admin/staff?territory=440703").body["items"] == []


def test_r20_given_a_role_withdrawn_then_its_history_stays_for_the_territory_last_held(
    world: World,
) -> None:
    admin = world.administrator()
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440703"})
    withdrawn = admin.must("DELETE", "/v1/admin/staff/wang?reason=left")

    shown = world.administrator("440703").must("GET", "/v1/admin/staff/wang")

    assert shown == withdrawn
    assert (shown["role"], shown["territory"], shown["granted_at"]) == (None, "440703", None)
    assert [(act["what"], act["by"], act["reason"]) for act in shown["history"]] == [
        ("role_granted", "administrator:440000:administrator-440000", None),
        ("role_withdrawn", "administrator:440000:administrator-440000", "left"),
    ]
    assert world.administrator("440704").get("/v1/admin/staff/wang").code == "not_found"


def test_r20_given_a_role_withdrawn_then_histories_still_name_who_acted(world: World) -> None:
    admin, wang = world.administrator(), world.professional("wang")
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440703"})
    li = world.professional().enrol()
    path = f"/v1/review/records/{li.submit()['id']}/decision"
    wang.must("POST", path, {"decision": "accredit"})
    admin.must("DELETE", "/v1/admin/staff/wang")

    history = admin.must("GET", f"/v1/admin/professionals/{li.get('/v1/me').body['id']}/history")

    assert history["items"][-1]["by"] == "bureau:440703:wang"


def test_r20_given_a_withdrawal_repeated_under_its_key_then_the_same_answer_and_one_act(
    world: World,
) -> None:
    admin, path = world.administrator(), "/v1/admin/staff/wang?reason=left"
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440703"})
    first = admin.send("DELETE", path, key="k")

    assert admin.send("DELETE", path, key="k") == first
    assert len(first.body["history"]) == 2
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "helper", "territory": "440100"})
    again = admin.send("DELETE", path, key="k").body
    assert (again["role"], again["territory"]) == (None, "440703")
    assert admin.get("/v1/admin/staff/wang").body["role"] == "helper"


def test_r20_given_a_role_withdrawn_elsewhere_then_any_county_may_grant_one_anew(
    world: World,
) -> None:
    admin, county = world.administrator(), world.administrator("440703")
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440100"})
    admin.must("DELETE", "/v1/admin/staff/wang")

    sent = {"role": "reviewer", "territory": "440703"}

    assert county.must("PUT", "/v1/admin/staff/wang", sent)["role"] == "reviewer"


@pytest.mark.parametrize("territory", ["440703", "440700"])
@pytest.mark.parametrize("role", ["provider", "hr_officer"])
def test_r20_given_a_role_that_acts_on_the_whole_province_then_the_province_alone_gives_and_takes_it(
    world: World, role: str, territory: str
) -> None:
    local, path = world.administrator(territory), "/v1/admin/staff/wang"
    sent = {"role": role, "territory": "440703"}

    refused = local.send("PUT", path, sent)

    assert (refused.status, refused.code) == (403, "role_of_the_province")
    assert "省级管理员" in refused.body["detail"]
    world.administrator().must("PUT", path, sent)
    assert local.send("DELETE", path).code == "role_of_the_province"
    instead = {"role": "helper", "territory": "440703"}
    assert local.send("PUT", path, instead).code == "role_of_the_province"
    assert local.get(path).body["role"] == role
    assert world.administrator().must("DELETE", path)["role"] is None


def test_given_logins_as_long_as_an_issuer_may_name_them_then_the_list_goes_on(
    world: World,
) -> None:
    admin, names = world.administrator(), [letter * 255 for letter in "abc"]
    for name in names:
        sent = {"role": "helper", "territory": "440703"}
        admin.must("PUT", f"/v1/admin/staff/{name}", sent)

    seen, path = [], "/v1/admin/staff?limit=1&role=helper"
    while path:
        page = admin.must("GET", path)
        seen += [each["login"] for each in page["items"]]
        cursor = page["next"]
        path = f"/v1/admin/staff?limit=1&role=helper&cursor={cursor}" if cursor else ""

    assert seen == names


def test_r20_given_another_role_then_it_takes_the_place_of_the_first(world: World) -> None:
    admin, wang = world.administrator(), world.professional("wang")
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": "440703"})
    admin.must("PUT", "/v1/admin/staff/wang", {"role": "administrator", "territory": "440700"})

    assert wang.get("/v1/review/records").code == "forbidden"
    assert wang.get("/v1/admin/staff").status == 200
    (member,) = admin.get("/v1/admin/staff?territory=440700").body["items"]
    assert (member["login"], member["role"]) == ("wang", "administrator")
    assert admin.get("/v1/admin/staff?territory=440703").body["items"] == []


@pytest.mark.parametrize("territory", ["440700", "440000", "440704", "440100"])
def test_r20_given_a_county_s_administrator_then_nothing_is_granted_outside_the_county(
    world: World, territory: str
) -> None:
    county = world.administrator("440703")
    sent = {"role": "reviewer", "territory": territory}

    assert county.send("PUT", "/v1/admin/staff/wang", sent).code == "forbidden"

    world.administrator().must("PUT", "/v1/admin/staff/wang", sent)
    for method, body in (
        ("GET", None),
        ("DELETE", None),
        ("PUT", {"role": "helper", "territory": "440703"}),
    ):
        refused = county.send(method, "/v1/admin/staff/wang", body)
        assert refused.code == ("forbidden" if method == "PUT" else "not_found")
    assert county.get(f"/v1/admin/staff?territory={territory}").code == "forbidden"
    assert world.administrator().get("/v1/admin/staff/wang").body["role"] == "reviewer"


def test_r20_given_one_s_own_role_then_somebody_else_must_change_it(world: World) -> None:
    admin = world.administrator()
    own = "/v1/admin/staff/administrator-440000"
    sent = {"role": "reviewer", "territory": "440000"}

    assert admin.send("PUT", own, sent).code == "own_role"
    assert admin.send("DELETE", own).code == "own_role"
    assert admin.get(own).body["role"] == "administrator"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"role": "king", "territory": "440703"}, "field_invalid"),
        ({"role": "reviewer"}, "field_missing"),
        ({"role": "reviewer", "territory": "110000"}, "territory_unknown"),
        ({"role": "reviewer", "territory": "440305"}, "shenzhen_excluded"),
    ],
)
def test_r20_given_a_role_or_a_territory_that_is_none_then_refused(
    world: World, sent: dict[str, str], code: str
) -> None:
    refused = world.administrator().send("PUT", "/v1/admin/staff/wang", sent)

    assert (refused.status, refused.code) == (422, code)


def test_given_a_grant_repeated_under_its_key_then_one_act_and_another_body_is_refused(
    world: World,
) -> None:
    admin, sent = world.administrator(), {"role": "helper", "territory": "440703"}
    first = admin.send("PUT", "/v1/admin/staff/wang", sent, key="k")

    assert admin.send("PUT", "/v1/admin/staff/wang", sent, key="k") == first
    other = admin.send("PUT", "/v1/admin/staff/wang", {**sent, "role": "reviewer"}, key="k")
    assert other.code == "idempotency_key_reused"


def test_given_many_staff_then_the_list_pages_by_territory_and_filters_by_role(
    world: World,
) -> None:
    admin = world.administrator()
    for number, territory in enumerate(["440703", "440703", "440700", "440783", "440100"]):
        sent = {"role": "helper" if number == 1 else "reviewer", "territory": territory}
        admin.must("PUT", f"/v1/admin/staff/s{number}", sent)
    city = world.administrator("440700")
    seen, path = [], "/v1/admin/staff?limit=2"
    while path:
        page = city.get(path).body
        seen += [each["login"] for each in page["items"]]
        path = f"/v1/admin/staff?limit=2&cursor={page['next']}" if page["next"] else ""

    assert seen == ["administrator-440700", "s2", "s1", "s0", "s3"]
    helpers = city.get("/v1/admin/staff?role=helper").body
    assert [each["login"] for each in helpers["items"]] == ["s1"]
    assert city.get("/v1/admin/staff?cursor=xx").code == "cursor_invalid"
    elsewhere = admin.get("/v1/admin/staff?limit=1&territory=440100").body
    assert [each["login"] for each in elsewhere["items"]] == ["s4"]


def test_given_a_cursor_of_another_list_then_refused(world: World) -> None:
    admin = world.administrator()
    for name in ("a", "b"):
        admin.must("PUT", f"/v1/admin/staff/{name}", {"role": "helper", "territory": "440703"})
    cursor = admin.get("/v1/admin/staff?limit=1&territory=440703").body["next"]

    refused = admin.get(f"/v1/admin/staff?territory=440100&cursor={cursor}")

    assert (refused.status, refused.code) == (422, "cursor_invalid")


def test_r20_given_the_command_then_the_province_has_its_first_administrator(
    world: World,
) -> None:
    said = first_administrator.main(["zhao"])

    assert said.startswith("administrator 440000: zhao @ ")
    zhao = world.professional("zhao")
    shown = zhao.get("/v1/admin/staff?role=administrator").body["items"]
    assert [each["login"] for each in shown] == ["zhao"]
    digest = login_digest(world.issuer.url, "zhao")
    again = Cause("t")
    first = grant_first(digest, "zhao", at=datetime(2020, 6, 1, tzinfo=UTC), cause=again)
    assert grant_first(digest, "zhao", at=datetime(2020, 7, 1, tzinfo=UTC), cause=again) == first


@pytest.mark.parametrize("arguments", [[], [""], ["a", "b"]])
def test_given_a_command_without_its_login_then_it_says_what_is_missing(
    world: World,  # noqa: ARG001 - for its environment
    arguments: list[str],
) -> None:
    with pytest.raises(SystemExit, match="SUB="):
        first_administrator.main(arguments)


def test_r22_given_a_reason_or_source_that_nobody_can_read_then_refused_whoever_gives_it(
    world: World,
) -> None:
    admin, officer = world.administrator(), world.reviewer("440000", "hr_officer")
    bad = "甲\u200b乙"
    role = {"role": "helper", "territory": "440703"}
    amendment = {"figure": "conversion.training", "value": "20", "since": "2021-01-01"}
    policy = "/v1/admin/policies/2021/amendments"
    sent = (
        (admin, "PUT", "/v1/admin/staff/wang", {**role, "reason": bad}, "reason"),
        (admin, "POST", "/v1/admin/certificates/ABC/download", {"reason": bad}, "reason"),
        (admin, "POST", policy, {**amendment, "source": "文", "reason": bad}, "reason"),
        (admin, "POST", policy, {**amendment, "source": bad, "reason": "因故"}, "source"),
        (officer, "PATCH", "/v1/hr/accounts", {"document": LI, "reason": bad}, "reason"),
        (
            world.reviewer("440700", "helper"),
            "POST",
            "/v1/helper/enquiries",
            {"document": LI, "year": 2020, "reason": bad},
            "reason",
        ),
    )
    for who, method, path, body, field in sent:
        refused = who.send(method, path, body)
        assert (refused.code, refused.body["field"]) == ("field_invalid", field), path


def named(world: World, login: str, **sent: object) -> Answer:
    body = {"role": "reviewer", "territory": "440703", **sent}
    return world.administrator().send("PUT", f"/v1/admin/staff/{login}", body)


def test_r20_given_names_then_staff_are_found_by_a_part_of_them_within_one_s_own_territory(
    world: World,
) -> None:
    for login, name, place in (
        ("wang", "王小明", "440703"),
        ("li-wei", "李伟", "440700"),
        ("school", "珠海市会计学会(培训部)", "440400"),
    ):
        role = "provider" if login == "school" else "reviewer"
        assert named(world, login, name=name, territory=place, role=role).status == 200
    admin, city = world.administrator(), world.administrator("440700")

    def found(by: Client, **asked: object) -> list[tuple[str, str | None]]:
        items, cursor = [], None
        while True:
            body = {**asked, **({"cursor": cursor} if cursor else {})}
            page = by.must("POST", "/v1/admin/staff-search", body)
            items += [(each["login"], each["name"]) for each in page["items"]]
            if not (cursor := page["next"]):
                return items

    assert found(admin, text="小明") == [("wang", "王小明")]
    assert found(admin, text="LI-", limit=1) == [("li-wei", "李伟")]
    assert found(admin, text="会计学会") == [("school", "珠海市会计学会(培训部)")]
    assert found(admin, role="provider") == [("school", "珠海市会计学会(培训部)")]
    assert found(city, text="会计学会") == found(admin, text="没有这个人") == []
    assert ("wang", "王小明") in found(city, territory="440703")
    assert city.post("/v1/admin/staff-search", {"territory": "440400"}).code == "forbidden"


def test_r20_given_a_login_that_is_somebody_else_s_then_it_is_given_no_role_or_cannot_be_used(
    world: World,
) -> None:
    Professional(world, "li").enrol()
    refused = named(world, "li", name="王芳")
    assert (refused.status, refused.code, refused.body["field"]) == (
        409,
        "staff_name_differs",
        "name",
    )
    assert named(world, "li", name="王5芳").code == "name_invalid"
    assert named(world, "li", name="李䶮").body["name"] == "李䶮"

    named(world, "mistyped", name="王芳")
    other = world.professional("mistyped", name="李䶮", id_number=LI["number"])
    assert other.get("/v1/review/records").code == "staff_identity_changed"
    hers = world.professional("mistyped", name="王芳", id_number=document(2)["number"])
    assert hers.get("/v1/review/records").status == 200
    assert named(world, "mistyped", name="李伟").code == "staff_name_differs"
