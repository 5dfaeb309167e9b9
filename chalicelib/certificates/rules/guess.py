"""Guesses of the holder's name: whoever has a number must not find the name by trying (R34, R48)."""

from datetime import datetime, timedelta

import msgspec

MOST_NAMES = 5
"""Different names that are compared with one certificate's within `WITHIN` (R48)."""
WITHIN = timedelta(hours=1)


class Guess(msgspec.Struct, frozen=True, array_like=True):
    """A name that was compared, by its keyed digest, and when first."""

    at: datetime
    digest: str


class Guesses(msgspec.Struct, frozen=True, omit_defaults=True):
    """The names compared with one certificate's lately; version 0 where none was yet."""

    names: tuple[Guess, ...] = ()
    version: int = 0


def guessed(before: Guesses, digest: str, at: datetime) -> Guesses | None:
    """The guesses with one more name; None where there were too many different ones (R48).

    Args:
        before: the guesses so far; returned as they are where the name is among them.
        digest: the name's keyed digest.
        at: the instant of the request, aware.
    """
    lately = tuple(each for each in before.names if at - each.at < WITHIN)
    if any(each.digest == digest for each in lately):
        return before
    if len(lately) >= MOST_NAMES:
        return None
    return Guesses((*lately, Guess(at, digest)), before.version + 1)
