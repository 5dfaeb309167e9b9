"""Records through the app's door: drafts, returns, slots, windows, waivers (R8, R11-R25)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Professional, World
from tests.paper import pdf

END_OF_2020 = datetime(2021, 1, 1, tzinfo=SHANGHAI)
MILLISECOND = timedelta(milliseconds=1)


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def decide(world: World, record: dict[str, Any], **verdict: object) -> dict[str, Any]:
    path = f"/v1/review/records/{record['id']}/decision"
    return world.reviewer().must("POST", path, verdict)


def test_r14_given_facts_then_the_system_computes_the_credits_and_says_by_which_law(
    li: Professional,
) -> None:
    record = li.must("POST", "/v1/me/years/2020/records", li.application(facts={"days": 3}))
    assert (record["state"], record["credits"], record["accredited_credits"]) == (
        "draft",
        "30",
        None,
    )
    assert record["rule"]["figure"] == "conversion.training"
    assert record["receipt"] is None


def test_r19_given_a_draft_when_changed_and_submitted_then_one_record_with_its_history(
    li: Professional,
) -> None:
    draft = li.must("POST", "/v1/me/years/2020/records", li.application())
    path = f"/v1/me/records/{draft['id']}"
    changed = li.application(facts={"days": 2}, reference="JM-2", evidence=[li.upload()])
    assert li.must("PUT", path, changed)["credits"] == "20"
    submitted = li.must("POST", f"{path}/submit")
    assert (submitted["id"], submitted["state"]) == (draft["id"], "submitted")
    assert [move["to"] for move in submitted["history"]] == ["draft", "submitted"]
    assert submitted["receipt"]["window"] == "2020-regular"
    again = li.post("/v1/me/years/2020/records", li.application())
    assert again.status == 201, "the slot that the change left is free"
    other = li.post("/v1/me/years/2020/records", li.application(reference="jm 2"))
    assert other.code == "duplicate_credit"


def test_r15_given_no_evidence_when_submitted_then_refused_and_the_draft_is_kept(
    li: Professional,
) -> None:
    draft = li.must("POST", "/v1/me/years/2020/records", li.application())
    refused = li.post(f"/v1/me/records/{draft['id']}/submit")
    assert (refused.status, refused.code) == (422, "evidence_missing")
    assert li.get(f"/v1/me/records/{draft['id']}").body["state"] == "draft"
    at_once = li.post("/v1/me/years/2020/records", li.application(reference="x", submit=True))
    assert at_once.code == "evidence_missing"
    assert len(li.get("/v1/me/years/2020").body["records"]) == 1, "nothing of it was written"


def test_r15_given_a_file_that_is_not_what_it_says_then_refused(li: Professional) -> None:
    upload = li.upload(b"GIF89a", "image/png")
    sent = li.application(evidence=[upload], submit=True)
    refused = li.post("/v1/me/years/2020/records", sent)
    assert (refused.code, refused.body["field"]) == ("evidence_invalid", "evidence")


def test_r22_given_a_return_when_mended_then_resubmitted_and_accredited(
    world: World, li: Professional
) -> None:
    record = li.submit()
    no_reason = world.reviewer().post(
        f"/v1/review/records/{record['id']}/decision", {"decision": "return"}
    )
    assert (no_reason.status, no_reason.code) == (422, "reason_required")
    decide(world, record, decision="return", reason="缺少第二页")
    seen = li.get(f"/v1/me/records/{record['id']}").body
    assert (seen["state"], seen["history"][-1]["reason"]) == ("returned", "缺少第二页")
    mended = li.application(evidence=[li.upload(pdf("both pages"))], submit=True)
    assert li.must("PUT", f"/v1/me/records/{record['id']}", mended)["state"] == "submitted"
    assert world.accredit(record).body["state"] == "accredited"


@pytest.mark.parametrize(("before", "code"), [(MILLISECOND, None), (timedelta(0), "window_closed")])
def test_r25_given_the_cut_off_then_the_millisecond_of_the_request_decides(
    world: World, li: Professional, before: timedelta, code: str | None
) -> None:
    draft = li.must("POST", "/v1/me/years/2020/records", li.application(evidence=[li.upload()]))
    world.now = END_OF_2020 - before
    path = f"/v1/me/records/{draft['id']}"
    read = "draft" if code is None else "expired"
    assert li.get(path).body["state"] == read
    for answer in (
        li.post("/v1/me/years/2020/records", li.application(reference="other")),
        li.send("PUT", path, li.application(evidence=draft["evidence"] and [li.upload()])),
        li.post(f"{path}/submit"),
    ):
        assert answer.code == code, answer
        if code:
            assert answer.body["cut_off"] == "2020-12-31"
            assert answer.status == 409


def test_r25_given_submitted_in_time_then_decided_and_withdrawn_after_the_cut_off(
    world: World, li: Professional
) -> None:
    first, second = li.submit(), li.submit(reference="JM-2")
    world.now = END_OF_2020 + timedelta(days=3)
    assert world.accredit(first).status == 200
    assert li.must("POST", f"/v1/me/records/{second['id']}/withdraw")["state"] == "withdrawn"


def test_r25_given_a_return_after_the_cut_off_then_ten_working_days_to_the_millisecond(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.now = datetime(2021, 1, 4, 10, tzinfo=SHANGHAI)
    decide(world, record, decision="return", reason="请补充")
    path = f"/v1/me/records/{record['id']}"
    until = datetime(2021, 1, 19, tzinfo=SHANGHAI)  # ten working days after Monday 4 January
    assert li.get(path).body["resubmit_until"] == until.isoformat()
    world.now = until
    assert li.post(f"{path}/submit").code == "window_closed"
    assert li.get(path).body["state"] == "expired"
    world.now = until - MILLISECOND
    assert li.must("POST", f"{path}/submit")["state"] == "submitted"


@pytest.mark.parametrize("how", ["withdraw", "reject"])
def test_r16_given_a_freed_slot_then_the_same_thing_is_registered_again_beside_the_old(
    world: World, li: Professional, how: str
) -> None:
    first = li.submit()
    assert li.post("/v1/me/years/2020/records", li.application()).code == "duplicate_credit"
    if how == "withdraw":
        li.must("POST", f"/v1/me/records/{first['id']}/withdraw")
    else:
        decide(world, first, decision="reject", reason="不属于会计类")
    second = li.submit(title="同一培训")
    assert second["id"] != first["id"]
    states = {each["id"]: each["state"] for each in li.get("/v1/me/years/2020").body["records"]}
    ended = {"withdraw": "withdrawn", "reject": "rejected"}[how]
    assert states == {first["id"]: ended, second["id"]: "submitted"}
    assert li.get(f"/v1/me/records/{first['id']}").body["state"] == ended


def test_r16_given_an_exam_s_papers_then_each_is_registered_once(li: Professional) -> None:
    exam = {
        "form": "exam",
        "facts": {"papers": 2},
        "reference": "2020中级 财务管理、2020中级 经济法",
    }
    first = li.must("POST", "/v1/me/years/2020/records", li.application(**exam))
    assert first["credits"] == "180"
    overlapping = li.application(form="exam", facts={"papers": 1}, reference="2020中级经济法")
    refused = li.post("/v1/me/years/2020/records", overlapping)
    assert (refused.code, refused.body["record"]) == ("duplicate_credit", first["id"])
    li.must("POST", f"/v1/me/records/{first['id']}/withdraw")
    assert li.must("POST", "/v1/me/years/2020/records", overlapping)["credits"] == "90"
    assert li.post("/v1/me/years/2020/records", li.application(**exam)).code == "duplicate_credit"


def test_r14_given_fewer_credits_then_only_with_a_reason_and_never_more(
    world: World, li: Professional
) -> None:
    path = f"/v1/review/records/{li.submit()['id']}/decision"
    bureau = world.reviewer()
    more = {"decision": "accredit", "credits": "60.01", "reason": "因故"}
    assert bureau.post(path, more).code == "credits_exceeded"
    assert bureau.post(path, {"decision": "accredit", "credits": "50"}).code == "reason_required"
    fewer = {"decision": "accredit", "credits": "50.5", "reason": "一天无签到"}
    assert bureau.must("POST", path, fewer)["accredited_credits"] == "50.5"
    year = li.get("/v1/me/years/2020").body
    assert year["professional"]["accredited"] == "50.5"
    assert [gap["credits"] for gap in year["missing"]] == ["30", "9.5"]


def test_r21_given_a_decision_repeated_then_the_same_answer_and_another_s_is_too_late(
    world: World, li: Professional
) -> None:
    path = f"/v1/review/records/{li.submit()['id']}/decision"
    accredit = {"decision": "accredit"}
    first = world.reviewer().post(path, accredit, key="k1")
    assert world.reviewer().post(path, accredit, key="k1") == first
    other_body = {"decision": "reject", "reason": "因故"}
    assert world.reviewer().post(path, other_body, key="k1").code == "idempotency_key_reused"
    late = world.reviewer("440700").post(path, other_body)
    assert (late.status, late.code, late.body["result"]) == (409, "already_decided", "accredited")


def test_given_a_record_changed_under_the_reviewer_s_eyes_then_nobody_accredits_the_unseen(
    world: World, li: Professional
) -> None:
    record = li.submit()
    path = f"/v1/review/records/{record['id']}"
    seen = world.reviewer().get(path).body
    decide(world, record, decision="return", reason="请补充")
    mended = li.application(facts={"days": 5}, evidence=[li.upload()], submit=True)
    li.must("PUT", f"/v1/me/records/{record['id']}", mended)
    verdict = {"decision": "accredit", "version": seen["version"]}
    refused = world.reviewer().post(f"{path}/decision", verdict)
    assert (refused.status, refused.code) == (409, "record_changed")


def test_r24_given_the_make_up_of_2018_then_window_first_then_who_is_admitted(
    world: World, li: Professional
) -> None:
    sent = li.application(ended_on="2020-05-23")
    path = "/v1/me/years/2018/records"
    assert li.post(path, sent).code == "public_subject_incomplete"
    assert li.get("/v1/me/courses?year=2018").body["items"] == []
    world.now = datetime(2020, 9, 30, 23, 59, 59, 999000, tzinfo=SHANGHAI)
    assert li.post(path, sent).code == "public_subject_incomplete"
    world.now = datetime(2020, 10, 1, tzinfo=SHANGHAI)
    assert li.post(path, sent).code == "window_closed"
    world.now = datetime(2020, 3, 31, 23, 59, 59, tzinfo=SHANGHAI)
    assert li.post(path, sent).code == "window_not_open"


def test_r11_r13_given_a_national_examination_of_2023_then_the_year_is_complete_public_waived(
    world: World, li: Professional
) -> None:
    world.now = datetime(2023, 9, 1, 9, tzinfo=SHANGHAI)
    exam = {
        "form": "exam",
        "facts": {"papers": 1, "examination": "cpa"},
        "reference": "2023 CPA 会计",
        "started_on": None,
        "ended_on": "2023-08-27",
    }
    record = li.submit(2023, **exam)
    assert (record["credits"], record["completes_year"]) == ("90", True)
    li.open_hr_account()
    assert world.accredit(record).status == 200
    world.settle()
    year = li.get("/v1/me/years/2023").body
    assert (year["complete"], year["missing"]) == (True, [])
    assert year["public"] == {"required": "30", "accredited": "0", "waived": True}
    assert year["certificate"]["state"] == "issued"


def test_r8_given_2025_then_general_knowledge_is_required_and_a_bureau_may_clear_it(
    world: World, li: Professional
) -> None:
    world.now = datetime(2025, 9, 1, 9, tzinfo=SHANGHAI)
    training = {"started_on": None, "ended_on": "2025-08-01", "facts": {"days": 3}}
    facts = {"days": 3, "general_knowledge": True}
    general = li.submit(2025, **{**training, "facts": facts})
    world.accredit(general, general_knowledge=False)
    year = li.get("/v1/me/years/2025").body
    assert year["professional"]["accredited"] == "60"
    assert year["general_knowledge"] == {"required": "20", "accredited": "0", "waived": False}
    assert {gap["requirement"] for gap in year["missing"]} == {"public", "general_knowledge"}
    assert all(gap["source"] for gap in year["missing"])


def test_r9_given_credits_of_another_province_then_subject_by_subject_and_reviewed(
    world: World, li: Professional
) -> None:
    facts = {"subject": "public", "credits": "30"}
    record = li.submit(form="transfer", facts=facts, reference="湖南2020-1")
    assert (record["subject"], record["credits"], record["state"]) == ("public", "30", "submitted")
    world.accredit(record)
    assert li.get("/v1/me/years/2020").body["public"]["accredited"] == "30"


def test_r6_given_a_move_of_territory_then_what_is_submitted_stays_with_its_bureau(
    world: World, li: Professional
) -> None:
    before = li.submit()
    li.must("PATCH", "/v1/me", {"territory": "440704"})
    after = li.submit(reference="JM-2")
    assert (before["territory"], after["territory"]) == ("440703", "440704")
    (here,) = world.reviewer("440703").get("/v1/review/records").body["items"]
    (there,) = world.reviewer("440704").get("/v1/review/records").body["items"]
    assert (here["id"], there["id"]) == (before["id"], after["id"])


def test_r8_given_work_begun_in_2020_then_2020_is_exempt_and_2021_is_not(world: World) -> None:
    li = world.professional().enrol()
    world.work_since(li, "2020-03-01")
    shown = {year: li.get(f"/v1/me/years/{year}").body for year in (2020, 2021)}
    assert (shown[2020]["exempt"], shown[2020]["missing"]) == (True, [])
    assert shown[2021]["exempt"] is False
    assert len(shown[2021]["missing"]) == 2


def test_given_many_records_then_the_bureau_s_list_pages_oldest_first_and_filters(
    world: World, li: Professional
) -> None:
    ids = []
    for number in range(5):
        world.now += timedelta(minutes=1)
        ids.append(li.submit(reference=f"JM-{number}")["id"])
    bureau = world.reviewer("440700")
    first = bureau.get("/v1/review/records?limit=2").body
    second = bureau.get(f"/v1/review/records?limit=2&cursor={first['next']}").body
    third = bureau.get(f"/v1/review/records?limit=2&cursor={second['next']}").body
    pages = [first, second, third]
    assert [each["id"] for page in pages for each in page["items"]] == ids
    assert third["next"] is None
    assert bureau.get("/v1/review/records?form=book").body == {"items": [], "next": None}
    assert bureau.get("/v1/review/records?cursor=xx").code == "cursor_invalid"
    assert bureau.get("/v1/review/records?limit=201").body["field"] == "limit"
