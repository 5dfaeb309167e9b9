"""What other subjects may ask of plans: all that they may use of its store."""

from chalicelib.plans.store.gates import GATES, find_gate, gate_of, passed
from chalicelib.plans.store.plans import find_plan, find_waiting_plans, plans_key

__all__ = [
    "GATES",
    "find_gate",
    "find_plan",
    "find_waiting_plans",
    "gate_of",
    "passed",
    "plans_key",
]
