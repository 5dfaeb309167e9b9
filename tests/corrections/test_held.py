"""Who resolves a held certificate sees both sides, and mends the own one (R7, R30)."""

from typing import Any

import pytest

from tests.corrections.test_desk import LI, OTHER, held, state
from tests.journey.world import Client, World


@pytest.fixture
def officer(world: World) -> Client:
    """An officer of the HR department, whose role is granted in a city and holds in all of them."""
    return world.reviewer("440700", "hr_officer")


def written(parts: list[dict[str, Any]]) -> str:
    return "".join(f"[{each['text']}]" if each["differs"] else each["text"] for each in parts)


def test_r30_given_a_held_certificate_when_the_officer_mends_the_own_side_then_it_goes_through(
    world: World, officer: Client
) -> None:
    li = held(world)
    (waiting,) = officer.must("GET", "/v1/hr/held")["items"]
    assert (waiting["professional"]["name"], waiting["year"]) == ("李**", 2020)
    assert officer.must("GET", "/v1/hr/held?territory=440704")["items"] == []
    person = waiting["person"]

    both = officer.must("GET", f"/v1/hr/held/{person}")

    assert (both["own"], both["agrees"], both["hidden_differs"]) == ("hr", False, False)
    assert (written(both["finance"]["name"]), written(both["hr"]["name"])) == ("李[䶮]", "李[龙]")
    assert written(both["hr"]["number"]) == "440703********107X"
    assert both["held_because"]["fields"] == ["name"]
    sent = {"name": "李䶮", "reason": "与证件核对"}
    mended = officer.send("PATCH", f"/v1/hr/held/{person}", sent, key="k")
    assert mended.body["agrees"]
    assert written(mended.body["finance"]["name"]) == "李*"
    assert officer.send("PATCH", f"/v1/hr/held/{person}", sent, key="k") == mended
    world.settle()
    assert state(li) == "issued"
    assert officer.must("GET", "/v1/hr/held")["items"] == []
    history = world.administrator().get(f"/v1/admin/professionals/{person}/history").body["items"]
    (looked,) = (each for each in history if each["what"] == "accounts_compared")
    assert looked["by"] == "hr_officer:440700:hr_officer-440700"


def test_r30_given_two_documents_then_both_are_masked_and_the_officer_s_becomes_the_right_one(
    world: World, officer: Client
) -> None:
    li = held(world, "李䶮", OTHER)
    person = li.get("/v1/me").body["id"]

    seen = world.administrator("440703").must("GET", f"/v1/admin/professionals/{person}/comparison")

    assert (seen["own"], written(seen["finance"]["name"]), written(seen["hr"]["name"])) == (
        "finance",
        "李䶮",
        "李*",
    )
    assert written(seen["finance"]["number"]) == "44070[3]********[107X]"
    sent = {"document": LI, "reason": "号码录错"}
    mended = officer.send("PATCH", f"/v1/hr/held/{person}", sent, key="k")
    assert mended.body["agrees"]
    assert officer.send("PATCH", f"/v1/hr/held/{person}", sent, key="k") == mended
    world.settle()
    assert state(li) == "issued"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"name": "李?", "reason": "因故"}, "name_invalid"),
        ({"name": "李", "reason": " "}, "reason_required"),
        ({"document": {"type": "x", "number": "1"}, "reason": "因故"}, "document_type_unknown"),
        ({"document": OTHER, "reason": "因故"}, "hr_account_exists"),
    ],
)
def test_r30_given_a_correction_that_cannot_be_then_refused(
    world: World, officer: Client, sent: dict[str, Any], code: str
) -> None:
    li = world.professional().enrol()
    li.open_hr_account("李龙")
    world.professional("wu").open_hr_account("吴", OTHER)
    person = li.get("/v1/me").body["id"]

    assert officer.send("PATCH", f"/v1/hr/held/{person}", sent).code == code
    assert li.get("/v1/me/hr-account").body["name"] == "李龙"


def test_r20_given_another_territory_an_own_account_or_none_then_refused(
    world: World, officer: Client
) -> None:
    person = world.professional().enrol().get("/v1/me").body["id"]
    path = f"/v1/admin/professionals/{person}/comparison"
    assert world.administrator("440704").get(path).code == "not_found"
    assert world.administrator("440703").must("GET", path)["hr"] is None
    reasoned = {"name": "李明", "reason": "因故"}
    assert officer.send("PATCH", f"/v1/hr/held/{person}", reasoned).code == "hr_account_not_found"
    world.professional("hr_officer-440700").open_hr_account("李明")

    own = officer.send("PATCH", f"/v1/hr/held/{person}", reasoned)

    assert (own.status, own.code) == (403, "own_record")


def test_r30_given_the_other_side_s_mistake_then_one_click_puts_it_on_its_list_and_tells_the_person(
    world: World, officer: Client
) -> None:
    li = held(world)
    person = li.get("/v1/me").body["id"]
    bureau = world.administrator("440703")

    handed = officer.post(f"/v1/hr/held/{person}/hand-on", {}, key="k")

    assert (handed.status, handed.body["desk"]) == (200, "蓬江区财政部门")
    assert officer.post(f"/v1/hr/held/{person}/hand-on", {}, key="k") == handed
    assert officer.post(f"/v1/hr/held/{person}/hand-on", {"reason": "再看"}) == handed
    (problem,) = bureau.must("GET", "/v1/problems")["items"]
    assert (problem["id"], problem["about"]["id"]) == (handed.body["problem"], person)
    assert problem["text"] == "证书待核对：两个系统的姓名不一致。本方已核对，请财政部门核对后更正。"
    assert (problem["reporter"]["name"], problem["reporter"]["document"]) == (
        "李**",
        "440703********107X",
    )
    told = [each["title"] for each in li.get("/v1/me/notices").body["items"]]
    assert told.count("证书待核对，已转办") == 1

    back = bureau.post(f"/v1/admin/professionals/{person}/hand-on", {"reason": "财政一侧无误"})

    assert back.body["desk"] == "人社部门"
    texts = [each["text"] for each in officer.must("GET", "/v1/problems")["items"]]
    assert [text for text in texts if text.endswith("财政一侧无误")]


def test_r30_given_both_sides_agree_or_an_own_account_then_nothing_is_handed_on(
    world: World, officer: Client
) -> None:
    li = world.professional("hr_officer-440700").enrol()
    person = li.get("/v1/me").body["id"]
    assert officer.post(f"/v1/hr/held/{person}/hand-on", {}).code == "own_record"
    li.open_hr_account()
    path = f"/v1/admin/professionals/{person}/hand-on"

    agreed = world.administrator("440703").post(path, {})

    assert (agreed.status, agreed.code) == (422, "field_invalid")
    assert world.administrator("440704").post(path, {}).code == "not_found"
