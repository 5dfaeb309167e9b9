"""The steps of a plan's history: what each move left behind, chained for the audit (R19, R39)."""

from datetime import datetime
from hashlib import sha256

import msgspec

from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.identifier import compact


class PlanStep(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a plan's history; the first members are those of a record's `Step`, which stay.

    `edition` is the version that was moved, `until` what a return told of the time to mend it.
    """

    at: datetime
    by: Actor
    to: PlanState
    cause: Cause
    source: PlanState | None = None
    reason: str = ""
    previous: str = ""
    edition: int = 1
    until: datetime | None = None


def plan_hash_of(step: PlanStep) -> str:
    """The link of the audit chain: a digest over the whole entry."""
    return compact(sha256(msgspec.json.encode(step)).digest())
