"""What two systems say of one person beside each other, what differs marked (R7, R30)."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from chalicelib.identity.rules import name as names

HIDDEN = "*"


class MarkedPart(NamedTuple):
    """A piece of what one side says, and whether the other side has something else in its place."""

    text: str
    differs: bool


def marked_names(own: str, other: str) -> tuple[tuple[MarkedPart, ...], tuple[MarkedPart, ...]]:
    """Two names, what differs marked in each; nothing where they agree (R4).

    Args:
        own: the name on the side of whoever looks, shown whole.
        other: the name on the other side: its first character, and what differs (R7).

    Returns:
        The parts of both.
    """
    mine, theirs = names.printed(own), names.printed(other)
    if names.agree(own, other):
        return (MarkedPart(mine, differs=False),), _masked(theirs, [False] * len(theirs))
    in_mine, in_theirs = _differing(mine, theirs)
    return _parts(mine, in_mine), _masked(theirs, in_theirs)


def marked_numbers(own: str, other: str) -> tuple[tuple[MarkedPart, ...], tuple[MarkedPart, ...]]:
    """Two masked numbers, what differs marked in each, place by place where both are of one length."""
    if len(own) != len(other):
        return (MarkedPart(own, differs=True),), (MarkedPart(other, differs=True),)
    differs = [one != another for one, another in zip(own, other, strict=True)]
    return _parts(own, differs), _parts(other, differs)


def _differing(mine: str, theirs: str) -> tuple[list[bool], list[bool]]:
    """Which characters of each are not in the other, as names are compared."""
    one, other = ([names.normal_form(each) for each in text] for text in (mine, theirs))
    in_mine, in_theirs = [True] * len(mine), [True] * len(theirs)
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        in_mine[block.a : block.a + block.size] = [False] * block.size
        in_theirs[block.b : block.b + block.size] = [False] * block.size
    return in_mine, in_theirs


def _masked(text: str, differs: Sequence[bool]) -> tuple[MarkedPart, ...]:
    shown = (
        char if place == 0 or other else HIDDEN
        for place, (char, other) in enumerate(zip(text, differs, strict=True))
    )
    return _parts("".join(shown), differs)


def _parts(text: str, differs: Sequence[bool]) -> tuple[MarkedPart, ...]:
    """Neighbours of one kind are one part."""
    parts: list[MarkedPart] = []
    for char, other in zip(text, differs, strict=True):
        if parts and parts[-1].differs == other:
            parts[-1] = MarkedPart(parts[-1].text + char, other)
        else:
            parts.append(MarkedPart(char, other))
    return tuple(parts)
