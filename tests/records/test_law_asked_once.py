"""What holds of a year is asked once a request, and passed on: the law, its windows, its figures."""

import cProfile
import pstats
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.law.rules import further, policy, window, year_law
from chalicelib.law.store import policies
from tests.journey.world import World

ASKED = {
    "policy": policies.get_policy,
    "law": year_law.law_of,
    "figures": policy.Policy.figures_on,
    "window": window.own_window,
}
ONCE = dict.fromkeys(ASKED, 1)
NEVER = {"further window": further.further_window}


def asked_in(act: Callable[[], object]) -> Counter[str]:
    """How often each of the questions was asked while something was done."""
    policies.read_policies()  # a year's file is read and checked once a process
    profile = cProfile.Profile()
    profile.runcall(act)
    calls: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined] - it is there
    codes = {name: question.__code__ for name, question in (ASKED | NEVER).items()}
    places = {
        (code.co_filename, code.co_firstlineno, code.co_name): name for name, code in codes.items()
    }
    return Counter({places[key]: row[1] for key, row in calls.items() if key in places})


def test_given_a_submission_then_the_law_is_asked_once(world: World) -> None:
    li = world.professional()
    li.enrol()
    sent = li.application(submit=True, evidence=[li.upload()])

    asked = asked_in(lambda: li.must("POST", "/v1/me/years/2020/records", sent))

    assert asked == ONCE


@pytest.mark.parametrize("how", ["change", "submit", "withdraw", "show"])
def test_given_what_its_owner_does_to_a_record_then_the_law_is_asked_once(
    world: World, how: str
) -> None:
    li = world.professional()
    li.enrol()
    sent = li.application(submit=False, evidence=[li.upload()])
    path = f"/v1/me/records/{li.must('POST', '/v1/me/years/2020/records', sent)['id']}"
    acts = {
        "change": lambda: li.must("PUT", path, sent | {"title": "又一次培训"}),
        "submit": lambda: li.must("POST", f"{path}/submit"),
        "withdraw": lambda: li.must("POST", f"{path}/withdraw"),
        "show": lambda: li.must("GET", path),
    }

    assert asked_in(acts[how]) == ONCE


@pytest.mark.parametrize("decision", ["accredit", "return", "reject"])
def test_given_a_decision_then_the_law_is_asked_once(world: World, decision: str) -> None:
    li = world.professional()
    li.enrol()
    record = li.submit()
    reviewer = world.reviewer("440703")
    verdict = {"decision": decision, "reason": "因故"}

    asked = asked_in(
        lambda: reviewer.must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    )

    assert asked == ONCE


def test_given_a_list_of_records_then_each_year_s_law_is_asked_once_to_choose_and_once_to_show(
    world: World,
) -> None:
    li = world.professional()
    li.enrol()
    for title in ("一次培训", "二次培训", "三次培训"):
        li.submit(title=title, reference=title)
    reviewer = world.reviewer("440703")

    asked = asked_in(lambda: reviewer.must("GET", "/v1/review/records"))

    assert asked == dict.fromkeys(ASKED, 2)


def test_given_one_s_year_then_the_law_is_asked_once(world: World) -> None:
    li = world.professional()
    li.enrol()
    li.submit()

    assert asked_in(lambda: li.must("GET", "/v1/me/years/2020")) == ONCE
