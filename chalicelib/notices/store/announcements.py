"""Announcements, all in one partition, named after the request that published them."""

from chalicelib.notices.rules.announcement import Announcement
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_new, is_version, read

PARTITION = "NEWS"
PREFIX = "N#"


def _item(announcement: Announcement) -> RegistryItem:
    return RegistryItem(
        pk=PARTITION,
        sk=PREFIX + announcement.id,
        version=announcement.version,
        body=keep(announcement),
    )


def find_announcement(announcement: str) -> Announcement | None:
    """Read one, strongly consistent."""
    item = find(RegistryItem, PARTITION, PREFIX + announcement)
    return read(item, Announcement) if item else None


def find_announcements() -> list[Announcement]:
    """Read all that stand, the latest first: a province announces some dozens in all."""
    items = RegistryItem.query(PARTITION, RegistryItem.sk.startswith(PREFIX), consistent_read=True)
    standing = [each for each in (read(item, Announcement) for item in items) if not each.withdrawn]
    return sorted(standing, key=lambda each: (each.published_at, each.id), reverse=True)


def put_announcement(announcement: Announcement) -> None:
    """Publish; Conflict if it is there already."""
    with conflicts():
        _item(announcement).save(condition=is_new())


def put_withdrawn(announcement: Announcement) -> None:
    """Keep the withdrawal of what was read one version before; Conflict if it changed meanwhile."""
    with conflicts():
        _item(announcement).save(condition=is_version(announcement.version - 1))
