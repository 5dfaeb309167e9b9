"""HR officers and the enquiry desk through the app's door (R7, R30)."""

from typing import Any

import pytest

from tests.journey.world import LI, Client, Professional, World

OTHER = {"type": "resident_id", "number": "440704195801242981"}
WU = {"type": "passport", "number": "E12345678"}
SEARCH, MEND, ENQUIRE = "/v1/hr/accounts/search", "/v1/hr/accounts", "/v1/helper/enquiries"


@pytest.fixture
def officer(world: World) -> Client:
    """An officer of the HR department."""
    return world.reviewer("440000", "hr_officer")


def held(world: World, name: str = "李龙", document: object = None) -> Professional:
    """A person whose certificate is held, since the HR account says something else."""
    li = world.professional().enrol()
    li.open_hr_account(name, document)
    li.study()
    world.accredit(li.submit())
    world.settle()
    assert li.get("/v1/me/years/2020").body["certificate"]["state"] == "held"
    return li


def state(li: Professional) -> str:
    return str(li.get("/v1/me/years/2020").body["certificate"]["state"])


def test_r30_given_a_wrong_name_when_an_officer_corrects_it_then_the_certificate_goes_through(
    world: World, officer: Client
) -> None:
    li = held(world)
    (found,) = officer.must("POST", SEARCH, {"document": LI})["items"]
    assert (found["name"], found["document"]["number"]) == ("李龙", "440703********107X")

    mended = officer.must("PATCH", MEND, {"document": LI, "name": "李䶮", "reason": "录入有误"})

    assert mended["name"] == "李䶮"
    (act,) = mended["history"]
    assert (act["what"], act["reason"]) == ("hr_account_corrected", "录入有误")
    assert act["by"] == "hr_officer:440000:hr_officer-440000"
    assert act["changes"] == [{"field": "name", "from": "李龙", "to": "李䶮"}]
    world.settle()
    assert state(li) == "issued"
    assert li.get("/v1/me/hr-account").body["name"] == "李䶮"


def test_r30_given_a_wrong_document_when_corrected_then_the_account_moves_with_its_login(
    world: World, officer: Client
) -> None:
    li = held(world, "李䶮", OTHER)
    sent = {"document": OTHER, "corrected_document": LI, "reason": "号码录错"}

    first = officer.send("PATCH", MEND, sent, key="k")

    assert first.body["document"]["number"] == "440703********107X"
    assert officer.send("PATCH", MEND, sent, key="k") == first
    changed = {**sent, "reason": "另一理由"}
    assert officer.send("PATCH", MEND, changed, key="k").code == "idempotency_key_reused"
    assert officer.must("POST", SEARCH, {"document": OTHER})["items"] == []
    assert LI["number"] not in str(first.body)
    world.settle()
    assert state(li) == "issued"
    assert li.get("/v1/me/hr-account").body["document"] == first.body["document"]


def test_r30_given_a_lost_login_when_the_officer_binds_another_then_that_one_owns_the_account(
    world: World, officer: Client
) -> None:
    li = world.professional()
    li.open_hr_account()
    world.professional("wu").open_hr_account("吴", WU)
    taken = officer.send("PATCH", MEND, {"document": LI, "sub": "wu", "reason": "改绑"})
    assert (taken.status, taken.code) == (409, "hr_account_exists")

    officer.must("PATCH", MEND, {"document": LI, "sub": "li-2", "reason": "改绑"})

    assert world.professional("li-2").get("/v1/me/hr-account").body["name"] == "李䶮"
    assert li.get("/v1/me/hr-account").code == "hr_account_missing"
    li.open_hr_account("李四", OTHER)


def test_r30_given_login_and_document_both_wrong_then_one_correction_does_both(
    world: World, officer: Client
) -> None:
    world.professional().open_hr_account("李䶮", OTHER)
    sent = {"document": OTHER, "corrected_document": LI, "sub": "li-2", "reason": "改绑"}

    officer.must("PATCH", MEND, sent)

    mine = world.professional("li-2").get("/v1/me/hr-account").body
    assert mine["document"]["number"] == "440703********107X"
    assert world.professional().get("/v1/me/hr-account").code == "hr_account_missing"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"document": WU, "name": "李", "reason": "因故"}, "hr_account_not_found"),
        ({"document": LI, "name": "李"}, "field_missing"),
        ({"document": LI, "name": "李", "reason": " "}, "reason_required"),
        ({"document": LI, "name": "李?", "reason": "因故"}, "name_invalid"),
        ({"document": {"type": "x", "number": "1"}, "reason": "因故"}, "document_type_unknown"),
        ({"document": LI, "corrected_document": OTHER, "reason": "因故"}, "hr_account_exists"),
        ({"document": LI, "sub": "hr_officer-440000", "reason": "因故"}, "own_record"),
    ],
)
def test_r30_given_a_correction_that_cannot_be_then_refused_and_nothing_changed(
    world: World, officer: Client, sent: dict[str, Any], code: str
) -> None:
    li = world.professional()
    li.open_hr_account()
    world.professional("wu").open_hr_account("吴", OTHER)

    assert officer.send("PATCH", MEND, sent).code == code
    assert li.get("/v1/me/hr-account").body["name"] == "李䶮"


def test_r20_given_one_s_own_account_then_another_officer_must_act(
    world: World, officer: Client
) -> None:
    world.professional("hr_officer-440000").open_hr_account()

    refused = officer.send("PATCH", MEND, {"document": LI, "name": "李", "reason": "因故"})

    assert (refused.status, refused.code) == (403, "own_record")


def test_r7_given_an_enquiry_then_the_year_with_the_person_masked_and_no_file_names(
    world: World,
) -> None:
    li = world.professional().enrol()
    record = li.submit()
    helper = world.reviewer("440700", "helper")

    answer = helper.must("POST", ENQUIRE, {"document": LI, "year": 2020, "reason": "来电"})

    assert answer["professional"] == {
        "name": "李**",
        "document": {"type": "resident_id", "number": "440703********107X"},
    }
    mine = li.get("/v1/me/years/2020").body
    (shown,) = answer["year"].pop("records")
    (own,) = mine.pop("records")
    assert answer["year"] == mine
    assert (shown["id"], shown["evidence"]) == (record["id"], [])
    assert own["evidence"]
    assert "证明.pdf" not in str(answer)
    person = li.get("/v1/me").body["id"]
    history = world.administrator().get(f"/v1/admin/professionals/{person}/history").body
    (act,) = (each for each in history["items"] if each["what"] == "year_read")
    assert (act["by"], act["reason"], act["year"]) == ("helper:440700:helper-440700", "来电", 2020)


@pytest.mark.parametrize(
    ("territory", "sent", "status", "code"),
    [
        ("440704", {"document": LI, "year": 2020}, 404, "person_not_found"),
        ("440703", {"document": OTHER, "year": 2020}, 404, "person_not_found"),
        ("440703", {"document": LI, "year": 1999}, 404, "year_unknown"),
        ("440703", {"document": {"type": "passport", "number": ""}, "year": 2020}, 422, None),
    ],
)
def test_r20_given_an_enquiry_about_nobody_of_the_territory_then_refused(
    world: World, territory: str, sent: dict[str, Any], status: int, code: str | None
) -> None:
    world.professional().enrol()

    refused = world.reviewer(territory, "helper").post(ENQUIRE, sent)

    assert (refused.status, refused.code) == (status, code or "document_invalid")
