"""Report study of the public subject (公需科目): its credits come by themselves (R17)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec

from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Actor, Cause, Party, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import is_still_at
from chalicelib.platform.store.writes import Write
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
from chalicelib.study.rules.course import Course

REMEMBERED_CAUSES = 8
CLOCK_SET_BACK = timedelta(minutes=5)
"""A request cannot be this much older than one already served: the clock itself was set back."""


def report_study(
    person: str, course: Course, seconds: int, *, at: datetime, cause: Cause
) -> StudyProgress:
    """Credit study time, never more than the server's clock has let pass since the last report.

    The report that completes the course registers and accredits its credits before it answers. Once
    another topic of the year has done so, this one counts nothing more, and says which it was.

    Args:
        person: the professional's id.
        course: the course studied.
        seconds: what the player says was studied since its last report.
        at: the instant of the request.
        cause: the request: repeated, it credits nothing again.

    Raises:
        Refusal: `window_not_open`, `window_closed`, `moved_out`, `not_enrolled`.
    """

    def credited(before: StudyProgress) -> StudyProgress:
        done = courses.credited(
            before.seconds, seconds, before.last_report_at, at, course.prescribed(before)
        )
        return msgspec.structs.replace(
            before, seconds=done, last_report_at=_clock(before.last_report_at, at)
        )

    return _brought_on(person, course, credited, at, cause)


def take_examination(
    person: str, course: Course, answers: Mapping[str, int], *, at: datetime, cause: Cause
) -> StudyProgress:
    """Mark an examination; the best score is kept, and passing completes the course.

    Raises:
        Refusal: `examination_absent`; `course_unfinished` before the hours are done; as
            `report_study`.
    """
    examination = course.examination
    if examination is None:
        raise Refusal("examination_absent")
    score = courses.score(examination, answers)

    def marked(before: StudyProgress) -> StudyProgress:
        left = course.prescribed(before) - before.seconds
        if left > 0:
            raise Refusal("course_unfinished", seconds_left=left)
        return msgspec.structs.replace(before, score=max(before.score or 0, score))

    return _brought_on(person, course, marked, at, cause)


def _brought_on(
    person: str,
    course: Course,
    bring_on: Callable[[StudyProgress], StudyProgress],
    at: datetime,
    cause: Cause,
) -> StudyProgress:
    """Bring one's progress on by what was asked, once, and never that of a topic not chosen (R17)."""

    def once() -> StudyProgress:
        person_year, before = _progress(person, course)
        if repeats(before.causes, cause):
            return before
        law = law_for(person_year, at=at)
        require_registrable(person_year, law, Subject.PUBLIC)
        if before.is_of_another_topic:
            return before
        return _save(person_year, course, before, bring_on(before), law, cause)

    return settled(once)


def _progress(person: str, course: Course) -> tuple[PersonYear, StudyProgress]:
    person_year = get_year(person, course.year)
    return person_year, courses.studied(person_year, course)


def _clock(last: datetime | None, at: datetime) -> datetime:
    """Where the study clock stands after a report.

    A late-served older request never turns it back. It advances by whole seconds, which are what is
    credited: the rest of a second is not lost but counts with the next report.
    """
    if last is None or last - at > CLOCK_SET_BACK:
        return at
    return last if at <= last else at - (at - last) % timedelta(seconds=1)


def _save(
    person_year: PersonYear,
    course: Course,
    before: StudyProgress,
    after: StudyProgress,
    law: YearLaw,
    cause: Cause,
) -> StudyProgress:
    after = msgspec.structs.replace(
        after,
        seconds_required=course.prescribed(before),
        causes=(*before.causes, cause)[-REMEMBERED_CAUSES:],
        version=next_version(before.version, law.at),
    )
    if not course.is_complete(after) or not _is_free(person_year, course):
        ask_records.put_progress(after, before.version)
        return after
    record = _public_record(person_year, law, course, cause)
    after = msgspec.structs.replace(after, topic=course.id)
    standing = standing_of(
        person_year.standing, (*person_year.records, record), law.required, law.at
    )
    taken = writes_of(record, law.window, None, person_year)
    study = Write(ask_records.progress_item(after), is_still_at(before.version))
    put_together([record], [*taken, study], standing, person_year)
    return after


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
