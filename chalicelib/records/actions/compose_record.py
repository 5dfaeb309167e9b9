"""Compose a record from what a professional states: the window, the person, the facts, the files.

Shared by registering, changing and submitting, so that each asks the same questions in the same
order: the window before eligibility, both before the facts.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from chalicelib.law.rules import credit, reference, window
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.fact import GENERAL_KNOWLEDGE
from chalicelib.law.rules.form import SUBJECT, parse_form, require_form_in, takes_subject
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules import china_time
from chalicelib.platform.rules.identifier import record_id
from chalicelib.platform.rules.refusal import Refusal, attempted, several
from chalicelib.records.actions.require_evidence import lacking
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import evidence, years


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """What a professional states of one study. `evidence` names uploads."""

    form: str
    title: str
    issuer: str
    facts: Mapping[str, object]
    reference: str
    started_on: date | None
    ended_on: date
    evidence: tuple[str, ...]


class OwnRecord(NamedTuple):
    """One's own record after what was done to it, the window that it belongs to, its year as it was read."""

    record: Record
    window: window.Window
    person_year: PersonYear


def get_year(person: str, year: int) -> PersonYear:
    """Read a person's year; `not_enrolled` if there is no such person."""
    found = years.find_year(person, year)
    if found is None:
        raise Refusal("not_enrolled")
    return found


def subject_of(application: Application) -> Subject:
    """A self-registered record is professional; only what asks for its subject, a transfer, states it (R9)."""
    stated = application.facts.get(SUBJECT) if takes_subject(application.form) else None
    return Subject.PUBLIC if stated == Subject.PUBLIC else Subject.PROFESSIONAL


def require_registrable(person_year: PersonYear, law: YearLaw, subject: Subject) -> window.Window:
    """Ask the window, then the person (R24, R25, R36).

    Raises:
        Refusal: `window_not_open`, `window_closed`, `public_subject_incomplete`,
            `professional_subject_complete`, `moved_out`.
    """
    window.require_open(law.window, law.at)
    require_eligible(person_year, law, law.window, subject)
    return law.window


def require_eligible(
    person_year: PersonYear, law: YearLaw, asked: window.Window, subject: Subject
) -> None:
    """Ask the person, once the window has been asked (R24, R36).

    Raises:
        Refusal: `public_subject_incomplete`, `professional_subject_complete`, `moved_out`.
    """
    required, standing = law.required, person_year.standing
    window.require_admitted(
        asked,
        subject,
        public_complete=standing.public >= required.public.value,
        professional_complete=standing.professional >= required.professional.value,
    )
    if person_year.professional.moved_out:
        raise Refusal("moved_out", territory=person_year.professional.territory)


def require_changeable(person_year: PersonYear, record: Record, law: YearLaw) -> window.Window:
    """Ask whether a record may still be changed or submitted (R25).

    In the window as for a new record. A returned one until its own deadline, which can lie after
    the cut-off: it was submitted in time and stays with its bureau (R6), so its owner is not asked
    again, and who has moved out since may mend it; R36 refuses new records alone.

    Raises:
        Refusal: as `require_registrable`.
    """
    own = law.window_of(record)
    if record.resubmit_until is not None and law.at < record.resubmit_until:
        return own
    window.require_open(own, law.at)
    return require_registrable(person_year, law, record.subject)


def get_evidence(person_year: PersonYear, uploads: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Read the uploads a record names; another person's and an unknown one are the same no."""
    found = {
        file.id: file for file in evidence.find_evidence(person_year.professional.ids, uploads)
    }
    for upload in uploads:
        if upload not in found:
            raise Refusal("field_invalid", field="evidence", why="没有找到您上传的这份材料")
    return tuple(found[upload] for upload in dict.fromkeys(uploads))


class Computed(NamedTuple):
    """What the law makes of a study: its form, its facts as read, and the credits they give."""

    form: Form
    facts: credit.Facts
    conversion: credit.Conversion


def compute(law: YearLaw, application: Application, *, wanted: bool = False) -> Computed:
    """Read facts and dates and convert them by the law of the instant.

    All that is wrong with them is told at once, and that evidence is `wanted` where there is none.

    Raises:
        Refusal: `form_unknown`, `form_not_in_year`, `fact_…`, `date_…`.
    """
    form = parse_form(application.form)
    require_form_in(form, law.year)
    read, of_facts = attempted(lambda: credit.parse_facts(application.form, application.facts))
    _, of_dates = attempted(
        lambda: window.require_dates(
            law.window,
            form,
            application.started_on,
            application.ended_on,
            today=china_time.shanghai_date(law.at),
        )
    )
    faults = [each for each in (of_facts, of_dates) if each]
    if read is None or faults:
        lacks_files = [lacking(form.name, law)] if wanted and not application.evidence else []
        raise several([*faults, *lacks_files])
    form, facts = read
    conversion = credit.convert(law, form, facts)
    if not conversion.credits:
        raise Refusal(
            "fact_invalid",
            field="facts",
            form=form.label,
            fact="学习时长",
            why="折算后不足0.01学分",
        )
    return Computed(form, facts, conversion)


def compose(
    person_year: PersonYear,
    law: YearLaw,
    application: Application,
    files: tuple[Evidence, ...],
    *,
    token: str,
    computed: Computed | None = None,
) -> Record:
    """Compute what a record says from its facts, unless that is frozen already; it freezes with it.

    Raises:
        Refusal: `form_unknown`, `form_not_in_year`, `fact_…`, `date_…`.
    """
    form, facts, conversion = computed or compute(law, application)
    subject = subject_of(application)
    slots = slots_of(form, facts, application)
    return Record(
        id=record_id(person_year.professional.id, law.year, token),
        person=person_year.professional.id,
        year=law.year,
        slot=slots[0],
        parts=slots[1:],
        subject=subject,
        form=form.name,
        title=application.title,
        issuer=application.issuer,
        facts=credit.facts_document(facts),
        reference=application.reference,
        started_on=application.started_on,
        ended_on=application.ended_on,
        credits=conversion.credits,
        completes_year=conversion.completes_year,
        figure=conversion.figure,
        law=conversion.source,
        caps=conversion.caps_of_year,
        general_knowledge=facts.get(GENERAL_KNOWLEDGE.name) is True,
        state=RecordState.DRAFT,
        source=RecordSource.SELF,
        territory=person_year.professional.territory,
        evidence=files,
    )


def slots_of(form: Form, facts: credit.Facts, application: Application) -> tuple[str, ...]:
    """The slots that the things a record is about take (R16).

    Raises:
        Refusal: `fact_invalid` for more papers than one record can hold, or than are stated.
    """
    names = _known_by(form, facts, application)
    return tuple(reference.slot_of(form.name, name) for name in names)


def _known_by(form: Form, facts: credit.Facts, application: Application) -> tuple[str, ...]:
    otherwise = (
        application.issuer,
        str(application.started_on),
        str(application.ended_on),
    )
    return reference.known_by(form, facts, application.reference, application.title, otherwise)
