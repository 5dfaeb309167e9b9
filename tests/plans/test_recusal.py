"""Who acts for an employer decides nothing of it as a bureau, whichever of their logins they use (R20)."""

import pytest

from tests.employers.codes import BLUE, RED
from tests.journey.reports import ZHANG, document
from tests.journey.world import Answer, Client, World
from tests.plans.teaching import approved, clerk_of, decide, submitted
from tests.plans.test_rosters import AFTER, bring, row

PLANS, RECORDS = "/v1/review/plans", "/v1/review/records"
PROVED = {"name": ZHANG, "id_number": document(1)["number"]}


def refused(answer: Answer) -> bool:
    return (answer.status, answer.code) == (403, "own_record") and "经办的单位" in str(answer.body)


def second_clerk(world: World, first: Client) -> None:
    """Zhang becomes a clerk by a login with which they have enrolled, and has done nothing yet."""
    world.professional("zhang", **PROVED).enrol(ZHANG, document=document(1))
    first.must("PUT", f"/v1/employers/{RED}/clerks/zhang", {})


@pytest.mark.parametrize("login", ["zhang", "zhang-at-work"])
def test_r20_given_a_clerk_who_never_touched_a_plan_then_another_decides_it_until_they_are_withdrawn(
    world: World, login: str
) -> None:
    first = clerk_of(world)
    plan = submitted(first)
    second_clerk(world, first)
    both = world.reviewer(subject=login, **PROVED)
    verdict = f"{PLANS}/{plan['id']}/decision"
    assert refused(both.post(verdict, {"decision": "approve"}))
    city = world.reviewer("440700", subject=f"{login}-above", **PROVED)
    assert refused(city.post(f"{PLANS}/{plan['id']}/take-over", {"reason": "代办"}))

    first.must("DELETE", f"/v1/employers/{RED}/clerks/zhang")
    assert decide(both, plan)["state"] == "approved"


def test_r20_given_a_roster_s_row_then_no_clerk_of_its_employer_decides_or_revokes_it(
    world: World,
) -> None:
    first = clerk_of(world)
    plan = approved(world, first)
    clerk_of(world, BLUE, "blue", name="蓝天公司")
    world.now = AFTER
    li = world.professional().enrol()
    li.must("PUT", "/v1/me/employer", {"code": BLUE, "consent": False})
    (brought,) = bring(first, plan, row())
    second_clerk(world, first)
    both = world.reviewer(subject="zhang-at-work", **PROVED)
    verdict = f"{RECORDS}/{brought['record']}/decision"
    assert refused(both.post(verdict, {"decision": "accredit"}))
    other = world.reviewer(subject="blue")
    assert other.post(verdict, {"decision": "accredit"}).status == 200
    admin = world.reviewer("440000", "administrator", subject="zhang-above", **PROVED)
    revoke = f"/v1/admin/records/{brought['record']}/revoke"
    assert refused(admin.post(revoke, {"reason": "材料不实"}))
