"""Enter a result of a national examination (R41): as a record of its own, or by accrediting an application.

Whoever has applied for the paper is met where the application stands, whatever it wrote for reference; what
it lists besides and nobody has proved is left out of it, and may be registered or imported by itself.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.law.rules import window
from chalicelib.law.rules.examination import OTHER, find_papers
from chalicelib.law.rules.window import WindowKind
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.compose_record import (
    Application,
    Computed,
    compose,
    require_changeable,
    require_eligible,
    slots_of,
)
from chalicelib.records.actions.require_free import why_anew
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.filing import FILED
from chalicelib.records.rules.move import ENTER, ENTER_RESULT, OPEN_STATES, SLOT_FREED
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.proved_paper import is_about, names, names_in
from chalicelib.records.rules.reading import state_at
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.actions.find_reported import named_anew
from chalicelib.reports.actions.find_result import duplicate
from chalicelib.reports.actions.law_then import computed_then, law_then
from chalicelib.reports.rules.examination_result import ExaminationResult

EXAM = "exam"


class Entered(NamedTuple):
    """A record as a result makes it, and as it was before; None of one that is made by it."""

    record: Record
    previous: Record | None = None


def entered(person_year: PersonYear, row: ExaminationResult, law: YearLaw) -> Entered:
    """Make the record of a result, or accredit the application that is open for its paper.

    From 2020 on no window is asked: nobody applies, so nobody loses the year by a late import [A]. 2018
    and 2019 are bound by their make-up windows (R24).

    Raises:
        Refusal: `moved_out`, `window_…`, `public_subject_incomplete`, `professional_subject_complete`,
            `form_capped`, `duplicate_credit`.
    """
    if person_year.professional.moved_out:
        why = "该人员已转出本省（或转往深圳市），成绩不能计入；转回后请重新导入该行"
        raise Refusal("moved_out", why=why)
    then = law_then(row, law)
    previous = _application(person_year, row, law)
    _require_window(person_year, previous, row, then, law)
    after = _composed(person_year, row, then) if previous is None else _proved(previous, row, then)
    room = require_room(after, person_year.records)
    after = msgspec.structs.replace(after, accredited=room.credits)
    by = Actor(Party.SYSTEM)
    told = [f"考试成绩导入，证书或成绩单编号：{row.number}", *_left_out(previous, after), room.why]
    if previous is not None:
        at = max(law.at, previous.moves[-1].at)
        reason = "；".join(filter(None, told))
        return Entered(
            moved(after, ENTER_RESULT, at=at, by=by, cause=row.cause, reason=reason), previous
        )
    _require_slot(person_year, after, row, law)
    reason = "；".join(filter(None, (why_anew(person_year, after), *told)))
    return Entered(moved(after, ENTER, at=law.at, by=by, cause=row.cause, reason=reason, new=True))


def _application(person_year: PersonYear, row: ExaminationResult, law: YearLaw) -> Record | None:
    """The application that is open for the paper, if there is one."""
    about = [each for each in person_year.records if is_about(each, row.proved)]
    open_ones = [each for each in about if _state_of(each, law) in ENTER_RESULT.sources]
    return min(open_ones, key=partial(_place, row), default=None)


def _state_of(record: Record, law: YearLaw) -> RecordState:
    return state_at(record, law.window_of(record).closes, law.at)


def _place(row: ExaminationResult, record: Record) -> tuple[bool, int, bool, float]:
    """Where it comes among several: what names its paper, its state, what is under appeal, the latest."""
    is_named = any(names(each, row.proved) for each in names_in(record))
    state, latest = ENTER_RESULT.sources.index(record.state), record.moves[-1].at
    return not is_named, state, not record.under_appeal, -latest.timestamp()


def _require_window(
    person_year: PersonYear,
    previous: Record | None,
    row: ExaminationResult,
    then: YearLaw,
    law: YearLaw,
) -> None:
    """Ask the make-up windows of 2018 and 2019 (R24); an application that stands was asked already."""
    if then.own_window.kind is not WindowKind.MAKE_UP:
        return
    if previous is not None:
        if previous.state in OPEN_STATES:  # what was submitted in time is in time (R25)
            require_changeable(person_year, previous, then)
        return
    asked = then.window
    if row.terms is None:
        window.require_open(asked, then.at)
    else:
        barred = row.terms.bars_public_incomplete
        asked = msgspec.structs.replace(asked, bars_public_incomplete=barred)
    require_eligible(person_year, law, asked, row.subject)


def _require_slot(
    person_year: PersonYear, record: Record, row: ExaminationResult, law: YearLaw
) -> None:
    """Refuse to take the place of something that stands there, which no reading of its names has found."""
    for occupant in ask_records.find_occupants(person_year, record):
        if _state_of(occupant, law) not in SLOT_FREED:
            raise duplicate(row, occupant)


def stated(row: ExaminationResult) -> Application:
    """A result as what a professional would state of the same paper."""
    return Application(
        form=EXAM,
        title=row.title,
        issuer="",
        facts={"papers": 1, "examination": row.examination},
        reference=row.paper,
        started_on=None,
        ended_on=row.passed_on,
        evidence=(),
    )


def _composed(person_year: PersonYear, row: ExaminationResult, then: YearLaw) -> Record:
    token = named_anew(person_year, row, row.cause.token)
    computed = computed_then(then, stated(row), row.terms, person_year.professional.territory)
    record = compose(person_year, then, stated(row), (), token=token, computed=computed)
    return msgspec.structs.replace(record, source=RecordSource.EXAMINATION_OFFICE)


def _proved(previous: Record, row: ExaminationResult, then: YearLaw) -> Record:
    """An application as the one paper of it that is proved: its facts, what it is known by, its credits.

    What it says of general knowledge nobody has looked at.
    """
    application = stated(row)
    computed = computed_then(then, application, row.terms, previous.territory)
    conversion = computed.conversion
    facts = {**previous.facts, **application.facts}
    facts.pop("general_knowledge", None)
    after = msgspec.structs.replace(
        previous,
        facts=facts,
        credits=conversion.credits,
        completes_year=conversion.completes_year,
        figure=conversion.figure,
        law=conversion.source,
        caps=conversion.caps_of_year,
        general_knowledge=False,
        faults=(),
    )
    return _in_slot(after, previous, row, computed)


def _in_slot(after: Record, previous: Record, row: ExaminationResult, computed: Computed) -> Record:
    """Where it lies: where it did, unless it lists several papers or something else has taken its place."""
    reference = previous.reference if _is_named_alone(previous, row) else row.paper
    if not previous.parts and FILED not in previous.slot:
        return msgspec.structs.replace(after, reference=reference)
    slot, *parts = slots_of(computed.form, computed.facts, stated(row))
    return msgspec.structs.replace(after, reference=row.paper, slot=slot, parts=tuple(parts))


def _is_named_alone(record: Record, row: ExaminationResult) -> bool:
    """Whether its reference can mean this paper and no other."""
    if not names(record.reference, row.proved):
        return False
    return row.examination == OTHER or len(find_papers(row.examination, record.reference)) == 1


def _left_out(previous: Record | None, after: Record) -> Iterator[str]:
    """What the history says of papers that an application lists and this result does not prove."""
    if previous is not None and previous.reference != after.reference:
        yield f"原申请所列：{previous.reference or previous.title}；本条按成绩认定《{after.reference}》，其余科目可另行登记"
