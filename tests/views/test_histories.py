"""Histories that once went wrong: each is told from the first request to the truth at its end."""

from datetime import datetime, timedelta

import pytest

from chalicelib.certificates.actions import match_account, sync_year
from chalicelib.certificates.store import certificates
from chalicelib.identity.gateways.keys import document_digest
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.test_year_2020 import certificate, complete
from tests.journey.world import LI, World
from tests.records.test_records import decide

BOOK = {
    "form": "book",
    "facts": {"role": "first_author"},
    "reference": "978-7-111-21382-6",
    "started_on": None,
    "ended_on": "2022-11-01",
}


def test_r16_given_a_return_before_the_window_was_extended_then_the_book_still_counts_once(
    world: World,
) -> None:
    li = world.professional().enrol()
    world.now = datetime(2022, 12, 10, 9, tzinfo=SHANGHAI)
    book = li.submit(2022, **BOOK)
    world.now = datetime(2022, 12, 15, 9, tzinfo=SHANGHAI)
    decide(world, book, decision="return", reason="请补充")
    world.now = datetime(2023, 2, 1, 9, tzinfo=SHANGHAI)
    assert li.get(f"/v1/me/records/{book['id']}").body["state"] == "returned"
    again = li.post("/v1/me/years/2022/records", li.application(**BOOK))
    assert again.code == "duplicate_credit"
    assert li.must("POST", f"/v1/me/records/{book['id']}/submit")["state"] == "submitted"


def test_r16_given_a_slot_taken_over_then_the_old_record_can_not_come_back_into_it(
    world: World,
) -> None:
    li = world.professional().enrol()
    old = li.submit()
    world.now = datetime(2021, 1, 4, 9, tzinfo=SHANGHAI)
    decide(world, old, decision="return", reason="请补充")
    until = datetime.fromisoformat(li.get(f"/v1/me/records/{old['id']}").body["resubmit_until"])
    world.now = until
    assert li.get(f"/v1/me/records/{old['id']}").body["state"] == "expired"
    assert li.post(f"/v1/me/records/{old['id']}/submit").code == "window_closed"


def test_r24_given_a_change_to_the_public_subject_then_it_is_asked_as_a_new_one_would_be(
    world: World,
) -> None:
    li = world.professional().enrol()
    draft = li.must("POST", "/v1/me/years/2020/records", li.application())
    public = li.application(
        form="transfer", facts={"subject": "public", "credits": "30"}, reference="湖南-1"
    )
    world.now = datetime(2021, 1, 1, tzinfo=SHANGHAI)
    refused = li.send("PUT", f"/v1/me/records/{draft['id']}", public)
    assert refused.code == "window_closed"


def test_r30_given_an_account_opened_while_the_first_sync_runs_then_nothing_stays_held(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.study()
    world.accredit(li.submit())
    person = li.get("/v1/me").body["id"]
    # The account's own event is served before any certificate exists.
    li.open_hr_account()
    digest = document_digest(LI["type"], LI["number"])
    match_account.match_account(digest, at=world.now)
    found = certificates.find_certificate(person, 2020)
    assert found is not None
    assert found.state == "issued"
    assert sync_year.sync_year(person, 2020, at=world.now) == found


@pytest.mark.parametrize("character", ["\u200b", "\ue000", "\x00", "\u202e", "\ufe0f", "\u2028"])
@pytest.mark.parametrize("field", ["title", "issuer", "reference"])
def test_r32_given_a_text_that_can_never_be_printed_then_refused_at_its_field(
    world: World, field: str, character: str
) -> None:
    li = world.professional().enrol()
    refused = li.post("/v1/me/years/2020/records", li.application(**{field: f"甲{character}乙"}))
    assert (refused.status, refused.code, refused.body["field"]) == (422, "field_invalid", field)
    assert f"U+{ord(character):04X}" in refused.body["detail"]


def test_r31_r34_given_a_corrected_name_then_the_old_paper_is_superseded_not_forged(
    world: World,
) -> None:
    complete(world, hr_name="李䶮")
    li = world.professional()
    number = certificate(world)["number"]
    path = f"/v1/admin/professionals/{li.get('/v1/me').body['id']}"
    world.administrator().must("PATCH", path, {"name": "李岩", "reason": "身份证姓名更正"})
    li.must("PATCH", "/v1/me/hr-account", {"name": "李岩"})
    world.settle()
    path = f"/v1/certificates/{number}"
    assert certificate(world)["version"] == 2
    old = li.get(f"{path}?v=1&name=李䶮").body
    assert (old["state"], old["name_agrees"]) == ("superseded", True)
    new = li.get(f"{path}?v=2&name=李岩").body
    assert (new["state"], new["name_agrees"]) == ("valid", True)
    assert li.get(f"{path}?v=3").code == "certificate_unknown"


def test_r34_given_a_certificate_that_could_not_be_drawn_then_nobody_calls_it_revoked(
    world: World,
) -> None:
    li = world.professional().enrol("李\U0002ebf0")
    li.open_hr_account("李\U0002ebf0")
    li.study()
    world.accredit(li.submit())
    world.settle()
    kept = certificates.find_certificate(li.get("/v1/me").body["id"], 2020)
    assert kept is not None
    assert li.get(f"/v1/certificates/{kept.number}").code == "certificate_unknown"


def test_r16_given_one_journal_then_two_articles_are_two_things(world: World) -> None:
    li = world.professional().enrol()
    paper = {"form": "paper", "facts": {"role": "first_author"}, "reference": "CN 11-1078/F"}
    path = "/v1/me/years/2020/records"
    assert li.post(path, li.application(**paper, title="论收入")).status == 201
    assert li.post(path, li.application(**paper, title="论成本")).status == 201
    assert li.post(path, li.application(**paper, title="论 收入")).code == "duplicate_credit"


def test_given_more_papers_than_one_record_holds_then_refused_at_its_field(world: World) -> None:
    li = world.professional().enrol()
    names = "、".join(f"科目{number}" for number in range(41))
    exam = li.application(form="exam", facts={"papers": 41}, reference=names)
    refused = li.post("/v1/me/years/2020/records", exam)
    assert (refused.code, refused.body["field"]) == ("fact_invalid", "reference")


def test_given_a_withdrawn_draft_then_the_bureau_never_sees_it(world: World) -> None:
    li = world.professional().enrol()
    draft = li.must("POST", "/v1/me/years/2020/records", li.application())
    li.must("POST", f"/v1/me/records/{draft['id']}/withdraw")
    assert world.reviewer().get(f"/v1/review/records/{draft['id']}").status == 404


def test_given_an_absurd_version_on_the_page_then_it_is_left_out(world: World) -> None:
    complete(world, hr_name="李䶮")
    number = certificate(world)["number"]
    for version in ("9" * 5000, "abc", "-1", ""):
        assert world.page(f"/verify/{number}?v={version}").status == 200


def test_r31_given_an_old_event_then_the_date_of_issue_is_no_earlier_than_what_it_rests_on(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    before = world.now
    world.now += timedelta(days=2)
    world.accredit(li.submit())
    person = li.get("/v1/me").body["id"]
    issued = sync_year.sync_year(person, 2020, at=before)
    assert issued is not None
    assert issued.issued_on == world.now.date()


def test_r9_given_one_certificate_of_another_province_then_it_brings_in_both_subjects(
    world: World,
) -> None:
    li = world.professional().enrol()
    for subject in ("public", "professional"):
        stated = {"form": "transfer", "facts": {"subject": subject, "credits": "30"}}
        sent = li.application(**stated, reference="湘继教2020-0001")
        assert li.post("/v1/me/years/2020/records", sent).status == 201
        assert li.post("/v1/me/years/2020/records", sent).code == "duplicate_credit"


def test_r19_given_a_rejected_record_then_its_owner_can_not_submit_it_again(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    decide(world, record, decision="reject", reason="不属于会计类")
    refused = li.post(f"/v1/me/records/{record['id']}/submit")
    assert (refused.status, refused.code) == (409, "record_not_changeable")


@pytest.mark.parametrize("reason", ["\u200b", "\ufe0f", "\u2028不清\u2028楚"])
def test_r22_given_a_reason_that_nobody_can_read_then_refused(world: World, reason: str) -> None:
    li = world.professional().enrol()
    path = f"/v1/review/records/{li.submit()['id']}/decision"
    refused = world.reviewer().post(path, {"decision": "reject", "reason": reason})
    assert (refused.code, refused.body["field"]) == ("field_invalid", "reason")


def test_r21_given_a_repeat_after_the_record_moved_on_then_the_answer_is_the_first_one(
    world: World,
) -> None:
    li, bureau = world.professional().enrol(), world.reviewer()
    sent = li.application(evidence=[li.upload()])
    records = "/v1/me/years/2020/records"
    record = li.post(records, sent, key="register").body["id"]
    submit = f"/v1/me/records/{record}/submit"
    decision = f"/v1/review/records/{record}/decision"
    steps = (
        (li, records, sent, "register"),
        (li, submit, None, "submit"),
        (bureau, decision, {"decision": "return", "reason": "缺页"}, "return"),
        (li, submit, None, "again"),
        (bureau, decision, {"decision": "accredit"}, "accredit"),
    )
    told = ("state", "history", "accredited_credits")
    first = [who.post(to, body, key=key).body for who, to, body, key in steps]
    repeat = [who.post(to, body, key=key).body for who, to, body, key in steps]
    assert [each["state"] for each in repeat] == [
        *("draft", "submitted", "returned", "submitted", "accredited"),
    ]
    assert [[each[name] for name in told] for each in repeat] == [
        [each[name] for name in told] for each in first
    ]


def test_r21_given_a_return_repeated_after_it_was_mended_then_faults_credits_and_deadline_are_told_again(
    world: World,
) -> None:
    li, bureau = world.professional().enrol(), world.reviewer()
    record = li.submit()
    path = f"/v1/review/records/{record['id']}/decision"
    sent = {"decision": "return", "reason": "缺页", "faults": [{"field": "facts.days"}]}
    first = bureau.post(path, sent, key="k").body
    file = record["evidence"][0]["id"]
    mended = li.application(facts={"days": 1}, evidence=[file], submit=True)
    li.must("PUT", f"/v1/me/records/{record['id']}", mended)
    world.accredit(record)

    again = bureau.post(path, sent, key="k").body

    told = ("state", "credits", "accredited_credits", "resubmit_until", "faults", "history")
    assert first["credits"] == "60"
    assert first["faults"]
    assert {name: again[name] for name in told} == {name: first[name] for name in told}


def test_r11_given_a_whole_examination_accredited_in_part_then_it_completes_no_year_alone(
    world: World,
) -> None:
    world.now = datetime(2023, 6, 1, 9, tzinfo=SHANGHAI)
    li = world.professional().enrol()
    exam = {"form": "exam", "facts": {"papers": 1, "examination": "cpa"}, "reference": "会计"}
    record = li.submit(2023, **exam, started_on=None, ended_on="2023-05-01")

    world.accredit(record, credits="60", reason="材料只证明部分")

    year = li.get("/v1/me/years/2023").body
    assert (year["complete"], year["professional"]["accredited"]) == (False, "60")
    assert [each["requirement"] for each in year["missing"]] == ["public", "general_knowledge"]


def test_r36_given_who_moved_out_then_a_returned_record_may_still_be_mended_and_a_new_one_not(
    world: World,
) -> None:
    li = world.professional().enrol()
    returned, draft = (
        li.submit(),
        li.must("POST", "/v1/me/years/2020/records", li.application(reference="2")),
    )
    decide(world, returned, decision="return", reason="缺页")
    path = f"/v1/admin/professionals/{li.get('/v1/me').body['id']}"
    world.administrator().must("PATCH", path, {"moved_out": True, "reason": "去外省"})

    assert li.post(f"/v1/me/records/{draft['id']}/submit").code == "moved_out"
    assert li.must("POST", f"/v1/me/records/{returned['id']}/submit")["state"] == "submitted"


def test_r6_given_a_move_within_the_year_then_each_bureau_still_finds_what_it_accredited(
    world: World,
) -> None:
    li = world.professional().enrol()
    one = li.submit(reference="1", facts={"days": 2})
    world.accredit(one)
    li.must("PATCH", "/v1/me", {"territory": "440704"})
    two, three = (li.submit(reference=number, facts={"days": 1}) for number in "23")
    for each in (two, three):
        assert world.accredit(each, "440704").status == 200

    def found(territory: str, query: str = "") -> list[str]:
        seen, cursor = [], ""
        while cursor is not None:
            path = f"/v1/review/records?state=accredited&limit=1{query}{cursor}"
            page = world.reviewer(territory).must("GET", path)
            seen += [each["id"] for each in page["items"]]
            cursor = f"&cursor={page['next']}" if page["next"] else None
        return seen

    assert found("440703") == [one["id"]]
    assert sorted(found("440704")) == sorted([two["id"], three["id"]])
    assert sorted(found("440700")) == sorted([one["id"], two["id"], three["id"]])
    assert found("440704", "&year=2021") == []
    world.administrator().must("POST", f"/v1/admin/records/{two['id']}/revoke", {"reason": "重复"})
    assert found("440704") == [three["id"]]
