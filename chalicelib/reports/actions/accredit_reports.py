"""Accredit what was reported or imported of one person's year, without a reviewer (R18, R28).

Rows are judged one after the other, each in the year as those before it leave it, and written
together: as many as one transaction takes, with the standing they add up to.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.identity.rules.proof import Proof
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together
from chalicelib.records.actions.ask_records import answering, counted, writes_of
from chalicelib.records.actions.compare_studies import compare_studies
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.rules.likeness import RecordLikeness, study_of
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, is_registered
from chalicelib.records.rules.standing import standing_of
from chalicelib.reports.actions.compose_reported import made
from chalicelib.reports.actions.find_reported import find_reported
from chalicelib.reports.actions.find_result import is_by
from chalicelib.reports.rules.accredited_notice import accredited_notice
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.store.waiting_rows import Row
from chalicelib.staff.actions.recuse import is_persons


class RowStatus(StrEnum):
    """What became of a report."""

    ACCREDITED = "accredited"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


class RowOutcome(NamedTuple):
    """What became of a report: its record and what looks like it, or why it was refused."""

    status: RowStatus
    record: str | None = None
    refusal: Refusal | None = None
    looks_like: tuple[RecordLikeness, ...] = ()


BESIDES = 7
"""The standing, the guard of sittings, what the person is told, and what is written of the batch as a whole."""
Afterwards = Callable[[Row, RowOutcome], Iterator[Write]]
"""What else is written once a report was judged, in the same transaction; four items at most."""


Foregoing = Callable[[Row], None]
"""Refuses a row that says something else than what is known of it besides its person's year."""


Besides = Callable[[Sequence[tuple[Row, RowOutcome]]], Iterator[Write]]
"""What else is written of all reports that were judged together; four items at most."""


class Batch(NamedTuple):
    """Reports judged so far: the year as they leave it, their outcomes and what is to be written."""

    person_year: PersonYear
    records: tuple[Record, ...] = ()
    outcomes: tuple[RowOutcome, ...] = ()
    writes: tuple[Write, ...] = ()


class Judged(NamedTuple):
    """What became of reports once all of this is written, in one transaction."""

    outcomes: tuple[RowOutcome, ...]
    writes: tuple[Write, ...] = ()
    records: tuple[Record, ...] = ()


def nothing_else(_report: Row, _outcome: RowOutcome) -> Iterator[Write]:
    """A report that did not wait leaves nothing to tidy up."""
    return iter(())


def nothing_before(_report: Row) -> None:
    """What waited says itself what it says."""


def nothing_besides(_judged: Sequence[tuple[Row, RowOutcome]]) -> Iterator[Write]:
    """Reports that no import brought are counted nowhere."""
    return iter(())


def accredit_some(
    person: str,
    reports: Sequence[Row],
    afterwards: Afterwards,
    *,
    at: datetime,
    by: Sequence[Proof] = (),
    foregoing: Foregoing = nothing_before,
    besides: Besides = nothing_besides,
) -> tuple[RowOutcome, ...]:
    """Judge reports of one person and year from the first on, as many as one transaction takes.

    Args:
        person: the professional's id.
        reports: reports and imported rows of one year, at least one.
        afterwards: what else each outcome writes.
        at: the instant at which they begin to count.
        by: who brings them, as far as proved: nothing of their own is accredited (R20).
        foregoing: refuses what is not as it was said before.
        besides: what else is written of all of them.

    Returns:
        The outcomes of the first reports, at least one.

    Raises:
        Conflict: somebody else wrote this person's year meanwhile; nothing was written then.
        Refusal: `not_enrolled`.
    """
    read = get_year(person, reports[0].year)
    judged = judge_some(read, reports, afterwards, at=at, by=by, foregoing=foregoing)
    if judged.writes:
        also = besides(list(zip(reports, judged.outcomes, strict=False)))
        write_together([*judged.writes, *_told(judged.records, at), *also])
    return judged.outcomes


def _told(records: Sequence[Record], at: datetime) -> Iterator[Write]:
    """What the person is told of records that were accredited together."""
    if records:
        yield Write(notice_item(accredited_notice(records, at), at), is_new())


def judge_some(
    read: PersonYear,
    reports: Sequence[Row],
    afterwards: Afterwards,
    *,
    at: datetime,
    by: Sequence[Proof] = (),
    foregoing: Foregoing = nothing_before,
) -> Judged:
    """Judge reports of a year as it was read, as `accredit_some`, for whoever writes them with others."""
    if any(is_persons(each, read.professional) for each in by):
        own = RowOutcome(RowStatus.REFUSED, refusal=Refusal("own_record"))
        return Judged((own,) * len(reports))
    law, batch = law_for(read, at=at), Batch(read)
    for report in reports:
        longer = _judged(batch, read, report, afterwards, law, foregoing)
        if len(longer.writes) > MOST_WRITES - BESIDES or _writes_twice(longer.writes):
            break
        batch = longer
    also = counted(batch.records, batch.person_year.standing, read)
    return Judged(batch.outcomes, (*batch.writes, *also), batch.records)


def _writes_twice(writes: Sequence[Write]) -> bool:
    """Whether an item is written twice: a paper that an application gives up, and its own record (R41)."""
    return len({(each.item.pk, each.item.sk) for each in writes}) < len(writes)


def _judged(
    batch: Batch,
    read: PersonYear,
    report: Row,
    afterwards: Afterwards,
    law: YearLaw,
    foregoing: Foregoing,
) -> Batch:
    """The batch with one more report; room is left for the standing."""
    person_year, records, writes = batch.person_year, batch.records, batch.writes
    try:
        earlier = find_reported(person_year, report)
        if earlier is not None:
            outcome = RowOutcome(_status_of(earlier, report), earlier.id)
        else:
            foregoing(report)
            record, previous = made(person_year, report, law)
            alike = compare_studies(
                person_year, study_of(record), but=record.id, is_seen=is_registered
            )
            status = RowStatus.ACCREDITED if record.counts else RowStatus.SUBMITTED
            outcome = RowOutcome(status, record.id, looks_like=alike)
            person_year = _with(person_year, read, record, law)
            records = (*records, record) if record.counts else records
            asked = law.window_of(record)
            mine = (*writes_of(record, asked, previous, read), *answering(record))
            writes = (*writes, *mine)
    except Refusal as refusal:
        outcome = RowOutcome(RowStatus.REFUSED, refusal=refusal)
    more = (*writes, *afterwards(report, outcome))
    return Batch(person_year, records, (*batch.outcomes, outcome), more)


def _status_of(earlier: Record, report: Row) -> RowStatus:
    """What became of a report whose record is there: made by this very line, if a worker broke off."""
    is_own = isinstance(report, ExaminationResult) and is_by(earlier, report)
    return RowStatus.ACCREDITED if is_own else RowStatus.UNCHANGED


def _with(person_year: PersonYear, read: PersonYear, record: Record, law: YearLaw) -> PersonYear:
    """The year with one more record and the standing that follows, one version after what was read.

    What waits for its bureau leaves the standing as it is.
    """
    after = person_year.with_record(record)
    if not record.counts:
        return after
    standing = standing_of(read.standing, after.records, law.required, law.at)
    return msgspec.structs.replace(after, standing=standing)
