"""Who took a course's examination or completed it: listed by course, for what is told of it elsewhere.

A person is listed from then on, for good; the list is cut into shards, since all of a province finish a
course in its last weeks.
"""

from chalicelib.platform.rules.listing import Listing, Place, plain
from chalicelib.platform.rules.mark import shard_of
from chalicelib.records.rules.progress import StudyProgress

SHARDS = 8


def study_place(progress: StudyProgress) -> Place | None:
    """Where somebody's progress in a course is listed; None while there is nothing to tell of it."""
    if not progress.is_told:
        return None
    return Place(_shard(progress.course, shard_of(progress.person, SHARDS)), progress.person)


def studied(course: str) -> tuple[Listing, ...]:
    """Everybody of whom there is something to tell, one shard after the other."""
    return tuple(plain(_shard(course, f"{shard:02d}")) for shard in range(SHARDS))


def _shard(course: str, shard: str) -> str:
    return f"STUDIED#{course}#{shard}"
