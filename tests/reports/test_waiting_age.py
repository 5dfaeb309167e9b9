"""Rows that wait for long: their reporter is told once, and after two years nothing names anybody (R40)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.identity.gateways import keys
from chalicelib.platform.actions.run import Unfinished
from chalicelib.platform.store.tables import RegistryItem
from tests.employers.codes import RED
from tests.faults import Fault, failing
from tests.journey.reports import Provider, credits_of, document, provider, report
from tests.journey.world import Client, World
from tests.plans.teaching import NAME, approved, clerk_of
from tests.plans.test_rosters import AFTER, bring, row

ZHANG = {"name": "张学分", "document": document(1)}
MONTH, TWO_YEARS = timedelta(days=30), timedelta(days=731)


@pytest.fixture
def school(world: World) -> Provider:
    school = provider(world)
    school.report(report("A", **ZHANG), report("B", **ZHANG))
    return school


def told(school: Provider) -> list[str]:
    answer = school.get("/v1/me/notices")
    return [each["kind"] for each in answer.body["items"]] if answer.status == 200 else []


def shown(school: Provider) -> list[dict[str, Any]]:
    return list(school.must("GET", "/v1/provider/reports")["items"])


def test_r40_given_rows_that_wait_for_a_month_then_their_reporter_is_told_once(
    world: World, school: Provider
) -> None:
    world.now += MONTH - timedelta(minutes=1)
    world.tick("sweep")
    assert told(school) == []
    world.now += timedelta(hours=1)
    for _ in range(2):
        world.tick("sweep")
    assert told(school) == ["report_waiting"], "of both rows at once"
    world.now += MONTH
    world.tick("sweep")
    assert told(school) == ["report_waiting"]
    assert {each["waiting_days"] for each in shown(school)} == {60}


def test_r40_given_rows_that_wait_for_two_years_then_nothing_names_anybody_any_more(
    world: World, school: Provider
) -> None:
    world.now += MONTH
    world.tick("sweep")
    world.now += TWO_YEARS - MONTH
    world.tick("sweep")

    assert told(school) == ["report_erased", "report_waiting"]
    assert {
        (each["status"], each["name"], each["document"]["number"]) for each in shown(school)
    } == {("erased", "", "")}
    digest = keys.document_digest(*ZHANG["document"].values())
    kept = [str(item.attribute_values) for item in RegistryItem.scan()]
    assert not any(digest in each or ZHANG["name"] in each for each in kept)
    zhang = world.professional("zhang").enrol(**ZHANG)
    world.settle()
    assert credits_of(zhang) == "0"
    assert school.statuses(report("A", **ZHANG)) == ["window_closed"]


@pytest.mark.parametrize(
    ("fault", "after"),
    [(Fault.NEVER_LANDED, MONTH), (Fault.ANSWER_LOST, TWO_YEARS)],
    ids=["told", "erased"],
)
def test_r40_given_a_sweep_killed_at_any_write_then_the_next_one_makes_it_whole(
    world: World, school: Provider, fault: Fault, after: timedelta
) -> None:
    world.now += after
    for nth in range(1, 20):
        with failing(fault, nth) as writes, suppress(Unfinished):
            world.tick("sweep")
        if writes.calls < nth:
            break
    assert nth > 2
    assert told(school) == (["report_erased"] if after is TWO_YEARS else ["report_waiting"])
    assert {each["status"] for each in shown(school)} == {
        "erased" if after is TWO_YEARS else "waiting"
    }


def texts(one: Client) -> list[str]:
    """What somebody is told of rows that wait."""
    answer = one.get("/v1/me/notices")
    found = answer.body["items"] if answer.status == 200 else []
    return [each["text"] for each in found if each["kind"] == "report_waiting"]


def test_r40_given_a_provider_whose_role_ended_then_the_province_is_told_as_well(
    world: World, school: Provider
) -> None:
    province = world.administrator()
    province.must("DELETE", "/v1/admin/staff/provider-440000")
    world.now += MONTH
    for _ in range(2):
        world.tick("sweep")
    (own,), (theirs,) = texts(school), texts(province)
    assert "您已不再经办报送，不能更正或撤回" in own
    assert theirs.startswith("原施教机构“provider-440000”报送的人员中，有人满30天仍未信息采集")


def test_r37_given_rows_of_an_employer_then_whoever_may_see_to_them_is_told(world: World) -> None:
    """Whoever brought them; where that is no clerk any more another one; of a closed employer its bureau."""
    clerk, wang = clerk_of(world), world.professional("wang")
    plan = approved(world, clerk)
    clerk.must("PUT", f"/v1/employers/{RED}/clerks/wang", {})
    world.now = AFTER
    bring(wang, plan, row(1, "陈静"))
    clerk.must("DELETE", f"/v1/employers/{RED}/clerks/wang")
    world.now += timedelta(days=1)
    bring(clerk, plan, row(2, "陈静"))
    world.now += MONTH - timedelta(days=1)
    world.tick("sweep")
    assert [len(texts(each)) for each in (clerk, wang)] == [1, 0]
    assert "有误的可以更正或撤回" in texts(clerk)[0]

    bureau, above = world.reviewer(), world.reviewer("440700")
    bureau.must("PATCH", f"/v1/employers/{RED}", {"state": "closed", "reason": "单位注销"})
    world.now += timedelta(days=1)
    world.tick("sweep")
    assert "您已不再经办报送" in texts(clerk)[0]
    assert [each[: len(NAME) + 4] for each in texts(bureau)] == [f"单位“{NAME}”"]
    assert texts(above) == []

    world.administrator().must("DELETE", "/v1/admin/staff/reviewer-440703")
    world.now += TWO_YEARS
    world.tick("sweep")
    erased = [each["kind"] for each in above.must("GET", "/v1/me/notices")["items"]]
    assert erased == ["report_erased"], "where a bureau has nobody any more, the one above is told"
