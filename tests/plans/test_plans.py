"""R39: a plan's life through the app's door, as clerks and bureaus see it."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.events import streams
from local.context import Context
from tests.employers.codes import BLUE, RED
from tests.employers.test_told import closing
from tests.faults import Fault, Network, failing
from tests.journey.world import World
from tests.plans.teaching import approved, clerk_of, decide, drawn_up, plans_of, sent, submitted
from tests.processes import alone

WAITING = "/v1/review/plans"


def steps(plan: dict[str, Any]) -> list[tuple[str | None, str, int]]:
    return [(each["from"], each["to"], each["version"]) for each in plan["history"]]


def ids(listed: dict[str, Any]) -> list[str]:
    return [each["id"] for each in listed["items"]]


def names(plan: dict[str, Any]) -> set[str]:
    return {each["name"] for each in plan["moves"]}


def test_r39_given_a_plan_then_it_is_drawn_up_returned_mended_and_approved(world: World) -> None:
    clerk, bureau = clerk_of(world), world.reviewer()
    notice = clerk.upload()
    draft = drawn_up(clerk, evidence=[notice], reference="红培〔2020〕3号", **{"class": "第一期"})
    assert (draft["state"], draft["version"], draft["days"], draft["hours"]) == (
        "draft",
        1,
        3,
        None,
    )
    assert (draft["form"], draft["class"], draft["territory"]) == ("training", "第一期", "440703")
    assert names(draft) == {"submit", "withdraw"}
    path = f"{plans_of()}/{draft['id']}"
    assert bureau.get(f"{WAITING}/{draft['id']}").code == "not_found"

    handed_in = clerk.must("POST", f"{path}/submit")
    assert clerk.send("PUT", path, sent()).code == "plan_not_changeable"
    assert ids(bureau.get(WAITING).body) == [draft["id"]]
    seen = bureau.get(f"{WAITING}/{draft['id']}").body
    assert seen["evidence"][0]["url"].startswith("http")
    assert names(seen) == {"approve", "return", "reject"}
    refused = bureau.post(f"{WAITING}/{draft['id']}/decision", {"decision": "return"})
    assert (refused.status, refused.code) == (422, "reason_required")

    returned = decide(bureau, handed_in, "return")
    assert (returned["state"], returned["resubmit_until"]) == (
        "returned",
        "2020-06-16T00:00:00+08:00",
    )
    mended = clerk.must("PUT", path, sent(expected=60, evidence=[notice]))
    assert (mended["state"], mended["expected"], mended["version"]) == ("returned", 60, 1)
    done = decide(bureau, clerk.must("POST", f"{path}/submit"))

    assert (done["state"], done["approved_version"]) == ("approved", 1)
    assert steps(done) == [
        (None, "draft", 1),
        ("draft", "submitted", 1),
        ("submitted", "returned", 1),
        ("returned", "submitted", 1),
        ("submitted", "approved", 1),
    ]
    assert ids(bureau.get(WAITING).body) == []
    assert ids(bureau.get(f"{WAITING}?state=approved").body) == [draft["id"]]
    assert clerk.get(path).body["history"] == done["history"]
    told = [each["kind"] for each in clerk.get("/v1/me/notices").body["items"]]
    assert {"plan_approved", "plan_returned"} <= set(told)


def test_r20_given_tiers_then_another_county_sees_nothing_and_the_city_takes_over(
    world: World,
) -> None:
    plan = submitted(clerk_of(world))
    county, city, other = (world.reviewer(each) for each in ("440703", "440700", "440704"))
    path = f"{WAITING}/{plan['id']}"
    assert other.get(path).code == "not_found"
    assert ids(other.get(WAITING).body) == []
    assert county.post(f"{path}/take-over", {"reason": "涉及多个县"}).code == "forbidden"
    taken = city.must("POST", f"{path}/take-over", {"reason": "涉及多个县"})
    assert (taken["state"], taken["bureau"], taken["territory"]) == (
        "submitted",
        "440700",
        "440703",
    )
    assert county.post(f"{path}/decision", {"decision": "approve"}).code == "taken_over"
    assert ids(city.get(f"{WAITING}?territory=440703").body) == [plan["id"]]
    done = decide(city, plan)
    assert done["history"][-1]["by"] == "bureau:440700"
    late = county.post(f"{path}/decision", {"decision": "approve"})
    assert (late.status, late.code, late.body["result"]) == (409, "already_decided", "approved")


def test_r39_given_a_change_then_the_next_version_is_reviewed_anew(world: World) -> None:
    clerk, bureau = clerk_of(world), world.reviewer()
    plan = approved(world, clerk)
    path = f"{plans_of()}/{plan['id']}"
    change = clerk.must("PUT", path, sent(place="新会区", days=2))
    assert (change["state"], change["version"], change["approved_version"]) == ("draft", 2, 1)
    assert clerk.send("PUT", path, sent(days=None, hours="6")).body["field"] == "hours"

    clerk.must("POST", f"{path}/submit")
    verdict = {"decision": "reject", "reason": "课时减少"}
    rejected = bureau.post(f"{WAITING}/{plan['id']}/decision", verdict, key="once")
    assert (rejected.body["state"], rejected.body["version"], rejected.body["days"]) == (
        "rejected",
        2,
        2,
    )
    assert bureau.post(f"{WAITING}/{plan['id']}/decision", verdict, key="once") == rejected
    held = clerk.get(path).body
    assert (held["state"], held["version"], held["days"]) == ("approved", 1, 3)

    clerk.must("PUT", path, sent(place="新会区"))
    dropped = clerk.must("POST", f"{path}/withdraw")
    assert (dropped["state"], dropped["version"]) == ("withdrawn", 3)
    assert clerk.get(path).body["place"] == plan["place"]

    clerk.must("PUT", path, sent(place="新会区"))
    clerk.must("POST", f"{path}/submit")
    assert decide(bureau, plan)["approved_version"] == 4
    assert clerk.get(path).body["place"] == "新会区"


def test_r39_given_nothing_came_under_it_then_a_plan_is_withdrawn_for_good(world: World) -> None:
    clerk = clerk_of(world)
    plan = approved(world, clerk)
    path = f"{plans_of()}/{plan['id']}"
    assert clerk.must("POST", f"{path}/withdraw")["state"] == "withdrawn"
    assert clerk.get(path).body["moves"] == []
    assert clerk.post(f"{path}/withdraw").code == "plan_not_changeable"
    draft = drawn_up(clerk)
    clerk.must("POST", f"{plans_of()}/{draft['id']}/withdraw")
    assert ids(world.reviewer().get(f"{WAITING}?state=withdrawn").body) == [plan["id"]]


def test_r20_given_a_reviewer_who_is_its_clerk_too_then_somebody_else_decides(
    world: World,
) -> None:
    clerk = clerk_of(world)
    plan = submitted(clerk)
    both = world.reviewer(subject="clerk")
    refused = both.post(f"{WAITING}/{plan['id']}/decision", {"decision": "approve"})
    assert (refused.status, refused.code) == (403, "own_record")
    assert decide(world.reviewer(), plan)["state"] == "approved"


def test_r39_given_strangers_then_a_plan_is_not_there(world: World) -> None:
    plan = submitted(clerk_of(world))
    stranger, other = (
        world.professional("stranger"),
        clerk_of(world, BLUE, "other", name="蓝天公司"),
    )
    for client, code in ((stranger, RED), (other, RED), (other, BLUE)):
        path = f"{plans_of(code)}/{plan['id']}"
        assert client.get(path).status == 404
        assert client.send("PUT", path, sent()).status == 404
        assert client.post(f"{path}/withdraw").status == 404
    assert stranger.post(plans_of(), sent()).status == 404
    assert other.get(plans_of(BLUE)).body["items"] == []


def test_r39_given_a_plan_that_has_begun_then_it_is_too_late_to_hand_it_in(world: World) -> None:
    clerk = clerk_of(world)
    draft = drawn_up(clerk)
    world.now += timedelta(days=36)
    late = clerk.post(f"{plans_of()}/{draft['id']}/submit")
    assert (late.status, late.code, late.body["starts_on"]) == (409, "plan_begun", "2020-07-06")


def test_r39_given_a_repeat_then_one_plan_and_another_body_is_refused(world: World) -> None:
    clerk = clerk_of(world)
    first = clerk.post(plans_of(), sent(), key="k")
    assert clerk.post(plans_of(), sent(), key="k") == first
    assert clerk.post(plans_of(), sent(days=2), key="k").code == "idempotency_key_reused"
    wrong = clerk.post(plans_of(), sent(days=2.5, expected=0, ends_on="2022-01-01"))
    assert {each["field"] for each in wrong.body["faults"]} == {"days", "expected", "ends_on"}
    assert clerk.post(plans_of(), sent(year=1999)).code == "year_unknown"
    assert ids(clerk.get(plans_of()).body) == [first.body["id"]]


def test_r39_given_many_plans_then_pages_go_through_all_of_them(world: World) -> None:
    clerk, bureau = clerk_of(world), world.reviewer("440700")
    made = []
    for number in range(3):
        world.now += timedelta(minutes=1)
        made.append(submitted(clerk, title=f"第{number}期")["id"])
    earlier = drawn_up(clerk, year=2019, starts_on="2020-06-20", ends_on="2020-06-21", days=2)
    first = clerk.get(f"{plans_of()}?limit=2").body
    second = clerk.get(f"{plans_of()}?limit=2&cursor={first['next']}").body
    assert sorted([*ids(first), *ids(second)]) == sorted([*made, earlier["id"]])
    assert (ids(second)[-1], second["next"]) == (earlier["id"], None)
    assert ids(clerk.get(f"{plans_of()}?year=2019").body) == [earlier["id"]]
    page = bureau.get(f"{WAITING}?limit=2").body
    rest = bureau.get(f"{WAITING}?limit=2&cursor={page['next']}").body
    assert [*ids(page), *ids(rest)] == made
    assert rest["next"] is None


def test_r37_given_an_employer_that_was_closed_then_its_plan_is_not_approved_but_rejected(
    world: World,
) -> None:
    clerk = clerk_of(world)
    plan = submitted(clerk)
    bureau = world.reviewer()
    bureau.must("PATCH", f"/v1/employers/{RED}", {"state": "closed", "reason": "单位注销"})

    path = f"/v1/review/plans/{plan['id']}/decision"
    assert bureau.post(path, {"decision": "approve"}).code == "employer_closed"
    assert decide(bureau, plan, "reject")["state"] == "rejected"
    assert bureau.post(path, {"decision": "approve"}).code == "already_decided"


CLOSING = {"state": "closed", "reason": "单位注销"}


def test_r37_given_a_closed_employer_then_what_waited_ends_and_what_was_approved_holds(
    world: World,
) -> None:
    clerk, bureau = clerk_of(world), world.reviewer()
    draft, waits, mending = drawn_up(clerk), submitted(clerk, days=1), submitted(clerk, days=2)
    decide(bureau, mending, "return")
    holds, changed = approved(world, clerk), approved(world, clerk, days=4)
    changed = clerk.must("PUT", f"{plans_of()}/{changed['id']}", sent(days=5))
    clerk.must("POST", f"{plans_of()}/{changed['id']}/submit")
    assert len(ids(bureau.get(WAITING).body)) == 2

    bureau.must("PATCH", f"/v1/employers/{RED}", CLOSING)
    world.settle()
    assert ids(bureau.get(WAITING).body) == []
    for each in (waits, mending):
        ended = bureau.must("GET", f"{WAITING}/{each['id']}")
        assert (ended["state"], ended["history"][-1]["by"]) == ("withdrawn", "system")
        assert ended["history"][-1]["reason"] == "单位已销户，未通过审核的培训计划随之终止"
    stand = [bureau.must("GET", f"{WAITING}/{each['id']}") for each in (holds, changed)]
    assert [(each["state"], each["version"], each["days"]) for each in stand] == [
        ("approved", 1, 3),
        ("approved", 1, 4),
    ]
    asked = {"filename": "名单.xlsx", "kind": "rosters", "plan": changed["id"]}
    world.now += timedelta(days=40)
    world.administrator().must("POST", "/v1/admin/imports", asked)
    (told,) = [
        each["text"]
        for each in clerk.must("GET", "/v1/me/notices")["items"]
        if each["kind"] == "employer_closed"
    ]
    assert "未通过审核的培训计划随之终止" in told

    again = clerk_of(world)
    assert again.must("GET", f"{plans_of()}/{draft['id']}")["state"] == "withdrawn"
    starts = {"starts_on": "2020-08-06", "ends_on": "2020-08-08"}
    late = submitted(again, days=3, **starts)
    assert alone(streams.archive_moves)(closing(), Context("archive_moves"))
    assert ids(bureau.get(WAITING).body) == [late["id"]], "it is of the employer as opened again"


@pytest.mark.parametrize("fault", [Fault.NEVER_LANDED, Fault.ANSWER_LOST])
def test_r37_given_a_reader_killed_at_any_write_then_the_next_one_ends_the_rest_once(
    world: World, fault: Fault
) -> None:
    clerk, bureau = clerk_of(world), world.reviewer()
    plans = [submitted(clerk, days=days) for days in (1, 2, 3)]
    bureau.must("PATCH", f"/v1/employers/{RED}", CLOSING)
    for nth in range(1, 20):
        with failing(fault, nth) as writes:
            alone(streams.archive_moves)(closing(), Context("archive_moves"))
        if writes.calls < nth:
            break
    assert 3 <= nth < 19
    for each in plans:
        ended = bureau.must("GET", f"{WAITING}/{each['id']}")
        assert [step["to"] for step in ended["history"]] == ["draft", "submitted", "withdrawn"]


def test_r37_given_an_employer_closed_meanwhile_then_nothing_more_is_submitted(
    world: World, network: Network
) -> None:
    clerk = clerk_of(world)
    draft = drawn_up(clerk)
    bureau = world.reviewer()
    network.meanwhile(1, lambda: bureau.must("PATCH", f"/v1/employers/{RED}", CLOSING))
    assert clerk.post(f"{plans_of()}/{draft['id']}/submit").code == "not_found"
    assert network.heal()
    world.settle()
    assert ids(bureau.get(WAITING).body) == []
