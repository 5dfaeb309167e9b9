"""Files that nobody can see any more: a draft gave them up, and no edition ever took them over (R53)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.courses.rules.media import Media

PATIENCE = timedelta(days=30)
"""How long a file stays that nobody shows: an upload takes days at most, and then its draft names it."""


class StoredMedia(NamedTuple):
    """A file as the bucket has it: its key, since when it lies there."""

    key: str
    since: datetime


def given_up(
    stored: Iterable[StoredMedia], shown: Collection[str], *, at: datetime
) -> Iterator[StoredMedia]:
    """Of stored files those that no key of `shown` names, and that have lain for long enough."""
    return (each for each in stored if each.key not in shown and at - each.since > PATIENCE)


def names_of(media: Media, usual: str) -> set[str]:
    """The keys under which a draft or an edition may have a file: where it usually lies, and where it says."""
    return {usual, media.key} if media.key else {usual}
