"""Run a person's one study clock on: with a report, in the progress where it runs (R52)."""

from datetime import datetime
from operator import attrgetter

import msgspec

from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import is_still_at
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.progress import StudyProgress, reported_last
from chalicelib.records.rules.study_time import Studying
from chalicelib.study.actions.bring_on import StudyStep
from chalicelib.study.rules.clock import StudyClock
from chalicelib.study.rules.taken import TakenReport

_WHERE = attrgetter("person", "year", "course")


def clock_of(person_year: PersonYear) -> StudyClock:
    """Where the person's clock stands; of merged accounts that which was reported to last."""
    last = _running(person_year)
    return StudyClock(last.last_report_at, last.place, last.displaced) if last else StudyClock()


def with_clock(person_year: PersonYear, taken: TakenReport, at: datetime) -> StudyStep:
    """What a report leads to: the progress, with the clock where it runs now, and what is written beside it."""
    if taken.elsewhere:
        return _told(person_year, taken, at)
    last, place, displaced = taken.clock
    after = msgspec.structs.replace(
        taken.progress, last_report_at=last, place=place, displaced=displaced
    )
    return StudyStep(after, tuple(_moved(person_year, after, at)))


def _running(person_year: PersonYear) -> StudyProgress | None:
    return reported_last(person_year.clocks)


def _told(person_year: PersonYear, taken: TakenReport, at: datetime) -> StudyStep:
    """A report from a place that was displaced: the clock runs on elsewhere, and knows what it still gave."""
    after, running = taken.progress, _running(person_year)
    if running is None or running.displaced == taken.clock.displaced:
        return StudyStep(after)
    if _WHERE(running) == _WHERE(after):
        return StudyStep(msgspec.structs.replace(after, displaced=taken.clock.displaced))
    return StudyStep(after, (_written(running, at, displaced=taken.clock.displaced),))


def _moved(person_year: PersonYear, after: StudyProgress, at: datetime) -> list[Write]:
    """What moves the clock to a progress; nothing where it runs there already."""
    person, before = person_year.professional, person_year.studying
    others = [each for each in person_year.clocks if _WHERE(each) != _WHERE(after)]
    is_there = before is not None and _WHERE(before) == _WHERE(after)
    if is_there and not others:
        return []
    version = before.version if before else 0
    studying = Studying(
        after.person, after.year, after.course, person.ids, next_version(version, at)
    )
    pointer = Write(ask_records.studying_item(studying, person.id), is_still_at(version))
    return [pointer, *(_written(each, at, place="", displaced=()) for each in others)]


def _written(progress: StudyProgress, at: datetime, **changes: object) -> Write:
    after = msgspec.structs.replace(progress, version=next_version(progress.version, at), **changes)
    return Write(ask_records.progress_item(after), is_still_at(progress.version))
