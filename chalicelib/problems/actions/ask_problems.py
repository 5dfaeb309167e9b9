"""What other subjects may ask of problems: all that they may use of its store."""

from chalicelib.problems.store.problems import find_own_problems, find_problems

__all__ = ["find_own_problems", "find_problems"]
