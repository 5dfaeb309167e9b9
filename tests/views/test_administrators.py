"""Administrators through the app's door: find, history, correct, bind, revoke (R1, R6, R7, R31, R36)."""

from typing import Any

import pytest

from tests.journey.world import LI, Client, Professional, World

WU = {"type": "passport", "number": "E12345678"}
OTHER = {"type": "resident_id", "number": "440704195801242981"}
SEARCH = "/v1/admin/professionals/search"


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def of(client: Client, what: str = "") -> str:
    return f"/v1/admin/professionals/{client.get('/v1/me').body['id']}{what}"


def found(client: Client, **sought: object) -> list[str]:
    return [each["id"] for each in client.must("POST", SEARCH, sought)["items"]]


def complete(world: World, li: Professional) -> dict[str, Any]:
    """A certificate is issued; answer the professional record behind it."""
    li.open_hr_account()
    li.study()
    record = li.submit()
    world.accredit(record)
    world.settle()
    assert li.get("/v1/me/years/2020").body["certificate"]["state"] == "issued"
    return record


def test_r7_given_a_document_then_its_owner_is_found_masked_and_by_nobody_elsewhere(
    world: World, li: Professional
) -> None:
    me = li.get("/v1/me").body
    (shown,) = world.administrator("440700").must("POST", SEARCH, {"document": LI})["items"]

    assert shown == {**me, "moved_out": False, "version": shown["version"]}
    assert LI["number"] not in str(shown)
    assert found(world.administrator("440704"), document=LI) == []
    assert found(world.administrator(), document=LI, territory="440704") == []
    assert found(world.administrator(), document=LI, name="李䶮") == [me["id"]]
    assert found(world.administrator(), document=LI, name="李龙") == []
    assert found(world.administrator(), document=OTHER) == []


def test_given_a_name_or_a_territory_then_everybody_of_it_page_by_page(world: World) -> None:
    ids = {}
    for number, (name, territory) in enumerate(
        [("李䶮", "440703"), ("李䶮", "440704"), ("李䶮琳", "440703"), ("王芳", "440106")]
    ):
        document = {"type": "passport", "number": f"E1234567{number}"}
        one = world.professional(f"p{number}").enrol(name, territory, document=document)
        ids[number] = one.get("/v1/me").body["id"]
    province, city = world.administrator(), world.administrator("440700")

    assert found(province, name="李 䶮") == [ids[0], ids[1]], "names agree by their normal form"
    assert found(city) == [ids[0], ids[2], ids[1]]
    assert found(province, territory="440106") == [ids[3]]
    assert found(city, name="王芳") == []
    seen, cursor = [], None
    while len(seen) < 9:
        body = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = province.must("POST", SEARCH, body)
        seen += [each["id"] for each in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert sorted(seen) == sorted(ids.values())


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"document": {"type": "resident_id", "number": "44070319950709107"}}, 422, None),
        ({"document": {"type": "card", "number": "1"}}, 422, "document_type_unknown"),
        ({"territory": "440106"}, 403, "forbidden"),
        ({"territory": "440305"}, 422, "shenzhen_excluded"),
        ({"cursor": "xx"}, 422, "cursor_invalid"),
        ({"limit": 201}, 422, "field_invalid"),
        ({"mobile": "13800138000"}, 422, "field_unknown"),
    ],
)
def test_given_a_search_for_what_cannot_be_then_refused(
    world: World, sent: dict[str, Any], status: int, code: str | None
) -> None:
    refused = world.administrator("440700").post(SEARCH, sent)

    assert (refused.status, refused.code) == (status, code or "document_invalid")


def test_r20_given_another_territory_then_a_professional_is_not_even_there(
    world: World, li: Professional
) -> None:
    record = li.submit()
    elsewhere = world.administrator("440106")
    for method, path, body in (
        ("GET", of(li), None),
        ("GET", of(li, "/history"), None),
        ("PATCH", of(li), {"name": "李龙", "reason": "因故"}),
        ("POST", of(li, "/login"), {"sub": "x", "reason": "因故"}),
        ("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "因故"}),
        ("GET", "/v1/admin/professionals/nobody", None),
    ):
        refused = elsewhere.send(method, path, body)
        assert (refused.status, refused.code) == (404, "not_found"), path


def test_given_a_professional_then_the_profile_with_all_years_as_the_owner_sees_them(
    world: World, li: Professional
) -> None:
    complete(world, li)

    shown = world.administrator().get(of(li)).body

    own = li.get("/v1/me/years").body["items"]
    theirs, mine = (
        [each.pop("moves") for year in years for each in year["records"]]
        for years in (shown["years"], own)
    )
    assert shown["years"] == own
    assert [[each["name"] for each in moves] for moves in theirs] == [["revoke"]] * len(theirs)
    assert mine == [[]] * len(theirs)
    assert theirs
    assert shown["document"]["number"] == "440703********107X"


def test_r19_given_a_history_then_every_move_says_who_when_from_to_and_why(
    world: World, li: Professional
) -> None:
    record = li.submit()
    verdict = {"decision": "return", "reason": "缺少第二页"}
    world.reviewer().must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    li.must("PATCH", "/v1/me", {"territory": "440704"})
    admin = world.administrator()
    admin.must("PATCH", of(li), {"employer": "新单位", "reason": "单位更名"})

    lines = admin.get(of(li, "/history")).body["items"]

    told = {(each["what"], each["from"], each["to"], each["by"]) for each in lines}
    assert told == {
        ("enrolled", None, None, "professional"),
        ("record_moved", None, "submitted", "professional"),
        ("record_moved", "submitted", "returned", "bureau:440703:reviewer-440703"),
        ("profile_changed", None, None, "professional"),
        ("profile_changed", None, None, "administrator:440000:administrator-440000"),
    }
    returned = next(each for each in lines if each["to"] == "returned")
    assert (returned["reason"], returned["record"]) == ("缺少第二页", record["id"])
    own, other = (each for each in lines if each["what"] == "profile_changed")
    assert own["changes"] == [{"field": "territory", "from": "440703", "to": "440704"}]
    assert other["reason"] == "单位更名"
    assert [each["to"] for each in other["changes"]] == ["新单位"]
    assert [each["at"] for each in lines] == sorted(each["at"] for each in lines)


def test_r6_given_a_certificate_when_an_administrator_corrects_the_name_then_a_new_version(
    world: World, li: Professional
) -> None:
    complete(world, li)
    assert li.send("PATCH", "/v1/me", {"name": "李龙"}).code == "certificate_rests_on_identity"
    admin = world.administrator()

    corrected = admin.must("PATCH", of(li), {"name": "李龙", "reason": "户籍更正"})

    assert corrected["name"] == "李龙"
    world.settle()
    first = li.get("/v1/me/years/2020").body["certificate"]
    assert (first["state"], first["version"]) == ("issued", 1), "the HR side still has the old name"
    li.must("PATCH", "/v1/me/hr-account", {"name": "李龙"})
    world.settle()
    second = li.get("/v1/me/years/2020").body["certificate"]
    assert (second["state"], second["version"], second["number"]) == ("issued", 2, first["number"])


def test_r6_given_a_corrected_document_then_its_lock_moves_and_the_history_masks_it(
    world: World, li: Professional
) -> None:
    admin = world.administrator()
    corrected = admin.must("PATCH", of(li), {"document": OTHER, "reason": "号码录错"})

    assert corrected["document"] == {"type": "resident_id", "number": "440704********2981"}
    assert found(admin, document=OTHER) == [corrected["id"]]
    assert found(admin, document=LI) == []
    world.professional("wu").enrol()  # the number that was wrong is free again
    history = str(admin.get(of(li, "/history")).body)
    assert "440704********2981" in history
    assert OTHER["number"] not in history
    taken = admin.send("PATCH", of(li), {"document": LI, "reason": "因故"})
    assert (taken.status, taken.code) == (409, "already_enrolled")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"name": "李龙"}, "field_missing"),
        ({"name": "李龙", "reason": " "}, "reason_required"),
        ({"name": "李?", "reason": "因故"}, "name_invalid"),
        ({"territory": "110000", "reason": "因故"}, "territory_unknown"),
        ({"employer": None, "reason": "因故"}, None),
        ({"mobile": None, "reason": "因故"}, None),
        ({"enrolled_at": "2020-06-01", "reason": "因故"}, "field_unknown"),
        ({"version": 3, "reason": "因故"}, "stale"),
    ],
)
def test_r6_given_a_correction_without_a_reason_or_with_a_wrong_value_then_refused(
    world: World, li: Professional, sent: dict[str, Any], code: str | None
) -> None:
    assert world.administrator().send("PATCH", of(li), sent).code == code


def test_given_a_correction_repeated_under_its_key_then_one_entry(
    world: World, li: Professional
) -> None:
    admin, sent = world.administrator(), {"name": "李龙", "reason": "因故"}
    first = admin.send("PATCH", of(li), sent, key="k")

    assert admin.send("PATCH", of(li), sent, key="k") == first
    other = admin.send("PATCH", of(li), {**sent, "name": "李虎"}, key="k")
    assert other.code == "idempotency_key_reused"
    lines = admin.get(of(li, "/history")).body["items"]
    assert [each["what"] for each in lines] == ["enrolled", "profile_changed"]


def test_r36_given_who_moved_out_then_nothing_new_and_all_else_stays_until_they_come_back(
    world: World, li: Professional
) -> None:
    record = complete(world, li)
    admin = world.administrator()
    gone = admin.must("PATCH", of(li), {"moved_out": True, "reason": "调往深圳"})
    assert gone["moved_out"] is True

    refused = li.post("/v1/me/years/2020/records", li.application(reference="JM-9"))
    assert (refused.status, refused.code) == (409, "moved_out")
    assert li.get(f"/v1/me/records/{record['id']}").status == 200
    assert li.post("/v1/me/years/2020/certificate/download").status == 200
    assert li.get("/v1/me/years/2020").body["complete"] is True

    back = admin.must("PATCH", of(li), {"moved_out": False, "reason": "调回"})
    assert back["moved_out"] is False
    assert li.post("/v1/me/years/2020/records", li.application(reference="JM-9")).status == 201


def test_r1_given_a_lost_login_then_the_account_goes_to_another_and_both_are_told(
    world: World, li: Professional
) -> None:
    record, path = li.submit(), of(li)
    lost = world.professional("li")
    new = world.professional("li-2")
    sent = {"sub": "li-2", "reason": "手机号停用"}

    bound = world.administrator().post(f"{path}/login", sent, key="k")

    assert bound.status == 200
    assert new.get("/v1/me").body["id"] == bound.body["id"]
    assert new.get(f"/v1/me/records/{record['id']}").status == 200
    assert lost.get("/v1/me").code == "not_enrolled"
    (to_new,) = new.get("/v1/me/notices").body["items"]
    (to_old,) = lost.get("/v1/me/notices").body["items"]
    assert {to_new["kind"], to_old["kind"]} == {"login_bound"}
    assert to_new["text"] != to_old["text"]
    assert lost.must("POST", f"/v1/me/notices/{to_old['id']}/read")["read_at"]
    assert new.post(f"/v1/me/notices/{to_old['id']}/read").code == "not_found"
    assert world.professional("x").get("/v1/me/notices").code == "not_enrolled"
    admin = world.administrator()
    assert admin.post(f"{path}/login", sent, key="k") == bound
    lines = admin.get(f"{path}/history").body["items"]
    (line,) = (each for each in lines if each["what"] == "login_bound")
    assert line["reason"] == "手机号停用"
    assert "li-2" not in str(line)
    lost.enrol(document=WU)
    assert lost.get("/v1/me").body["id"] != bound.body["id"], "the old login may own another"


def test_r1_given_a_login_that_owns_a_professional_then_it_gets_no_second_one(
    world: World, li: Professional
) -> None:
    world.professional("wu").enrol(document=WU)
    admin = world.administrator()

    for sub in ("wu", "li"):
        refused = admin.post(of(li, "/login"), {"sub": sub, "reason": "因故"})
        assert (refused.status, refused.code) == (409, "login_taken")
    assert admin.post(of(li, "/login"), {"sub": "x", "reason": ""}).code == "reason_required"
    assert li.get("/v1/me").status == 200


def test_r20_given_one_s_own_account_then_another_administrator_must_act(world: World) -> None:
    own = world.professional("administrator-440000").enrol()
    record = own.submit()
    world.accredit(record)
    other = world.professional("wu").enrol(document=WU)
    admin = world.administrator()

    for method, path, body in (
        ("PATCH", of(own), {"name": "李龙", "reason": "因故"}),
        ("POST", of(own, "/login"), {"sub": "x", "reason": "因故"}),
        ("POST", of(other, "/login"), {"sub": "administrator-440000", "reason": "因故"}),
        ("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "因故"}),
    ):
        refused = admin.send(method, path, body)
        assert (refused.status, refused.code) == (403, "own_record"), path


def test_r31_given_a_record_revoked_then_the_standing_falls_and_the_certificate_with_it(
    world: World, li: Professional
) -> None:
    record = complete(world, li)
    number = li.get("/v1/me/years/2020").body["certificate"]["number"]
    admin, path = world.administrator("440703"), f"/v1/admin/records/{record['id']}/revoke"
    assert admin.post(path, {"reason": " "}).code == "reason_required"

    revoked = admin.post(path, {"reason": "材料系伪造"}, key="k")

    assert (revoked.status, revoked.body["state"]) == (200, "revoked")
    assert revoked.body["history"][-1]["by"] == "administrator:440703"
    assert revoked.body["professional"]["name"] == "李**"
    assert admin.post(path, {"reason": "材料系伪造"}, key="k") == revoked
    assert admin.post(path, {"reason": "材料系伪造"}).code == "record_not_changeable"
    world.settle()
    year = li.get("/v1/me/years/2020").body
    assert (year["complete"], year["professional"]["accredited"]) == (False, "0")
    assert year["certificate"]["state"] == "revoked"
    assert li.get(f"/v1/certificates/{number}").body["state"] == "revoked"
    assert li.post("/v1/me/years/2020/certificate/download").code == "certificate_not_ready"
    again = li.submit(reference="JM-2")
    world.accredit(again)
    world.settle()
    renewed = li.get("/v1/me/years/2020").body["certificate"]
    assert (renewed["state"], renewed["version"], renewed["number"]) == ("issued", 2, number)
    listed = world.reviewer().get("/v1/review/records?state=revoked").body["items"]
    assert [each["id"] for each in listed] == [record["id"]]


def test_r19_given_a_record_not_accredited_then_there_is_nothing_to_revoke(
    world: World, li: Professional
) -> None:
    record = li.submit()
    path = f"/v1/admin/records/{record['id']}/revoke"

    refused = world.administrator().post(path, {"reason": "因故"})

    assert (refused.status, refused.code) == (409, "record_not_changeable")
