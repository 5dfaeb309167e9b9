"""Drafts of courses, one item each: every write is on condition of the revision that was read."""

from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.store.partition import course_key, year_key
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read
from chalicelib.platform.store.writes import Write

PREFIX = "COURSE#"


def find_draft(course: str) -> DraftCourse | None:
    """Read a course as administrators make it, strongly consistent.

    Raises:
        Refusal: `not_found` for an id that can be no course's.
    """
    item = find(RegistryItem, course_key(course), PREFIX + course)
    return read(item, DraftCourse) if item else None


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
