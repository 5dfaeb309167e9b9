"""The outbox mark: who must still act on an item, and since when.

A write that owes work sets the mark in the same write; whoever does the work clears it. A debt has
a mark, a state has none.

Each list is cut into shards, so that no key of the index takes more writes than DynamoDB allows; each
shard costs a query whenever the list is looked at (docs/decisions/0036).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

SHARDS = 16
"""Of people, in a window that closes: so many parts of a cut-off can be done side by side."""
FORMER_SHARDS = 16
"""Into how many shards every list was cut until version 0.2."""


class Whom(StrEnum):
    """Who must act, or what must be done: how the names of the lists begin."""

    REVIEW = "REVIEW"
    OPEN = "OPEN"
    GRACE = "GRACE"
    NOTIFY = "NOTIFY"
    LATER = "LATER"
    SYNC = "SYNC"
    MATCH = "MATCH"
    CLAIM = "CLAIM"
    RENDER = "RENDER"
    CREDENTIAL = "CREDENTIAL"
    AGED = "AGED"
    PLAN = "PLAN"

    @property
    def shards(self) -> int:
        """Into how many shards its lists are cut; a divisor of `FORMER_SHARDS`."""
        return _SHARDS.get(self, 1)


_SHARDS = {
    Whom.OPEN: SHARDS,
    Whom.CLAIM: 8,
    Whom.NOTIFY: 4,
    Whom.LATER: 4,
    Whom.AGED: 2,
    Whom.SYNC: 4,
    Whom.MATCH: 4,
    Whom.RENDER: 4,
    Whom.CREDENTIAL: 2,
    Whom.GRACE: 2,
}
"""What is cleared within seconds needs no more; imports and reminders, which owe `CLAIM` and
`NOTIFY` by the thousand a second, need some."""
_SINCE = frozenset({Whom.CREDENTIAL, Whom.PLAN, Whom.LATER, Whom.AGED})
"""Whom versions up to 0.2 did not know: nothing waits in lists of that time."""


class Mark(NamedTuple):
    """`waits_for` names the one who must act; `since` sorts by time (UTC, fixed width)."""

    waits_for: str
    since: str


def shards() -> tuple[str, ...]:
    """Every shard, in two digits."""
    return tuple(f"{shard:02d}" for shard in range(SHARDS))


def shard_of(person: str, shards: int = SHARDS) -> str:
    """Return the two-digit shard of a person: spreads a list over so many partitions."""
    return f"{int(sha256(person.encode()).hexdigest(), 16) % shards:02d}"


def sortable(at: datetime) -> str:
    """Write an aware instant in UTC with milliseconds, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def review_list(territory: str) -> str:
    """The list of what waits for the finance bureau of a territory."""
    return f"{Whom.REVIEW}#{territory}"


def review(territory: str, since: datetime) -> Mark:
    """A submitted record waits for the finance bureau of its territory."""
    return Mark(review_list(territory), sortable(since))


def plan_list(city: str) -> str:
    """The list of the training plans that wait for the bureaus of a city."""
    return f"{Whom.PLAN}#{city}"


def plan(city: str, since: datetime) -> Mark:
    """A submitted training plan waits for a bureau of the city."""
    return Mark(plan_list(city), sortable(since))


def open_until(window: str, person: str, since: datetime) -> Mark:
    """A draft or returned record waits for the cut-off of its window."""
    return Mark(open_list(window, shard_of(person)), sortable(since))


def open_list(window: str, shard: str) -> str:
    """The list of what a window's cut-off closes, in one shard."""
    return f"{Whom.OPEN}#{window}#{shard}"


def grace(person: str, until: datetime) -> Mark:
    """A returned record whose own deadline outlives the cut-off waits for that deadline (R25)."""
    return Mark(_list(Whom.GRACE, person), sortable(until))


def aged(identity: str, due: datetime) -> Mark:
    """A row that waits for its person is to be told of, or forgotten, from an instant on."""
    return Mark(_list(Whom.AGED, identity), sortable(due))


def notify(person: str, since: datetime) -> Mark:
    """A notice in the inbox waits to be sent out as well."""
    return Mark(_list(Whom.NOTIFY, person), sortable(since))


def later(person: str, until: datetime) -> Mark:
    """A notice is not to be looked at before an instant: somebody sends it, or it is night."""
    return Mark(_list(Whom.LATER, person), sortable(until))


def lists(whom: Whom) -> tuple[str, ...]:
    """The lists, in all shards, of what waits for one such as `SYNC` or `GRACE`."""
    return _lists(whom, range(whom.shards))


def former_lists(whom: Whom) -> tuple[str, ...]:
    """Those that earlier versions used besides: what lies there belongs into `present_list`."""
    return () if whom in _SINCE else _lists(whom, range(whom.shards, FORMER_SHARDS))


def every_list(whom: Whom) -> tuple[str, ...]:
    """Wherever something may wait for one, whichever version put it there."""
    return lists(whom) + former_lists(whom)


def present_list(former: str) -> str:
    """The list of today into which belongs what an earlier version put into one of its own."""
    whom, _, shard = former.partition("#")
    return f"{whom}#{int(shard) % Whom(whom).shards:02d}"


def _lists(whom: Whom, numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{whom}#{number:02d}" for number in numbers)


def open_lists(window: str) -> tuple[str, ...]:
    """The lists, in all shards, of what a window's cut-off closes."""
    return tuple(open_list(window, shard) for shard in shards())


def _list(whom: Whom, person: str) -> str:
    return f"{whom}#{shard_of(person, whom.shards)}"


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


def credential(person: str, since: datetime) -> Mark:
    """A certificate waits for its credential, or for the status list to tell that it is good no more."""
    return Mark(_list(Whom.CREDENTIAL, person), sortable(since))
