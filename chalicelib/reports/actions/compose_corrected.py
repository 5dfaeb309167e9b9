"""Compose what a corrected report makes (R40): judged as when it was reported, or as of now while it may be."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.law.actions.ask_law import get_law, get_policy
from chalicelib.law.rules import window
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import compose, compute, slots_of
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.actions.take_back import TakenBack
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.record import Record, moved
from chalicelib.reports.actions.compose_reported import application_of
from chalicelib.reports.actions.find_reported import named_anew
from chalicelib.reports.rules.report import Report, terms_of
from chalicelib.reports.rules.restated import is_raised, is_raised_anywhere


class Judge(NamedTuple):
    """The law by which a correction is judged, and why it may not be raised, if it may not."""

    law: YearLaw
    closed: Refusal | None = None


def judge_of(row: Report, law: YearLaw) -> Judge:
    """Today's law while the study may still be reported; afterwards that of the report, to lower it (R40)."""
    try:
        window.require_reportable(law.window, row.completed_on, law.at)
    except Refusal as closed:
        return Judge(get_law(law.year, at=row.reported_at, territory=law.territory), closed)
    return Judge(law)


def corrected(taken: TakenBack, row: Report, reason: str) -> Record:
    """The record that a corrected report makes in place of the one that was taken back for it.

    Window and person are not asked again: the study was admitted (R24, R36). It stays with its bureau (R6).

    Raises:
        Refusal: `report_raise_closed`; `form_…`, `fact_…`, `date_…`; `duplicate_credit`; `form_capped`.
    """
    year, before = taken.year, taken.before
    judge = judge_of(row, taken.law)
    token = named_anew(year, row, row.key)
    composed = compose(year, judge.law, application_of(row), (), token=token)
    require_free(year, composed, judge.law.window, taken.law)
    room = require_room(composed, year.records)
    record = msgspec.structs.replace(
        composed,
        source=before.source,
        accredited=room.credits,
        territory=before.territory,
        report=row.entry,
    )
    require_lower(judge, is_raised=is_raised(before, record))
    why = "；".join(each for each in (f"{reason}（更正前的记录：{before.id}）", room.why) if each)
    by = Actor(Party.SYSTEM, row.provider)
    return moved(record, ENTER, at=taken.law.at, by=by, cause=row.cause, reason=why, new=True)


def holding(row: Report, at: datetime) -> tuple[Report, Judge]:
    """A corrected row as it is to wait, with what the law makes of it.

    Raises:
        Refusal: `form_…`, `fact_…`, `date_…`.
    """
    policy = get_policy(row.year)
    judge = judge_of(row, law_of(policy, at=at))
    law = law_of(policy, at=judge.law.at)
    stated = application_of(row)
    form, facts, _ = compute(law, stated)
    slots_of(form, facts, stated)
    return msgspec.structs.replace(row, terms=terms_of(policy, law, form, facts)), judge


def require_lower_row(judge: Judge, before: Report, after: Report) -> None:
    """Refuse to raise what waits once it may not be reported any more: `report_raise_closed`."""
    known = before if before.terms else holding(before, before.reported_at)[0]
    require_lower(judge, is_raised=is_raised_anywhere(known, after))


def require_lower(judge: Judge, *, is_raised: bool) -> None:
    """Refuse a correction upwards once the study may not be reported any more.

    Raises:
        Refusal: `report_raise_closed`.
    """
    if is_raised and judge.closed is not None:
        said = judge.closed.facts
        raise Refusal(
            "report_raise_closed",
            field="facts",
            year=said["year"],
            window=said["window"],
            cut_off=said["cut_off"],
        )
