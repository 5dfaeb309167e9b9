"""How a record and its evidence are shown."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.present import by_text
from chalicelib.http.wire import date_text, time_text
from chalicelib.law.rules.form import form_label
from chalicelib.law.rules.window import Window
from chalicelib.people.routes.present import person
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.actions.act_on_record import Decided
from chalicelib.records.routes import present_appeals, present_evidence, shapes
from chalicelib.records.routes.shapes_claims import claim_told
from chalicelib.records.routes.shapes_moves import HistoryEntry, MoveShape
from chalicelib.records.rules.appeal_rows import APPEALS
from chalicelib.records.rules.move import find_move
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.next_moves import next_moves
from chalicelib.records.rules.reading import open_until, state_at
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Fault, Step
from chalicelib.staff.actions.recuse import is_known_own


def record(shown: Record, asked: Window, at: datetime, by: Actor | None) -> shapes.RecordShape:
    """A record at the instant: an overdue draft reads as expired whatever the job has done.

    `by` is whoever asks, whose moves are told; None for who may make none.
    """
    state = state_at(shown, asked.closes, at)
    may_appeal = present_appeals.may_appeal(shown, asked, at)
    return shapes.RecordShape(
        id=shown.id,
        year=shown.year,
        subject=shown.subject,
        form=shown.form,
        form_label=form_label(shown.form),
        title=shown.title,
        issuer=shown.issuer or None,
        facts=shown.facts,
        facts_said=present_evidence.facts_said(shown),
        reference=shown.reference or None,
        started_on=date_text(shown.started_on),
        ended_on=shown.ended_on.isoformat(),
        credits=decimal_text(shown.credits),
        accredited_credits=None if shown.accredited is None else decimal_text(shown.accredited),
        general_knowledge=shown.general_knowledge,
        completes_year=shown.completes_year,
        state=state,
        source=shown.source,
        territory=shown.territory,
        territory_name=parse_territory(shown.territory).full_name,
        bureau=shown.bureau,
        evidence=[present_evidence.evidence(file) for file in shown.evidence],
        history=[_step(each) for each in shown.moves],
        rule=shapes.Rule(figure=shown.figure, source=shown.law),
        receipt=_receipt(shown, asked),
        resubmit_until=time_text(open_until(shown, asked.closes)) if shown.resubmit_until else None,
        faults=[_fault(each) for each in shown.faults],
        version=shown.version,
        moves=[_move(each) for each in _moves(shown, state, by, may_appeal)] if by else [],
        appeal=present_appeals.last_appeal(shown, at),
        may_appeal=may_appeal,
        general_claim=claim_told(shown.general_claim),
    )


def _step(step: Step) -> HistoryEntry:
    row = find_move(step.source, step.to, step.by.party)
    return HistoryEntry(
        at=time_text(step.at),
        by=by_text(step.by),
        from_=step.source,
        to=step.to,
        reason=step.reason or None,
        move=row.name if row else None,
    )


def _moves(
    shown: Record, state: RecordState, by: Actor, may_appeal: shapes.MayAppeal | None
) -> tuple[Move, ...]:
    """What may be done: an appeal only as long as there is time for it."""
    rows = next_moves(shown, state, by)
    return tuple(row for row in rows if may_appeal is not None or row not in APPEALS)


def _move(row: Move) -> MoveShape:
    return MoveShape(name=row.name, label=row.label, to=row.to, needs_reason=row.needs_reason)


def _fault(shown: Fault) -> shapes.FaultShape:
    return shapes.FaultShape(
        field=shown.field or None, evidence=shown.evidence or None, reason=shown.reason or None
    )


def _receipt(shown: Record, asked: Window) -> shapes.Receipt | None:
    """What the submitter holds in hand (R25): which record, when, into which window."""
    submitted = [
        move
        for move in shown.moves
        if move.to is RecordState.SUBMITTED and move.by.party is Party.PROFESSIONAL
    ]
    if not submitted:
        return None
    return shapes.Receipt(
        record=shown.id,
        submitted_at=time_text(submitted[-1].at),
        window=asked.name,
        cut_off=asked.cut_off.isoformat(),
    )


def owned_record(
    shown: Record, owner: Professional | None, asked: Window, at: datetime, staff: Staff
) -> shapes.RecordShape:
    """A record as staff see it: with its owner, masked, where the owner could be read."""
    found = record(shown, asked, at, acting_on(owner, staff))
    return msgspec.structs.replace(found, professional=person(owner)) if owner else found


def acting_on(owner: Professional | None, staff: Staff) -> Actor | None:
    """Who acts on somebody's records: nobody on their own (R20)."""
    return None if owner and is_known_own(owner, staff) else staff.actor


def decided(answer: Decided, at: datetime, staff: Staff) -> shapes.RecordShape:
    """A record as staff see it after what they did to it."""
    return owned_record(answer.record, answer.professional, answer.window, at, staff)
