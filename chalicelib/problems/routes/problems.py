"""Problems: reported by anybody signed in, answered, handed on and closed by whoever is in charge."""

from typing import Any, NamedTuple

from chalicelib.access.caller import Caller, Who
from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, cut_whole, next_cursor, read_cursor
from chalicelib.http.proved import require_proved
from chalicelib.http.received import WholePaging
from chalicelib.http.refusals import TERRITORY
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.listing import Position
from chalicelib.problems.actions import act_on_problem
from chalicelib.problems.actions.act_on_problem import ProblemAct
from chalicelib.problems.actions.find_caller import ProblemCaller, find_caller, get_problem
from chalicelib.problems.actions.find_problems import (
    ProblemsWanted,
    count_problems,
    find_problems_in_charge,
)
from chalicelib.problems.actions.report_problem import ProblemStated, report_problem
from chalicelib.problems.routes import present, shapes
from chalicelib.problems.rules.problem import PROBLEM_LABELS, About, Problem, ProblemState
from chalicelib.problems.store.problems import find_own_problems

problems = Calls(__name__, tag="problems")

OF_STAFF = ("staff_identity_changed", "own_role", "forbidden", "busy")
"""What a login may meet that turns out to be staff's."""
OF_ACTS = (*OF_STAFF, "staff_not_proved", "problem_closed")


class ProblemPlace(NamedTuple):
    """Where a page of one's own problems ends."""

    since: str
    id: str


def _caller(call: Call[Any]) -> ProblemCaller:
    return find_caller(call.login, at=call.at)


def _act(call: Call[Any]) -> ProblemAct:
    """An act of the caller's; of staff it must be known who it is (R20)."""
    caller = _caller(call)
    if caller.side:
        require_proved(Caller(call.login, staff=caller.staff))
    return ProblemAct(caller, call.path["id"], call.at, call.cause, call.seen)


def _shown(act: ProblemAct, problem: Problem) -> shapes.ProblemShown:
    return present.problem(act.caller, problem, act.at)


@problems.call(
    "POST",
    "/v1/problems",
    who=Who.LOGIN,
    body=shapes.ProblemSent,
    answers=shapes.ProblemShown,
    versioned="version",
    status=201,
    made_at="/v1/problems/{id}",
    refusals=(
        *OF_STAFF,
        *TERRITORY,
        "not_found",
        "not_enrolled",
        "certificate_number_invalid",
    ),
    summary="反映问题",
)
def report(call: Call[shapes.ProblemSent]) -> shapes.ProblemShown:
    """Report a problem to whoever is in charge: the bureau of its territory, or both sides."""
    sent, caller = call.body, _caller(call)
    about = _about(sent.about) if sent.about else None
    stated = ProblemStated(sent.kind, sent.text, about, sent.territory or "")
    made = report_problem(caller, stated, at=call.at, cause=call.cause)
    return present.problem(caller, made, call.at)


def _about(sent: shapes.AboutSent) -> About:
    return About(kind=sent.type, id=sent.id, line=sent.line or 0)


@problems.call(
    "GET",
    "/v1/problems",
    who=Who.LOGIN,
    query=shapes.ProblemQuery,
    answers=shapes.Problems,
    refusals=(*OF_STAFF, "cursor_invalid"),
    summary="查询反映的问题",
)
def list_problems(call: Call[shapes.ProblemQuery]) -> shapes.Problems:
    """List what one is in charge of, the longest due first; or what one has reported, the latest first."""
    asked, caller = call.query, _caller(call)
    if caller.side is None or asked.mine:
        return _own(caller, call)
    is_overdue = asked.state is shapes.StateAsked.OVERDUE
    state = ProblemState(asked.state) if asked.state and not is_overdue else ProblemState.OPEN
    found, last = find_problems_in_charge(
        caller,
        ProblemsWanted(state, is_overdue, asked.kind),
        read_cursor(asked.cursor, Position),
        asked.limit,
        at=call.at,
    )
    items = [present.problem(caller, each, call.at) for each in found]
    return shapes.Problems(items=items, next=next_cursor(last))


def _own(caller: ProblemCaller, call: Call[shapes.ProblemQuery]) -> shapes.Problems:
    asked = call.query
    after = read_cursor(asked.cursor, ProblemPlace)

    def is_asked(problem: Problem) -> bool:
        if asked.state is shapes.StateAsked.OVERDUE:
            return problem.is_overdue(call.at)
        return asked.state is None or problem.state.value == asked.state.value

    found = [
        each
        for each in find_own_problems(caller.owners)
        if is_asked(each)
        and asked.kind in {None, each.kind}
        and (after is None or _place(each) < after)
    ]
    page, following = cut(found, asked.limit, _place)
    items = [present.problem(caller, each, call.at) for each in page]
    return shapes.Problems(items=items, next=following)


def _place(problem: Problem) -> ProblemPlace:
    return ProblemPlace(time_text(problem.since), problem.id)


@problems.call(
    "GET",
    "/v1/problems/{id}",
    who=Who.LOGIN,
    answers=shapes.ProblemShown,
    versioned="version",
    refusals=OF_STAFF,
    summary="查看反映的问题",
)
def show(call: Call[None]) -> shapes.ProblemShown:
    """Show a problem to whoever reported it, or is in charge."""
    caller = _caller(call)
    return present.problem(caller, get_problem(caller, call.path["id"]), call.at)


@problems.call(
    "POST",
    "/v1/problems/{id}/answers",
    who=Who.LOGIN,
    body=shapes.WordsSent,
    answers=shapes.ProblemShown,
    versioned="version",
    conditional=True,
    refusals=OF_ACTS,
    summary="答复或追问",
)
def answer(call: Call[shapes.WordsSent]) -> shapes.ProblemShown:
    """Answer as whoever is in charge; ask on as whoever reported it."""
    act = _act(call)
    return _shown(act, act_on_problem.answer_problem(act, call.body.text))


@problems.call(
    "POST",
    "/v1/problems/{id}/hand-on",
    who=Who.LOGIN,
    body=shapes.HandOnSent,
    answers=shapes.ProblemShown,
    versioned="version",
    conditional=True,
    refusals=(*OF_ACTS, *TERRITORY, "reason_required"),
    summary="转办问题",
)
def hand_on(call: Call[shapes.HandOnSent]) -> shapes.ProblemShown:
    """Give a problem to another bureau, or to the other side; its reporter is told why."""
    act, sent = _act(call), call.body
    done = act_on_problem.hand_on_problem(act, sent.side, sent.territory or "", sent.reason)
    return _shown(act, done)


@problems.call(
    "POST",
    "/v1/problems/{id}/close",
    who=Who.LOGIN,
    body=shapes.ProblemClosingSent,
    answers=shapes.ProblemShown,
    versioned="version",
    conditional=True,
    refusals=(*OF_ACTS, "reason_required"),
    summary="办结问题",
)
def close(call: Call[shapes.ProblemClosingSent]) -> shapes.ProblemShown:
    """Close a problem, with a reason."""
    act = _act(call)
    return _shown(act, act_on_problem.close_problem(act, call.body.reason))


@problems.call(
    "GET",
    "/v1/admin/problems/counts",
    who=Role.ADMINISTRATOR,
    query=WholePaging,
    answers=shapes.ProblemCounts,
    refusals=("cursor_invalid",),
    summary="反映问题统计",
)
def count(call: Call[WholePaging]) -> shapes.ProblemCounts:
    """Say how many problems the territory has, by kind and state, and how many are overdue."""
    by_state, overdue = count_problems(call.staff, at=call.at)
    items = [
        shapes.ProblemCount(
            kind=kind,
            label=label,
            open=by_state[ProblemState.OPEN][kind],
            answered=by_state[ProblemState.ANSWERED][kind],
            closed=by_state[ProblemState.CLOSED][kind],
        )
        for kind, label in PROBLEM_LABELS.items()
    ]
    page, following = cut_whole(items, call.query, lambda each: each.kind)
    return shapes.ProblemCounts(items=list(page), next=following, overdue=overdue)
