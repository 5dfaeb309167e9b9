"""Of whom there is something to tell: who completed a course or took its examination, page by page.

They are listed by course from then on. Who completed the course of a file before there was that list is
found among the standings of its year. A page is read by keys alone, a hundred items in a call.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.courses.rules.course_files import find_file_course
from chalicelib.law.rules.reference import slot_of
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Listing, Position
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import first_page
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import RegistryItem, read
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_lists import standings
from chalicelib.records.rules.study_lists import studied
from chalicelib.records.store.partition import progress_key
from chalicelib.records.store.records import record_key, record_of
from chalicelib.study.rules.attempt import Attempt
from chalicelib.study.rules.xapi import Completion, ToldPerson
from chalicelib.study.store.attempts import attempt_key

Items = dict[tuple[str, str], RegistryItem]
PROFILE = "PROFILE"


class _Place(NamedTuple):
    """The key of a person, and whether it was found among those who are listed by the course."""

    pk: str
    is_by_course: bool


def find_told(
    course: str, year: int, after: Position | None, limit: int
) -> tuple[list[ToldPerson], Position | None]:
    """A page of those of whom there is something to tell, fewer where there is nothing after all.

    What changes while the pages are read may be told of next time.

    Args:
        course: the course's id.
        year: the year that it is of.
        after: where the page begins; None with the first.
        limit: how many are looked at.
    """
    found, last = first_page(RegistryItem, _listings(course, year), after, limit)
    by_course = progress_key(year, course)
    places = [_Place(each.pk, is_by_course=each.sk == by_course) for each in found]
    return list(_read(course, year, places)), last


def _listings(course: str, year: int) -> Sequence[Listing]:
    """Those who are listed by the course; of a file's, then all who have a standing in its year."""
    listed = studied(course)
    return (*listed, standings(year, below(PROVINCE))) if find_file_course(course) else listed


def _read(course: str, year: int, places: Sequence[_Place]) -> Iterator[ToldPerson]:
    keys = (
        progress_key(year, course),
        PROFILE,
        record_key(year, slot_of("public", f"public-{year}")),
    )
    items = find_all(RegistryItem, [(each.pk, sk) for each in places for sk in keys])
    kept = {
        each.pk: read(item, StudyProgress)
        for each in places
        # Who is listed by the course and has a standing is told of once.
        if (item := items.get((each.pk, keys[0]))) and bool(item.list) is each.is_by_course
    }
    attempts = _attempts(kept)
    for pk, progress in kept.items():
        profile, record = (items.get((pk, sk)) for sk in keys[1:])
        done = _completion(progress, record_of(record)) if record else None
        told = ToldPerson(_account(profile, progress), progress.person, done, attempts[pk])
        if told.completion or told.attempts:
            yield told
    if formers := list(_formers(places, items)):
        yield from _read(course, year, formers)


def _formers(places: Sequence[_Place], items: Items) -> Iterator[_Place]:
    """Accounts that were merged into those who have a standing: theirs is listed no more."""
    for pk in (each.pk for each in places if not each.is_by_course):
        if profile := items.get((pk, PROFILE)):
            for former in read(profile, Professional).formers:
                yield _Place(person_key(former.id), is_by_course=False)


def _attempts(kept: Mapping[str, StudyProgress]) -> dict[str, tuple[Attempt, ...]]:
    """What people have handed in, by their keys, in the order of its numbers."""
    keys = {
        pk: [
            (pk, attempt_key(progress.year, progress.course, number))
            for number in range(1, progress.attempts + 1)
        ]
        for pk, progress in kept.items()
    }
    found = find_all(RegistryItem, [key for those in keys.values() for key in those])
    return {
        pk: tuple(read(found[key], Attempt) for key in those if key in found)
        for pk, those in keys.items()
    }


def _account(profile: RegistryItem | None, kept: StudyProgress) -> str:
    """Whose account it is now: one that was merged into another is that other one's."""
    professional = read(profile, Professional) if profile else None
    return (professional.merged_into if professional else "") or kept.person


def _completion(kept: StudyProgress, record: Record) -> Completion | None:
    """When the credits of the course were earned; nothing where they count no longer, or never did."""
    is_earned = record.source is RecordSource.PLATFORM and record.reference == kept.course
    if not (is_earned and record.counts):
        return None
    return Completion(record.registered_at, kept.seconds, kept.edition)
