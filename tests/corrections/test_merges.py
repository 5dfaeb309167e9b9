"""Two accounts of one person become one, and nothing of either is lost (R1, R10, R16, R31)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.law.rules.policy import years as policy_years
from chalicelib.platform.store.tables import RegistryItem
from tests.journey.imports import begin, counts, csv_file, put, row, show
from tests.journey.reports import ZHANG, document, provider, report
from tests.journey.world import LI, Answer, Client, Professional, World
from tests.paper import pdf

NAME = "李䶮"
PERMIT = {"type": "hk_macao_permit", "number": "H12345678"}
PASSPORT = {"type": "passport", "number": "E12345678"}
WHY = "同一人先后持通行证和身份证采集"
YEAR = "/v1/me/years/2020"


@pytest.fixture
def old(world: World) -> Professional:
    """Li under the permit of before."""
    return world.professional("old").enrol(document=PERMIT, mobile="13800138000")


@pytest.fixture
def new(world: World) -> Professional:
    """Li under the card of now."""
    return world.professional("new").enrol(mobile="13900139000")


def id_of(person: Client) -> str:
    return str(person.get("/v1/me").body["id"])


def of(person: str, rest: str = "") -> str:
    return f"/v1/admin/professionals/{person}{rest}"


def merge(staff: Client, into: str, other: str, key: str | None = None) -> Answer:
    return staff.post(of(into, "/merge"), {"with": other, "reason": WHY}, key=key)


def merged(world: World, into: str, other: str) -> dict[str, Any]:
    answer = merge(world.administrator(), into, other)
    assert answer.status == 200, answer
    world.settle()
    return answer.body


def must_refuse(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.code) == (status, code), answer


def credits_of(person: Client, year: int = 2020) -> tuple[str, str]:
    shown = person.must("GET", f"/v1/me/years/{year}")
    return shown["public"]["accredited"], shown["professional"]["accredited"]


def test_r1_given_two_accounts_when_merged_then_both_logins_lead_to_one_with_all_records(
    world: World, old: Professional, new: Professional
) -> None:
    theirs, ours = old.submit(), new.submit(reference="JM-2020-0018", facts={"days": 2})
    world.accredit(theirs)
    world.accredit(ours)
    left, kept = id_of(old), id_of(new)

    shown = merged(world, kept, left)

    assert shown["id"] == kept
    assert [each["id"] for each in shown["formers"]] == [left]
    assert shown["formers"][0]["document"] == {"type": "hk_macao_permit", "number": "H******78"}
    assert id_of(old) == id_of(new) == kept
    for login in (old, new):
        assert credits_of(login) == ("0", "80")
        ids = {each["id"] for each in login.get(YEAR).body["records"]}
        assert ids == {theirs["id"], ours["id"]}
        assert login.get(f"/v1/me/records/{theirs['id']}").status == 200


@pytest.mark.ministack
def test_r31_given_a_certified_year_when_merged_then_its_certificate_passes_to_the_other(
    world: World, old: Professional, new: Professional
) -> None:
    old.open_hr_account(document=PERMIT)
    new.open_hr_account()
    old.study()
    world.accredit(old.submit())
    world.settle()
    before = old.get(YEAR).body["certificate"]
    assert before["state"] == "issued"

    merged(world, id_of(new), id_of(old))

    after = new.get(YEAR).body["certificate"]
    assert (after["state"], old.get(YEAR).body["certificate"]) == ("issued", after)
    assert after["number"] != before["number"]
    anybody = world.professional("anybody")
    assert anybody.get(f"/v1/certificates/{before['number']}").body["state"] == "revoked"
    assert anybody.get(f"/v1/certificates/{after['number']}").body["state"] == "valid"
    items = new.get("/v1/me/notices").body["items"]
    texts = [each["text"] for each in items if each["kind"] == "accounts_merged"]
    assert texts
    assert all("2020年度的证书随之撤销" in text for text in texts)
    assert len(texts) == 2


def test_r31_given_halves_of_a_year_when_merged_then_it_is_complete_and_certified(
    world: World, old: Professional, new: Professional
) -> None:
    new.open_hr_account()
    old.study()
    world.accredit(new.submit())

    merged(world, id_of(new), id_of(old))

    year = old.get(YEAR).body
    assert (year["complete"], year["certificate"]["state"]) == (True, "issued")


def test_r31_given_both_certified_then_the_merger_is_refused_until_one_is_revoked(
    world: World, old: Professional, new: Professional
) -> None:
    for login, paper in ((old, PERMIT), (new, LI)):
        login.open_hr_account(document=paper)
        login.study()
    twice = [login.submit() for login in (old, new)]
    for each in twice:
        world.accredit(each)
    world.settle()
    admin, kept, left = world.administrator(), id_of(new), id_of(old)

    refused = merge(admin, kept, left)

    must_refuse(refused, 409, "merge_both_certified")
    assert "2020" in refused.body["detail"]
    admin.must("POST", f"/v1/admin/records/{twice[0]['id']}/revoke", {"reason": "重复"})
    world.settle()
    merged(world, kept, left)
    assert credits_of(new) == ("30", "60")


def test_r16_given_the_same_thing_accredited_on_both_sides_then_it_counts_once(
    world: World, old: Professional, new: Professional
) -> None:
    theirs, ours = old.submit(), new.submit()
    for each in (theirs, ours):
        world.accredit(each)

    merged(world, id_of(new), id_of(old))

    assert credits_of(new) == ("0", "60")
    lost = new.must("GET", f"/v1/me/records/{theirs['id']}")
    assert (lost["state"], lost["history"][-1]["from"]) == ("revoked", "accredited")
    assert "账号合并" in lost["history"][-1]["reason"]


def test_r20_given_a_submitted_record_when_merged_then_its_bureau_goes_on_with_it(
    world: World, old: Professional, new: Professional
) -> None:
    record = old.submit()
    new.must("PATCH", "/v1/me", {"territory": "440106"})

    merged(world, id_of(new), id_of(old))

    bureau = world.reviewer()
    (listed,) = bureau.must("GET", "/v1/review/records")["items"]
    assert (listed["id"], listed["territory"]) == (record["id"], "440703")
    shown = bureau.must("GET", f"/v1/review/records/{record['id']}")
    assert shown["evidence"][0]["also_used_by_others"] is False
    assert world.accredit(record).status == 200
    assert credits_of(new) == ("0", "60")
    found = bureau.must("GET", "/v1/review/records?state=accredited&year=2020")["items"]
    assert [each["id"] for each in found] == [record["id"]]


def test_r16_given_the_same_thing_waiting_on_both_sides_then_one_alone_is_accredited(
    world: World, old: Professional, new: Professional
) -> None:
    theirs, ours = old.submit(), new.submit()
    merged(world, id_of(new), id_of(old))

    assert world.accredit(ours).status == 200
    must_refuse(world.accredit(theirs), 409, "duplicate_credit")
    assert credits_of(new) == ("0", "60")
    again = new.application(evidence=[new.upload()])
    must_refuse(new.post(f"{YEAR}/records", again), 409, "duplicate_credit")


def test_r6_given_a_returned_record_when_merged_then_either_login_mends_and_submits_it(
    world: World, old: Professional, new: Professional
) -> None:
    record = old.submit()
    merged(world, id_of(new), id_of(old))
    world.now += timedelta(minutes=1)
    verdict = {"decision": "return", "reason": "补第二页"}
    world.reviewer().must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    assert new.get("/v1/me/notices").body["items"][0]["kind"] == "record_returned"

    more = new.upload(pdf("second page"))
    files = [*(each["id"] for each in record["evidence"]), more]
    sent = new.application(evidence=files, submit=True, reference="JM-2020-0099")
    mended = new.must("PUT", f"/v1/me/records/{record['id']}", sent)

    assert (mended["id"], mended["state"]) == (record["id"], "submitted")
    assert len(mended["evidence"]) == 2
    shown = world.reviewer().must("GET", f"/v1/review/records/{record['id']}")
    assert all(each["url"] for each in shown["evidence"])
    assert world.accredit(record).status == 200
    fresh = new.application(evidence=files, submit=True, facts={"days": 1})
    assert new.post(f"{YEAR}/records", fresh).status == 201


def test_r17_given_study_begun_under_the_old_account_then_it_goes_on(
    world: World, old: Professional, new: Professional
) -> None:
    (course,) = old.get("/v1/me/courses?year=2020").body["items"]
    path = f"/v1/me/courses/{course['id']}/progress"
    old.must("POST", path, {"seconds": 0})
    world.now += timedelta(minutes=10)
    old.must("POST", path, {"seconds": 600})

    merged(world, id_of(new), id_of(old))

    world.now += timedelta(minutes=10)
    assert new.must("POST", path, {"seconds": 600})["seconds_done"] == 1200


def test_r28_given_rows_under_either_document_then_they_are_the_survivor_s(
    world: World, new: Professional
) -> None:
    school = provider(world)
    assert school.statuses(report(document=PERMIT)) == ["waiting"]
    old = world.professional("old").enrol(document=PERMIT)
    kept, left = id_of(new), id_of(old)

    merged(world, kept, left)

    assert credits_of(new) == ("0", "30")
    assert school.statuses(report("JM-2", document=PERMIT)) == ["accredited"]
    assert school.statuses(report("JM-3", document=LI)) == ["accredited"]
    assert credits_of(new) == ("0", "90")
    found = world.administrator().must(
        "POST", "/v1/admin/professionals/search", {"document": PERMIT}
    )
    assert [each["id"] for each in found["items"]] == [kept]


def test_r1_given_a_merged_identity_then_nobody_enrols_with_it_again(
    world: World, old: Professional, new: Professional
) -> None:
    merged(world, id_of(new), id_of(old))

    body = {"name": NAME, "document": PERMIT, "territory": "440703", "employment": "employed"}
    assert world.professional("third").post("/v1/me", body).code == "already_enrolled"
    assert old.post("/v1/me", {**body, "document": PASSPORT}).code == "already_enrolled"


def test_given_merged_accounts_then_each_shows_where_it_went_and_nothing_changes_of_the_old(
    world: World, old: Professional, new: Professional
) -> None:
    kept, left = id_of(new), id_of(old)
    theirs = old.submit()
    merged(world, kept, left)
    admin = world.administrator()

    shown = admin.must("GET", of(left))

    assert (shown["merged_into"], shown["years"]) == (kept, [])
    assert admin.must("GET", of(kept)).get("merged_into") is None
    must_refuse(
        admin.send("PATCH", of(left), {"name": "李龙", "reason": "x"}), 409, "account_merged"
    )
    must_refuse(admin.post(of(left, "/login"), {"sub": "x", "reason": "x"}), 409, "account_merged")
    found = admin.must("POST", "/v1/admin/professionals/search", {"name": NAME})["items"]
    assert [each["id"] for each in found] == [kept]
    counted = admin.must("GET", "/v1/admin/statistics?year=2020&territory=440703")
    assert counted["items"][0]["enrolled"] == 1
    whats = {each: _lines(admin, each) for each in (kept, left)}
    assert whats[kept] == [
        "enrolled",
        "enrolled",
        "record_moved",
        "accounts_merged",
        "accounts_merged",
    ]
    assert whats[left] == ["enrolled", "record_moved", "accounts_merged"]
    assert admin.get(of(left, "/history")).body["items"][1]["record"] == theirs["id"]
    last = admin.get(of(left, "/history")).body["items"][-1]
    assert (last["reason"], last["changes"][0]["field"]) == (WHY, "merged_into")
    assert kept in last["changes"][0]["to"]


def _lines(admin: Client, person: str) -> list[str]:
    return [each["what"] for each in admin.get(of(person, "/history")).body["items"]]


def test_r36_given_the_export_then_it_holds_both_accounts(
    world: World, old: Professional, new: Professional
) -> None:
    theirs = old.submit()
    merged(world, id_of(new), id_of(old))

    held = new.must("GET", "/v1/me/export")

    records = [each["id"] for year in held["years"] for each in year["records"]]
    assert records == [theirs["id"]]
    assert len(held["notices"]) == 2


def test_r21_given_the_same_request_again_then_the_same_answer_and_nothing_more(
    world: World, old: Professional, new: Professional
) -> None:
    world.accredit(old.submit())
    admin, kept, left = world.administrator(), id_of(new), id_of(old)

    first = merge(admin, kept, left, key="once")
    again = merge(admin, kept, left, key="once")

    assert (first.status, again.body) == (200, first.body)
    must_refuse(merge(admin, kept, left), 409, "account_merged")
    must_refuse(merge(admin, left, kept), 409, "account_merged")
    assert credits_of(new) == ("0", "60")
    kinds = [each["kind"] for each in new.get("/v1/me/notices").body["items"]]
    assert kinds.count("accounts_merged") == 2


def test_r4_given_what_is_no_one_person_then_refused_and_nothing_is_changed(
    world: World, new: Professional
) -> None:
    zhang = world.professional("zhang").enrol(ZHANG, document=document(1))
    far = world.professional("far").enrol(document=PASSPORT, territory="440106")
    kept, admin, city = id_of(new), world.administrator(), world.administrator("440700")
    before = sorted(
        str(item.attribute_values) for item in RegistryItem.scan() if item.pk[:2] == "P#"
    )

    must_refuse(merge(admin, kept, id_of(zhang)), 409, "merge_name_differs")
    must_refuse(merge(admin, kept, kept), 422, "merge_same_account")
    must_refuse(merge(city, kept, id_of(far)), 404, "not_found")
    must_refuse(merge(city, id_of(far), kept), 404, "not_found")
    must_refuse(merge(admin, kept, "nobody"), 404, "not_found")
    blank = admin.post(of(kept, "/merge"), {"with": id_of(far), "reason": " "})
    must_refuse(blank, 422, "reason_required")

    after = sorted(
        str(item.attribute_values) for item in RegistryItem.scan() if item.pk[:2] == "P#"
    )
    assert after == before


@pytest.mark.parametrize("side", ["old", "new"])
def test_r20_given_an_account_of_the_administrator_s_own_then_another_must_merge(
    world: World, old: Professional, new: Professional, side: str
) -> None:
    number = PERMIT["number"] if side == "old" else LI["number"]
    admin = world.administrator(name=NAME, id_number=number)

    must_refuse(merge(admin, id_of(new), id_of(old)), 403, "own_record")


def test_r20_given_a_merged_person_then_neither_document_nor_login_decides_their_record(
    world: World, old: Professional, new: Professional
) -> None:
    merged(world, id_of(new), id_of(old))
    record = new.submit()
    verdict = {"decision": "accredit"}
    path = f"/v1/review/records/{record['id']}/decision"

    by_permit = world.reviewer(name=NAME, id_number=PERMIT["number"])
    must_refuse(by_permit.post(path, verdict), 403, "own_record")
    by_card = world.reviewer("440700", name=NAME, id_number=LI["number"])
    must_refuse(by_card.post(path, verdict), 403, "own_record")


def test_r1_given_a_merged_person_when_bound_anew_then_no_former_login_is_left(
    world: World, old: Professional, new: Professional
) -> None:
    kept = id_of(new)
    merged(world, kept, id_of(old))

    bound = {"sub": "found", "reason": "账号遗失"}
    assert world.administrator().post(of(kept, "/login"), bound).status == 200

    assert id_of(world.professional("found")) == kept
    assert old.get("/v1/me").code == new.get("/v1/me").code == "not_enrolled"


@pytest.mark.ministack
def test_r1_given_three_accounts_then_they_become_one_in_two_steps(
    world: World, old: Professional, new: Professional
) -> None:
    oldest = world.professional("oldest").enrol(document=PASSPORT)
    kept, middle, first = id_of(new), id_of(old), id_of(oldest)
    record = oldest.submit()
    merged(world, middle, first)
    world.accredit(record)

    shown = merged(world, kept, middle)

    assert {each["id"] for each in shown["formers"]} == {middle, first}
    assert id_of(oldest) == id_of(old) == kept
    assert credits_of(oldest) == ("0", "60")
    assert world.administrator().must("GET", of(first))["merged_into"] == middle
    admin = world.administrator()
    admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "误认定"})
    assert credits_of(new) == ("0", "0")


def test_r1_given_an_imported_account_that_nobody_claimed_then_it_takes_the_other_s_login(
    world: World, old: Professional
) -> None:
    person = {"人员类别": "在职", "工作单位": "江门市示范会计有限公司", "手机号码": ""}
    offered = begin(world, "existing.csv", "enrolments")
    headings = ("姓名", "证件类型", "证件号码", *person, "行政区划代码", "开始从事会计工作的日期")
    started = {"开始从事会计工作的日期": ""}
    put(offered, csv_file(row(**person) | started, headings=headings))
    world.settle()
    assert counts(show(world, offered["id"])) == (1, 1, 0, 0)
    admin = world.administrator()
    search = {"document": LI}
    (found,) = admin.must("POST", "/v1/admin/professionals/search", search)["items"]

    merged(world, found["id"], id_of(old))

    assert id_of(old) == found["id"]
    assert world.professional("new", name=NAME, id_number=LI["number"]).get("/v1/me").code == (
        "not_enrolled"
    )


def test_r1_given_a_document_of_a_merged_account_then_the_profile_may_be_corrected_to_it(
    world: World, old: Professional, new: Professional
) -> None:
    kept = id_of(new)
    merged(world, kept, id_of(old))
    admin = world.administrator()

    sent = {"document": PERMIT, "reason": "现用通行证"}
    assert admin.send("PATCH", of(kept), sent).status == 200

    found = admin.must("POST", "/v1/admin/professionals/search", {"document": PERMIT})["items"]
    assert [each["id"] for each in found] == [kept]


def test_r29_given_a_stream_that_lost_it_then_the_sweep_does_the_rest(
    world: World, old: Professional, new: Professional
) -> None:
    old.open_hr_account(document=PERMIT)
    new.open_hr_account()
    old.study()
    world.accredit(old.submit())
    world.settle()
    number = old.get(YEAR).body["certificate"]["number"]
    assert merge(world.administrator(), id_of(new), id_of(old)).status == 200
    world.now += timedelta(hours=1)
    world.tick("sweep")

    anybody = world.professional("anybody")
    assert anybody.get(f"/v1/certificates/{number}").body["state"] == "revoked"
    # Decided by the sweep, which neither draws nor signs: what it wrote the stream brings the renderer.
    assert new.get(YEAR).body["certificate"]["state"] == "pending"
    world.settle()
    assert new.get(YEAR).body["certificate"]["state"] == "issued"


def test_r10_given_merged_years_then_every_year_of_the_old_account_is_shut(
    world: World, old: Professional, new: Professional
) -> None:
    left = id_of(old)
    merged(world, id_of(new), left)

    shut = [RegistryItem.get(f"P#{left}", f"Y#{year}") for year in policy_years()]

    assert all(item.body["merged"] and item.list is None for item in shut)


def _alike(admin: Client, person: str) -> list[tuple[str, list[str]]]:
    shown = admin.must("GET", of(person))["alike"]
    return sorted((each["professional"]["id"], each["because"]) for each in shown)


@pytest.mark.ministack
def test_r1_given_one_name_with_one_mobile_or_birth_then_administrators_are_told(
    world: World,
) -> None:
    born = "19950709"
    card = {"type": "foreigner_permanent_resident", "number": f"JPN4407{born[2:]}12"}
    people = {
        "card": world.professional("card").enrol(mobile="13800138000"),
        "permit": world.professional("permit").enrol(document=PERMIT, mobile="13800138000"),
        "born": world.professional("born").enrol("李 䶮", document=card),
        "namesake": world.professional("namesake").enrol(document=PASSPORT, mobile="13900139000"),
        "family": world.professional("family").enrol(
            ZHANG, document=document(1), mobile="13800138000"
        ),
    }
    ids = {name: id_of(person) for name, person in people.items()}
    world.settle()
    admin = world.administrator("440703")

    assert _alike(admin, ids["card"]) == sorted(
        [(ids["permit"], ["mobile"]), (ids["born"], ["birth"])]
    )
    assert _alike(admin, ids["permit"]) == [(ids["card"], ["mobile"])]
    assert _alike(admin, ids["namesake"]) == _alike(admin, ids["family"]) == []
    listed = admin.must("GET", "/v1/admin/alike")["items"]
    assert {each["professional"]["id"] for each in listed} == {
        ids["card"],
        ids["permit"],
        ids["born"],
    }
    assert world.administrator("440106").must("GET", "/v1/admin/alike")["items"] == []


def test_r1_given_accounts_merged_or_no_longer_alike_then_they_are_listed_no_more(
    world: World, old: Professional, new: Professional
) -> None:
    admin, kept, left = world.administrator(), id_of(new), id_of(old)
    assert _alike(admin, kept) == []
    new.must("PATCH", "/v1/me", {"mobile": "13800138000"})
    world.settle()
    assert _alike(admin, kept) == [(left, ["mobile"])]

    new.must("PATCH", "/v1/me", {"mobile": "13700137000"})
    assert _alike(admin, kept) == _alike(admin, left) == []
    assert admin.must("GET", "/v1/admin/alike")["items"] == []

    old.must("PATCH", "/v1/me", {"mobile": "13700137000"})
    world.settle()
    assert _alike(admin, left) == [(kept, ["mobile"])]
    merged(world, kept, left)
    assert _alike(admin, kept) == _alike(admin, left) == []
    assert admin.must("GET", "/v1/admin/alike")["items"] == []


def test_r29_given_a_stream_that_lost_an_enrolment_then_the_sweep_finds_whom_it_looks_like(
    world: World,
) -> None:
    for login, paper in (("old", PERMIT), ("new", LI)):
        world.professional(login).enrol(document=paper, mobile="13800138000")
    world.now += timedelta(hours=1)
    world.tick("sweep")

    assert len(world.administrator().must("GET", "/v1/admin/alike")["items"]) == 2
