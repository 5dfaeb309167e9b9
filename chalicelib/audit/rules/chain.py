"""The chain of moves in the archive: each says which one is before it, whatever it is a move of (R19)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from chalicelib.audit.rules.audit import Entry
from chalicelib.platform.rules.cause import Actor, Cause


def is_chained(entries: Sequence[Entry]) -> bool:
    """Whether each of a subject's entries, from its first on, says which one is before it."""
    return all(previous_of(later.content) == one.name.digest for one, later in pairwise(entries))


class ChainedStep(msgspec.Struct, frozen=True, array_like=True):
    """As much of a move, of whatever it is one, as tells which one is before it."""

    at: datetime
    by: Actor
    to: str
    cause: Cause
    source: str | None = None
    reason: str = ""
    previous: str = ""


def previous_of(move: bytes) -> str | None:
    """Which digest a move's content says that the move before has; None where it is no move."""
    try:
        return msgspec.json.decode(move, type=ChainedStep).previous
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
