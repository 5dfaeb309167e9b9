"""Employers and their plans at the app's door, for tests: as clerks and bureaus send them."""

from typing import Any

from tests.employers.codes import RED
from tests.journey.world import Client, Professional, World

NAME = "江门市红星（集团）有限公司"


def clerk_of(
    world: World, code: str = RED, subject: str = "clerk", **changes: object
) -> Professional:
    """The first clerk of an employer that the county has opened."""
    clerk = world.professional(subject)
    sent = {"code": code, "name": NAME, "territory": "440703", "evidence": [], **changes}
    clerk.must("POST", "/v1/employers", sent)
    bureau = world.reviewer(str(sent["territory"]))
    bureau.must("POST", f"/v1/employers/{code}/decision", {"decision": "open"})
    return clerk


def sent(**changes: object) -> dict[str, Any]:
    """A plan of three days in July 2020, as a clerk states it."""
    return {
        "year": 2020,
        "title": "新收入准则培训",
        "content": "收入确认五步法\n合同变更",
        "days": 3,
        "starts_on": "2020-07-06",
        "ends_on": "2020-07-08",
        "place": "江门市蓬江区会议中心",
        "expected": 40,
        **changes,
    }


def plans_of(code: str = RED) -> str:
    """The address of an employer's plans."""
    return f"/v1/employers/{code}/plans"


def drawn_up(clerk: Client, code: str = RED, **changes: object) -> dict[str, Any]:
    """A draft."""
    return clerk.must("POST", plans_of(code), sent(**changes))


def submitted(clerk: Client, code: str = RED, **changes: object) -> dict[str, Any]:
    """A plan that its bureau has before it."""
    draft = drawn_up(clerk, code, **changes)
    return clerk.must("POST", f"{plans_of(code)}/{draft['id']}/submit")


def approved(world: World, clerk: Client, code: str = RED, **changes: object) -> dict[str, Any]:
    """A plan whose roster may come, once it has ended."""
    plan = submitted(clerk, code, **changes)
    return decide(world.reviewer(plan["territory"]), plan)


def decide(bureau: Client, plan: dict[str, Any], decision: str = "approve") -> dict[str, Any]:
    """What a bureau's decision makes of a plan."""
    verdict = {"decision": decision, "reason": "请补充课时安排"}
    return bureau.must("POST", f"/v1/review/plans/{plan['id']}/decision", verdict)
