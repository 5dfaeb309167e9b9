"""Stretches of a lesson: whole seconds, `(from, to)` half-open, in order and apart from each other."""

from collections.abc import Iterable, Sequence
from math import floor

from chalicelib.platform.rules.refusal import Refusal

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]
MOST_SENT = 500
"""The most stretches of a report: what ten minutes of seeking may leave, and more."""


def parse_stretches(played: Sequence[tuple[float, float]], seconds: int) -> Stretches:
    """What a player says was played of a lesson of so many seconds; what lies beyond its end is none.

    Raises:
        Refusal: field_invalid for a stretch that begins before 0 or ends before it begins.
    """
    for number, (start, end) in enumerate(played):
        if not 0 <= start <= end:
            why = "应为[起, 止]，单位为秒，0≤起≤止"
            raise Refusal("field_invalid", field=f"played.{number}", why=why)
    return joined((floor(min(start, seconds)), floor(min(end, seconds))) for start, end in played)


def joined(*several: Iterable[Stretch]) -> Stretches:
    """All of them as one: what touches or overlaps is one stretch, what is empty none."""
    one: list[Stretch] = []
    for start, end in sorted(each for stretches in several for each in stretches):
        if one and start <= one[-1][1]:
            one[-1] = (one[-1][0], max(end, one[-1][1]))
        elif start < end:
            one.append((start, end))
    return tuple(one)


def without(stretches: Stretches, taken: Stretches) -> Stretches:
    """What of some is not in others."""
    left: list[Stretch] = []
    for start, end in stretches:
        at = start
        for first, last in taken:
            if last <= at or first >= end:
                continue
            left.append((at, first))
            at = last
        left.append((at, end))
    return tuple((start, end) for start, end in left if start < end)


def first_of(stretches: Stretches, seconds: int) -> Stretches:
    """The first so many seconds of them."""
    first: list[Stretch] = []
    for start, end in stretches:
        if seconds <= 0:
            break
        first.append((start, min(end, start + seconds)))
        seconds -= end - start
    return tuple(first)


def length(stretches: Iterable[Stretch]) -> int:
    """How many seconds they are."""
    return sum(end - start for start, end in stretches)


def flat(stretches: Stretches) -> tuple[int, ...]:
    """Their ends one after the other, as they are kept."""
    return tuple(end for each in stretches for end in each)


def paired(ends: Sequence[int]) -> Stretches:
    """The stretches of ends as they are kept."""
    return tuple(zip(ends[::2], ends[1::2], strict=True))
