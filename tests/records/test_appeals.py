"""R43: an appeal over the HTTP contract, from the refusal to the bureau's answer and what follows."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import ZHANG, document, provider, report
from tests.journey.world import Client, Professional, World
from tests.paper import pdf

WHY = {"reason": "附会议通知，请复核"}
GROUNDS = {"reasons": "附会议通知，请复核"}
APPEALS = "/v1/review/appeals"
MINUTE = timedelta(minutes=1)
UNTIL = datetime(2020, 6, 16, tzinfo=SHANGHAI)
"""The end of the tenth working day after the first of June, on which they are rejected."""


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def rejected(world: World, owner: Professional, by: str = "440703", **said: Any) -> dict[str, Any]:  # noqa: ANN401 - what is registered
    record = owner.submit(**said)
    verdict = {"decision": "reject", "reason": "不属于会计类"}
    return world.reviewer(by).must("POST", f"/v1/review/records/{record['id']}/decision", verdict)


def appealed(owner: Professional, record: dict[str, Any], **said: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return owner.must("POST", f"/v1/me/records/{record['id']}/appeal", GROUNDS | said)


def answer(staff: Client, appeal: dict[str, Any], decision: str, **said: str) -> dict[str, Any]:
    path = f"{APPEALS}/{appeal['id']}/decision"
    return staff.must("POST", path, {"decision": decision, **WHY, **said})


def refused(staff: Client, appeal: dict[str, Any], **said: str) -> tuple[int, str | None]:
    answered = staff.post(
        f"{APPEALS}/{appeal['id']}/decision", {"decision": "overturn", **WHY} | said
    )
    return answered.status, answered.code


def listed(staff: Client, query: str = "") -> list[str]:
    return [each["id"] for each in staff.get(f"{APPEALS}{query}").body["items"]]


def titles(owner: Client) -> list[str]:
    return [each["title"] for each in owner.get("/v1/me/notices").body["items"]]


def test_r43_given_a_rejection_then_the_owner_is_told_until_when_and_where_and_may_appeal_after_the_cut_off(
    world: World, li: Professional
) -> None:
    world.now = datetime(2020, 12, 30, 9, tzinfo=SHANGHAI)
    record = rejected(world, li)
    shown = li.get(f"/v1/me/records/{record['id']}").body
    until = "2021-01-15T00:00:00+08:00"
    assert shown["may_appeal"] == {
        "until": until,
        "bureau": "440700",
        "bureau_name": "广东省江门市",
    }
    assert [each["name"] for each in shown["moves"]] == ["appeal"]
    assert "可于2021年1月14日24时前申请复核" in li.get("/v1/me/notices").body["items"][0]["text"]
    assert li.post(f"/v1/me/records/{record['id']}/appeal", {"reasons": " "}).code == (
        "reason_required"
    )

    world.now = datetime(2021, 1, 14, 23, 59, tzinfo=SHANGHAI)
    upload = li.upload(pdf("会议通知"))
    appeal = appealed(li, record, evidence=[upload])

    assert (appeal["state"], appeal["reasons"], appeal["due"]) == (
        "open",
        GROUNDS["reasons"],
        "2021-02-05T00:00:00+08:00",
    )
    inside = appeal["record"]
    assert (inside["state"], inside["bureau"], inside["moves"]) == ("rejected", "440700", [])
    assert inside["history"][-1] == {
        "at": "2021-01-14T23:59:00+08:00",
        "by": "professional",
        "from": "rejected",
        "to": "rejected",
        "reason": GROUNDS["reasons"],
        "move": "appeal",
    }
    assert inside["appeal"]["evidence"] == [
        {
            "id": upload,
            "filename": "证明.pdf",
            "content_type": "application/pdf",
            "size": appeal["evidence"][0]["size"],
        }
    ]
    signed = li.get(f"/v1/me/records/{record['id']}/evidence/{upload}").body
    assert signed["url"].startswith("http")
    assert signed["expires_at"]
    absent = li.get(f"/v1/me/records/{record['id']}/evidence/{'0' * 64}")
    assert (absent.status, absent.code) == (404, "not_found")
    assert set(titles(li)) == {"已收到复核申请", "学分记录未予认定"}
    assert li.get("/v1/me/appeals").body["items"] == [appeal]
    assert li.get("/v1/me/export").body["appeals"] == [inside["appeal"]]
    assert li.get(f"/v1/me/records/{record['id']}").body["may_appeal"] is None


def test_r43_given_ten_working_days_have_passed_then_no_more(
    world: World, li: Professional
) -> None:
    record = rejected(world, li)
    world.now = UNTIL
    late = li.post(f"/v1/me/records/{record['id']}/appeal", GROUNDS)
    assert (late.status, late.code) == (409, "appeal_closed")
    assert "2020年6月15日24时" in late.body["detail"]
    other = world.professional("zhang").enrol(ZHANG, document=document(1))
    assert other.post(f"/v1/me/records/{record['id']}/appeal", GROUNDS).code == "not_found"
    assert li.post(f"/v1/me/records/{li.submit()['id']}/appeal", GROUNDS).code == (
        "record_not_changeable"
    )


def test_r43_given_an_appeal_then_the_bureau_above_answers_once_and_overturning_accredits_at_once(
    world: World, li: Professional
) -> None:
    record = rejected(world, li)
    appeal = appealed(li, record)
    county, city, province = (world.reviewer(each) for each in ("440703", "440700", "440000"))
    own = f"/v1/review/records/{record['id']}"
    assert [each["name"] for each in city.get(own).body["moves"]] == ["overturn", "uphold"]
    assert county.get(own).body["moves"] == []
    assert (listed(county), listed(city), listed(province)) == ([appeal["id"]],) * 3
    assert listed(city, "?bureau=440700&form=training&year=2020&territory=440703") == [appeal["id"]]
    assert listed(city, "?bureau=440000") == listed(city, "?territory=440704") == []
    assert refused(county, appeal) == (403, "forbidden")
    assert refused(world.reviewer("440100"), appeal) == (404, "not_found")
    assert refused(city, appeal | {"id": f"{record['id']}.2"}) == (404, "not_found")
    assert refused(city, appeal, credits="61") == (422, "credits_exceeded")
    assert refused(city, appeal, decision="uphold", credits="1") == (422, "field_invalid")
    assert refused(city, appeal, reason=" ") == (422, "reason_required")
    again = city.post(f"{own}/reopen", WHY)
    assert (again.status, again.code) == (409, "appeal_open")
    assert city.post(f"{own}/decision", {"decision": "accredit"}).code == "already_decided"

    done = city.post(
        f"{APPEALS}/{appeal['id']}/decision",
        {"decision": "overturn", "credits": "50", **WHY},
        key="answer",
    ).body

    assert (done["id"], done["state"], done["decision_reason"]) == (
        appeal["id"],
        "overturned",
        WHY["reason"],
    )
    assert (done["record"]["state"], done["record"]["accredited_credits"]) == ("accredited", "50")
    assert li.get("/v1/me/years/2020").body["professional"]["accredited"] == "50"
    repeated = city.post(
        f"{APPEALS}/{appeal['id']}/decision",
        {"decision": "overturn", "credits": "50", **WHY},
        key="answer",
    )
    assert (repeated.status, repeated.body) == (200, done)
    assert refused(province, appeal) == (409, "already_decided")
    assert "复核改为认定" in titles(li)
    assert (listed(city), listed(city, "?state=overturned")) == ([], [appeal["id"]])
    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", WHY)
    revoked = li.post(f"/v1/me/records/{record['id']}/appeal", GROUNDS)
    assert revoked.code == "record_not_changeable"


def test_r16_r43_while_it_is_open_the_slot_is_taken_and_once_upheld_it_is_free(
    world: World, li: Professional
) -> None:
    record = rejected(world, li)
    appeal = appealed(li, record)
    taken = li.post("/v1/me/years/2020/records", li.application())
    assert (taken.status, taken.code) == (409, "duplicate_credit")
    assert "正在复核" in taken.body["detail"]

    done = answer(world.reviewer("440700"), appeal, "uphold")

    assert (done["state"], done["record"]["state"]) == ("upheld", "rejected")
    assert "复核维持原决定" in titles(li)
    twice = li.post(f"/v1/me/records/{record['id']}/appeal", GROUNDS)
    assert (twice.status, twice.code) == (409, "already_appealed")
    anew = li.submit()
    assert anew["state"] == "submitted"
    (upheld,) = world.reviewer("440700").get(f"{APPEALS}?state=upheld").body["items"]
    assert (upheld["id"], upheld["record"]["id"]) == (appeal["id"], record["id"])


def test_r16_r43_given_it_was_registered_anew_then_no_appeal_unless_that_was_given_up(
    world: World, li: Professional
) -> None:
    record = rejected(world, li)
    anew = li.submit()
    barred = li.post(f"/v1/me/records/{record['id']}/appeal", GROUNDS)
    assert (barred.status, barred.code, barred.body["record"]) == (
        409,
        "duplicate_credit",
        anew["id"],
    )
    assert "已另行登记" in barred.body["detail"]
    li.must("POST", f"/v1/me/records/{anew['id']}/withdraw")

    appeal = appealed(li, record)

    assert li.post("/v1/me/years/2020/records", li.application()).code == "duplicate_credit"
    assert answer(world.reviewer("440700"), appeal, "overturn")["record"]["state"] == "accredited"


def test_r43_given_the_province_rejected_then_another_person_of_it_answers(
    world: World, li: Professional
) -> None:
    claims = {"name": "王五", "id_number": document(3)["number"]}
    first = world.reviewer("440000", subject="first", **claims)
    record = li.submit()
    first.must(
        "POST",
        f"/v1/review/records/{record['id']}/decision",
        {"decision": "reject", "reason": "不属于会计类"},
    )
    appeal = appealed(li, record)
    assert appeal["bureau"] == "440000"
    assert refused(first, appeal) == (403, "own_decision")
    same_person = world.reviewer("440000", subject="second", **claims)
    assert refused(same_person, appeal) == (403, "own_decision")
    other = world.reviewer("440000", subject="third", name="赵六", id_number=document(4)["number"])
    assert refused(world.reviewer("440700"), appeal) == (403, "forbidden")
    assert answer(other, appeal, "uphold")["state"] == "upheld"


def test_r20_r43_nobody_answers_an_appeal_of_their_own(world: World, li: Professional) -> None:
    appeal = appealed(li, rejected(world, li))
    themselves = world.reviewer("440700", name="李䶮", id_number="44070319950709107X")
    assert refused(themselves, appeal) == (403, "own_record")


def test_r43_given_several_then_the_oldest_first_by_pages_and_what_is_overdue_is_listed(
    world: World, li: Professional
) -> None:
    made = []
    for number in range(3):
        record = rejected(world, li, reference=f"JM-{number}", title=f"培训{number}")
        made.append(appealed(li, record)["id"])
        world.now += timedelta(days=1)
    city = world.reviewer("440700")
    first = city.get(f"{APPEALS}?limit=2").body
    rest = city.get(f"{APPEALS}?limit=2&cursor={first['next']}").body
    assert [each["id"] for each in (*first["items"], *rest["items"])] == made
    assert rest["next"] is None
    own = li.get("/v1/me/appeals?limit=2").body
    last = li.get(f"/v1/me/appeals?limit=2&cursor={own['next']}").body
    assert [each["id"] for each in (*own["items"], *last["items"])] == made[::-1]

    assert listed(city, "?overdue=true") == []
    world.now = datetime(2020, 6, 23, tzinfo=SHANGHAI)
    assert listed(city, "?overdue=true") == made[:1]
    assert [each["overdue"] for each in city.get(APPEALS).body["items"]] == [True, False, False]
    assert city.get(f"{APPEALS}?cursor=nonsense").code == "cursor_invalid"


def test_r40_r43_given_a_reporter_withdraws_then_the_owner_appeals_and_a_restoration_ends_it(
    world: World, li: Professional
) -> None:
    school = provider(world)
    (made,) = school.report(report())
    (entry,) = school.get("/v1/provider/reports").body["items"]
    school.must("POST", f"/v1/provider/reports/{entry['id']}/withdraw", {"reason": "报错了人"})
    record = li.get(f"/v1/me/records/{made['record']}").body
    assert (record["state"], record["may_appeal"]["bureau"]) == ("revoked", "440700")

    appeal = appealed(li, record)

    assert (appeal["record"]["state"], appeal["bureau"]) == ("revoked", "440700")
    assert refused(world.reviewer(), appeal) == (403, "forbidden")
    restored = world.administrator().must(
        "POST", f"/v1/admin/records/{record['id']}/restore", {"reason": "报送无误"}
    )
    assert (restored["state"], restored["appeal"]["state"]) == ("accredited", "overturned")
    city = world.reviewer("440700")
    assert refused(city, appeal) == (409, "already_decided")
    assert listed(city, "?state=overturned") == [appeal["id"]]


def test_r42_r43_given_a_withdrawal_overturned_then_its_reporter_s_ledger_says_so_and_it_may_go_again(
    world: World, li: Professional
) -> None:
    school = provider(world)
    school.report(report())
    reports = "/v1/provider/reports"
    entry = f"{reports}/{school.get(reports).body['items'][0]['id']}"
    world.now += MINUTE
    lowered = report(facts={"days": 2}, reason="签到表核对有误")
    corrected = school.must("PUT", entry, lowered)
    withdrawal = {"reason": "报错了人"}
    world.now += MINUTE
    school.must("POST", f"{entry}/withdraw", withdrawal)
    record = li.get(f"/v1/me/records/{corrected['record']}").body
    world.now += MINUTE

    answer(world.reviewer("440700"), appealed(li, record), "overturn")

    told = school.get(entry).body
    assert (told["status"], told["record"]) == ("corrected", record["id"])
    assert told["history"][-1]["by"] == "上级财政部门"
    assert [each["id"] for each in school.get(f"{reports}?state=accredited").body["items"]] == [
        told["id"]
    ]
    assert school.get(f"{reports}?state=withdrawn").body["items"] == []
    world.now += MINUTE
    assert school.must("POST", f"{entry}/withdraw", withdrawal)["status"] == "withdrawn"

    first = told["history"][0]["record"]
    restoring = f"/v1/admin/records/{first}/restore"
    world.now += MINUTE
    world.administrator().must("POST", restoring, {"reason": "原报送无误"})
    last = school.get(entry).body
    assert (last["status"], last["record"], last["facts"]) == ("corrected", first, {"days": 3})
    world.now += MINUTE
    assert school.must("POST", f"{entry}/withdraw", withdrawal)["status"] == "withdrawn"
