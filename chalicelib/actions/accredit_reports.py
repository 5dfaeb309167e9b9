"""Accredit what was reported of one person's year, without a reviewer (R18).

Reports are judged one after the other, each in the year as those before it leave it, and written
together: as many as one transaction takes, with the standing they add up to.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.actions.compose_record import (
    Application,
    Computed,
    compose,
    get_year,
    require_eligible,
    require_free,
)
from chalicelib.rules import credit, name, window
from chalicelib.rules.record import Actor, Party, Record, Source, State, moved
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.report import Report, Terms, require_same
from chalicelib.rules.standing import standing_of
from chalicelib.store.accreditations import put_together
from chalicelib.store.policies import get_policy
from chalicelib.store.slots import MOST_WRITES, Write, writes_of
from chalicelib.store.years import PersonYear


class Status(StrEnum):
    """What became of a report."""

    ACCREDITED = "accredited"
    WAITING = "waiting"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


class Outcome(NamedTuple):
    """What became of a report: its record, or why it was refused."""

    status: Status
    record: str | None = None
    refusal: Refusal | None = None


Afterwards = Callable[[Report, Outcome], Iterator[Write]]
"""What else is written once a report was judged, in the same transaction; three items at most."""


class Batch(NamedTuple):
    """Reports judged so far: the year as they leave it, their outcomes and what is to be written."""

    now: PersonYear
    records: tuple[Record, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    writes: tuple[Write, ...] = ()


def nothing_else(_report: Report, _outcome: Outcome) -> Iterator[Write]:
    """A report that did not wait leaves nothing to tidy up."""
    return iter(())


def accredit_some(
    person: str, reports: Sequence[Report], afterwards: Afterwards, *, at: datetime
) -> tuple[Outcome, ...]:
    """Judge reports of one person and year from the first on, as many as one transaction takes.

    Args:
        person: the professional's id.
        reports: reports of one year, at least one.
        afterwards: what else each outcome writes.
        at: the instant at which they begin to count.

    Returns:
        The outcomes of the first reports, at least one.

    Raises:
        Conflict: somebody else wrote this person's year meanwhile; nothing was written then.
        Refusal: `not_enrolled`.
    """
    read = get_year(person, reports[0].year)
    batch = Batch(read)
    for report in reports:
        longer = _judged(batch, read, report, afterwards, at)
        if len(longer.writes) >= MOST_WRITES:
            break
        batch = longer
    put_together(batch.records, batch.writes, batch.now.standing, read)
    return batch.outcomes


def _judged(
    batch: Batch, read: PersonYear, report: Report, afterwards: Afterwards, at: datetime
) -> Batch:
    """The batch with one more report; room is left for the standing."""
    now, records, writes = batch.now, batch.records, batch.writes
    try:
        earlier = find_reported(now, report)
        if earlier is not None:
            outcome = Outcome(Status.UNCHANGED, earlier.id)
        else:
            record = accredited(now, report, at)
            outcome = Outcome(Status.ACCREDITED, record.id)
            now = _with(now, read, record, at)
            asked = window.window_of(get_policy(record.year), at=at)
            records, writes = (*records, record), (*writes, *writes_of(record, asked, None, read))
    except Refusal as refusal:
        outcome = Outcome(Status.REFUSED, refusal=refusal)
    more = (*writes, *afterwards(report, outcome))
    return Batch(now, records, (*batch.outcomes, outcome), more)


def _with(now: PersonYear, read: PersonYear, record: Record, at: datetime) -> PersonYear:
    """The year with one more record and the standing that follows, one version after what was read."""
    after = now.with_record(record)
    required = get_policy(record.year).required(at, now.professional.territory)
    standing = standing_of(read.standing, after.records, required, at)
    return msgspec.structs.replace(after, standing=standing)


def find_reported(now: PersonYear, report: Report) -> Record | None:
    """Find the record that this very report made, whatever happened to it since.

    Raises:
        Refusal: `name_differs`; `reference_reused` if the report said something else then.
    """
    if not name.agree(report.name, now.professional.name):
        raise Refusal("name_differs", field="name")
    for record in now.records:
        cause = record.moves[0].cause
        if cause.token == report.key:
            require_same(report, cause)
            return record
    return None


def accredited(now: PersonYear, report: Report, at: datetime) -> Record:
    """Make the record of a report: by the law and the window of the instant it was reported at.

    One that waited brings the terms along that were computed then: it was taken, and no amendment
    touches it (R23).

    Raises:
        Refusal: `own_record`, `window_…`, `public_subject_incomplete`,
            `professional_subject_complete`, `moved_out`, `form_unknown`, `fact_…`, `date_…`,
            `duplicate_credit`.
    """
    if report.provider == now.professional.login:
        raise Refusal("own_record")
    policy = get_policy(report.year)
    asked = window.window_of(policy, at=report.reported_at)
    frozen = None
    if report.terms is None:
        window.require_reportable(asked, report.completed_on, report.reported_at)
    else:
        barred = report.terms.bars_public_incomplete
        asked = dataclasses.replace(asked, bars_public_incomplete=barred)
        frozen = _frozen(report, report.terms, now.professional.territory)
    require_eligible(now, policy, asked, report.subject, at)
    composed = compose(
        now,
        policy,
        application_of(report),
        (),
        at=report.reported_at,
        token=report.key,
        computed=frozen,
    )
    require_free(now, composed, asked, at)
    record = msgspec.structs.replace(composed, source=Source.PROVIDER, accredited=composed.credits)
    system = Actor(Party.SYSTEM, report.provider)
    return moved(record, State.ACCREDITED, at=at, by=system, cause=report.cause, new=True)


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
