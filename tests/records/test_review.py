"""Tiered review through the app's door: take-over, batches, faults, reopening (R16, R19-R22)."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Client, Professional, World
from tests.paper import photo
from tests.platform.lists import applied

WHY = {"reason": "情况复杂"}
EXAM = {
    "form": "exam",
    "facts": {"papers": 2},
    "reference": "2020中级 财务管理、2020中级 经济法",
}
ACCREDIT = {"decision": "accredit"}


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def at(record: dict[str, Any], what: str = "") -> str:
    return f"/v1/review/records/{record['id']}{what}"


def queue(client: Client, query: str = "") -> list[str]:
    return [each["id"] for each in client.get(f"/v1/review/records{query}").body["items"]]


def reject(world: World, record: dict[str, Any], territory: str = "440703") -> None:
    verdict = {"decision": "reject", "reason": "不属于会计类"}
    world.reviewer(territory).must("POST", at(record, "/decision"), verdict)


def test_r20_given_a_take_over_then_the_record_waits_for_the_bureau_above_alone(
    world: World, li: Professional
) -> None:
    record = li.submit()
    county, city, province = (world.reviewer(each) for each in ("440703", "440700", "440000"))
    world.now += timedelta(days=1)

    taken = city.must("POST", at(record, "/take-over"), WHY)

    assert (taken["state"], taken["bureau"], taken["territory"]) == (
        "submitted",
        "440700",
        "440703",
    )
    entry = taken["history"][-1]
    assert (entry["from"], entry["to"], entry["reason"]) == ("submitted", "submitted", "情况复杂")
    assert entry["by"] == "bureau_above:440700"
    assert taken["receipt"] == record["receipt"], "the submission stays what it was"
    assert queue(county) == []
    assert queue(city) == queue(city, "?territory=440703") == queue(province) == [record["id"]]
    assert queue(city, "?territory=440704") == []
    refused = county.post(at(record, "/decision"), ACCREDIT)
    assert (refused.status, refused.code) == (403, "taken_over")
    assert "江门市" in refused.body["detail"]
    assert county.get(at(record)).status == 200, "it may still be read"
    assert city.must("POST", at(record, "/decision"), ACCREDIT)["state"] == "accredited"


def test_r20_given_that_all_is_listed_by_city_then_each_bureau_sees_the_same_queue(
    world: World, li: Professional
) -> None:
    record = li.submit()
    staff = [world.reviewer(each) for each in ("440703", "440700", "440000", "440100")]
    before = [queue(each) for each in staff]
    applied()
    assert before == [queue(each) for each in staff] == [[record["id"]]] * 3 + [[]]


def test_r20_given_a_take_over_then_the_record_keeps_its_place_in_the_queue(
    world: World, li: Professional
) -> None:
    first = li.submit()
    world.now += timedelta(minutes=1)
    second = li.submit(reference="JM-2")
    world.now += timedelta(minutes=1)
    world.reviewer("440700").must("POST", at(first, "/take-over"), WHY)

    assert queue(world.reviewer("440700")) == [first["id"], second["id"]]


@pytest.mark.parametrize(
    ("territory", "sent", "code"),
    [
        ("440703", WHY, "forbidden"),
        ("440704", WHY, "not_found"),
        ("440100", WHY, "not_found"),
        ("440700", {"reason": " "}, "reason_required"),
        ("440700", {}, "field_missing"),
    ],
)
def test_r20_given_no_bureau_above_or_no_reason_then_nothing_is_taken_over(
    world: World, li: Professional, territory: str, sent: dict[str, str], code: str
) -> None:
    record = li.submit()

    assert world.reviewer(territory).post(at(record, "/take-over"), sent).code == code
    assert queue(world.reviewer()) == [record["id"]]


def test_r20_given_the_province_took_over_then_the_city_neither_decides_nor_takes_it_back(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.reviewer("440700").must("POST", at(record, "/take-over"), WHY)
    world.reviewer("440000").must("POST", at(record, "/take-over"), WHY)
    city = world.reviewer("440700")

    assert city.post(at(record, "/take-over"), WHY).code == "forbidden"
    assert city.post(at(record, "/decision"), ACCREDIT).code == "taken_over"
    assert queue(city) == []
    assert world.accredit(record, "440000").status == 200


def test_r20_given_a_decided_record_then_there_is_nothing_to_take_over(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.accredit(record)

    refused = world.reviewer("440700").post(at(record, "/take-over"), WHY)

    assert (refused.code, refused.body["result"]) == ("already_decided", "accredited")


def test_r20_given_a_take_over_repeated_then_the_same_answer_and_one_entry(
    world: World, li: Professional
) -> None:
    record = li.submit()
    city = world.reviewer("440700")
    first = city.post(at(record, "/take-over"), WHY, key="k")

    assert city.post(at(record, "/take-over"), WHY, key="k") == first
    other = city.post(at(record, "/take-over"), {"reason": "另一理由"}, key="k")
    assert other.code == "idempotency_key_reused"


def test_r20_given_a_return_after_a_take_over_then_it_comes_back_to_the_bureau_above(
    world: World, li: Professional
) -> None:
    record = li.submit()
    city = world.reviewer("440700")
    city.must("POST", at(record, "/take-over"), WHY)
    city.must("POST", at(record, "/decision"), {"decision": "return", "reason": "补第二页"})

    again = li.must("POST", f"/v1/me/records/{record['id']}/submit")

    assert again["bureau"] == "440700"
    assert queue(city) == [record["id"]]
    assert queue(world.reviewer()) == []


def test_r6_given_a_move_elsewhere_after_a_return_then_the_take_over_ends(
    world: World, li: Professional
) -> None:
    record = li.submit()
    city = world.reviewer("440700")
    city.must("POST", at(record, "/take-over"), WHY)
    city.must("POST", at(record, "/decision"), {"decision": "return", "reason": "补第二页"})
    li.must("PATCH", "/v1/me", {"territory": "440106"})

    again = li.must("POST", f"/v1/me/records/{record['id']}/submit")

    assert (again["territory"], again["bureau"]) == ("440106", "440106")


@pytest.mark.parametrize("what", ["/decision", "/take-over", "/reopen"])
def test_r20_given_one_s_own_record_then_nobody_acts_on_it(world: World, what: str) -> None:
    own = world.professional("reviewer-440700").enrol()
    record = own.submit()
    if what == "/reopen":
        reject(world, record)
    sent = ACCREDIT if what == "/decision" else WHY

    refused = world.reviewer("440700").post(at(record, what), sent)

    assert (refused.status, refused.code) == (403, "own_record")


def test_r21_given_a_batch_then_a_result_for_each_in_order(world: World, li: Professional) -> None:
    one, two, three = (li.submit(reference=f"JM-{number}") for number in range(3))
    elsewhere = world.professional("wu").enrol(
        document={"type": "passport", "number": "E12345678"}, territory="440106"
    )
    far = elsewhere.submit()
    sent = [
        {"record": one["id"], "decision": "accredit"},
        {"record": two["id"], "decision": "return", "reason": "补第二页"},
        {"record": three["id"], "decision": "reject"},
        {"record": one["id"], "decision": "accredit"},
        {"record": far["id"], "decision": "accredit"},
        {"record": three["id"], "decision": "reject", "reason": "不属于会计类"},
    ]

    answer = world.reviewer().post("/v1/review/decisions", {"decisions": sent}, key="k")

    results = answer.body["results"]
    assert [each["record"] for each in results] == [each["record"] for each in sent]
    assert [(each["status"], each.get("code")) for each in results] == [
        ("accredited", None),
        ("returned", None),
        ("refused", "reason_required"),
        ("refused", "already_decided"),
        ("refused", "not_found"),
        ("rejected", None),
    ]
    assert results[2]["detail"].startswith("不予认定须填写理由")
    year = li.get("/v1/me/years/2020").body
    states = {each["id"]: each["state"] for each in year["records"]}
    assert states == {one["id"]: "accredited", two["id"]: "returned", three["id"]: "rejected"}
    assert year["professional"]["accredited"] == "60"
    again = world.reviewer().post("/v1/review/decisions", {"decisions": sent}, key="k")
    assert again == answer, "a repeat decides nothing again, and says the same"
    other = world.reviewer().post("/v1/review/decisions", {"decisions": sent[:1]}, key="k")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_r21_given_a_batch_s_key_with_another_body_then_no_record_is_decided(
    world: World, li: Professional
) -> None:
    one, two = li.submit(reference="JM-1"), li.submit(reference="JM-2")
    bureau, path = world.reviewer(), "/v1/review/decisions"
    bureau.post(path, {"decisions": [{"record": one["id"], **ACCREDIT}]}, key="k")

    refused = bureau.post(path, {"decisions": [{"record": two["id"], **ACCREDIT}]}, key="k")

    assert (refused.status, refused.code) == (422, "idempotency_key_reused")
    assert li.get(f"/v1/me/records/{two['id']}").body["state"] == "submitted"


def test_r10_given_a_batch_on_one_person_s_year_then_the_standing_is_the_sum(
    world: World, li: Professional
) -> None:
    records = [li.submit(reference=f"JM-{number}", facts={"days": 1}) for number in range(7)]
    sent = [{"record": each["id"], "decision": "accredit"} for each in records]

    results = world.reviewer().must("POST", "/v1/review/decisions", {"decisions": sent})["results"]

    assert {each["status"] for each in results} == {"accredited"}
    assert li.get("/v1/me/years/2020").body["professional"]["accredited"] == "70"


@pytest.mark.parametrize("number", [0, 101])
def test_given_a_batch_of_none_or_too_many_then_refused(world: World, number: int) -> None:
    sent = [{"record": "x", "decision": "accredit"}] * number

    refused = world.reviewer().post("/v1/review/decisions", {"decisions": sent})

    assert (refused.status, refused.body["field"]) == (422, "decisions")


def test_r22_given_faults_on_a_return_then_the_owner_sees_which_field_and_which_file(
    world: World, li: Professional
) -> None:
    record = li.submit()
    (file,) = record["evidence"]
    faults = [
        {"field": "facts.days", "reason": "签到只有五天"},
        {"evidence": file["id"], "reason": "看不清"},
        {"field": "title"},
    ]
    verdict = {"decision": "return", "reason": "请更正", "faults": faults}

    world.reviewer().must("POST", at(record, "/decision"), verdict)

    mine = f"/v1/me/records/{record['id']}"
    shown = li.get(mine).body["faults"]
    assert shown == [{"field": None, "evidence": None, "reason": None, **each} for each in faults]
    mended = li.application(facts={"days": 5}, evidence=[file["id"]])
    assert li.must("PUT", mine, mended)["faults"] == shown, "until it is submitted again"
    assert li.must("POST", f"{mine}/submit")["faults"] == []


def test_r22_given_mended_and_submitted_at_once_then_no_fault_is_left(
    world: World, li: Professional
) -> None:
    record = li.submit()
    verdict = {"decision": "return", "reason": "请更正", "faults": [{"field": "title"}]}
    world.reviewer().must("POST", at(record, "/decision"), verdict)
    mended = li.application(evidence=[record["evidence"][0]["id"]], submit=True)

    assert li.must("PUT", f"/v1/me/records/{record['id']}", mended)["faults"] == []


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        ("return", {}),
        ("return", {"reason": "?"}),
        ("return", {"field": "credits"}),
        ("return", {"field": "facts.hours"}),
        ("return", {"field": "title.days"}),
        ("return", {"evidence": "0" * 64}),
        ("accredit", {"field": "title"}),
        ("reject", {"field": "title"}),
    ],
)
def test_r22_given_a_fault_that_names_nothing_of_the_record_then_refused(
    world: World, li: Professional, decision: str, fault: dict[str, str]
) -> None:
    record = li.submit()
    verdict = {"decision": decision, "reason": "请更正", "faults": [fault]}

    refused = world.reviewer().post(at(record, "/decision"), verdict)

    assert (refused.status, refused.code, refused.body["field"]) == (
        422,
        "field_invalid",
        "faults",
    )
    assert li.get(f"/v1/me/records/{record['id']}").body["state"] == "submitted"


def test_r19_given_a_mistaken_rejection_then_the_bureau_above_reopens_it_also_after_the_cut_off(
    world: World, li: Professional
) -> None:
    record = li.submit()
    reject(world, record)
    world.now = datetime(2021, 2, 1, 9, tzinfo=SHANGHAI)
    assert world.reviewer().post(at(record, "/reopen"), WHY).code == "forbidden"
    city = world.reviewer("440700")
    assert city.post(at(record, "/reopen"), {"reason": ""}).code == "reason_required"

    reopened = city.post(at(record, "/reopen"), WHY, key="k")

    assert (reopened.status, reopened.body["state"]) == (200, "submitted")
    entry = reopened.body["history"][-1]
    assert (entry["from"], entry["to"], entry["by"]) == (
        "rejected",
        "submitted",
        "bureau_above:440700",
    )
    assert reopened.body["receipt"] == record["receipt"]
    assert city.post(at(record, "/reopen"), WHY, key="k") == reopened
    assert city.post(at(record, "/reopen"), WHY).code == "record_not_changeable"
    assert queue(world.reviewer()) == [record["id"]]
    assert world.accredit(record).body["state"] == "accredited"


def test_r19_given_a_rejection_by_the_province_then_the_province_reopens_it(
    world: World, li: Professional
) -> None:
    record = li.submit()
    reject(world, record, "440000")

    assert world.reviewer("440700").post(at(record, "/reopen"), WHY).code == "forbidden"
    assert world.reviewer("440000").post(at(record, "/reopen"), WHY).status == 200


def test_r16_given_the_same_thing_registered_again_then_the_rejected_one_stays_rejected(
    world: World, li: Professional
) -> None:
    first = li.submit()
    reject(world, first)
    second = li.submit()

    refused = world.reviewer("440700").post(at(first, "/reopen"), WHY)

    assert (refused.status, refused.code) == (409, "duplicate_credit")
    assert refused.body["record"] == second["id"]


@pytest.mark.parametrize("ends", ["withdrawn", "rejected", "expired"])
def test_r19_given_the_second_attempt_has_ended_then_the_mistaken_refusal_of_the_first_is_not_final(
    world: World, li: Professional, ends: str
) -> None:
    first = li.submit()
    reject(world, first)
    second = li.submit() if ends != "expired" else None
    if second is None:
        second = li.must("POST", "/v1/me/years/2020/records", li.application())
        world.now = datetime(2021, 1, 1, tzinfo=SHANGHAI)
    elif ends == "withdrawn":
        li.must("POST", f"/v1/me/records/{second['id']}/withdraw")
    else:
        reject(world, second)

    reopened = world.reviewer("440700").post(at(first, "/reopen"), WHY, key="k")

    assert (reopened.status, reopened.body["state"]) == (200, "submitted")
    assert world.reviewer("440700").post(at(first, "/reopen"), WHY, key="k") == reopened
    assert world.accredit(first).body["state"] == "accredited"
    states = {each["id"]: each["state"] for each in li.get("/v1/me/years/2020").body["records"]}
    assert states == {first["id"]: "accredited", second["id"]: ends}
    if ends == "rejected":
        assert world.reviewer("440700").post(at(second, "/reopen"), WHY).code == "duplicate_credit"


def test_r16_given_an_exam_reopened_after_a_paper_s_second_attempt_then_it_has_both_papers_again(
    world: World, li: Professional
) -> None:
    papers = ("2020中级 经济法", "2020中级 财务管理")
    exam = {"form": "exam", "facts": {"papers": 2}, "reference": "、".join(papers)}
    first = li.submit(**exam)
    reject(world, first)
    for paper in papers:
        one = li.submit(form="exam", facts={"papers": 1}, reference=paper)
        li.must("POST", f"/v1/me/records/{one['id']}/withdraw")

    world.reviewer("440700").must("POST", at(first, "/reopen"), WHY)

    for paper in papers:
        again = li.application(form="exam", facts={"papers": 1}, reference=paper)
        refused = li.post("/v1/me/years/2020/records", again)
        assert (refused.code, refused.body["record"]) == ("duplicate_credit", first["id"])


def test_r16_given_a_paper_of_an_exam_registered_again_then_the_exam_stays_rejected(
    world: World, li: Professional
) -> None:
    first = li.submit(**EXAM)
    reject(world, first)
    again = {"form": "exam", "facts": {"papers": 1}, "reference": "2020中级 经济法"}
    second = li.submit(**again)

    refused = world.reviewer("440700").post(at(first, "/reopen"), WHY)

    assert (refused.code, refused.body["record"]) == ("duplicate_credit", second["id"])


def test_r16_given_an_exam_reopened_then_none_of_its_papers_can_be_registered_again(
    world: World, li: Professional
) -> None:
    first = li.submit(**EXAM)
    reject(world, first)
    world.reviewer("440700").must("POST", at(first, "/reopen"), WHY)

    again = li.application(form="exam", facts={"papers": 1}, reference="2020中级 经济法")
    refused = li.post("/v1/me/years/2020/records", again)

    assert (refused.code, refused.body["record"]) == ("duplicate_credit", first["id"])


@pytest.mark.ministack(only=True)
def test_given_other_states_then_a_bureau_finds_what_it_decided_and_nobody_else_s(
    world: World, li: Professional
) -> None:
    kinds = ("accredit", "return", "reject", "accredit")
    records = {}
    for number, decision in enumerate(kinds):
        world.now += timedelta(minutes=1)
        record = li.submit(reference=f"JM-{number}", facts={"days": 1})
        verdict = {"decision": decision, "reason": "因故"}
        world.reviewer().must("POST", at(record, "/decision"), verdict)
        records.setdefault(decision, []).append(record["id"])
    for territory in ("440703", "440700", "440000"):
        bureau = world.reviewer(territory)
        assert queue(bureau, "?state=returned") == records["return"]
        assert queue(bureau, "?state=rejected&year=2020") == records["reject"]
        assert sorted(queue(bureau, "?state=accredited")) == sorted(records["accredit"])
    assert queue(bureau, "?state=rejected") == records["reject"]
    assert queue(bureau, "?state=accredited&year=2019") == []
    assert queue(bureau, "?state=rejected&form=book") == []
    assert queue(bureau) == []
    for state in ("returned", "rejected", "accredited"):
        assert queue(world.reviewer("440704"), f"?state={state}") == []
    for state in ("draft", "withdrawn", "expired", "done"):
        refused = world.reviewer().get(f"/v1/review/records?state={state}")
        assert (refused.status, refused.body["field"]) == (422, "state")


def test_given_a_returned_record_submitted_again_or_overdue_then_it_is_no_longer_listed_as_returned(
    world: World, li: Professional
) -> None:
    one, two = li.submit(), li.submit(reference="JM-2")
    for record in (one, two):
        verdict = {"decision": "return", "reason": "因故"}
        world.reviewer().must("POST", at(record, "/decision"), verdict)
    li.must("POST", f"/v1/me/records/{one['id']}/submit")
    assert queue(world.reviewer(), "?state=returned") == [two["id"]]
    world.now = datetime(2021, 3, 1, tzinfo=SHANGHAI)
    assert queue(world.reviewer(), "?state=returned") == [], "it reads as expired"


@pytest.mark.parametrize("state", ["accredited", "rejected"])
def test_given_many_decided_then_pages_show_each_once(world: World, state: str) -> None:
    decision = {"accredited": "accredit", "rejected": "reject"}[state]
    ids = []
    for person in range(3):
        document = {"type": "passport", "number": f"E1234567{person}"}
        one = world.professional(f"p{person}").enrol(document=document, territory="440703")
        for number in range(person + 1):
            world.now += timedelta(minutes=1)
            record = one.submit(reference=f"JM-{number}", facts={"days": 1})
            verdict = {"decision": decision, "reason": "因故"}
            world.reviewer().must("POST", at(record, "/decision"), verdict)
            ids.append(record["id"])
    for limit in (1, 2, 5, 6):
        seen, cursor = [], ""
        while cursor is not None:
            query = f"?state={state}&limit={limit}" + (f"&cursor={cursor}" if cursor else "")
            page = world.reviewer().get(f"/v1/review/records{query}").body
            assert len(page["items"]) <= limit
            seen += [each["id"] for each in page["items"]]
            cursor = page["next"]
        assert sorted(seen) == sorted(ids)
        assert len(seen) == len(ids)


def test_given_evidence_then_the_reviewer_gets_an_attachment_of_its_checked_type_for_minutes(
    world: World, li: Professional
) -> None:
    png = photo("PNG")
    record = li.must(
        "POST",
        "/v1/me/years/2020/records",
        li.application(evidence=[li.upload(png, "image/png")], submit=True),
    )

    (file,) = world.reviewer().get(at(record)).body["evidence"]

    signed = {name: value for name, (value,) in parse_qs(urlsplit(file["url"]).query).items()}
    assert signed["response-content-type"] == "image/png"
    assert signed["response-content-disposition"].startswith("attachment; filename=")
    assert signed["versionId"], "the very version that was checked"
    assert 0 < int(signed["X-Amz-Expires"]) <= 600
    assert file["also_used_by_others"] is False


def test_given_the_same_file_of_another_person_then_the_reviewer_is_warned(
    world: World, li: Professional
) -> None:
    record = li.submit()
    wu = world.professional("wu").enrol(document={"type": "passport", "number": "E12345678"})
    other = wu.submit()

    for each in (record, other):
        (file,) = world.reviewer().get(at(each)).body["evidence"]
        assert file["also_used_by_others"] is True
    (mine,) = li.get(f"/v1/me/records/{record['id']}").body["evidence"]
    assert "also_used_by_others" not in mine
    assert "url" not in mine
