"""Answer a problem, hand it on, close it: by those in charge; whoever reported it asks on, or closes it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import require_reason
from chalicelib.problems.actions.find_caller import ProblemCaller, get_problem
from chalicelib.problems.actions.find_due import due_of
from chalicelib.problems.rules.problem import (
    Problem,
    ProblemSide,
    ProblemState,
    ProblemStep,
    ProblemStepKind,
    require_open,
)
from chalicelib.problems.rules.problem_notice import problem_notice
from chalicelib.problems.store import problems


class ProblemAct(NamedTuple):
    """Somebody's act on a problem: on which, when, by what it is known when it is repeated, what they saw."""

    caller: ProblemCaller
    problem: str
    at: datetime
    cause: Cause
    seen: Seen = UNSEEN

    def entry(self, kind: ProblemStepKind, text: str) -> ProblemStep:
        """What the act adds to the problem."""
        return ProblemStep(kind=kind, at=self.at, by=self.caller.actor, text=text, cause=self.cause)


def answer_problem(act: ProblemAct, text: str) -> Problem:
    """Answer as those in charge, or ask on as whoever reported it; then it is due anew.

    Raises:
        Refusal: `not_found`; `stale`; `problem_closed`; `field_invalid` without a text.
    """
    if not text:
        raise Refusal("field_invalid", field="text", why="不能为空")

    def answered(problem: Problem) -> Problem:
        if act.caller.is_in_charge(problem) and not act.caller.owns(problem):
            return problem.with_entry(
                act.entry(ProblemStepKind.ANSWERED, text), ProblemState.ANSWERED
            )
        asked = problem.with_entry(act.entry(ProblemStepKind.ASKED, text), ProblemState.OPEN)
        was_open = problem.state is ProblemState.OPEN
        return asked if was_open else msgspec.structs.replace(asked, due=due_of(act.at))

    return _acted(act, answered)


def hand_on_problem(act: ProblemAct, side: ProblemSide, territory: str, reason: str) -> Problem:
    """Give a problem to another bureau or side, with a reason that its reporter sees.

    Raises:
        Refusal: `not_found` for anybody not in charge; `stale`; `problem_closed`; `reason_required`;
            `field_invalid` where it is there already; what `parse_territory` refuses.
    """
    why = require_reason(reason, "转办")
    desk = parse_territory(territory).code if territory else ""

    def handed_on(problem: Problem) -> Problem:
        if not act.caller.is_in_charge(problem):
            raise Refusal("not_found")
        to = desk or problem.desk
        if (side, to) == (problem.side, problem.desk):
            raise Refusal("field_invalid", field="territory", why="该问题已由其办理")
        entry = msgspec.structs.replace(
            act.entry(ProblemStepKind.HANDED_ON, why), side=side, desk=to
        )
        after = problem.with_entry(entry, ProblemState.OPEN)
        return msgspec.structs.replace(after, side=side, desk=to, due=due_of(act.at))

    return _acted(act, handed_on)


def close_problem(act: ProblemAct, reason: str) -> Problem:
    """Close a problem with a reason: by those in charge, or by whoever reported it.

    Raises:
        Refusal: `not_found`; `stale`; `problem_closed`; `reason_required`.
    """
    why = require_reason(reason, "办结")
    return _acted(
        act,
        lambda problem: problem.with_entry(
            act.entry(ProblemStepKind.CLOSED, why), ProblemState.CLOSED
        ),
    )


def _acted(act: ProblemAct, become: Callable[[Problem], Problem]) -> Problem:
    """Act once, on what was seen; the same request again is answered with the problem as it is."""

    def once() -> Problem:
        before = get_problem(act.caller, act.problem)
        if before.is_done(act.cause):
            return before
        act.seen.require(before.version)
        require_open(before)
        after = become(before)
        is_told = after.entries[-1].kind is not ProblemStepKind.ASKED and not act.caller.owns(
            before
        )
        problems.put_problem(after, problem_notice(after) if is_told else None)
        return after

    return settled(once)
