"""What other subjects may ask of plans: all that they may use of its store."""

from chalicelib.plans.store.gates import find_gate, gate_number, passed
from chalicelib.plans.store.plans import find_plan, plans_key

__all__ = [
    "find_gate",
    "find_plan",
    "gate_number",
    "passed",
    "plans_key",
]
