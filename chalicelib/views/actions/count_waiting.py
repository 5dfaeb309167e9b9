"""Count what waits for the bureaus of a territory, and what of it is overdue (R43)."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.bureaus.rules.territory import covers
from chalicelib.duties.actions import ask_duties
from chalicelib.duties.rules.duty_request import DutyState
from chalicelib.employers.actions import ask_employers
from chalicelib.employers.rules.employer import EmployerApplication, EmployerState
from chalicelib.plans.actions import ask_plans
from chalicelib.platform.store.abreast import abreast
from chalicelib.problems.actions import ask_problems
from chalicelib.problems.rules.problem import ProblemSide, ProblemState
from chalicelib.problems.rules.problem_lists import problems_of
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.reconsideration import AppealState
from chalicelib.views.rules.waiting import MOST, WaitingCount, WaitingKind, Waits, counted

Found = tuple[Sequence[Waits], object | None]
"""What was found, and where there would be more of it."""


def count_waiting(territories: tuple[str, ...], *, at: datetime) -> list[WaitingCount]:
    """Count each kind of what waits in territories, the first of which covers the others.

    Of what other bureaus have in the same lists nothing is counted; of each kind `MOST` at most.
    """

    def one(kind: WaitingKind) -> WaitingCount:
        found, rest = _FINDERS[kind](territories)
        return counted(kind, found, at, more=rest is not None)

    return abreast(one, list(WaitingKind))


def _appeals(territories: tuple[str, ...]) -> Found:
    places = frozenset(territories)
    found, rest = ask_records.list_appeals(
        AppealState.OPEN, territories, None, MOST, lambda each: each.territory in places
    )
    return [Waits(each.since, each.due) for each in found], rest


def _problems(territories: tuple[str, ...]) -> Found:
    listing = problems_of(ProblemSide.FINANCE, ProblemState.OPEN, territories)
    found, rest = ask_problems.find_problems(
        listing, None, MOST, lambda each: covers(territories[0], each.desk)
    )
    return [Waits(each.since, each.due) for each in found], rest


def _duties(territories: tuple[str, ...]) -> Found:
    places = frozenset(territories)
    found, rest = ask_duties.list_duties(
        DutyState.PENDING, territories, None, MOST, lambda each: each.territory in places
    )
    return [Waits(each.since) for each in found], rest


def _plans(territories: tuple[str, ...]) -> Found:
    page = ask_plans.find_waiting_plans(territories, None, MOST)
    return [Waits(each.waits_since) for each in page.plans], page.last


def _employers(territories: tuple[str, ...]) -> Found:
    found, rest = ask_employers.find_listed(EmployerState.APPLIED, territories, None, MOST)
    applied = [each for each in found if isinstance(each, EmployerApplication)]
    return [Waits(each.applied_at) for each in applied], rest


_FINDERS = {
    WaitingKind.APPEALS: _appeals,
    WaitingKind.PROBLEMS: _problems,
    WaitingKind.DUTIES: _duties,
    WaitingKind.PLANS: _plans,
    WaitingKind.EMPLOYERS: _employers,
}
