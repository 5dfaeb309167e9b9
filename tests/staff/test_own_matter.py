"""Nobody decides their own matter, whichever of their logins they use (R1, R20)."""

from hashlib import sha256
from typing import Any

import pytest

from chalicelib.access.login import login_digest
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.staff.store.staff import find_staff
from tests.journey.imports import begin, counts, csv_file, put, refused_rows, row, show
from tests.journey.reports import ZHANG, document, provider, report
from tests.journey.world import LI, Answer, Client, Professional, World

WHY = {"reason": "因故"}
NAME = "李䶮"
PROVED = {"name": NAME, "id_number": LI["number"]}
DIGEST = sha256(LI["number"].encode()).hexdigest()
SOMEBODY = {"name": ZHANG, "id_number": document(1)["number"]}
CLAIMS = {
    "the number": PROVED,
    "its digest": {"name": NAME, "id_number_digest": DIGEST},
    "a digest in capitals": {"name": NAME, "id_number_digest": DIGEST.upper()},
    "lower case and spaces": {"name": NAME, "id_number": f" {LI['number'].lower()} "},
    "another name": {"name": "李龙", "id_number": LI["number"]},
    "a number alone": {"id_number": LI["number"]},
}
REVIEW = "/v1/review/records"
STAFF = "/v1/admin/staff"


@pytest.fixture
def li(world: World) -> Professional:
    """Li, enrolled under a login of his own that is no staff."""
    return world.professional().enrol()


@pytest.fixture
def strict(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A deployment that takes no login whose issuer proves nobody."""
    monkeypatch.setenv("ALLOW_UNPROVED_LOGINS", "false")
    return world


def must_recuse(answer: Answer) -> None:
    assert (answer.status, answer.code) == (403, "own_record"), answer


def of(person: Client, rest: str = "") -> str:
    return f"/v1/admin/professionals/{person.get('/v1/me').body['id']}{rest}"


def decide(staff: Client, record: dict[str, Any], decision: str = "accredit") -> Answer:
    reason = {} if decision == "accredit" else WHY
    return staff.post(f"{REVIEW}/{record['id']}/decision", {"decision": decision, **reason})


@pytest.mark.parametrize("claims", CLAIMS.values(), ids=CLAIMS)
def test_r20_given_a_work_login_of_the_same_person_then_it_decides_nothing_of_theirs(
    world: World, li: Professional, claims: dict[str, str]
) -> None:
    record = li.submit()
    city = world.reviewer("440700", **claims)

    must_recuse(decide(city, record))
    must_recuse(city.post(f"{REVIEW}/{record['id']}/take-over", WHY))
    assert li.get(f"/v1/me/records/{record['id']}").body["state"] == "submitted"

    assert decide(world.reviewer(), record, "reject").status == 200
    must_recuse(city.post(f"{REVIEW}/{record['id']}/reopen", WHY))


def test_r20_given_a_batch_then_the_own_record_alone_is_refused(
    world: World, li: Professional
) -> None:
    own = li.submit()
    other = world.professional("zhang").enrol(ZHANG, document=document(1)).submit()
    sent = [{"record": each["id"], "decision": "accredit"} for each in (own, other)]

    answer = world.reviewer(**PROVED).must("POST", "/v1/review/decisions", {"decisions": sent})

    assert [each.get("code", each["status"]) for each in answer["results"]] == [
        "own_record",
        "accredited",
    ]


@pytest.mark.parametrize("claims", CLAIMS.values(), ids=CLAIMS)
def test_r20_given_an_administrator_of_the_same_person_then_nothing_of_their_account_changes(
    world: World, li: Professional, claims: dict[str, str]
) -> None:
    record = li.submit()
    world.accredit(record)
    admin = world.administrator(**claims)

    must_recuse(admin.send("PATCH", of(li), {"name": "李龙", **WHY}))
    must_recuse(admin.send("PATCH", of(li), {"moved_out": True, **WHY}))
    must_recuse(admin.post(of(li, "/login"), {"sub": "fresh", **WHY}))
    must_recuse(admin.post(f"/v1/admin/records/{record['id']}/revoke", WHY))


def test_r20_given_somebody_else_s_account_then_it_does_not_become_the_administrator_s(
    world: World,
) -> None:
    zhang = world.professional("zhang").enrol(ZHANG, document=document(1))
    world.reviewer("440700", **PROVED).get(REVIEW)
    world.professional("hr-login").open_hr_account()
    admin = world.administrator(**PROVED)

    must_recuse(admin.send("PATCH", of(zhang), {"document": LI, **WHY}))
    must_recuse(admin.post(of(zhang, "/login"), {"sub": "administrator-440000", **WHY}))
    must_recuse(admin.post(of(zhang, "/login"), {"sub": "reviewer-440700", **WHY}))
    must_recuse(admin.post(of(zhang, "/login"), {"sub": "hr-login", **WHY}))


@pytest.mark.parametrize("claims", CLAIMS.values(), ids=CLAIMS)
def test_r20_given_an_hr_officer_of_the_same_person_then_the_account_stays(
    world: World, claims: dict[str, str]
) -> None:
    world.professional().open_hr_account()
    world.professional("zhang").open_hr_account(ZHANG, document(1))
    officer = world.reviewer("440000", "hr_officer", **claims)

    must_recuse(officer.send("PATCH", "/v1/hr/accounts", {"document": LI, "name": "李", **WHY}))
    other = {"document": document(1), "corrected_document": LI, **WHY}
    must_recuse(officer.send("PATCH", "/v1/hr/accounts", other))


@pytest.mark.parametrize("enrolled", [True, False])
@pytest.mark.parametrize("claims", CLAIMS.values(), ids=CLAIMS)
def test_r20_given_a_provider_s_clerk_then_their_own_credits_are_refused_and_no_others(
    world: World, claims: dict[str, str], *, enrolled: bool
) -> None:
    if enrolled:
        world.professional().enrol()
    school = provider(world)
    world.reviewer("440000", "provider", **claims).post("/v1/provider/reports", {"reports": []})

    told = school.statuses(report(), report("JM-2", name=ZHANG, document=document(1)))

    assert told == ["own_record", "waiting"]


def row_of(kind: str, number: str, name: str) -> dict[str, str]:
    changes = {"姓名": name, "证件号码": number}
    if kind == "legacy_records":
        return row(serial=f"HR{number[-4:]}", **changes)
    more = {
        "人员类别": "在职",
        "工作单位": "江门市示范会计有限公司",
        "手机号码": "",
        "开始从事会计工作的日期": "",
    }
    return row(**changes) | more


HEADINGS_OF = {
    "legacy_records": HEADINGS,
    "enrolments": ENROLMENT_HEADINGS,
    "hr_accounts": HR_HEADINGS,
}


def _brought(world: World, kind: str) -> dict[str, Any]:
    rows = [row_of(kind, LI["number"], NAME), row_of(kind, document(1)["number"], ZHANG)]
    offered = begin(world, "rows.csv", kind)
    put(offered, csv_file(*rows, headings=HEADINGS_OF[kind]))
    world.settle()
    return show(world, offered["id"])


@pytest.mark.parametrize("kind", HEADINGS_OF)
@pytest.mark.parametrize("claims", CLAIMS.values(), ids=CLAIMS)
def test_r20_given_a_row_about_the_importer_then_it_is_refused_with_its_reason(
    world: World, claims: dict[str, str], kind: str
) -> None:
    world.administrator(**claims).get("/v1/admin/imports")

    shown = _brought(world, kind)

    assert (counts(shown)[0], counts(shown)[3]) == (2, 1)
    (refused,) = refused_rows(shown["id"])
    assert any("不能处理本人的学分记录或信息" in cell for cell in refused)


def test_r20_given_an_unproved_importer_then_the_account_of_their_login_is_not_credited(
    world: World,
) -> None:
    world.professional("administrator-440000").enrol()

    shown = _brought(world, "legacy_records")

    assert counts(shown) == (2, 0, 1, 1)


def test_r20_given_another_login_of_the_granter_then_no_role_is_granted_to_it(
    world: World, li: Professional
) -> None:
    world.reviewer("440700", **PROVED).get(REVIEW)
    world.professional("hr-login").open_hr_account()
    admin = world.administrator(**PROVED)
    role = {"role": "reviewer", "territory": "440703"}

    for login in ("reviewer-440700", "hr-login", "li", "administrator-440000"):
        refused = admin.send("PUT", f"{STAFF}/{login}", role)
        assert (refused.status, refused.code) == (403, "own_role"), login
    assert li.get("/v1/me").status == 200


def test_r20_given_a_role_granted_to_an_unknown_login_of_one_s_own_then_it_is_of_no_use(
    world: World,
) -> None:
    admin = world.administrator(**PROVED)
    admin.must("PUT", f"{STAFF}/second", {"role": "reviewer", "territory": "440703"})

    second = Client(world, "second", **PROVED)
    assert (second.get(REVIEW).status, second.get(REVIEW).code) == (403, "own_role")

    other = world.reviewer("440700", "administrator")
    other.must("PUT", f"{STAFF}/second", {"role": "reviewer", "territory": "440703"})
    assert second.get(REVIEW).status == 200


def test_r20_given_a_role_of_one_s_own_other_login_then_it_may_be_withdrawn(world: World) -> None:
    world.reviewer("440700", **PROVED).get(REVIEW)

    withdrawn = world.administrator(**PROVED).must("DELETE", f"{STAFF}/reviewer-440700")

    assert withdrawn["role"] is None


def test_r20_given_a_token_without_claims_then_who_was_proved_before_still_counts(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.reviewer(**PROVED).get(REVIEW)

    must_recuse(decide(world.reviewer(), record))


def test_r20_given_claims_of_another_person_then_the_login_may_nothing_until_granted_anew(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.reviewer(**PROVED).get(REVIEW)
    other = world.reviewer(**SOMEBODY)

    for answer in (other.get(REVIEW), decide(other, record)):
        assert (answer.status, answer.code) == (403, "staff_identity_changed")

    admin, role = world.administrator(), {"role": "reviewer", "territory": "440703"}
    admin.must("PUT", f"{STAFF}/reviewer-440703", role)
    assert other.get(REVIEW).code == "staff_identity_changed"
    admin.must("DELETE", f"{STAFF}/reviewer-440703")
    admin.must("PUT", f"{STAFF}/reviewer-440703", role)
    assert decide(other, record).status == 200


def test_r20_given_the_digest_after_the_number_then_it_is_the_same_person(world: World) -> None:
    world.reviewer(**PROVED).get(REVIEW)

    assert world.reviewer(**CLAIMS["its digest"]).get(REVIEW).status == 200
    assert world.reviewer(name="张三").get(REVIEW).code == "staff_identity_changed"


def test_r20_given_an_account_of_before_then_a_digest_still_finds_its_person(
    world: World, li: Professional
) -> None:
    record = li.submit()
    key = f"P#{li.get('/v1/me').body['id']}"
    item = RegistryItem.get(key, "PROFILE")
    del item.body["number_digest"]
    item.save()

    must_recuse(decide(world.reviewer(**CLAIMS["its digest"]), record))
    assert decide(world.reviewer("440700", **SOMEBODY), record).status == 200


def test_r7_given_a_proved_login_then_its_number_is_nowhere_in_clear(world: World) -> None:
    world.reviewer(**PROVED).get(REVIEW)

    kept = [str(item.attribute_values) for item in RegistryItem.scan()]

    assert any("proof" in each for each in kept)
    assert not any(LI["number"] in each or DIGEST in each for each in kept)


def test_r20_given_a_login_first_proved_then_that_is_kept_once_and_shown(world: World) -> None:
    reviewer, admin = world.reviewer(**PROVED), world.administrator()
    assert admin.get(f"{STAFF}/reviewer-440703").body["proved"] is False

    reviewer.get(REVIEW)
    kept = find_staff(login_digest(world.issuer.url, "reviewer-440703"))
    reviewer.get(REVIEW)

    assert find_staff(login_digest(world.issuer.url, "reviewer-440703")) == kept
    shown = admin.must("GET", f"{STAFF}/reviewer-440703")
    assert shown["proved"] is True
    assert [each["what"] for each in shown["history"]] == ["identity_proved"]
    assert admin.get(f"{STAFF}?territory=440703").body["items"][0]["proved"] is True


@pytest.mark.parametrize("claims", [{}, {"name": NAME}, {"id_number": document(2)["number"]}])
def test_r20_given_nobody_proved_where_that_is_asked_for_then_reading_is_all_that_is_left(
    strict: World, claims: dict[str, str]
) -> None:
    li = strict.professional(**PROVED).enrol()
    record = li.submit()
    reviewer, admin = strict.reviewer(**claims), strict.administrator(**claims)
    role = {"role": "reviewer", "territory": "440703"}

    refused = [
        decide(reviewer, record),
        reviewer.post("/v1/review/decisions", {"decisions": []}),
        admin.send("PATCH", of(li), {"name": "李龙", **WHY}),
        admin.send("PUT", f"{STAFF}/wang", role),
        admin.post("/v1/admin/imports", {"filename": "a.csv"}),
        strict.reviewer("440000", "hr_officer", **claims).send("PATCH", "/v1/hr/accounts", {}),
    ]

    assert {(each.status, each.code) for each in refused} == {(403, "staff_not_proved")}
    assert reviewer.get(REVIEW).status == 200
    assert admin.post("/v1/admin/professionals/search", {"document": LI}).status == 200


def test_r20_given_somebody_else_proved_where_that_is_asked_for_then_they_decide(
    strict: World,
) -> None:
    record = strict.professional(**PROVED).enrol().submit()

    assert decide(strict.reviewer(**SOMEBODY), record).status == 200
