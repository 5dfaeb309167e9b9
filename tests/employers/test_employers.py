"""Employers through the app's door: applied for, opened, found, changed, closed (R37)."""

from typing import Any

import pytest

from tests.employers.codes import BLUE, GREEN, RED, code_of
from tests.journey.world import Client, World

NAME = "江门市红星（集团）有限公司"
DECISION = f"/v1/employers/{RED}/decision"


def stated(code: str = RED, name: str = NAME, **changes: object) -> dict[str, object]:
    """What an applicant states."""
    return {"code": code, "name": name, "territory": "440703", "evidence": [], **changes}


def opened(world: World, subject: str = "clerk", **changes: object) -> Client:
    """The first clerk of an employer that the county has opened."""
    clerk = world.professional(subject)
    sent = stated(**changes)
    clerk.must("POST", "/v1/employers", sent)
    path = f"/v1/employers/{sent['code']}/decision"
    world.reviewer().must("POST", path, {"decision": "open"})
    return clerk


def logins(shown: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(each["login"], each["first"]) for each in shown["clerks"]]


def test_r37_given_an_application_when_opened_then_its_applicant_is_the_first_clerk(
    world: World,
) -> None:
    clerk = world.professional("clerk")
    licence = clerk.upload()
    applied = clerk.must("POST", "/v1/employers", stated(evidence=[licence]))
    assert (applied["code"], applied["state"], applied["kind"]) == (RED, "applied", "employer")
    assert "clerks" not in applied
    assert clerk.get("/v1/whoami").body["employers"] == [
        {"code": RED, "name": NAME, "role": "applicant", "state": "applied"}
    ]

    bureau = world.reviewer()
    (waiting,) = bureau.get("/v1/review/employers").body["items"]
    assert (waiting["code"], waiting["application"]["login"]) == (RED, "clerk")
    (file,) = bureau.get(f"/v1/employers/{RED}").body["applications"][0]["evidence"]
    assert (file["id"], file["url"][:4]) == (licence, "http")
    shown = bureau.must("POST", DECISION, {"decision": "open"})

    assert (shown["state"], logins(shown)) == ("open", [("clerk", True)])
    assert [each["what"] for each in shown["history"]] == ["employer_applied", "employer_opened"]
    assert shown["history"][1]["by"] == "bureau:440703:reviewer-440703"
    assert clerk.get("/v1/whoami").body["employers"] == [
        {"code": RED, "name": NAME, "role": "first_clerk", "state": "open"}
    ]
    seen = clerk.get(f"/v1/employers/{RED}").body
    assert logins(seen) == [("clerk", True)]
    assert {"applications", "history"}.isdisjoint(seen)
    assert bureau.get("/v1/review/employers").body["items"] == []
    (listed,) = bureau.get("/v1/review/employers?state=open").body["items"]
    assert (listed["code"], listed["application"]) == (RED, None)


def test_r37_given_an_employer_then_strangers_learn_its_code_name_and_territory_alone(
    world: World,
) -> None:
    opened(world)
    stranger = world.professional("stranger")

    (found,) = stranger.get("/v1/employers?q=红星").body["items"]

    assert found.keys() == {
        *("code", "name", "kind", "kind_label"),
        *("territory", "territory_name", "state"),
    }
    assert (found["code"], found["territory"], found["state"]) == (RED, "440703", "open")
    assert stranger.get(f"/v1/employers/{RED}").code == "not_found"
    assert stranger.get(f"/v1/employers/{BLUE}").code == "not_found"
    assert stranger.get(f"/v1/employers/{RED}/clerks/clerk").code == "not_found"
    assert stranger.get("/v1/employers/nonsense").code == "not_found"


def test_r37_given_faults_of_an_application_then_all_are_told_at_once(world: World) -> None:
    sent = stated(RED[:-1] + ("0" if RED[-1] != "0" else "1"), "红", territory="110000")

    refused = world.professional("clerk").post("/v1/employers", sent)

    assert (refused.status, refused.code) == (422, "employer_code_invalid")
    assert refused.body["field"] == "code"
    assert [each["field"] for each in refused.body["faults"]] == ["code", "name", "territory"]
    assert "校验码" in refused.body["detail"]


@pytest.mark.parametrize(
    ("place", "status"), [("440703", 200), ("440700", 200), ("440000", 200), ("440704", 404)]
)
def test_r20_given_an_application_then_its_bureau_and_those_above_decide_it(
    world: World, place: str, status: int
) -> None:
    world.professional("clerk").must("POST", "/v1/employers", stated())

    decided = world.reviewer(place).post(DECISION, {"decision": "open"})

    assert decided.status == status


def test_r37_given_a_refusal_then_it_needs_a_reason_that_the_applicant_sees_and_may_apply_again(
    world: World,
) -> None:
    clerk, bureau = world.professional("clerk"), world.administrator("440703")
    clerk.must("POST", "/v1/employers", stated())
    assert clerk.post("/v1/employers", stated()).code == "employer_applied_for"
    assert bureau.post(DECISION, {"decision": "refuse"}).code == "reason_required"

    bureau.must("POST", DECISION, {"decision": "refuse", "reason": "执照不清晰"})

    seen = clerk.get(f"/v1/employers/{RED}").body
    assert (seen["state"], seen["application"]["reason"]) == ("refused", "执照不清晰")
    again = bureau.post(DECISION, {"decision": "open"})
    assert (again.status, again.code, again.body["result"]) == (409, "already_decided", "refused")
    (kept,) = bureau.get("/v1/review/employers?state=refused").body["items"]
    assert kept["application"]["reason"] == "执照不清晰"
    assert clerk.must("POST", "/v1/employers", stated())["state"] == "applied"
    bureau.must("POST", DECISION, {"decision": "open"})
    assert bureau.get("/v1/review/employers?state=refused").body["items"] == []


def test_r37_given_several_applications_for_one_code_then_one_is_opened(world: World) -> None:
    first, second = world.professional("first"), world.professional("second")
    first.must("POST", "/v1/employers", stated())
    second.must("POST", "/v1/employers", stated(name="红星集团", territory="440704"))
    named = second.get(f"/v1/employers/{RED}").body["application"]["id"]
    city = world.reviewer("440700")
    assert [each["login"] for each in city.get(f"/v1/employers/{RED}").body["applications"]] == [
        "first",
        "second",
    ]

    city.must("POST", DECISION, {"decision": "open", "application": named})

    assert second.get(f"/v1/employers/{RED}").body["name"] == "红星集团"
    other = world.reviewer("440703").post(DECISION, {"decision": "open"})
    assert (other.status, other.code) == (409, "employer_already_open")
    assert world.professional("third").post("/v1/employers", stated()).status == 409
    refusal = {"decision": "refuse", "reason": "已由他人开户"}
    world.reviewer("440703").must("POST", DECISION, refusal)
    assert first.get(f"/v1/employers/{RED}").body["state"] == "refused"


def test_r37_given_a_decision_repeated_under_its_key_then_the_same_answer(world: World) -> None:
    clerk = world.professional("clerk")
    applied = clerk.post("/v1/employers", stated(), key="k")
    assert clerk.post("/v1/employers", stated(), key="k") == applied
    assert clerk.post("/v1/employers", stated(name="别的单位"), key="k").code == (
        "idempotency_key_reused"
    )
    bureau = world.reviewer()

    decided = bureau.post(DECISION, {"decision": "open"}, key="d")

    assert bureau.post(DECISION, {"decision": "open"}, key="d") == decided
    assert len(decided.body["history"]) == 2


def test_r20_given_ones_own_application_then_another_decides_it(world: World) -> None:
    bureau = world.reviewer()
    bureau.must("POST", "/v1/employers", stated())

    assert bureau.post(DECISION, {"decision": "open"}).code == "own_record"
    world.reviewer(subject="colleague").must("POST", DECISION, {"decision": "open"})


def test_r37_given_clerks_then_the_first_and_the_bureau_see_to_them(world: World) -> None:
    first, second = opened(world), world.professional("second")
    path = f"/v1/employers/{RED}/clerks"

    added = first.must("PUT", f"{path}/second", {})

    assert (added["login"], added["first"]) == ("second", False)
    assert first.must("PUT", f"{path}/second", {}) == added
    assert logins(second.get(f"/v1/employers/{RED}").body) == [("clerk", True), ("second", False)]
    assert second.send("PUT", f"{path}/third", {}).code == "forbidden"
    assert second.send("DELETE", f"{path}/clerk").code == "forbidden"
    assert world.professional("x").send("PUT", f"{path}/x", {}).code == "not_found"
    assert world.reviewer("440704").send("PUT", f"{path}/x", {}).code == "not_found"
    assert first.send("DELETE", f"{path}/clerk").code == "clerk_is_first"
    bureau = world.reviewer()
    assert bureau.must("PUT", f"{path}/second", {"first": True})["first"]
    assert second.must("DELETE", f"{path}/clerk?reason=调离")["items"] == [{**added, "first": True}]
    assert first.get(f"/v1/employers/{RED}").code == "not_found"
    assert first.get("/v1/whoami").body["employers"] == []
    assert second.get(f"{path}/second").body["first"]
    assert second.get(f"{path}/clerk").code == "not_found"
    bureau.must("DELETE", f"{path}/second")
    history = bureau.get(f"/v1/employers/{RED}").body["history"]
    assert [each["what"] for each in history[2:]] == [
        *("clerk_added", "clerk_added", "clerk_withdrawn", "clerk_withdrawn"),
    ]
    assert [each["by"].partition(":")[0] for each in history[2:]] == [
        *("employer", "bureau", "employer", "bureau"),
    ]


def test_r37_given_an_employer_without_clerks_then_an_application_gives_it_one(
    world: World,
) -> None:
    opened(world)
    bureau = world.reviewer()
    bureau.must("DELETE", f"/v1/employers/{RED}/clerks/clerk")

    opened(world, "successor")

    shown = bureau.get(f"/v1/employers/{RED}").body
    assert (logins(shown), shown["name"]) == ([("successor", True)], NAME)


def test_r37_given_a_change_by_the_bureau_then_it_is_found_by_the_new_name_alone(
    world: World,
) -> None:
    clerk, bureau, path = opened(world), world.reviewer("440700"), f"/v1/employers/{RED}"
    assert clerk.send("PATCH", path, {"name": "蓝天"}).code == "forbidden"
    assert world.reviewer("440704").send("PATCH", path, {"name": "蓝天"}).code == "not_found"
    assert world.reviewer("440703").send("PATCH", path, {"territory": "440704"}).code == "forbidden"

    changed = bureau.must(
        "PATCH", path, {"name": "江门市蓝天公司", "territory": "440704", "reason": "更名"}
    )

    assert (changed["name"], changed["territory"]) == ("江门市蓝天公司", "440704")
    act = changed["history"][-1]
    assert (act["what"], act["reason"]) == ("employer_changed", "更名")
    assert {each["field"] for each in act["changes"]} == {"name", "territory"}
    assert clerk.get("/v1/whoami").body["employers"][0]["name"] == "江门市蓝天公司"
    assert clerk.get("/v1/employers?q=红星").body["items"] == []
    assert [each["code"] for each in clerk.get("/v1/employers?q=蓝天").body["items"]] == [RED]
    assert world.reviewer("440703").get(path).body["state"] == "open", "its application is there"


def test_r37_given_an_employer_closed_then_nobody_acts_for_it_until_it_is_opened_anew(
    world: World,
) -> None:
    clerk, bureau, path = opened(world), world.reviewer(), f"/v1/employers/{RED}"

    closed = bureau.must("PATCH", path, {"state": "closed", "reason": "注销"})

    assert (closed["state"], closed["clerks"]) == ("closed", [])
    assert clerk.get("/v1/employers?q=红星").body["items"] == []
    assert clerk.get("/v1/whoami").body["employers"] == []
    assert bureau.send("PATCH", path, {"name": "红星"}).code == "employer_closed"
    assert bureau.send("PUT", f"{path}/clerks/clerk", {}).code == "employer_closed"
    opened(world)
    assert clerk.get(path).body["state"] == "open"


SPELLINGS = {
    "a part": "门市红",
    "full-width brackets": "红星（集团）",
    "half-width brackets": "红星(集团)",
    "other brackets and a space": "红星〔集团〕 有限",
    "the whole": NAME,
    "another company's form": "江门市红星(集团)股份有限公司",
    "the form's own characters": "有限",
    "the code": RED,
    "the code in full width, lower case": RED.lower().replace("9", "９"),
}


def test_r37_given_any_spelling_then_the_employer_is_found_once(world: World) -> None:
    opened(world)
    opened(world, "other", code=BLUE, name="江门市绿叶会计师事务所有限责任公司鹤山分公司")
    opened(world, "third", code=GREEN, name="红星")
    clerk = world.professional("x")

    found = {
        how: [each["code"] for each in clerk.must("GET", f"/v1/employers?q={q}")["items"]]
        for how, q in SPELLINGS.items()
    }

    assert found == {
        how: [RED, *([BLUE] if how == "the form's own characters" else [])] for how in SPELLINGS
    }
    branch = clerk.get("/v1/employers?q=事务所有限公司鹤山").body["items"]
    assert [each["code"] for each in branch] == [BLUE]
    assert [each["code"] for each in clerk.get("/v1/employers?q=红星有限公司").body["items"]] == [
        GREEN,
        RED,
    ]
    assert clerk.get("/v1/employers?q=红").code == "field_invalid"
    assert clerk.get("/v1/employers").code == "field_missing"


def test_r37_given_many_then_a_search_and_a_list_go_on_where_they_ended(world: World) -> None:
    codes = [code_of(number) for number in range(10, 13)]
    for number, code in enumerate(codes):
        opened(world, f"clerk{number}", code=code, name=f"江门市白云第{number}有限公司")
    clerk, bureau = world.professional("x"), world.reviewer()

    for path, client in (
        ("/v1/employers?q=白云", clerk),
        ("/v1/review/employers?state=open", bureau),
    ):
        first = client.get(f"{path}&limit=2").body
        rest = client.get(f"{path}&limit=2&cursor={first['next']}").body
        assert [each["code"] for each in (*first["items"], *rest["items"])] == codes
        assert rest["next"] is None
    assert bureau.get("/v1/review/employers?state=open&territory=440704").code == "forbidden"
    assert clerk.get("/v1/employers?q=白云&cursor=eyJ4").code == "cursor_invalid"
