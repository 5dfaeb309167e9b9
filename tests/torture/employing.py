"""Employers of a history (R37, R38): applied for, opened, given clerks, named by people, closed; and the truth about them.

Three codes: one is open from the beginning and has a plan, one is an organiser that people may name instead, one
is applied for.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.employers.codes import BLUE, GREEN, RED
from tests.journey.world import Client
from tests.torture.acted import (
    ADDED,
    APPLIED,
    CLOSED,
    OPENED,
    REFUSED,
    WITHDRAWN,
    acts_on,
    told_acts,
)
from tests.torture.certificates import Items
from tests.torture.model import Act, Employed, Person, Province
from tests.torture.province import BUREAU, CLERKS, Played
from tests.torture.steps import Prepare, Request, Step

NAMED = {RED: "红星会计有限公司", BLUE: "蓝天会计有限公司", GREEN: "绿地会计学会"}


def clerk_of(played: Played, code: str, who: int) -> Client:
    """A clerk of an employer as it lies there now; anybody's login where it has none."""
    item = played.emulated.partition(f"EMP#{code}").get("EMPLOYER")
    subjects = [each["subject"] for each in item["body"].get("clerks", ())] if item else []
    return played.client(subjects[who % len(subjects)] if subjects else CLERKS[0])


def _code(step: Step) -> str:
    """Most of the time the one that is not open at first."""
    return (BLUE, BLUE, RED, BLUE)[step.what % 4]


def _done(played: Played, code: str, what: str, whom: str) -> Callable[[object], None]:
    """What acceptance makes true: an act more, unless the request changed nothing."""
    at = played.now

    def accepted(_answer: object) -> None:
        act = Act(what, at, whom)
        known = played.model.employers.setdefault(code, Employed())
        found = acts_on(played.emulated.partition(f"EMP#{code}"))
        if found.count(act) > known.acts.count(act):
            known.acts.append(act)

    return accepted


def _apply(played: Played, _person: Person, step: Step) -> Request:
    code = _code(step)
    applicant = played.client(CLERKS[step.who % len(CLERKS)])
    body = {"code": code, "name": NAMED[code], "territory": BUREAU, "evidence": []}
    accepted = _done(played, code, APPLIED, "")
    return Request(applicant, "POST", "/v1/employers", body, accepted, played.key())


def _decide(played: Played, _person: Person, step: Step) -> Request:
    code, opens, reason = _code(step), step.how % 4 != 0, played.reason()
    body = {"decision": "open" if opens else "refuse", "reason": reason}
    path = f"/v1/employers/{code}/decision"
    accepted = _done(played, code, OPENED if opens else REFUSED, reason)
    return Request(_bureau(played, step), "POST", path, body, accepted, played.key())


def _bureau(played: Played, step: Step) -> Client:
    return played.staff(f"reviewer-{('440703', '440700', '440000')[step.who % 3]}")


def _clerks(played: Played, _person: Person, step: Step) -> Request:
    """A clerk is added or withdrawn, by the bureau or by whoever says to be the first one."""
    code = (RED, BLUE)[step.what % 2]
    subject = (*CLERKS, "p1", "p2")[(step.who + step.what) % 4]
    client = _bureau(played, step) if step.how % 2 else clerk_of(played, code, 0)
    path = f"/v1/employers/{code}/clerks/{subject}"
    if step.how in {0, 1, 2}:
        accepted = _done(played, code, WITHDRAWN, subject)
        return Request(client, "DELETE", path, None, accepted, played.key())
    accepted = _done(played, code, ADDED, subject)
    return Request(client, "PUT", path, {"first": step.how in {5, 6}}, accepted, played.key())


def _close(played: Played, _person: Person, step: Step) -> Request:
    code, reason = (BLUE, BLUE, GREEN, RED)[step.what % 4], played.reason()
    body = {"state": "closed", "reason": reason}
    accepted = _done(played, code, CLOSED, reason)
    path = f"/v1/employers/{code}"
    return Request(_bureau(played, step), "PATCH", path, body, accepted, played.key())


def _name(played: Played, person: Person, step: Step) -> Request:
    """A person names an employer and agrees, or takes it back."""
    if step.how == 7:
        accepted = _named(played, person, "", agrees=False)
        return Request(
            played.login(person), "DELETE", "/v1/me/employer", None, accepted, played.key()
        )
    code, agrees = (RED, GREEN, GREEN, BLUE)[step.what % 4], step.how % 4 != 0
    body = {"code": code, "consent": agrees, "earlier_years": step.how == 2}
    accepted = _named(played, person, code, agrees=agrees)
    return Request(played.login(person), "PUT", "/v1/me/employer", body, accepted, played.key())


def _named(
    played: Played, person: Person, code: str, *, agrees: bool
) -> Callable[[dict[str, Any]], None]:
    def accepted(answer: dict[str, Any]) -> None:
        # The write is the request's last call: what lies there now is what it wrote.
        version = played.emulated.version_of(f"P#{person.id}", "PROFILE")
        person.name_employer(code or answer["code"] or "", version, agrees=agrees)

    return accepted


KINDS: dict[str, Prepare] = {
    "apply for employer": _apply,
    "open employer": _decide,
    "see to clerks": _clerks,
    "close employer": _close,
    "name employer": _name,
}


def require_employers(province: Province, registry: Items) -> None:
    """R37: every accepted act is there once and no other; clerks, state and ties are what the acts come to."""
    for code in NAMED:
        items = {sk: item for (pk, sk), item in registry.items() if pk == f"EMP#{code}"}
        known = province.employers.get(code, Employed())
        assert Counter(acts_on(items)) == Counter(known.acts), "every accepted act exactly once"
        _require_state(code, items, registry)
        _require_roll(code, items, province)


def _require_state(code: str, items: dict[str, Any], registry: Items) -> None:
    """The employer is what the acts on it come to, in the order in which they were written."""
    state, clerks = "", dict[str, bool]()
    for act in told_acts(items):
        what, changes = act["what"], act.get("changes", ())
        if what == OPENED:
            state, clerks = "open", {changes[0]["after"]: True}
        elif what == CLOSED:
            state, clerks = "closed", {}
        elif what in {ADDED, WITHDRAWN}:
            _follow(clerks, changes[0])
    kept = items.get("EMPLOYER")
    assert (kept["body"]["state"] if kept else "") == state
    found = kept["body"].get("clerks", ()) if kept else ()
    assert {each["subject"]: bool(each.get("first")) for each in found} == clerks
    assert sum(clerks.values()) <= 1, "two first clerks"
    tied = Counter(
        pk
        for (pk, sk), item in registry.items()
        if sk == f"CLERK#{code}" and item["body"]["state"] == "open"
    )
    assert tied == Counter(f"LOGIN#{each['login']}" for each in found), "a tie without a clerk"


def _follow(clerks: dict[str, bool], change: dict[str, str]) -> None:
    if change.get("before"):
        del clerks[change["before"]]
        return
    is_first = change["field"] == "first_clerk"
    if is_first:
        clerks.update(dict.fromkeys(clerks, False))
    clerks[change["after"]] = is_first


def _require_roll(code: str, items: dict[str, Any], province: Province) -> None:
    """R38: on the roll stands who names the employer and agreed, under the name of now, once."""
    expected = [
        f"R#{each.name}#{each.id}" for each in province.people if each.employer == (code, True)
    ]
    assert sorted(sk for sk in items if sk.startswith("R#")) == sorted(expected)


def require_named(person: Person, body: dict[str, Any]) -> None:
    """R38: the profile names the employer that was named last, and says what was agreed to."""
    code, agrees = person.employer
    assert body.get("employer_code", "") == code
    assert ("employer_consent" in body) == agrees
