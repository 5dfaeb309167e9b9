"""How a training plan is shown (R39)."""

from datetime import datetime

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.present import by_text
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.form import form_label
from chalicelib.plans.routes.shapes import PlanEmployer, PlanHistoryEntry, PlanMoveShape, PlanShape
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_move import PlanMove
from chalicelib.plans.rules.plan_review import next_plan_moves
from chalicelib.plans.rules.plan_step import PlanStep
from chalicelib.plans.rules.roster_period import roster_until
from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.routes import present_evidence
from chalicelib.records.routes.shapes import EvidenceShape
from chalicelib.records.rules.evidence import Evidence


def shown_plan(plan: Plan, employer: str, at: datetime, by: Actor) -> PlanShape:
    """A plan as it stands.

    Args:
        plan: the plan.
        employer: the name of its employer.
        at: the instant of the request.
        by: whoever asks, whose moves are told.
    """
    said = plan.said
    return PlanShape(
        id=plan.id,
        employer=PlanEmployer(code=plan.employer, name=employer),
        year=plan.year,
        title=said.title,
        content=said.content,
        class_=said.group or None,
        general_knowledge=said.general_knowledge,
        days=said.days,
        hours=None if said.hours is None else decimal_text(said.hours),
        form=said.form,
        form_label=form_label(said.form),
        starts_on=said.starts_on.isoformat(),
        ends_on=said.ends_on.isoformat(),
        place=said.place,
        expected=said.expected,
        lecturers=said.lecturers or None,
        reference=said.reference or None,
        evidence=[present_evidence.evidence(file) for file in said.evidence],
        state=plan.state,
        version=plan.edition,
        revision=plan.version,
        approved_version=plan.approved.edition if plan.approved else None,
        roster_until=_roster_until(plan, at),
        resubmit_until=time_text(plan.resubmit_until) if plan.resubmit_until else None,
        has_rows=plan.has_rows,
        territory=plan.territory,
        territory_name=parse_territory(plan.territory).full_name,
        bureau=plan.bureau,
        history=[_entry(step) for step in plan.moves],
        moves=[_move(row) for row in next_plan_moves(plan, by)],
    )


def _move(row: PlanMove) -> PlanMoveShape:
    return PlanMoveShape(name=row.name, label=row.label, to=row.to, needs_reason=row.needs_reason)


def _roster_until(plan: Plan, at: datetime) -> str | None:
    if plan.approved is None:
        return None
    law = get_law(plan.year, at=at, territory=plan.territory)
    return time_text(roster_until(plan.approved, law.window))


def _entry(step: PlanStep) -> PlanHistoryEntry:
    return PlanHistoryEntry(
        at=time_text(step.at),
        by=by_text(step.by),
        from_=step.source,
        to=step.to,
        reason=step.reason or None,
        version=step.edition,
    )


def signed_file(file: Evidence) -> EvidenceShape:
    """A file as a reviewer sees it: with a signed address."""
    signed = evidence_bucket.evidence_url(
        file.owner, file.id, file.content_type, file.object_version
    )
    return EvidenceShape(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        url=signed.url,
    )
