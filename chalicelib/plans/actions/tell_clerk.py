"""Tell the clerk who handed a plan in what a bureau has decided about it (R22, R39)."""

from datetime import datetime

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.actions.find_inbox import find_inbox
from chalicelib.notices.rules.notice import Notice, notice_id
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.plan_move import find_plan_move
from chalicelib.plans.rules.roster_period import roster_until
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.china_time import until_text
from chalicelib.platform.rules.refusal_kinds import Ask


def told_to_clerk(plan: Plan, law: YearLaw) -> Notice | None:
    """The notice of a plan's last move, where its row tells one; to the clerk's own inbox.

    `law` is that of its year at the instant.
    """
    step = plan.moves[-1]
    move = find_plan_move(step.source, step.to, step.by.party)
    if move is None or move.told is None:
        return None
    until = _until(plan, law)
    text = move.told.text.format(
        year=plan.year,
        title=plan.said.title,
        reason=step.reason.rstrip("。"),
        until=until_text(until) if until else "",
        line=contact_line(Ask.BUREAU, plan.territory),
    )
    return Notice(
        id=notice_id(step.at, move.told.kind, plan.id, step.cause.token),
        person=_inbox(plan),
        kind=move.told.kind,
        due=step.at,
        title=move.told.title,
        text=text,
        year=plan.year,
    )


def _inbox(plan: Plan) -> str:
    """Where whoever submitted it last reads notices: as a professional, or by the login alone."""
    acted = (step.by for step in reversed(plan.moves))
    login = next(by.login for by in acted if by.party is Party.EMPLOYER)
    return find_inbox(login)


def _until(plan: Plan, law: YearLaw) -> datetime | None:
    """The time that its last move tells: to mend it, or to bring its roster."""
    if plan.resubmit_until is not None:
        return plan.resubmit_until
    return roster_until(plan.approved, law.window) if plan.approved else None
