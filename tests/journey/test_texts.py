"""Texts through the app's door: what cannot be read, printed or shown has its place told (R7, R32)."""

from typing import Any

import msgspec
import pytest

from chalicelib.law.rules.year_law import law_of
from chalicelib.law.store.policies import get_policy
from chalicelib.records.rules.record import Record
from chalicelib.records.store import slots, years
from tests.journey.reports import provider, report
from tests.journey.world import LI, Client, Professional, World

RECORDS = "/v1/me/years/2020/records"
OTHER = "110101199003074477"
UPLOAD = {"content_type": "application/pdf", "size": 100, "sha256": "a" * 64}


def sendings(world: World, li: Professional, bad: str) -> list[tuple[Client, str, str, Any, str]]:
    """Who sends what, with one bad text, and the field that is at fault."""
    admin, bureau = world.administrator(), world.reviewer()
    record = li.submit()["id"]
    amendment = {"figure": "conversion.training", "value": "20", "since": "2021-01-01"}
    decision = f"/v1/review/records/{record}/decision"
    fault = {"field": "title", "reason": bad}
    return [
        (li, "PATCH", "/v1/me", {"employer": bad}, "employer"),
        (li, "POST", RECORDS, li.application(title=bad), "title"),
        (li, "POST", RECORDS, li.application(issuer=bad), "issuer"),
        (li, "POST", RECORDS, li.application(reference=bad), "reference"),
        (li, "POST", RECORDS, li.application(form=bad), "form"),
        (li, "POST", RECORDS, li.application(facts={"role": bad}), "facts.role"),
        (li, "POST", "/v1/me/uploads", {**UPLOAD, "filename": bad}, "filename"),
        (admin, "POST", "/v1/admin/imports", {"filename": bad}, "filename"),
        (admin, "POST", "/v1/admin/announcements", {"title": bad, "text": "文"}, "title"),
        (admin, "POST", "/v1/admin/announcements", {"title": "文", "text": bad}, "text"),
        (admin, "PUT", "/v1/admin/staff/w", {"role": "helper", "territory": "440703", "reason": bad}, "reason"),
        (admin, "POST", "/v1/admin/policies/2021/amendments", {**amendment, "source": bad, "reason": "因故"}, "source"),
        (admin, "POST", "/v1/admin/policies/2021/amendments", {**amendment, "source": "文", "reason": bad}, "reason"),
        (bureau, "POST", decision, {"decision": "reject", "reason": bad}, "reason"),
        (bureau, "POST", decision, {"decision": "return", "reason": "因故", "faults": [fault]}, "faults.0.reason"),
        (bureau, "POST", "/v1/review/decisions", {"decisions": [{"record": record, "decision": "reject", "reason": bad}]}, "decisions.0.reason"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("甲\u202e乙", "field_invalid"),
        ("甲\x00乙", "field_invalid"),
        ("甲\u200b乙", "field_invalid"),
        (f"甲 {OTHER}", "identity_number_in_text"),
        ("甲 110101-19900307-4477.pdf", "identity_number_in_text"),
    ],
    ids=ascii,
)
def test_r32_given_a_text_that_may_not_be_kept_then_refused_at_its_field_whoever_sends_it(
    world: World, bad: str, code: str
) -> None:
    li = world.professional().enrol()
    for who, method, path, body, field in sendings(world, li, bad):
        refused = who.send(method, path, body)

        assert (refused.status, refused.code, refused.body.get("field")) == (422, code, field), path
        assert "4477" not in str(refused.body)
        assert "字符" in refused.body["detail"]


def test_r20_given_a_login_that_is_an_identity_number_then_no_role_is_granted(world: World) -> None:
    refused = world.administrator().send(
        "PUT", f"/v1/admin/staff/{OTHER}", {"role": "helper", "territory": "440703"}
    )

    assert (refused.status, refused.code, refused.body["field"]) == (
        422,
        "identity_number_in_text",
        "login",
    )


@pytest.mark.parametrize("field", ["title", "issuer"])
@pytest.mark.parametrize("character", "📚अ")
def test_r32_given_what_no_certificate_can_show_then_refused_where_it_is_typed(
    world: World, field: str, character: str
) -> None:
    li = world.professional().enrol()
    refused = li.post(RECORDS, li.application(**{field: f"学习{character}"}))

    assert (refused.status, refused.code, refused.body["field"]) == (422, "field_invalid", field)
    assert f"第3个字符“{character}”（U+{ord(character):04X}）" in refused.body["detail"]


def test_r32_given_an_employer_or_a_report_that_no_certificate_can_show_then_refused(
    world: World,
) -> None:
    li = world.professional().enrol()
    (told,) = provider(world).report(report(title="培训📚"))

    assert li.send("PATCH", "/v1/me", {"employer": "公司📚"}).body["field"] == "employer"
    assert (told["code"], told["field"]) == ("field_invalid", "title")
    assert "U+1F4DA" in told["detail"]


def test_given_several_faults_then_all_of_them_at_once(world: World) -> None:
    li = world.professional().enrol()
    refused = li.post(RECORDS, li.application(title="📚", issuer="省\n厅", reference=OTHER))
    (told,) = provider(world).report(report(OTHER, title="📚"))

    assert [(each["field"], each["code"]) for each in refused.body["faults"]] == [
        ("title", "field_invalid"),
        ("issuer", "field_invalid"),
        ("reference", "identity_number_in_text"),
    ]
    assert refused.body["faults"][0]["detail"] == refused.body["detail"]
    assert "「编号或文号」" in told["detail"]
    assert "「标题（学习内容）」" in told["detail"]


def test_r12_r15_given_facts_dates_and_files_at_fault_then_all_of_them_at_once(
    world: World,
) -> None:
    li = world.professional().enrol()
    draft = li.must("POST", RECORDS, li.application())
    wrong = {"facts": {"days": 0, "strange": 1}, "started_on": "2020-05-24", "submit": True}
    sent = li.application(**wrong)
    refusals = [li.post(RECORDS, sent), li.send("PUT", f"/v1/me/records/{draft['id']}", sent)]

    for refused in refusals:
        assert [(each["field"], each["code"]) for each in refused.body["faults"]] == [
            ("facts.strange", "fact_unknown"),
            ("facts.days", "fact_invalid"),
            ("started_on", "date_invalid"),
            ("evidence", "evidence_missing"),
        ]
    kept = li.get(f"/v1/me/records/{draft['id']}").body
    assert (kept["facts"], kept["state"]) == ({"days": 6}, "draft")


def test_r1_r5_given_a_person_at_fault_in_several_places_then_all_of_them_at_once(
    world: World,
) -> None:
    li = world.professional()
    wrong = {"name": "1", "document": {"type": "resident_id", "number": "1"}}
    where = {"territory": "990000", "mobile": "1", "worked_since": "2031-01-01"}
    enrolling = li.post("/v1/me", {**wrong, **where, "employment": "employed"}).body
    checked = li.post("/v1/checks/identity", wrong).body
    changed = li.enrol().send("PATCH", "/v1/me", {**wrong, "mobile": "1"}).body

    def told(refused: dict[str, Any]) -> list[str]:
        return [each["field"] for each in refused["faults"]]

    names = ["name", "document.number"]
    assert told(enrolling) == [*names, "territory", "mobile", "worked_since"]
    assert told(checked) == names
    assert told(changed) == ["mobile", *names]
    assert li.get("/v1/me").body["name"] == "李䶮"


def test_given_spaces_around_a_text_then_it_is_kept_without_them(world: World) -> None:
    li = world.professional().enrol(employer=" 江门市示范会计有限公司\u3000")
    record = li.must("POST", RECORDS, li.application(title="\n新收入准则 "))

    assert li.get("/v1/me").body["employer"] == "江门市示范会计有限公司"
    assert record["title"] == "新收入准则"


def written_before(world: World, client: Professional, record: str, **changes: str) -> None:
    """Put a record as it could be stored before its texts were checked."""
    found = years.find_year(client.get("/v1/me").body["id"], 2020)
    assert found is not None
    stored = found.record(record)
    assert isinstance(stored, Record)
    window = law_of(get_policy(2020), at=world.now).own_window
    odd = msgspec.structs.replace(stored, version=stored.version + 1, **changes)
    slots.put_record(odd, window, stored, found)


def test_given_a_record_with_an_odd_title_from_before_then_it_is_decided_as_it_is(
    world: World,
) -> None:
    li = world.professional().enrol()
    record = li.submit()
    written_before(world, li, record["id"], title=f"培训📚{OTHER}")

    assert li.get(f"/v1/me/records/{record['id']}").body["title"] == f"培训📚{OTHER}"
    assert world.accredit(record).body["state"] == "accredited"


def test_given_an_odd_title_from_before_then_it_is_mended_before_it_is_submitted_again(
    world: World,
) -> None:
    li = world.professional().enrol()
    record = li.submit()
    at = f"/v1/me/records/{record['id']}"
    written_before(world, li, record["id"], title="培训📚", reference=OTHER)
    world.reviewer().must(
        "POST",
        f"/v1/review/records/{record['id']}/decision",
        {"decision": "return", "reason": "标题有误"},
    )

    refused = li.post(f"{at}/submit")
    assert (refused.status, refused.code, refused.body["field"]) == (422, "field_invalid", "title")
    assert [each["field"] for each in refused.body["faults"]] == ["title", "reference"]

    mended = li.application(evidence=[each["id"] for each in record["evidence"]], submit=True)
    assert li.must("PUT", at, mended)["state"] == "submitted"


def test_r2_given_a_document_then_its_number_is_taken_where_it_belongs(world: World) -> None:
    found = world.administrator().must(
        "POST", "/v1/admin/professionals/search", {"document": LI, "name": "李䶮"}
    )

    assert found["items"] == []
