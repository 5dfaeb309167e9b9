"""How problems are listed: by side and state, those of finance bureaus by city, the longest due first.

What is both sides' and the HR side's alone is rare: one list for the province each.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import city_list, city_of, province_list, queue_order
from chalicelib.platform.rules.listing import Listing, Place, Span
from chalicelib.platform.rules.mark import sortable
from chalicelib.problems.rules.problem import Problem, ProblemKind, ProblemSide, ProblemState

PROBLEMS = "PROBLEMS"


def place_of(problem: Problem, pk: str, sk: str) -> Place:
    """Where a problem is listed."""
    name = _kind(problem.side, problem.state)
    whole = (
        city_list(name, problem.desk)
        if problem.side is ProblemSide.FINANCE
        else province_list(name)
    )
    order = queue_order(sortable(problem.due), pk, sk)
    return Place(whole, f"{order}#{problem.desk}#{problem.kind}")


class ListedProblem(NamedTuple):
    """What a list alone tells of a problem."""

    due: str
    desk: str
    kind: ProblemKind


def listed_problem(order: str) -> ListedProblem:
    """Read it from the order in a list."""
    due, *_, desk, kind = order.split("#")
    return ListedProblem(due, desk, ProblemKind(kind))


def problems_of(side: ProblemSide, state: ProblemState, territories: Sequence[str]) -> Listing:
    """What a side has in a state: of some territories' cities, and what is both sides'.

    A list has what is of all its territories; whoever reads it leaves out the others.
    """
    shared = (Span(province_list(_kind(ProblemSide.BOTH, state))),)
    own = _kind(side, state)
    if side is ProblemSide.FINANCE:
        cities = dict.fromkeys(map(city_of, territories))
        strands = tuple((Span(f"{own}#{city}"),) for city in cities)
    else:
        strands = ((Span(province_list(own)),),)
    return Listing(strands=(*strands, shared), named=lambda _: own)


def _kind(side: ProblemSide, state: ProblemState) -> str:
    return f"{PROBLEMS}#{side}#{state}"
