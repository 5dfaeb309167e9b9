"""Announcements, all in one partition, named after the request that published them.

Whoever opens the page asks for all that stand, and they seldom change: each process keeps the list by
the state of one small item, the head, which every announcement and every withdrawal advances in its
own transaction. A list is read anew as soon as the head is another, so nobody who published or
withdrew something sees it as it was.
"""

import time
from functools import lru_cache
from typing import NamedTuple

import msgspec

from chalicelib.notices.rules.announcement import Announcement
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    find,
    is_new,
    is_still_at,
    is_version,
    read,
    transaction,
)

PARTITION = "NEWS"
PREFIX = "N#"
HEAD = "HEAD"
MOST_KEPT_SECONDS = 60
"""How long a list is kept at most: a version of before, which runs on while another is deployed,
publishes without advancing the head."""


class NewsHead(msgspec.Struct, frozen=True):
    """Which announcement was published or withdrawn last."""

    changed: str


class NewsState(NamedTuple):
    """The head as it was read: how often anything changed, and what last; of before there is none."""

    version: int = 0
    changed: str = ""


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


def find_announcements() -> tuple[Announcement, ...]:
    """What stands, the latest first, as the head has it this moment: some dozens in all."""
    return _standing(_find_state(), int(time.monotonic() // MOST_KEPT_SECONDS))


def _find_state() -> NewsState:
    """Read the head, strongly consistent."""
    item = find(RegistryItem, PARTITION, HEAD)
    return NewsState(int(item.version or 0), read(item, NewsHead).changed) if item else NewsState()


@lru_cache(maxsize=2)
def _standing(_state: NewsState, _period: int) -> tuple[Announcement, ...]:
    """Read all that stand; what is read after the head may only be newer than it."""
    items = RegistryItem.query(PARTITION, RegistryItem.sk.startswith(PREFIX), consistent_read=True)
    standing = [each for each in (read(item, Announcement) for item in items) if not each.withdrawn]
    return tuple(sorted(standing, key=lambda each: (each.published_at, each.id), reverse=True))


def put_announcement(announcement: Announcement) -> None:
    """Publish; Conflict if it is there already, or another one comes at this moment."""
    version = _find_state().version
    with transaction() as write:
        write.save(_item(announcement), condition=is_new())
        write.save(_head(announcement, version), condition=is_still_at(version))


def put_withdrawn(announcement: Announcement) -> None:
    """Keep the withdrawal of what was read one version before; Conflict if it changed meanwhile."""
    version = _find_state().version
    with transaction() as write:
        write.save(_item(announcement), condition=is_version(announcement.version - 1))
        write.save(_head(announcement, version), condition=is_still_at(version))


def _head(announcement: Announcement, version: int) -> RegistryItem:
    """The head after a change."""
    return RegistryItem(
        pk=PARTITION, sk=HEAD, version=version + 1, body=keep(NewsHead(announcement.id))
    )
