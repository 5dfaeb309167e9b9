"""Attempts at examinations: an item each, beside the progress in the course; what is kept never changes."""

from typing import NamedTuple

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, find, is_new, read
from chalicelib.platform.store.writes import Write
from chalicelib.study.rules.attempt import Attempt

PREFIX = "E#"
"""Sorts before the profile, so that no year that is read brings attempts along."""
_AFTER_ALL = "~"
MOST_NUMBER = 999_999
"""The last that its key has a place for."""


class AttemptPlace(NamedTuple):
    """Where a page of attempts ends: under which of a person's ids, counted from 0, at which number."""

    account: str
    number: str


def attempt_key(year: int, course: str, number: int) -> str:
    """The sort key of an attempt, by its number within its course."""
    return f"{_prefix(year, course)}{number:06d}"


def _prefix(year: int, course: str) -> str:
    return f"{PREFIX}{year}#{course}#"


def attempt_write(attempt: Attempt) -> Write:
    """An attempt to write: of two that hand in the same one, one does."""
    sk = attempt_key(attempt.year, attempt.course, attempt.number)
    item = RegistryItem(pk=person_key(attempt.person), sk=sk, body=keep(attempt))
    return Write(item, is_new())


def find_attempt(person: str, year: int, course: str, number: int) -> Attempt | None:
    """Read an attempt by its number, strongly consistent."""
    item = find(RegistryItem, person_key(person), attempt_key(year, course, number))
    return read(item, Attempt) if item else None


def place_of(attempt: Attempt, people: tuple[str, ...]) -> AttemptPlace:
    """Where an attempt stands among those of a person's ids."""
    return AttemptPlace(str(people.index(attempt.person)), str(attempt.number))


def find_attempts(
    people: tuple[str, ...], year: int, course: str, after: AttemptPlace | None, limit: int
) -> list[Attempt]:
    """Read attempts at a course, the latest first; whoever had several accounts has several rows of them.

    Args:
        people: a person's ids; one after the other.
        year: the course's.
        course: its id.
        after: the attempt after which they are read; None from the first.
        limit: how many at most.

    Raises:
        Refusal: `cursor_invalid` for a place that can be no attempt's.
    """
    account, before = _start(people, after)
    found: list[Attempt] = []
    for person in people[account:]:
        last = attempt_key(year, course, before) if before else _prefix(year, course) + _AFTER_ALL
        found += _find(person, _prefix(year, course), last, limit - len(found))
        if len(found) >= limit:
            break
        before = 0
    return found


def _start(people: tuple[str, ...], after: AttemptPlace | None) -> tuple[int, int]:
    """Which of a person's ids is read first, and from before which number; 0: from the latest."""
    if after is None:
        return 0, 0
    if not (after.account.isdecimal() and after.number.isdecimal()):
        raise Refusal("cursor_invalid", field="cursor")
    account, number = int(after.account), int(after.number)
    if account >= len(people) or not 0 < number <= MOST_NUMBER:
        raise Refusal("cursor_invalid", field="cursor")
    return account, number


def find_all_attempts(person: str) -> list[Attempt]:
    """Read every attempt that lies under one id, course by course, the latest of each first."""
    return _find(person, PREFIX, PREFIX + _AFTER_ALL, None)


def _find(person: str, prefix: str, before: str, limit: int | None) -> list[Attempt]:
    items = RegistryItem.query(
        person_key(person),
        RegistryItem.sk.between(prefix, before),
        scan_index_forward=False,
        consistent_read=True,
        limit=None if limit is None else limit + 1,  # the one named lies among them
    )
    found = [read(item, Attempt) for item in items if item.sk != before]
    return found[:limit]
