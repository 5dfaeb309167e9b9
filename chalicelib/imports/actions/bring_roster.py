"""Bring rows of a roster by form or paste (R40): each is answered for itself, with every fault of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.employers.rules.employer import Employer, EmployerKind
from chalicelib.identity.actions.read_claims import proof_of
from chalicelib.identity.rules.identity import Document, parse_document
from chalicelib.identity.rules.name import parse_name
from chalicelib.imports.actions.import_roster import PlacedRow, import_roster
from chalicelib.imports.actions.open_roster import RosterOpen, require_open_roster
from chalicelib.imports.actions.told_row import RowTold
from chalicelib.imports.rules.roster_notice import roster_notice
from chalicelib.notices.actions.put_notices import MOST_TOGETHER, put_notices
from chalicelib.plans.actions.ask_plans import gate_of
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.plans.actions.keep_roster_act import keep_roster_act
from chalicelib.plans.rules.plan import Plan
from chalicelib.plans.rules.roster_amount import parse_attended
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal, attempted
from chalicelib.records.actions import ask_records
from chalicelib.reports.actions.accredit_reports import RowOutcome, RowStatus


class RowStated(NamedTuple):
    """A row as a clerk states it; days and hours as JSON gives them."""

    name: str
    document_type: str
    document_number: str
    days: object
    hours: object


class RowBrought(NamedTuple):
    """What became of a row: its id in the roster, its outcome, or all that is wrong with it."""

    outcome: RowOutcome
    row: str = ""
    faults: tuple[Refusal, ...] = ()


def bring_roster(
    employer: Employer,
    login: Login,
    plan: str,
    rows: Sequence[RowStated | Refusal],
    *,
    at: datetime,
    cause: Cause,
) -> list[RowBrought]:
    """Bring rows under an approved plan; one that is refused hinders no other, and what stands stays.

    A repeat is served as of the first call's instant: it tells whom the rows credited, where that broke off before.

    Args:
        employer: whose plan it is.
        login: its clerk.
        plan: the plan's id.
        rows: what is stated, or why it cannot even be read, by place.
        at: the instant of the call, which decides about the time for rows.
        cause: the call, for its idempotency key.

    Raises:
        Refusal: `not_found`; `plan_not_approved`; `roster_not_open`, `roster_closed`; `busy`;
            `idempotency_key_reused`.
    """
    roster = _opened(employer, login, get_own_plan(employer.code, plan), at)
    first = ask_records.remember(cause, at).at or at  # the rows' own ids do the rest
    roster = roster._replace(at=first)
    by = employer.actor(login.digest)
    keep_roster_act(roster.plan, by, str(len(rows)), at=at, cause=cause)
    brought: dict[int, RowBrought] = {}
    placed: list[PlacedRow] = []
    for place, stated in enumerate(rows):
        read = (stated,) if isinstance(stated, Refusal) else _read(roster, place, stated)
        if isinstance(read, PlacedRow):
            placed.append(read)
        else:
            brought[place] = RowBrought(RowOutcome(RowStatus.REFUSED), faults=read)
    told = import_roster(roster.coming(gate_of(cause.token)), placed)
    _tell(roster, [each for each in told.values() if each.outcome], cause)
    brought |= {each.line: _brought(each, told[each.line]) for each in placed}
    return [brought[place] for place in range(len(rows))]


def _opened(employer: Employer, login: Login, plan: Plan, at: datetime) -> RosterOpen:
    return RosterOpen(
        plan=plan,
        said=require_open_roster(plan, at),
        issuer=employer.name,
        teaches_others=employer.kind is EmployerKind.ORGANISER,
        clerk=login.digest,
        proofs=(proof_of(login.claims, at=at),),
        at=at,
    )


def _tell(roster: RosterOpen, told: Sequence[RowTold], cause: Cause) -> None:
    """Tell whom the rows credited, once all of them are written: no row's transaction holds a notice."""
    credited = {each.credited.person: each.credited for each in told if each.credited}
    notices = [
        roster_notice(row, roster.issuer, cause.token, roster.at) for row in credited.values()
    ]
    for start in range(0, len(notices), MOST_TOGETHER):
        put_notices(notices[start : start + MOST_TOGETHER], at=roster.at)


def _brought(placed: PlacedRow, told: RowTold) -> RowBrought:
    outcome = told.outcome or RowOutcome(RowStatus.REFUSED, refusal=told.refusal)
    faults = (outcome.refusal,) if outcome.refusal else ()
    return RowBrought(outcome, placed.row.id, faults)


def _read(roster: RosterOpen, place: int, stated: RowStated) -> PlacedRow | tuple[Refusal, ...]:
    """A row that can be read, or all that is wrong with it."""
    today = shanghai_date(roster.at)
    amounts = {"days": stated.days, "hours": stated.hours}

    def document_of() -> Document:
        return parse_document(stated.document_type, stated.document_number, today=today)

    name, name_fault = attempted(lambda: parse_name(stated.name))
    document, document_fault = attempted(document_of)
    attended, amount_fault = attempted(lambda: parse_attended(roster.said, amounts))
    if name is None or document is None or attended is None:
        return tuple(filter(None, (name_fault, document_fault, amount_fault)))
    return roster.placed(place, name, document, attended)
