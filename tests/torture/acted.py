"""What was done to employers and plans, as it lies there: read without the product."""

from datetime import datetime
from typing import Any

from tests.torture.model import Act

APPLIED, OPENED, REFUSED = "employer_applied", "employer_opened", "employer_refused"
ADDED, WITHDRAWN, CLOSED = "clerk_added", "clerk_withdrawn", "employer_closed"


def told_acts(items: dict[str, Any]) -> list[dict[str, Any]]:
    """The acts in a partition, in the order in which they were written."""
    bodies = [item["body"] for sk, item in items.items() if sk.startswith("A#")]
    return sorted(bodies, key=lambda each: each.get("version", 0))


def acts_on(items: dict[str, Any]) -> list[Act]:
    """The acts on an employer, each with the clerk whom it concerns, else its reason."""
    return [
        Act(each["what"], datetime.fromisoformat(each["at"]), _whom(each))
        for each in told_acts(items)
    ]


def _whom(body: dict[str, Any]) -> str:
    if body["what"] in {ADDED, WITHDRAWN}:
        (change,) = body["changes"]
        return str(change.get("after") or change["before"])
    return str(body.get("reason", ""))


def plan_key(plan: str) -> str:
    """The sort key of a plan: its year and its own part, below its employer."""
    return "PLAN#" + plan.partition("-")[2].replace("-", "#")


def acts_of(plan: dict[str, Any]) -> list[Act]:
    """The moves of a plan, but for what the system brought back by itself."""
    return [
        Act(move[2], datetime.fromisoformat(move[0]), move[5] if len(move) > 5 else "")
        for move in plan["body"]["moves"]
        if move[1][0] != "system"
    ]
