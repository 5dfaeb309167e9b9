"""How appeals are shown, in their records and beside them (R43)."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.wire import time_text
from chalicelib.law.rules.window import Window
from chalicelib.platform.rules.identifier import Several
from chalicelib.records.routes import shapes
from chalicelib.records.routes.present_evidence import evidence, reviewed_evidence
from chalicelib.records.rules.reconsideration import (
    Lodged,
    appeals_of,
    bureau_of_appeal,
    may_appeal_until,
)
from chalicelib.records.rules.record import Record


def last_appeal(record: Record, at: datetime) -> shapes.AppealTold | None:
    """The last appeal about a record, if there was any."""
    found = appeals_of(record)
    return appeal_told(found[-1], at) if found else None


def appeal_told(appeal: Lodged, at: datetime) -> shapes.AppealTold:
    """An appeal as its owner sees it."""
    kept, answer = appeal.kept, appeal.answer
    return shapes.AppealTold(
        id=appeal.id,
        reasons=appeal.by.reason,
        evidence=[evidence(file) for file in kept.evidence],
        state=appeal.state,
        since=time_text(appeal.by.at),
        due=time_text(kept.due),
        overdue=appeal.is_overdue(at),
        bureau=kept.bureau,
        bureau_name=parse_territory(kept.bureau).full_name,
        decided_at=time_text(answer.at) if answer else None,
        decision_reason=(answer.reason or None) if answer else None,
    )


def may_appeal(record: Record, window: Window, at: datetime) -> shapes.MayAppeal | None:
    """Until when and where an appeal about a record may be lodged, if it may at the instant."""
    until = may_appeal_until(record, window)
    if until is None or at >= until:
        return None
    bureau = bureau_of_appeal(record)
    return shapes.MayAppeal(
        until=time_text(until), bureau=bureau, bureau_name=parse_territory(bureau).full_name
    )


def reviewed_appeal(
    shown: shapes.AppealTold | None, record: Record, people: Several, staff: Staff
) -> shapes.AppealTold | None:
    """An appeal as whoever decides sees it: its files with signed addresses."""
    if shown is None:
        return None
    files = record.appeals[-1].evidence
    signed = [reviewed_evidence(record.person, people, file, staff) for file in files]
    return msgspec.structs.replace(shown, evidence=signed)


def appeal(told: shapes.AppealTold, record: shapes.RecordShape) -> shapes.AppealShape:
    """An appeal with the record that it is about."""
    members = {name: getattr(told, name) for name in told.__struct_fields__}
    return shapes.AppealShape(**members, record=record)
