"""The statistics of a year: numbers by territory, and of when they are."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.views.rules.counter import Rows


class Counts(msgspec.Struct, frozen=True):
    """People enrolled; years in progress and complete; certificates issued, held and revoked."""

    enrolled: int = 0
    in_progress: int = 0
    complete: int = 0
    certificates: int = 0
    held: int = 0
    revoked: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of both together."""
        ours, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Counts(*(one + two for one, two in zip(ours, theirs, strict=True)))


class YearCounts(NamedTuple):
    """The counts of territories, each without those below it.

    `as_of` is the last instant of which they know something. `recounted_at` is since when all of them
    have been compared with the lists at least once; None where the lists themselves were counted,
    because not every counter was filled yet.
    """

    counts: Mapping[str, Counts]
    as_of: datetime
    recounted_at: datetime | None


def counts_of(rows: Iterable[Rows], territories: Iterable[str]) -> dict[str, Counts]:
    """The counts of territories, from rows of whatever kinds; what is no number of theirs is left out."""
    found: dict[str, dict[str, int]] = {territory: {} for territory in territories}
    for each in rows:
        for row, number in each.items():
            territory, _, word = row.partition("#")
            if territory in found and word in Counts.__struct_fields__:
                found[territory][word] = number
    return {territory: Counts(**words) for territory, words in found.items()}
