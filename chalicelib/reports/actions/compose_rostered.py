"""Compose the record of a roster's row: accredited by the approval of its plan, or for the bureau (R39, R40)."""

import msgspec

from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.records.actions.compose_record import (
    Application,
    Computed,
    compose,
    compute,
    require_eligible,
)
from chalicelib.records.actions.require_free import require_free, why_anew
from chalicelib.records.rules.capped import Room, require_room
from chalicelib.records.rules.move import ENTER, REFER
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.reports.actions.find_reported import named_anew
from chalicelib.reports.actions.law_then import computed_then, law_then
from chalicelib.reports.rules.report import terms_of
from chalicelib.reports.rules.roster_row import RosterRow, needs_bureau


def rostered(person_year: PersonYear, row: RosterRow, law: YearLaw) -> Record:
    """Make the record of a row: by the law of the instant it was reported at, as the plan has it.

    When rows may come was asked when it was reported (plans/rules/roster_period.py). The territory is
    the person's own, so it is listed to that bureau, whichever approved the plan.

    Raises:
        Refusal: `public_subject_incomplete`, `professional_subject_complete`, `moved_out`,
            `duplicate_credit`, `form_capped`, `date_…`, `fact_…`.
    """
    then = law_then(row, law)
    asked, frozen = _terms(row, then, person_year.professional.territory)
    require_eligible(person_year, law, asked, row.subject)
    composed = compose(
        person_year,
        then,
        stated_by(row),
        (),
        token=named_anew(person_year, row, row.key),
        computed=frozen,
    )
    require_free(person_year, composed, asked, law)
    room = require_room(composed, person_year.records)
    record = msgspec.structs.replace(composed, source=RecordSource.EMPLOYER)
    return _entered(person_year, row, record, room, law)


def _entered(
    person_year: PersonYear, row: RosterRow, record: Record, room: Room, law: YearLaw
) -> Record:
    """The record after its first move: it counts at once, or waits for its bureau.

    The step names the plan, in whose ledger the row is; which clerk brought it says an act beside the plan.
    """
    by, cause = Actor(Party.SYSTEM, row.plan), row.cause
    anew = why_anew(person_year, record)
    if needs_bureau(row, person_year.professional):
        return moved(record, REFER, at=law.at, by=by, cause=cause, reason=anew, new=True)
    counted = msgspec.structs.replace(record, accredited=room.credits)
    reason = "；".join(each for each in (anew, room.why) if each)
    return moved(counted, ENTER, at=law.at, by=by, cause=cause, reason=reason, new=True)


def _terms(row: RosterRow, then: YearLaw, place: str) -> tuple[Window, Computed | None]:
    """The window that binds the row (R24) and its credits, as far as they froze while it waited."""
    if row.terms is None:
        return then.window, None
    barred = row.terms.bars_public_incomplete
    asked = msgspec.structs.replace(then.window, bars_public_incomplete=barred)
    return asked, computed_then(then, stated_by(row), row.terms, place)


def stated_by(row: RosterRow) -> Application:
    """A row as what its person would state of the same study: so it is registered once (R16)."""
    return Application(
        form=row.form,
        title=row.title,
        issuer=row.issuer,
        facts=row.facts,
        reference=row.reference,
        started_on=row.started_on,
        ended_on=row.completed_on,
        evidence=(),
    )


def held_row(row: RosterRow) -> RosterRow:
    """A row as it is to wait for its person, with what the law makes of it now (R14, R23).

    Raises:
        Refusal: `date_…`, `fact_…`.
    """
    policy = get_policy(row.year)
    law = law_of(policy, at=row.reported_at)
    form, facts, _ = compute(law, stated_by(row))
    return msgspec.structs.replace(row, terms=terms_of(policy, law, form, facts))
