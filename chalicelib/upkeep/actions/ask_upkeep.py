"""What other subjects may ask of upkeep: all that they may use of its store."""

from chalicelib.upkeep.store.overdue import Overdue, due_of, find_overdue, person_of

__all__ = [
    "Overdue",
    "due_of",
    "find_overdue",
    "person_of",
]
