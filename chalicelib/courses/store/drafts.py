"""Drafts of courses, one item each: every write is on condition of the revision that was read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chalicelib.courses.rules.course_id import find_course_year
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.store.partition import course_key, year_key
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.listing import AFTER_ALL
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import acts
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_still_at,
    read,
)
from chalicelib.platform.store.writes import Write, write_together

PREFIX = "COURSE#"


class DraftPlace(NamedTuple):
    """A place among the courses of a year: a course's id."""

    course: str


def find_draft(course: str) -> DraftCourse | None:
    """Read a course as administrators make it, strongly consistent.

    Raises:
        Refusal: `not_found` for an id that can be no course's.
    """
    item = find(RegistryItem, course_key(course), PREFIX + course)
    return read(item, DraftCourse) if item else None


def find_drafts(
    year: int, after: DraftPlace | None, limit: int
) -> tuple[list[DraftCourse], DraftPlace | None]:
    """Read up to `limit` courses of a year by their ids, and where the next page begins.

    Raises:
        Refusal: `cursor_invalid` for a place that can be no course's.
    """
    if after and find_course_year(after.course) is None:
        raise Refusal("cursor_invalid", field="cursor")
    first = PREFIX + after.course if after else PREFIX
    items = RegistryItem.query(
        year_key(year),
        RegistryItem.sk.between(first, PREFIX + AFTER_ALL),
        consistent_read=True,
        limit=limit + 2,  # the one named lies among them
    )
    found = [read(item, DraftCourse) for item in items]
    left = [each for each in found if after is None or each.id != after.course]
    return left[:limit], DraftPlace(left[limit - 1].id) if len(left) > limit else None


def all_drafts(year: int) -> Iterator[DraftCourse]:
    """Read every course of a year as administrators make it, page by page."""
    items = RegistryItem.query(
        year_key(year), RegistryItem.sk.startswith(PREFIX), consistent_read=True
    )
    return (read(item, DraftCourse) for item in items)


def find_course_act(course: str, token: str) -> Act | None:
    """What a request did to a course, if it did.

    Raises:
        Refusal: `not_found` for an id that can be no course's.
    """
    return acts.find_act(course_key(course), token)


def draft_write(draft: DraftCourse) -> Write:
    """A draft to write, one revision after what was read; the first is new."""
    item = RegistryItem(
        pk=year_key(draft.year),
        sk=PREFIX + draft.id,
        version=draft.revision,
        body=keep(draft),
    )
    return Write(item, is_still_at(draft.revision - 1))


def put_draft(draft: DraftCourse) -> None:
    """Write a draft alone, one revision after what was read.

    Raises:
        Conflict: somebody has written it meanwhile.
    """
    item, condition, *_ = draft_write(draft)
    with conflicts():
        item.save(condition=condition)


def put_changed(draft: DraftCourse, act: Act, others: Iterable[Write] = ()) -> None:
    """Write a draft as somebody changed it, with the act and whatever else comes of it, or nothing.

    Raises:
        Conflict: somebody has written it meanwhile, perhaps by this very request.
    """
    done = Write(acts.act_item(RegistryItem, year_key(draft.year), act), is_new())
    write_together([draft_write(draft), done, *others])
