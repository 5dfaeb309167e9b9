"""Bring somebody's study on by one step: what it leads to is written with it (R17)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.rules.course import Course
from chalicelib.courses.rules.course_id import get_course_year
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Actor, Cause, Party, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import is_still_at
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.ask_records import put_together, writes_of
from chalicelib.records.actions.compose_record import get_year, require_registrable
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.require_free import why_anew
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import standing_of
from chalicelib.study.rules import course as courses

REMEMBERED_CAUSES = 8


class StudyStep(NamedTuple):
    """What becomes of one's progress, and what is written beside it; `remembered`: so many requests are known again."""

    progress: StudyProgress
    besides: tuple[Write, ...] = ()
    remembered: int = REMEMBERED_CAUSES

    def is_any(self, before: StudyProgress) -> bool:
        """Whether it leads anywhere: what changes nothing writes nothing."""
        return bool(self.besides) or self.progress != before


class Begun(NamedTuple):
    """A person's year, the edition of the course that was begun, and how far one is in it."""

    person_year: PersonYear
    course: Course
    progress: StudyProgress


class BroughtOn(NamedTuple):
    """The course as one studies it, and one's progress in it."""

    course: Course
    progress: StudyProgress


def brought_on(
    person: str,
    course: str,
    bring_on: Callable[[Begun], StudyStep],
    at: datetime,
    cause: Cause,
) -> BroughtOn:
    """Bring one's progress on by what was asked, once, and never that of a topic not chosen (R17).

    Raises:
        Refusal: `not_found`, `window_not_open`, `window_closed`, `moved_out`, `not_enrolled`, and those of
            the step.
    """

    def once() -> BroughtOn:
        begun = get_begun(person, course)
        studied, before = begun.course, begun.progress
        if repeats(before.causes, cause):
            return BroughtOn(studied, before)
        law = law_for(begun.person_year, at=at)
        require_registrable(begun.person_year, law, Subject.PUBLIC)
        if before.is_of_another_topic:
            return BroughtOn(studied, before)
        step = bring_on(begun)
        after = _save(begun, step, law, cause) if step.is_any(before) else before
        return BroughtOn(studied, after)

    return settled(once)


def get_begun(person: str, course: str) -> Begun:
    """Read how far somebody is in a course: who has begun an edition goes on with it, however many came since.

    Raises:
        Refusal: `not_found`, `not_enrolled`.
    """
    year = get_course_year(course)
    person_year = get_year(person, year)
    studied = ask_courses.get_course(course, courses.edition_begun(person_year, course))
    return Begun(person_year, studied, courses.studied(person_year, studied))


def _save(begun: Begun, step: StudyStep, law: YearLaw, cause: Cause) -> StudyProgress:
    person_year, course, before = begun
    after, besides, remembered = step
    after = msgspec.structs.replace(
        after,
        seconds_required=course.prescribed(before),
        causes=(*before.causes, cause)[-remembered:],
        version=next_version(before.version, law.at),
    )
    if not course.is_complete(after) or not _is_free(person_year, course):
        _put(after, before.version, besides)
        return after
    record = _public_record(person_year, law, course, cause)
    after = msgspec.structs.replace(after, topic=course.id)
    standing = standing_of(
        person_year.standing, (*person_year.records, record), law.required, law.at
    )
    taken = writes_of(record, law.window, None, person_year)
    study = Write(ask_records.progress_item(after), is_still_at(before.version))
    put_together([record], [*taken, study, *besides], standing, person_year)
    return after


def _put(after: StudyProgress, previous: int, besides: Sequence[Write]) -> None:
    """Keep progress that completes nothing yet; alone it needs no transaction, which costs twice."""
    if not besides:
        ask_records.put_progress(after, previous)
        return
    study = Write(ask_records.progress_item(after), is_still_at(previous))
    write_together([study, *besides])


def _is_free(person_year: PersonYear, course: Course) -> bool:
    """Whether the course's credits were not registered yet, or revoked (R16)."""
    occupant = person_year.in_slot(course.slot)
    return occupant is None or occupant.frees_slot


def _public_record(person_year: PersonYear, law: YearLaw, course: Course, cause: Cause) -> Record:
    """The public subject's credits, registered and accredited at once without a reviewer."""
    public = law.required.public
    record = Record(
        id=record_id(person_year.professional.id, law.year, cause.token),
        person=person_year.professional.id,
        year=law.year,
        slot=course.slot,
        subject=Subject.PUBLIC,
        form="online",
        title=course.title,
        facts={},
        reference=course.id,
        ended_on=shanghai_date(law.at),
        credits=public.value,
        accredited=public.value,
        figure="required.public",
        law=public.source,
        state=RecordState.ACCREDITED,
        source=RecordSource.PLATFORM,
        territory=person_year.professional.territory,
    )
    reason = why_anew(person_year, record)
    by = Actor(Party.SYSTEM)
    return moved(record, ENTER, at=law.at, by=by, cause=cause, reason=reason, new=True)
