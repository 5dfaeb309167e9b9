"""Training plans of a history (R39): drawn up, submitted, decided, changed, withdrawn; and the truth about them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.employers.codes import RED
from tests.torture.acted import acts_of, plan_key
from tests.torture.certificates import Items
from tests.torture.employing import clerk_of
from tests.torture.model import CLOSES, DAYS_OF_PLAN, YEAR, Act, Person, Planned, Province
from tests.torture.moves import digest
from tests.torture.province import Played
from tests.torture.steps import Prepare, Request, Step

MOVES = {
    (None, "draft"): "employer",
    ("draft", "submitted"): "employer",
    ("returned", "submitted"): "employer",
    ("submitted", "approved"): "bureau",
    ("submitted", "returned"): "bureau",
    ("submitted", "rejected"): "bureau",
    ("submitted", "submitted"): "bureau_above",
    ("approved", "draft"): "employer",
    ("draft", "withdrawn"): "employer",
    ("submitted", "withdrawn"): "employer",
    ("returned", "withdrawn"): "employer",
    ("approved", "withdrawn"): "employer",
    ("rejected", "approved"): "system",
    ("withdrawn", "approved"): "system",
}
"""R39; what leaves the state as it is is a take-over, what the system does brings an earlier edition back."""
ENDED = {("draft", "withdrawn"), ("submitted", "withdrawn"), ("returned", "withdrawn")}
"""R37: what the system does with it once its employer is closed."""
IS_PLAN = re.compile("[0-9A-Z]{18}-[0-9]{4}-")
"""How a plan's id begins, which its roster is known by among ledgers."""
GATES = 8
TELLS = {"approved", "returned", "rejected"}
DECIDED = {"approve": "approved", "return": "returned", "reject": "rejected"}
VERDICTS = ("approve", "approve", "return", "approve", "reject", "approve", "return", "reject")


def _picked(played: Played, step: Step, *states: str) -> tuple[str, Planned] | None:
    """A plan, one in these states as it lies there if there is one and most of the time."""
    own = list(played.model.plans.items())
    fitting = [each for each in own if _state(played, *each) in states]
    choice = fitting if fitting and step.how != 7 else own
    return choice[step.what % len(choice)] if choice else None


def _state(played: Played, plan: str, known: Planned) -> str:
    item = played.emulated.partition(f"PLAN#{known.code}").get(plan_key(plan))
    return str(item["body"]["state"]) if item else ""


def _stated(played: Played, step: Step) -> dict[str, object]:
    """A plan of tomorrow; of each there is one a day, so that none is another's."""
    day = (played.now + timedelta(days=1)).date().isoformat()
    return {
        "year": YEAR,
        "title": f"培训{step.what}-{step.how}-{played.key()}",
        "content": "收入确认五步法",
        "days": DAYS_OF_PLAN,
        "starts_on": day,
        "ends_on": day,
        "place": "江门市蓬江区",
        "expected": 40,
    }


def _done(
    played: Played, plan: str, known: Planned, to: str, reason: str = ""
) -> Callable[[object], None]:
    """What acceptance makes true: a move more, unless the request changed a draft in its place."""
    at = played.now

    def accepted(_answer: object) -> None:
        act = Act(to, at, reason)
        if acts_of(played.emulated.partition(f"PLAN#{known.code}")[plan_key(plan)]).count(
            act
        ) > known.acts.count(act):
            known.acts.append(act)

    return accepted


def _draw_up(played: Played, _person: Person, step: Step) -> Request:
    code, at = RED, played.now

    def accepted(answer: dict[str, Any]) -> None:
        known = played.model.plans.setdefault(answer["id"], Planned(code))
        known.acts.append(Act("draft", at))

    path = f"/v1/employers/{code}/plans"
    client = clerk_of(played, code, step.who)
    return Request(client, "POST", path, _stated(played, step), accepted, played.key())


def _by_clerk(to: str, verb: str, *states: str) -> Prepare:
    def prepare(played: Played, _person: Person, step: Step) -> Request | None:
        picked = _picked(played, step, *states)
        if picked is None:
            return None
        plan, known = picked
        client = clerk_of(played, known.code, step.who)
        path = f"/v1/employers/{known.code}/plans/{plan}/{verb}"
        accepted = _done(played, plan, known, to)
        return Request(client, "POST", path, None, accepted, played.key())

    return prepare


def _change(played: Played, _person: Person, step: Step) -> Request | None:
    picked = _picked(played, step, "approved", "returned")
    if picked is None:
        return None
    plan, known = picked
    path = f"/v1/employers/{known.code}/plans/{plan}"
    item = played.emulated.partition(f"PLAN#{known.code}")[plan_key(plan)]
    said = item["body"]["said"]
    body = _stated(played, step) | {name: said[name] for name in ("title", "starts_on", "ends_on")}
    client, accepted = clerk_of(played, known.code, step.who), _done(played, plan, known, "draft")
    return Request(client, "PUT", path, body | {"lecturers": played.key()}, accepted, played.key())


def _decide(played: Played, _person: Person, step: Step) -> Request | None:
    picked = _picked(played, step, "submitted")
    if picked is None:
        return None
    plan, known = picked
    verdict, reason = VERDICTS[step.how], played.reason()
    body = {"decision": verdict, "reason": reason}
    accepted = _done(played, plan, known, DECIDED[verdict], reason)
    path = f"/v1/review/plans/{plan}/decision"
    return Request(_reviewer(played, step), "POST", path, body, accepted, played.key())


def _reviewer(played: Played, step: Step) -> Any:  # noqa: ANN401 - a client
    return played.staff(f"reviewer-{('440703', '440700', '440000')[step.who % 3]}")


def _take_over(played: Played, _person: Person, step: Step) -> Request | None:
    picked = _picked(played, step, "submitted")
    if picked is None:
        return None
    plan, known = picked
    reason = played.reason()
    accepted = _done(played, plan, known, "submitted", reason)
    reviewer = played.staff(f"reviewer-{('440700', '440000')[step.how % 2]}")
    path = f"/v1/review/plans/{plan}/take-over"
    return Request(reviewer, "POST", path, {"reason": reason}, accepted, played.key())


KINDS: dict[str, Prepare] = {
    "draw up plan": _draw_up,
    "submit plan": _by_clerk("submitted", "submit", "draft", "returned"),
    "withdraw plan": _by_clerk("withdrawn", "withdraw", "draft", "submitted", "approved"),
    "change plan": _change,
    "decide plan": _decide,
    "take plan over": _take_over,
}


def require_plans(province: Province, registry: Items) -> None:
    """R39: every accepted move is there once, each is one that exists; gates, lists and what was told follow."""
    kept = {(pk, sk): item for (pk, sk), item in registry.items() if pk.startswith("PLAN#")}
    plans = {key: item for key, item in kept.items() if key[1].startswith("PLAN#")}
    keys = {(f"PLAN#{known.code}", plan_key(name)) for name, known in province.plans.items()}
    assert plans.keys() == keys, "a plan that nobody drew up, or that is gone"
    for name, known in province.plans.items():
        item = plans[f"PLAN#{known.code}", plan_key(name)]
        assert Counter(acts_of(item)) == Counter(known.acts), "every accepted move exactly once"
        _require_chain(item["body"])
        _require_open(known.code, item["body"], registry)
        _require_gates(name, known, item["body"], kept)
        _require_listed(item)
    _require_told(plans, registry)


def _require_chain(body: dict[str, Any]) -> None:
    state, previous, tokens = None, "", set()
    for move in body["moves"]:
        at, by, to, cause, before, _reason, link, *_ = (*move, *[None, "", ""][len(move) - 4 :])
        is_ended = by[0] == "system" and (state, to) in ENDED
        assert is_ended or by[0] == MOVES[state, to], f"no such move: {state} to {to} by {by}"
        assert before == state
        assert link == previous, "a broken chain"
        assert cause[0] not in tokens, "one request, two moves"
        is_in_time = to != "submitted" or before != "draft" or datetime.fromisoformat(at) < CLOSES
        assert is_in_time, "submitted too late"
        tokens.add(cause[0])
        state, previous = to, digest(move)
    assert body["state"] == state


def _require_open(code: str, body: dict[str, Any], registry: Items) -> None:
    """R37: what waits for a bureau is of an employer whose clerks may act."""
    employer = registry[f"EMP#{code}", "EMPLOYER"]["body"]
    assert body["state"] != "submitted" or employer["state"] == "open", "of a closed employer"


def _require_gates(
    name: str, known: Planned, body: dict[str, Any], kept: dict[tuple[str, str], Any]
) -> None:
    """R39: while an approved edition holds all gates are open to it; at any other time all are shut."""
    _, year, rest = name.split("-", 2)
    held = int(body.get("edition", 1)) if body["state"] == "approved" else 0
    gates = [
        kept.get((f"PLAN#{known.code}", f"GATE#{year}#{rest}#{number}")) for number in range(GATES)
    ]
    was_approved = any(act.to == "approved" for act in known.acts)
    editions = {int(gate["body"].get("edition", 0)) if gate else 0 for gate in gates}
    assert editions == {held}, "a gate that was left open, or shut"
    assert was_approved or not any(gates)
    is_used = any(gate and gate["body"].get("used") for gate in gates)
    assert not (is_used and body["state"] == "withdrawn"), "withdrawn, and rows have come"


def _require_listed(item: dict[str, Any]) -> None:
    state, territory = item["body"]["state"], item["body"]["territory"]
    waits = item.get("waits_for", "")
    assert bool(waits) == (state == "submitted"), "a plan that its bureau does not see"
    listed = item.get("list", "")
    if state in {"approved", "rejected", "withdrawn", "returned"} and _was_submitted(item):
        assert listed == f"PLANS#{state}#{territory[:4]}"
    elif state == "draft":
        assert not listed


def _was_submitted(item: dict[str, Any]) -> bool:
    return any(move[2] == "submitted" for move in item["body"]["moves"])


def _require_told(plans: dict[tuple[str, str], Any], registry: Items) -> None:
    """R39: of each decision its clerk was told once."""
    decided = Counter(
        f"plan_{move[2]}"
        for item in plans.values()
        for move in item["body"]["moves"]
        if move[2] in TELLS and move[1][0] == "bureau"
    )
    told = Counter(
        item["body"]["kind"]
        for (_, sk), item in registry.items()
        if sk.startswith("N#") and item["body"]["kind"].startswith("plan_")
    )
    assert told == decided


def require_in_turn(changes: Sequence[dict[str, Any]]) -> None:
    """R39: rows came to a roster only while its plan was approved, as the writes followed each other.

    Args:
        changes: everything that was written to the registry, in its order, as the stream tells it.
    """
    states: dict[str, str] = {}
    seen = set[tuple[str, str]]()
    for change in changes:
        image = change["dynamodb"].get("NewImage", {})
        pk, sk = (image.get(key, {}).get("S", "") for key in ("pk", "sk"))
        body = image.get("body", {}).get("M", {})
        kind, _, named = pk.partition("#")
        if kind == "PLAN" and sk.startswith("PLAN#"):
            plan = "-".join((named, *sk.split("#")[1:]))
            states[plan] = body["state"]["S"]
        elif kind == "REPORT" and (pk, sk) not in seen:
            seen.add((pk, sk))
            is_row = IS_PLAN.match(named) and body["state"]["S"] != "refused"
            # The one that was there before the history began is approved until it changes.
            assert not is_row or states.get(named, "approved") == "approved", "a row out of turn"
