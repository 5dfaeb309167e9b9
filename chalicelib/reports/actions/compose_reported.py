"""Compose the record of what was reported or imported, accredited as it is entered (R18, R28)."""

from datetime import datetime

import msgspec

from chalicelib.law.rules import reference, window
from chalicelib.law.rules.form import LEGACY
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import (
    Application,
    compose,
    require_eligible,
)
from chalicelib.records.actions.require_free import require_free, why_anew
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.actions.compose_rostered import rostered
from chalicelib.reports.actions.enter_result import Entered, entered
from chalicelib.reports.actions.find_reported import named_anew
from chalicelib.reports.actions.law_then import computed_then, law_then
from chalicelib.reports.rules import legacy
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report
from chalicelib.reports.rules.roster_row import RosterRow
from chalicelib.reports.store.waiting_rows import Row


def made(person_year: PersonYear, row: Row, law: YearLaw) -> Entered:
    """Make the record of a report or an imported row; a result may accredit one that is there.

    Raises:
        Refusal: as `accredited`, `entered` and `rostered`.
    """
    if isinstance(row, ExaminationResult):
        return entered(person_year, row, law)
    if isinstance(row, LegacyRow):
        return Entered(imported(person_year, row, law.at))
    if isinstance(row, RosterRow):
        return Entered(rostered(person_year, row, law))
    return Entered(accredited(person_year, row, law))


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
    then = law_then(report, law)
    asked, frozen = then.window, None
    if report.terms is None:
        window.require_reportable(asked, report.completed_on, report.reported_at)
    else:
        barred = report.terms.bars_public_incomplete
        asked = msgspec.structs.replace(asked, bars_public_incomplete=barred)
        place = person_year.professional.territory
        frozen = computed_then(then, application_of(report), report.terms, place)
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
    record = msgspec.structs.replace(
        composed, source=RecordSource.PROVIDER, accredited=room.credits, report=report.entry
    )
    by = Actor(Party.SYSTEM, report.provider)
    reason = "；".join(each for each in (why_anew(person_year, record), room.why) if each)
    return moved(record, ENTER, at=law.at, by=by, cause=report.cause, reason=reason, new=True)


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
