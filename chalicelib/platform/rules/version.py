"""Versions that only grow, even when a table is restored from a backup."""

from datetime import datetime


def next_version(previous: int, at: datetime) -> int:
    """Return the version after `previous` for a write at the instant `at`.

    It is at least the instant in milliseconds since 1970 UTC, so that a table restored minutes
    stale does not hand out versions again that the other department has already seen.
    """
    return max(previous + 1, int(at.timestamp() * 1000))
