"""Accredit what was reported or imported of one person's year, without a reviewer (R18, R28).

Rows are judged one after the other, each in the year as those before it leave it, and written
together: as many as one transaction takes, with the standing they add up to.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.identity.rules.proof import Proof
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules import credit, reference, window
from chalicelib.law.rules.form import LEGACY
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.writes import MOST_WRITES, Write
from chalicelib.records.actions.ask_records import put_together, writes_of
from chalicelib.records.actions.compare_studies import compare_studies
from chalicelib.records.actions.compose_record import (
    Application,
    Computed,
    compose,
    get_year,
    require_eligible,
)
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.require_free import require_free, why_anew
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.likeness import RecordLikeness, study_of
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource, is_registered, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import standing_of
from chalicelib.reports.actions.find_reported import find_reported, named_anew
from chalicelib.reports.rules import legacy
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report, Terms
from chalicelib.reports.store.waiting_rows import Row
from chalicelib.staff.actions.recuse import is_persons


class RowStatus(StrEnum):
    """What became of a report."""

    ACCREDITED = "accredited"
    WAITING = "waiting"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


class RowOutcome(NamedTuple):
    """What became of a report: its record and what looks like it, or why it was refused."""

    status: RowStatus
    record: str | None = None
    refusal: Refusal | None = None
    looks_like: tuple[RecordLikeness, ...] = ()


BESIDES = 2
"""The standing and the guard of sittings go with every batch."""
Afterwards = Callable[[Row, RowOutcome], Iterator[Write]]
"""What else is written once a report was judged, in the same transaction; four items at most."""


class Batch(NamedTuple):
    """Reports judged so far: the year as they leave it, their outcomes and what is to be written."""

    person_year: PersonYear
    records: tuple[Record, ...] = ()
    outcomes: tuple[RowOutcome, ...] = ()
    writes: tuple[Write, ...] = ()


def nothing_else(_report: Row, _outcome: RowOutcome) -> Iterator[Write]:
    """A report that did not wait leaves nothing to tidy up."""
    return iter(())


def accredit_some(
    person: str,
    reports: Sequence[Row],
    afterwards: Afterwards,
    *,
    at: datetime,
    by: Sequence[Proof] = (),
) -> tuple[RowOutcome, ...]:
    """Judge reports of one person and year from the first on, as many as one transaction takes.

    Args:
        person: the professional's id.
        reports: reports and imported rows of one year, at least one.
        afterwards: what else each outcome writes.
        at: the instant at which they begin to count.
        by: who brings them, as far as proved: nothing of their own is accredited (R20).

    Returns:
        The outcomes of the first reports, at least one.

    Raises:
        Conflict: somebody else wrote this person's year meanwhile; nothing was written then.
        Refusal: `not_enrolled`.
    """
    read = get_year(person, reports[0].year)
    if any(is_persons(each, read.professional) for each in by):
        return (RowOutcome(RowStatus.REFUSED, refusal=Refusal("own_record")),) * len(reports)
    law, batch = law_for(read, at=at), Batch(read)
    for report in reports:
        longer = _judged(batch, read, report, afterwards, law)
        if len(longer.writes) > MOST_WRITES - BESIDES:
            break
        batch = longer
    put_together(batch.records, batch.writes, batch.person_year.standing, read)
    return batch.outcomes


def _judged(
    batch: Batch, read: PersonYear, report: Row, afterwards: Afterwards, law: YearLaw
) -> Batch:
    """The batch with one more report; room is left for the standing."""
    person_year, records, writes = batch.person_year, batch.records, batch.writes
    try:
        earlier = find_reported(person_year, report)
        if earlier is not None:
            outcome = RowOutcome(RowStatus.UNCHANGED, earlier.id)
        else:
            record = _made(person_year, report, law)
            alike = compare_studies(
                person_year, study_of(record), but=record.id, is_seen=is_registered
            )
            outcome = RowOutcome(RowStatus.ACCREDITED, record.id, looks_like=alike)
            person_year = _with(person_year, read, record, law)
            asked = law.window_of(record)
            records, writes = (*records, record), (*writes, *writes_of(record, asked, None, read))
    except Refusal as refusal:
        outcome = RowOutcome(RowStatus.REFUSED, refusal=refusal)
    more = (*writes, *afterwards(report, outcome))
    return Batch(person_year, records, (*batch.outcomes, outcome), more)


def _with(person_year: PersonYear, read: PersonYear, record: Record, law: YearLaw) -> PersonYear:
    """The year with one more record and the standing that follows, one version after what was read."""
    after = person_year.with_record(record)
    standing = standing_of(read.standing, after.records, law.required, law.at)
    return msgspec.structs.replace(after, standing=standing)


def _made(person_year: PersonYear, row: Row, law: YearLaw) -> Record:
    if isinstance(row, LegacyRow):
        return imported(person_year, row, law.at)
    return accredited(person_year, row, law)


def imported(person_year: PersonYear, row: LegacyRow, at: datetime) -> Record:
    """Make the record of what the HR system accredited: as it states it, in no window (R28)."""
    stated = {"study_hours": row.hours, "accredited_on": row.accredited_on}
    person = person_year.professional.id
    record = Record(
        id=record_id(person, row.year, named_anew(person_year, row, row.cause.token)),
        person=person,
        year=row.year,
        slot=reference.slot_of(LEGACY, row.serial),
        subject=row.subject,
        form=LEGACY,
        title=row.title,
        facts={name: str(value) for name, value in stated.items() if value is not None},
        reference=row.serial,
        ended_on=row.completed_on,
        credits=row.credits,
        accredited=row.credits,
        figure=f"required.{row.subject}",
        law=legacy.LAW,
        state=RecordState.ACCREDITED,
        source=RecordSource.HR_LEGACY,
        territory=row.territory,
    )
    by = Actor(Party.SYSTEM)
    return moved(record, ENTER, at=at, by=by, cause=row.cause, new=True)


def accredited(person_year: PersonYear, report: Report, law: YearLaw) -> Record:
    """Make the record of a report: by the law and the window of the instant it was reported at.

    One that waited brings the terms along that were computed then: it was taken, and no amendment
    touches it (R23).

    Raises:
        Refusal: `own_record`, `window_…`, `public_subject_incomplete`, `moved_out`, `date_…`,
            `professional_subject_complete`, `form_…`, `fact_…`, `duplicate_credit`.
    """
    if report.provider in person_year.professional.logins:
        raise Refusal("own_record")
    then = _when_reported(report, law)
    asked, frozen = then.window, None
    if report.terms is None:
        window.require_reportable(asked, report.completed_on, report.reported_at)
    else:
        barred = report.terms.bars_public_incomplete
        asked = dataclasses.replace(asked, bars_public_incomplete=barred)
        frozen = _frozen(report, report.terms, person_year.professional.territory)
    require_eligible(person_year, law, asked, report.subject)
    composed = compose(
        person_year,
        then,
        application_of(report),
        (),
        token=named_anew(person_year, report, report.key),
        computed=frozen,
    )
    require_free(person_year, composed, asked, law)
    room = require_room(composed, person_year.records)
    entered = {"source": RecordSource.PROVIDER, "accredited": room.credits}
    record = msgspec.structs.replace(composed, **entered)
    by = Actor(Party.SYSTEM, report.provider)
    reason = "；".join(each for each in (why_anew(person_year, record), room.why) if each)
    return moved(record, ENTER, at=law.at, by=by, cause=report.cause, reason=reason, new=True)


def _when_reported(report: Report, law: YearLaw) -> YearLaw:
    """The law of the instant of the report: today's, unless it has waited for its person."""
    if report.reported_at == law.at:
        return law
    return get_law(law.year, at=report.reported_at, territory=law.territory)


def _frozen(report: Report, terms: Terms, place: str) -> Computed:
    form, facts = credit.parse_facts(report.form, report.facts)
    return Computed(form, facts, terms.conversion_in(place))


def application_of(report: Report) -> Application:
    """A report as what a professional would state of the same study."""
    return Application(
        form=report.form,
        title=report.title,
        issuer="",
        facts=report.facts,
        reference=report.reference,
        started_on=None,
        ended_on=report.completed_on,
        evidence=(),
    )
