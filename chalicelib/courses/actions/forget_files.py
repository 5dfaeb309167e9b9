"""Take the files out of the courses' bucket that drafts gave up and no edition took over (R53).

What is taken away stays an old version for the time that the bucket keeps those, and can be put back
(docs/operations.md). What is published is never touched: an edition shows its files for ever.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.draft import DraftLesson
from chalicelib.courses.rules.edition import EditionLesson
from chalicelib.courses.rules.given_up import given_up, names_of
from chalicelib.courses.store.drafts import all_drafts
from chalicelib.courses.store.editions import all_editions
from chalicelib.platform.actions.run import Run


def forget_files(years: Iterable[int], *, at: datetime, run: Run) -> int:
    """Take away what nobody can see any more, as far as there is time; how many files it were.

    Args:
        years: those whose courses may have files; a file of a course of another year is left alone.
        at: the instant of the run.
        run: the run; what it has no time for the next one takes away.
    """
    known = tuple(years)
    # Whatever comes meanwhile is too young to be taken away.
    shown = set(chain.from_iterable(map(_shown_in, known)))
    gone = 0

    def forget(key: str) -> None:
        nonlocal gone
        course_bucket.forget(key)
        gone += 1

    run.each((each.key for each in given_up(course_bucket.stored_of(known), shown, at=at)), forget)
    return gone


def _shown_in(year: int) -> Iterator[str]:
    drafts = ((each.id, lesson) for each in all_drafts(year) for lesson in each.lessons)
    editions = ((each.course, lesson) for each in all_editions(year) for lesson in each.lessons)
    for course, lesson in chain[tuple[str, DraftLesson | EditionLesson]](drafts, editions):
        for media in lesson.media:
            yield from names_of(media, course_bucket.media_key(course, lesson.id, media.id))
