"""List problems: one's own, those that one is in charge of, and how many there are of each kind."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import below, covers
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.mark import sortable
from chalicelib.problems.actions.find_caller import ProblemCaller
from chalicelib.problems.rules.problem import (
    Problem,
    ProblemKind,
    ProblemSide,
    ProblemState,
    counted_by_kind,
)
from chalicelib.problems.rules.problem_lists import problems_of
from chalicelib.problems.store import problems


class ProblemsWanted(NamedTuple):
    """Which problems: in a state, overdue alone, of a kind or of all."""

    state: ProblemState
    overdue: bool = False
    kind: ProblemKind | None = None


def find_problems_in_charge(
    caller: ProblemCaller,
    wanted: ProblemsWanted,
    after: Position | None,
    limit: int,
    *,
    at: datetime,
) -> tuple[list[Problem], Position | None]:
    """What the caller is in charge of, the longest due first, and where the next page begins."""
    if caller.staff is None or caller.side is None:
        return [], None

    def is_wanted(problem: Problem) -> bool:
        is_due = not wanted.overdue or problem.is_overdue(at)
        return is_due and wanted.kind in {None, problem.kind} and caller.is_in_charge(problem)

    listing = problems_of(caller.side, wanted.state, below(caller.staff.territory))
    return problems.find_problems(listing, after, limit, is_wanted)


def count_problems(
    staff: Staff, *, at: datetime
) -> tuple[Mapping[ProblemState, Mapping[str, int]], int]:
    """How many problems of a territory there are, by state and kind, and how many are overdue."""
    found: dict[ProblemState, list[ProblemKind]] = {state: [] for state in ProblemState}
    overdue = 0
    for state in ProblemState:
        listing = problems_of(ProblemSide.FINANCE, state, below(staff.territory))
        for each in problems.find_listed(listing):
            if covers(staff.territory, each.desk):
                found[state].append(each.kind)
                overdue += state is ProblemState.OPEN and each.due <= sortable(at)
    return {state: counted_by_kind(kinds) for state, kinds in found.items()}, overdue
