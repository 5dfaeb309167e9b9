"""The outbox mark: who must still act on an item, and since when.

A write that owes work sets the mark in the same write; whoever does the work clears it. A debt has
a mark, a state has none.
"""

from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

SHARDS = 16


class Whom(StrEnum):
    """Who must act, or what must be done: how the names of the lists begin."""

    REVIEW = "REVIEW"
    OPEN = "OPEN"
    GRACE = "GRACE"
    NOTIFY = "NOTIFY"
    SYNC = "SYNC"
    MATCH = "MATCH"
    CLAIM = "CLAIM"
    RENDER = "RENDER"


class Mark(NamedTuple):
    """`waits_for` names the one who must act; `since` sorts by time (UTC, fixed width)."""

    waits_for: str
    since: str


def shards() -> tuple[str, ...]:
    """Every shard, in two digits."""
    return tuple(f"{shard:02d}" for shard in range(SHARDS))


def shard_of(person: str) -> str:
    """Return the two-digit shard of a person: spreads a list over `SHARDS` partitions."""
    return f"{int(sha256(person.encode()).hexdigest(), 16) % SHARDS:02d}"


def sortable(at: datetime) -> str:
    """Write an aware instant in UTC with milliseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def review_list(territory: str) -> str:
    """The list of what waits for the finance bureau of a territory."""
    return f"{Whom.REVIEW}#{territory}"


def review(territory: str, since: datetime) -> Mark:
    """A submitted record waits for the finance bureau of its territory."""
    return Mark(review_list(territory), sortable(since))


def open_until(window: str, person: str, since: datetime) -> Mark:
    """A draft or returned record waits for the cut-off of its window."""
    return Mark(open_list(window, shard_of(person)), sortable(since))


def open_list(window: str, shard: str) -> str:
    """The list of what a window's cut-off closes, in one shard."""
    return f"{Whom.OPEN}#{window}#{shard}"


def grace(person: str, until: datetime) -> Mark:
    """A returned record whose own deadline outlives the cut-off waits for that deadline (R25)."""
    return Mark(_list(Whom.GRACE, person), sortable(until))


def notify(person: str, since: datetime) -> Mark:
    """A notice in the inbox waits to be sent out as well."""
    return Mark(_list(Whom.NOTIFY, person), sortable(since))


def lists(whom: Whom) -> tuple[str, ...]:
    """The lists, in all shards, of what waits for one such as `SYNC` or `GRACE`."""
    return tuple(f"{whom}#{shard}" for shard in shards())


def open_lists(window: str) -> tuple[str, ...]:
    """The lists, in all shards, of what a window's cut-off closes."""
    return tuple(open_list(window, shard) for shard in shards())


def _list(whom: Whom, person: str) -> str:
    return f"{whom}#{shard_of(person)}"


def is_owed_to(whom: Whom, waits_for: str) -> bool:
    """Whether a mark's list is one of those of what waits for one."""
    return waits_for.startswith(f"{whom}#")


def instant_of(since: str) -> datetime:
    """The instant that `sortable` wrote."""
    return datetime.fromisoformat(since)


def sync(person: str, since: datetime) -> Mark:
    """A standing waits to be brought to the HR system."""
    return Mark(_list(Whom.SYNC, person), sortable(since))


def match(person: str, since: datetime) -> Mark:
    """A changed name or document waits to be compared with the other system."""
    return Mark(_list(Whom.MATCH, person), sortable(since))


def is_match(mark: Mark | None) -> bool:
    """Whether it is a comparison that is owed already; that one claims what waits as well."""
    return mark is not None and is_owed_to(Whom.MATCH, mark.waits_for)


def claim(person: str, since: datetime) -> Mark:
    """A fresh enrolment waits for what was reported or imported before it (R18, R28)."""
    return Mark(_list(Whom.CLAIM, person), sortable(since))


def render(person: str, since: datetime) -> Mark:
    """An issued certificate waits for its PDF."""
    return Mark(_list(Whom.RENDER, person), sortable(since))
