"""R39: the life of a plan is one table, a row a move; what is asked about moves follows from it."""

from datetime import datetime, timedelta
from itertools import count, product
from typing import NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.plans.rules.plan import Plan, plan_moved, require_plan_move, resumed
from chalicelib.plans.rules.plan_lists import plan_mark, plan_place
from chalicelib.plans.rules.plan_move import (
    CHANGE_PLAN,
    END_PLAN,
    EVERY_PLAN_MOVE,
    PLAN_ASKABLE,
    PLAN_MOVES,
    SUBMIT_PLAN,
    WITHDRAW_PLAN,
    PlanMove,
    find_plan_move,
)
from chalicelib.plans.rules.plan_reading import plan_as_of
from chalicelib.plans.rules.plan_review import (
    PlanDecision,
    PlanVerdict,
    next_plan_moves,
    plan_decided,
    plan_taken_over,
)
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.rules.plan_step import plan_hash_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from tests.plans.example import CLERK, JUNE, a_plan, taught

COUNTY = Actor(Party.BUREAU, "reviewer", "440703")
CITY = Actor(Party.BUREAU_ABOVE, "above", "440700")
BEFORE = (None, *PlanState)


class Row(NamedTuple):
    """A row, written out once more, independently of the code's table."""

    by: str
    reason: bool = False
    waits: bool = False
    told: str = ""


LIFE = {
    (None, "save", "draft"): Row("employer"),
    ("draft", "submit", "submitted"): Row("employer", waits=True),
    ("returned", "submit", "submitted"): Row("employer", waits=True),
    ("submitted", "approve", "approved"): Row("bureau", told="plan_approved"),
    ("submitted", "return", "returned"): Row("bureau", reason=True, told="plan_returned"),
    ("submitted", "reject", "rejected"): Row("bureau", reason=True, told="plan_rejected"),
    ("approved", "change", "draft"): Row("employer"),
    ("draft", "withdraw", "withdrawn"): Row("employer"),
    ("submitted", "withdraw", "withdrawn"): Row("employer"),
    ("returned", "withdraw", "withdrawn"): Row("employer"),
    ("approved", "withdraw", "withdrawn"): Row("employer"),
    ("draft", "end", "withdrawn"): Row("system", reason=True),
    ("submitted", "end", "withdrawn"): Row("system", reason=True),
    ("returned", "end", "withdrawn"): Row("system", reason=True),
    ("rejected", "resume", "approved"): Row("system"),
    ("withdrawn", "resume", "approved"): Row("system"),
    ("submitted", "take-over", "submitted"): Row("bureau_above", reason=True, waits=True),
}


def _row(move: PlanMove) -> Row:
    told = move.told.kind if move.told else ""
    return Row(move.by, move.needs_reason, bool(move.sets), told)


def test_r39_exactly_these_rows_stand_in_the_table() -> None:
    written = {
        (source, move.name, move.to): _row(move)
        for move in EVERY_PLAN_MOVE
        for source in move.sources
    }
    assert written == LIFE
    asked = ("submitted", "approved", "returned", "rejected", "withdrawn")
    assert asked == PLAN_ASKABLE


def _refused(move: PlanMove, state: PlanState | None, by: Party, reason: str) -> str:
    """By which code a move is refused; "" if it is not."""
    try:
        require_plan_move(move, state, by, reason)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_r39_given_any_state_when_anyone_makes_any_move_then_only_the_rows_are_made() -> None:
    made = {(state, name): row for (state, name, _), row in LIFE.items()}
    wrong = {}
    for state, move, by in product(BEFORE, EVERY_PLAN_MOVE, Party):
        row = made.get((state, move.name))
        if row is None or row.by != by:
            expected = ["plan_not_changeable"] * 2
        else:
            expected = ["", "reason_required" if row.reason else ""]
        found = [_refused(move, state, by, reason) for reason in ("因故", "　")]
        if found != expected:
            wrong[state, move.name, by] = found
    assert wrong == {}


def test_r39_given_any_step_of_a_history_then_its_row_is_found_and_no_other() -> None:
    found = {
        (source, move.name, str(to)): str(by)
        for source, to, by in product(BEFORE, PlanState, Party)
        if (move := find_plan_move(source, to, by))
    }
    assert found == {key: row.by for key, row in LIFE.items()}


class Said(NamedTuple):
    """The model of a plan: its state, its edition, the edition that holds, the last number given."""

    state: str = "draft"
    edition: int = 1
    holds: int = 0
    last: int = 1

    def after(self, act: str) -> "Said | None":
        """What an act makes of it; None where it is none of its state's."""
        ends = {"submit": "submitted", "return": "returned", "take-over": "submitted"}
        allowed = {
            "submit": ("draft", "returned"),
            "approve": ("submitted",),
            "return": ("submitted",),
            "reject": ("submitted",),
            "take-over": ("submitted",),
            "change": ("approved",),
            "withdraw": ("draft", "submitted", "returned", "approved"),
            "end": ("draft", "submitted", "returned"),
        }
        if self.state not in allowed[act]:
            return None
        if act == "approve":
            return self._replace(state="approved", holds=self.edition)
        if act == "change":
            return Said("draft", self.last + 1, self.holds, self.last + 1)
        if act in {"reject", "withdraw", "end"}:
            if self.holds and self.holds != self.edition:
                return self._replace(state="approved", edition=self.holds)
            return self._replace(state="rejected" if act == "reject" else "withdrawn")
        return self._replace(state=ends[act])


def _law(at: datetime) -> YearLaw:
    return law_of(policy_of(2020), at=at, territory="440703")


def _acted(plan: Plan, act: str, at: datetime, cause: Cause) -> Plan:
    """What the rules make of an act, as the verbs put them together."""
    if act in {"submit", "change"}:
        move = SUBMIT_PLAN if act == "submit" else CHANGE_PLAN
        after = plan_moved(plan, move, at=at, by=CLERK, cause=cause)
        return after if act == "submit" else _titled(after)
    if act == "withdraw":
        return resumed(plan_moved(plan, WITHDRAW_PLAN, at=at, by=CLERK, cause=cause))
    if act == "end":
        by = Actor(Party.SYSTEM)
        moved = plan_moved(plan, END_PLAN, at=at, by=by, cause=cause, reason="已销户")
        return resumed(moved)
    if act == "take-over":
        return plan_taken_over(plan, at=at, by=CITY, cause=cause, reason="因故")
    by = msgspec.structs.replace(COUNTY, territory=plan.bureau)
    verdict = PlanVerdict(decision=PlanDecision(act), reason="因故")
    return plan_decided(plan, verdict, _law(at), by=by, cause=cause)


def _tried(plan: Plan, act: str, at: datetime, cause: Cause) -> tuple[Plan | None, str]:
    """The plan after an act, or by which code that is refused."""
    try:
        return _acted(plan, act, at, cause), ""
    except Refusal as refusal:
        return None, refusal.code


def _titled(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, said=taught(title=f"第{plan.edition}版"))


ACTS = ("submit", "approve", "return", "reject", "take-over", "change", "withdraw", "end")


@given(st.lists(st.sampled_from(ACTS), max_size=12))
def test_r39_given_any_acts_then_a_plan_lives_as_its_model_does(acts: list[str]) -> None:
    plan, said = _titled(a_plan()), Said()
    for number, act in zip(count(1), acts, strict=False):
        at, cause = JUNE + timedelta(hours=number), Cause(str(number), "body")
        expected = said.after(act)
        after, code = _tried(plan, act, at, cause)
        if after is None or expected is None:
            taken_over_twice = act == "take-over" and code == "forbidden"
            assert taken_over_twice or (after, expected) == (None, None), (act, code)
            continue
        plan, said = after, expected
        assert (plan.state, plan.edition) == (said.state, said.edition)
        assert (plan.approved.edition if plan.approved else 0) == said.holds
        assert plan.said.title == f"第{said.edition}版"
        assert plan.admits_rows is (said.state == "approved")
        assert (plan_mark(plan) is not None) is (said.state == "submitted")
        _check_repeat(plan, cause, act, said)
    _check_history(plan)
    offered = {row.name for row in next_plan_moves(plan, CLERK)}
    named = {act for act in ("submit", "change", "withdraw") if said.after(act)}
    assert offered == named


def _check_repeat(plan: Plan, cause: Cause, act: str, said: Said) -> None:
    """A repeat is told what the request itself had made: of a change that was rejected, that."""
    made = plan.move_by(cause)
    assert made is not None
    told = plan_as_of(plan, made)
    ends = {"reject": "rejected", "withdraw": "withdrawn", "end": "withdrawn"}
    assert told.state == ends.get(act, said.state)
    assert told.said.title == f"第{made.edition}版"


def _check_history(plan: Plan) -> None:
    """Each step names the one before it, and only rows are made; versions only grow."""
    before = ""
    for step in plan.moves:
        assert step.previous == before
        assert find_plan_move(step.source, step.to, step.by.party)
        before = plan_hash_of(step)
    if plan.first_submitted_at is None:
        assert plan_place(plan) is None  # nobody but its clerks has seen it


def test_r39_given_every_state_then_some_row_leads_there() -> None:
    assert {move.to for move in PLAN_MOVES} == set(PlanState)
