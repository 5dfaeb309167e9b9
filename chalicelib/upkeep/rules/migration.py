"""Migrations: numbered, applied in their order, each once; what runs next, and what must not run.

A migration brings what earlier versions stored to the shape of now, item by item, while people write.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

Key = tuple[str, str]
"""Where an item lies: its partition key and its sort key."""


class OutOfOrderError(Exception):
    """What a table says of its migrations does not fit those that this version knows."""


class Named(Protocol):
    """A migration as the code has it."""

    @property
    def number(self) -> int:
        """Its place in the order, from 1 on."""

    @property
    def name(self) -> str:
        """What it does, in a word: a number never means anything else."""


class MigrationProgress(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far a migration is.

    `side` counts the tables that are looked through; `after` is the item up to which the next one was; `failed` are those with which it failed,
    to be tried again at the end; `is_through`: nothing is left but they. `seen` and `changed` count
    items, of `about` so many that the tables had at the beginning, as DynamoDB counts them every six
    hours.
    """

    number: int
    name: str
    begun_at: datetime
    about: int
    side: int = 0
    after: Key | None = None
    seen: int = 0
    changed: int = 0
    failed: tuple[Key, ...] = ()
    is_through: bool = False
    applied_at: datetime | None = None
    version: int = 0


def next_number(known: Sequence[Named], kept: Sequence[MigrationProgress]) -> int | None:
    """The number of the migration that is to be brought on; None once all are applied.

    Args:
        known: the migrations of this version, in their order.
        kept: what the table says of those that were begun, in any order.

    Raises:
        OutOfOrderError: the table was migrated by a later version, or by one whose migrations had
            other names, or a later one was begun before an earlier one was applied.
    """
    names = {each.number: each.name for each in known}
    begun = {each.number: each for each in kept}
    for number, progress in begun.items():
        if number not in names:
            raise OutOfOrderError(f"{_shown(progress)} is of a later version: run that one")
        if names[number] != progress.name:
            raise OutOfOrderError(f"{_shown(progress)} is {names[number]} here")
    open_numbers = [each.number for each in known if not _is_applied(begun.get(each.number))]
    if not open_numbers:
        return None
    first = open_numbers[0]
    if later := [begun[number] for number in sorted(begun) if number > first]:
        raise OutOfOrderError(f"{_shown(later[0])} was begun before {first:04} was applied")
    return first


def told(progress: MigrationProgress) -> str:
    """How far a migration is, in a line for whoever runs it."""
    counts = f"{progress.seen} of about {progress.about} items, {progress.changed} changed"
    failed = f", {len(progress.failed)} failed" if progress.failed else ""
    state = f"applied {progress.applied_at.isoformat()}" if progress.applied_at else "under way"
    return f"{_shown(progress)}: {state}, {counts}{failed}"


def _is_applied(progress: MigrationProgress | None) -> bool:
    return progress is not None and progress.applied_at is not None


def _shown(progress: MigrationProgress) -> str:
    return f"{progress.number:04} {progress.name}"
