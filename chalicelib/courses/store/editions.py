"""Editions of courses, which never change, and what each year offers.

What is on offer holds within a minute everywhere: each process keeps what it read for half a minute at
most. An edition is kept for as long as the process lives.
"""

import time
from collections.abc import Iterator
from functools import lru_cache

from chalicelib.courses.rules.course import Course
from chalicelib.courses.rules.course_id import get_course_year
from chalicelib.courses.rules.edition import Edition, Offered
from chalicelib.courses.store.partition import OFFERED, course_key, year_key
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, find, is_new, is_still_at, read
from chalicelib.platform.store.writes import Write

PREFIX = "EDITION#"
FRESH_SECONDS = 30


def get_offered(year: int) -> Offered:
    """What a year offers, as it was half a minute ago at the most."""
    return _recent(year, int(time.monotonic() // FRESH_SECONDS))


def read_offered(year: int) -> Offered:
    """What a year offers this moment; nothing where nothing was ever published."""
    item = find(RegistryItem, year_key(year), OFFERED)
    return read(item, Offered) if item else Offered(year)


def get_edition(course: str, edition: int) -> Course:
    """A published edition, whether it is still on offer or not.

    Raises:
        Refusal: `not_found`.
    """
    year = get_course_year(course)
    try:
        return edition_of(year, course, edition)
    except LookupError as absent:
        raise Refusal("not_found") from absent


def find_edition(course: str, edition: int) -> Edition | None:
    """A published edition as it was published."""
    item = find(RegistryItem, course_key(course), _sort_key(course, edition))
    return read(item, Edition) if item else None


def all_editions(year: int) -> Iterator[Edition]:
    """Every edition of a year's courses that was ever published, page by page."""
    items = RegistryItem.query(
        year_key(year), RegistryItem.sk.startswith(PREFIX), consistent_read=True
    )
    return (read(item, Edition) for item in items)


@lru_cache(maxsize=64)
def edition_of(year: int, course: str, edition: int) -> Course:
    """An edition that the year's `Offered` names.

    Raises:
        LookupError: there is none, which is asked anew next time.
    """
    item = find(RegistryItem, year_key(year), _sort_key(course, edition))
    if item is None:
        raise LookupError(course, edition)
    return read(item, Edition).as_course


def edition_write(edition: Edition) -> Write:
    """An edition to write, for ever: nothing takes its place."""
    item = RegistryItem(
        pk=year_key(edition.year),
        sk=_sort_key(edition.course, edition.edition),
        body=keep(edition),
    )
    return Write(item, is_new())


def offered_write(after: Offered) -> Write:
    """What a year offers to write, one version after what was read."""
    item = RegistryItem(
        pk=year_key(after.year), sk=OFFERED, version=after.version, body=keep(after)
    )
    return Write(item, is_still_at(after.version - 1))


def forget_offered() -> None:
    """Read anew at the next asking what years offer, in this process."""
    _recent.cache_clear()


@lru_cache(maxsize=32)
def _recent(year: int, _half_minute: int) -> Offered:
    return read_offered(year)


def _sort_key(course: str, edition: int) -> str:
    return f"{PREFIX}{course}#{edition:06}"
