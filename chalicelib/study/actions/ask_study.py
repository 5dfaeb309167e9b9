"""What other subjects may ask of study: all that they may use of its store."""

from chalicelib.study.store.attempts import find_all_attempts

__all__ = ["find_all_attempts"]
