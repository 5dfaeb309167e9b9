"""Correct a row of a roster (R40): downwards always, upwards while rows may come; what rested on it follows.

Another person is another row: this one is withdrawn, that one brought.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.identity.rules import name
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.fact import Stated
from chalicelib.plans.actions.ask_plans import find_plan
from chalicelib.plans.rules.roster_amount import parse_attended
from chalicelib.plans.rules.roster_period import require_roster_time
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store.writes import write_together
from chalicelib.records.actions.compose_record import compose
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.actions.submit_record import application_of
from chalicelib.records.actions.take_back import TakenBack, replacing
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.record import Record, moved
from chalicelib.reports.actions.act_on_report import (
    Acted,
    ReportAct,
    acted_on_report,
    get_waiting,
    not_changeable,
    take_back_its_record,
)
from chalicelib.reports.actions.compose_rostered import held_row
from chalicelib.reports.actions.reporter import Reporter
from chalicelib.reports.rules.corrected_notice import corrected_notice
from chalicelib.reports.rules.kept_report import (
    COUNTS,
    KeptReport,
    ReportState,
    ReportStep,
    stepped,
)
from chalicelib.reports.rules.roster_row import RosterRow, content_of
from chalicelib.reports.store import ledger, waiting_rows

CORRECTION = "更正名单"


class RowRestated(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it is to be, and why; name and document are left out where they stay as they are."""

    name: str = ""
    document_type: str = ""
    document_number: str = ""
    amounts: Mapping[str, object]
    reason: str


def correct_roster_row(
    by: Reporter,
    find: Callable[[], KeptReport],
    restated: RowRestated,
    *,
    at: datetime,
    cause: Cause,
) -> KeptReport:
    """Let a row say another number of days or hours of the same person.

    What counts is revoked and registered anew in one transaction; what waits goes on waiting.

    Args:
        by: who corrects it.
        find: reads the row.
        restated: what it is to say, and why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `report_anew`; `report_not_changeable`; `roster_closed`, `plan_not_approved` for more than
            before once no rows may come; `fact_invalid`, `roster_exceeds_plan`; `reason_required`;
            `own_record`; `name_differs`; `duplicate_credit`; `form_capped`.
    """
    act = ReportAct(by, require_reason(restated.reason, CORRECTION), at, cause)

    def once(kept: KeptReport) -> Acted:
        asked = _of_the_same(restated, kept)
        facts = _facts(kept, asked, at)
        if kept.state in COUNTS:
            return _counting(act, kept, asked, facts)
        if kept.state is ReportState.WAITING:
            return Acted(_waiting(act, kept, asked, facts))
        raise not_changeable(kept)

    return acted_on_report(act, find, once)


def _of_the_same(restated: RowRestated, kept: KeptReport) -> RowRestated:
    """What is restated, less what is sent back as it was shown: masked, it says nothing new."""
    if restated.name == kept.name:
        restated = msgspec.structs.replace(restated, name="")
    if restated.document_number == kept.masked_number:
        restated = msgspec.structs.replace(restated, document_type="", document_number="")
    return restated


def _facts(kept: KeptReport, asked: RowRestated, at: datetime) -> dict[str, object]:
    """The facts as they are to be: never above the plan, and no more than before once none may come."""
    plan = find_plan(kept.reporter)
    if plan is None or plan.approved is None:
        raise Refusal("plan_not_approved")
    said = plan.approved.said
    amount = parse_attended(said, asked.amounts)
    if _as_kept(amount) == kept.facts.get(said.unit):
        return kept.facts
    if Decimal(str(amount)) > Decimal(str(kept.facts[said.unit])):
        if not plan.admits_rows:
            raise Refusal("plan_not_approved")
        law = get_law(plan.year, at=at, territory=plan.territory)
        require_roster_time(plan.approved, law.window, at)
    return {**kept.facts, said.unit: _as_kept(amount)}


def _as_kept(amount: Stated) -> object:
    return amount if isinstance(amount, int) else decimal_text(Decimal(amount))


def _counting(
    act: ReportAct, kept: KeptReport, asked: RowRestated, facts: dict[str, object]
) -> Acted:
    taken = take_back_its_record(kept, act)
    digest = _digest(asked, act.at)
    if digest and digest not in taken.read.professional.identities:
        raise Refusal("report_anew", field="document")
    if asked.name and not name.agree(asked.name, taken.read.professional.name):
        raise Refusal("name_differs", field="name")
    if facts == kept.facts:
        return Acted(kept)
    record = _corrected(taken, kept, facts, act.reason)
    told = corrected_notice(taken.before, record, act.reason, act.at)
    step = ReportStep(
        act.at, act.by.actor, ReportState.CORRECTED, act.cause, act.reason, taken.before.id
    )
    now = stepped(kept, step, facts=facts, record=record.id)
    write_together([*replacing(taken, record, told), ledger.put_in_ledger(now, kept)])
    return Acted(now, told)


def _corrected(taken: TakenBack, kept: KeptReport, facts: dict[str, object], reason: str) -> Record:
    """The record in place of the one that was taken back: by the law of the instant it was reported at."""
    year, before = taken.year, taken.before
    then = get_law(before.year, at=kept.reported_at, territory=before.territory)
    application = msgspec.structs.replace(application_of(before), facts=facts)
    made = sum(each.moves[0].cause.token == kept.id for each in year.records)
    composed = compose(year, then, application, (), token=f"{kept.id}/{made}")
    require_free(year, composed, then.window, taken.law)
    room = require_room(composed, year.records)
    record = msgspec.structs.replace(
        composed, source=before.source, accredited=room.credits, territory=before.territory
    )
    why = "；".join(each for each in (f"{reason}（更正前的记录：{before.id}）", room.why) if each)
    return moved(
        record,
        ENTER,
        at=taken.law.at,
        by=Actor(Party.SYSTEM, kept.reporter),
        cause=Cause(kept.id, content_of(record.form, facts)),
        reason=why,
        new=True,
    )


def _waiting(
    act: ReportAct, kept: KeptReport, asked: RowRestated, facts: dict[str, object]
) -> KeptReport:
    before = get_waiting(kept)
    if not isinstance(before, RosterRow):
        raise not_changeable(kept)
    if _digest(asked, act.at) not in {"", kept.identity}:
        raise Refusal("report_anew", field="document")
    called = asked.name or before.name
    if facts == kept.facts and called == before.name:
        return kept
    held = held_row(msgspec.structs.replace(before, facts=facts, name=called, terms=None))
    step = ReportStep(act.at, act.by.actor, ReportState.WAITING, act.cause, act.reason)
    now = stepped(kept, step, facts=facts, name=name.masked_name(called))
    write_together(
        [waiting_rows.restated(kept.identity, held, act.at), ledger.put_in_ledger(now, kept)]
    )
    return now


def _digest(asked: RowRestated, at: datetime) -> str:
    """The digest of the document that is named, "" where none is."""
    if not asked.document_number:
        return ""
    return identify_document((asked.document_type, asked.document_number), at=at).digest


def find_amounts(facts: Mapping[str, object]) -> dict[str, object]:
    """Days and hours of what somebody states of a row as a report's facts, each or None."""
    return {unit: facts.get(unit) for unit in ("days", "hours")}
