"""Corrections and withdrawals, killed at each write, sent twice, beside others who write: once, and whole (R40)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from pynamodb.exceptions import PynamoDBException

from chalicelib.reports.actions.claim_waiting import claim_waiting
from tests.faults import Fault, failing
from tests.journey.reports import Provider, credits_of, provider, report, year_of
from tests.journey.world import Answer, Professional, World

LOWER = {"days": 2}


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def only(school: Provider) -> dict[str, Any]:
    (kept,) = school.must("GET", "/v1/provider/reports")["items"]
    return dict(school.must("GET", f"/v1/provider/reports/{kept['id']}"))


def correct(school: Provider, path: str, key: str) -> Answer:
    return school.send("PUT", path, report(facts=LOWER, reason="核对"), key=key)


def withdraw(school: Provider, path: str, key: str) -> Answer:
    return school.post(f"{path}/withdraw", {"reason": "报错了人"}, key=key)


def is_sound(client: Professional) -> bool:
    """The standing is the sum over what counts, and of one report at most one record does (R10, R16)."""
    year = year_of(client)
    counted = [each for each in year["records"] if each["state"] == "accredited"]
    total = sum(float(each["accredited_credits"]) for each in counted)
    return float(year["professional"]["accredited"]) == total and len(counted) <= 1


@pytest.mark.parametrize("is_enrolled", [True, False], ids=["counts", "waits"])
@pytest.mark.parametrize(
    ("act", "fault", "becomes"),
    [(correct, Fault.ANSWER_LOST, "20"), (withdraw, Fault.NEVER_LANDED, "0")],
    ids=["correct", "withdraw"],
)
def test_r40_given_a_fault_at_any_write_then_repeating_the_request_makes_it_whole(
    world: World,
    school: Provider,
    act: Callable[[Provider, str, str], Answer],
    fault: Fault,
    becomes: str,
    *,
    is_enrolled: bool,
) -> None:
    li = world.professional()
    if is_enrolled:
        li.enrol()
    school.report(report())
    path = f"/v1/provider/reports/{only(school)['id']}"

    answers = []
    for nth in range(1, 9):
        with failing(fault, nth) as writes:
            answers.append(act(school, path, "once"))
        if writes.calls < nth:
            break

    assert [each.status for each in answers[:-1]] == [500] * (len(answers) - 1)
    assert answers[-1].status == 200
    assert len(answers) > 1, "a request that was never disturbed proves nothing"
    assert len(only(school)["history"]) == 1
    if not is_enrolled:
        li.enrol()
    world.settle()
    assert (credits_of(li), is_sound(li)) == (becomes, True)


def at_once(*work: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(work)) as pool:
        return [each.result() for each in [pool.submit(one) for one in work]]


@pytest.mark.ministack(only=True)
def test_r40_given_a_correction_a_withdrawal_a_revocation_and_a_repeat_at_once_then_they_follow_each_other(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    school.report(report())
    kept = only(school)
    path, admin = f"/v1/provider/reports/{kept['id']}", world.administrator()
    revoke = f"/v1/admin/records/{kept['record']}/revoke"

    answers = at_once(
        lambda: correct(school, path, "1"),
        lambda: correct(school, path, "1"),
        lambda: withdraw(school, path, "2"),
        lambda: admin.post(revoke, {"reason": "查实未参加"}),
    )

    assert {each.status for each in answers} <= {200, 409}
    assert answers[0].status == answers[1].status
    after = only(school)
    ended = [each for each in answers[2:] if each.status == 200]
    assert (credits_of(li) == "0") == bool(ended)
    assert is_sound(li)
    assert after["status"] in ({"withdrawn", "revoked"} if ended else {"corrected"})
    assert len(after["history"]) == (answers[0].status == 200) + len(ended)


@pytest.mark.ministack(only=True)
def test_r40_given_a_correction_beside_claims_of_its_row_then_the_lower_figure_counts(
    world: World, school: Provider
) -> None:
    school.report(report())
    path = f"/v1/provider/reports/{only(school)['id']}"
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]

    def claim() -> None:
        with suppress(PynamoDBException):
            claim_waiting(person, at=world.now)

    answers = at_once(lambda: correct(school, path, "1"), claim, claim)

    assert answers[0].status == 200
    claim()
    assert (credits_of(li), is_sound(li)) == ("20", True)
    assert only(school)["status"] in {"accredited", "corrected"}
