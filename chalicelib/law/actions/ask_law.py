"""What other subjects may ask of law: all that they may use of its store."""

from chalicelib.law.store.policies import get_law, get_policy, read_policies

__all__ = [
    "get_law",
    "get_policy",
    "read_policies",
]
