"""What people and bureaus of the province do: a step becomes a request at the app's door.

A step is four small numbers, so that a history can be drawn, shrunk and played again; what they
mean depends on what the model knows. A request says what its acceptance makes true.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.journey.reports import document
from tests.torture import employing, planning, reporting, results
from tests.torture.imports import drawn, file_of
from tests.torture.model import (
    ANSWER_WORKDAYS,
    THINGS,
    YEAR,
    Account,
    Act,
    Entry,
    Import,
    Person,
    ResultImport,
    Thing,
    after_workdays,
)
from tests.torture.province import BEGINS, Played
from tests.torture.steps import Prepare, Request, Step, picked_record

NAMES = ("李䶮", "李岩")
OF_STRANGERS = {
    *("enrol", "open account", "correct account", "import", "import results"),
    *reporting.KINDS,
    *(employing.KINDS.keys() - {"name employer"}),
    *planning.KINDS,
}
"""What can be about somebody who has not enrolled."""
QUARTER = 900
ASKING = "ask credential"
"""What is no step of its own: it goes with what is delivered."""
ELSEWHERE = 100
"""Added to a number: a document that nobody enrols."""
REVIEWERS = ("reviewer-440703", "reviewer-440700", "reviewer-440000")


def prepared(played: Played, step: Step) -> Request | None:
    """The request of a step; None where there is nothing that it could be about."""
    person = played.model.people[step.who % len(played.model.people)]
    if not person.id and step.kind not in OF_STRANGERS:
        step = step._replace(kind="enrol")
    kinds = {**KINDS, ASKING: _ask_credential}
    return kinds[step.kind](played, person, step)


def _enrol(played: Played, person: Person, step: Step) -> Request:
    name = NAMES[step.how % 8 == 0]
    body = {
        "name": name,
        "document": document(person.number),
        "territory": person.territory,
        "employment": "student",
        "mobile": "13800138000",
    }

    def accepted(answer: dict[str, Any]) -> None:
        person.id, person.name, person.last_report = answer["id"], name, BEGINS
        person.names.add(name)

    # The same key in every history: so that ids are the same, and what they are derived from.
    key = "enrol" if not person.id else played.key()
    return Request(played.login(person), "POST", "/v1/me", body, accepted, key)


def _stated(played: Played, person: Person, step: Step) -> int:
    """Whose document is stated: one's own, as a rule; nobody's; somebody else's."""
    if step.what % 3:
        return person.number
    return (person.number + step.how) % len(played.model.people) + ELSEWHERE * (step.how % 2)


def _open_account(played: Played, person: Person, step: Step) -> Request:
    name = NAMES[step.how % 3 == 0]
    number = _stated(played, person, step)

    def accepted(_answer: dict[str, Any]) -> None:
        played.model.accounts[person.number] = Account(name, number)

    body = {"name": name, "document": document(number)}
    login = played.login(person)
    return Request(login, "POST", "/v1/me/hr-account", body, accepted, played.key())


def _correct_account(played: Played, person: Person, step: Step) -> Request | None:
    name = person.name or NAMES[0] if step.how % 2 else NAMES[step.how // 2 % 2]
    number = _stated(played, person, step)

    def accepted(_answer: dict[str, Any]) -> None:
        played.model.accounts[person.number] = Account(name, number)

    body = {"name": name, "document": document(number)}
    login = played.login(person)
    return Request(login, "PATCH", "/v1/me/hr-account", body, accepted, played.key())


def _correct_me(played: Played, person: Person, step: Step) -> Request:
    if step.what % 2:
        body: dict[str, object] = {"employer": f"单位{step.how}"}

        def renamed(_answer: dict[str, Any]) -> None:
            version = played.emulated.version_of(f"P#{person.id}", "PROFILE")
            person.name_employer("", version, agrees=False)

        return Request(played.login(person), "PATCH", "/v1/me", body, renamed, played.key())
    name = NAMES[step.how % 2]

    def accepted(_answer: dict[str, Any]) -> None:
        # The write is the request's last call: what lies there now is what it wrote.
        person.rename(name, played.emulated.version_of(f"P#{person.id}", "PROFILE"))

    return Request(played.login(person), "PATCH", "/v1/me", {"name": name}, accepted, played.key())


def _administrate(played: Played, person: Person, step: Step) -> Request:
    name, reason = NAMES[step.how % 2], played.reason()

    def accepted(answer: dict[str, Any]) -> None:
        person.rename(name, answer["version"])
        person.acts.append(reason)

    path, body = f"/v1/admin/professionals/{person.id}", {"name": name, "reason": reason}
    return Request(played.administrator, "PATCH", path, body, accepted, played.key())


def _sent(played: Played, thing: Thing, *, submit: bool) -> dict[str, object]:
    return {
        **thing.sent,
        "issuer": "江门市会计学会",
        "started_on": None,
        "ended_on": "2020-05-23",
        "evidence": [played.evidence] if submit else [],
        "submit": submit,
    }


def _register(played: Played, person: Person, step: Step) -> Request:
    thing, submit, at = THINGS[step.what % len(THINGS)], step.how % 3 != 0, played.now

    def accepted(answer: dict[str, Any]) -> None:
        entry = person.records.setdefault(answer["id"], Entry(thing))
        entry.acts.append(Act("submitted" if submit else "draft", at))
        assert Decimal(answer["credits"]) == thing.credits

    path, body = f"/v1/me/years/{YEAR}/records", _sent(played, thing, submit=submit)
    return Request(played.login(person), "POST", path, body, accepted, played.key())


def _change(played: Played, person: Person, step: Step) -> Request | None:
    picked = picked_record(person, step, "draft", "returned")
    if picked is None:
        return None
    name, entry = picked
    thing = THINGS[(step.what + step.how) % len(THINGS)]

    def accepted(answer: dict[str, Any]) -> None:
        entry.thing = thing
        assert Decimal(answer["credits"]) == thing.credits

    body = {**_sent(played, thing, submit=False), "evidence": [played.evidence]}
    path = f"/v1/me/records/{name}"
    return Request(played.login(person), "PUT", path, body, accepted, played.key())


def _owner_moves(to: str, verb: str, *states: str) -> Prepare:
    def prepare(played: Played, person: Person, step: Step) -> Request | None:
        picked = picked_record(person, step, *states)
        if picked is None:
            return None
        name, entry = picked
        at = played.now

        def accepted(_answer: dict[str, Any]) -> None:
            entry.acts.append(Act(to, at))

        path = f"/v1/me/records/{name}/{verb}"
        return Request(played.login(person), "POST", path, None, accepted, played.key())

    return prepare


VERDICTS = ("accredit", "accredit", "accredit", "return", "return", "reject", "accredit", "reject")
DECIDED = {"accredit": "accredited", "return": "returned", "reject": "rejected"}


def _verdict(
    played: Played, entry: Entry, step: Step
) -> tuple[dict[str, object], Callable[[], None]]:
    decision, reason, at = VERDICTS[step.how % 8], played.reason(), played.now
    fewer = entry.thing.credits - 1 if step.what % 4 == 0 else entry.thing.credits
    body: dict[str, object] = {"decision": decision, "reason": reason}
    if decision == "accredit":
        body["credits"] = str(fewer)

    def accepted() -> None:
        entry.acts.append(Act(DECIDED[decision], at, reason))
        if decision == "accredit":
            entry.accepted[reason] = fewer

    return body, accepted


def _decide(played: Played, person: Person, step: Step) -> Request | None:
    picked = picked_record(person, step, "submitted")
    if picked is None:
        return None
    body, decided = _verdict(played, picked[1], step)
    reviewer = played.staff(REVIEWERS[step.how % 3 if step.what == 0 else 1])
    path = f"/v1/review/records/{picked[0]}/decision"
    return Request(reviewer, "POST", path, body, lambda _answer: decided(), played.key())


def _decide_many(played: Played, _person: Person, step: Step) -> Request | None:
    verdicts: dict[str, tuple[dict[str, object], Callable[[], None]]] = {}
    for other in played.model.people:
        picked = picked_record(other, step, "submitted")
        if picked is not None:
            verdicts[picked[0]] = _verdict(played, picked[1], step)
    if not verdicts:
        return None

    def accepted(answer: dict[str, Any]) -> None:
        for result in answer["results"]:
            if result["status"] != "refused":
                verdicts[result["record"]][1]()

    body = {"decisions": [{"record": name, **body} for name, (body, _) in verdicts.items()]}
    reviewer = played.staff("reviewer-440000" if step.who % 2 else "reviewer-440700")
    path = "/v1/review/decisions"
    return Request(reviewer, "POST", path, body, accepted, played.key())


def _above(verb: str, state: str) -> Prepare:
    def prepare(played: Played, person: Person, step: Step) -> Request | None:
        picked = picked_record(person, step, state)
        if picked is None:
            return None
        name, entry = picked
        reason, at = played.reason(), played.now

        def accepted(_answer: dict[str, Any]) -> None:
            entry.acts.append(Act("submitted", at, reason))

        reviewer = played.staff(REVIEWERS[1 + step.how % 2])
        path, body = f"/v1/review/records/{name}/{verb}", {"reason": reason}
        return Request(reviewer, "POST", path, body, accepted, played.key())

    return prepare


def _appeal(played: Played, person: Person, step: Step) -> Request | None:
    picked = picked_record(person, step, "rejected", "revoked")
    if picked is None:
        return None
    name, entry = picked
    reason, at = played.reason(), played.now

    def accepted(answer: dict[str, Any]) -> None:
        entry.acts.append(Act(answer["record"]["state"], at, reason))
        entry.appeals.append(answer["id"])
        assert datetime.fromisoformat(answer["due"]) == after_workdays(at, ANSWER_WORKDAYS)

    body = {"reasons": reason, "evidence": [played.evidence] if step.how % 2 else []}
    path = f"/v1/me/records/{name}/appeal"
    return Request(played.login(person), "POST", path, body, accepted, played.key())


def _answer(played: Played, person: Person, step: Step) -> Request | None:
    appealed = [each for each in person.records.values() if each.appeals]
    if not appealed:
        return None
    entry = appealed[step.what % len(appealed)]
    reason, at, overturns = played.reason(), played.now, step.how % 4 != 0
    fewer = entry.thing.credits - 1 if step.what % 4 == 0 else entry.thing.credits

    def accepted(answer: dict[str, Any]) -> None:
        entry.acts.append(Act(answer["record"]["state"], at, reason))
        if overturns:
            entry.accepted[reason] = fewer

    said = {"decision": "overturn", "credits": str(fewer)} if overturns else {"decision": "uphold"}
    reviewer = played.staff(REVIEWERS[1 + step.how % 2])
    path = f"/v1/review/appeals/{entry.appeals[-1]}/decision"
    return Request(reviewer, "POST", path, {**said, "reason": reason}, accepted, played.key())


def _revoke(played: Played, person: Person, step: Step) -> Request | None:
    picked = picked_record(person, step, "accredited")
    if picked is None:
        return None
    name, entry = picked
    reason, at = played.reason(), played.now

    def accepted(_answer: dict[str, Any]) -> None:
        entry.acts.append(Act("revoked", at, reason))
        person.revocations += 1

    path, body = f"/v1/admin/records/{name}/revoke", {"reason": reason}
    return Request(played.administrator, "POST", path, body, accepted, played.key())


def _restore(played: Played, person: Person, step: Step) -> Request | None:
    picked = picked_record(person, step, "revoked")
    if picked is None:
        return None
    name, entry = picked
    reason, at = played.reason(), played.now

    def accepted(_answer: dict[str, Any]) -> None:
        entry.acts.append(Act("accredited", at, reason))

    path, body = f"/v1/admin/records/{name}/restore", {"reason": reason}
    return Request(played.administrator, "POST", path, body, accepted, played.key())


def _study(played: Played, person: Person, step: Step) -> Request:
    """The next quarter of an hour; time passes, or does not."""
    if step.how % 4:
        played.now += timedelta(seconds=QUARTER)
    at = played.now

    def accepted(_answer: dict[str, Any]) -> None:
        passed = int((at - (person.last_report or at)).total_seconds())
        person.studied += min(QUARTER, max(0, passed))
        person.last_report = max(at, person.last_report or at)

    path = f"/v1/me/courses/{played.course}/progress"
    body = {"seconds": QUARTER}
    return Request(played.login(person), "POST", path, body, accepted, played.key())


def _ask_credential(played: Played, person: Person, _step: Step) -> Request:
    """The holder asks for the credential of the year's certificate, whether there is one or not."""

    def accepted(answer: dict[str, Any]) -> None:
        assert answer["credential"].count(".") == 2
        person.has_credential = True

    path = f"/v1/me/years/{YEAR}/credential"
    return Request(played.login(person), "GET", path, None, accepted, "", orders=True)


def _import(played: Played, person: Person, step: Step) -> Request:
    """A file of the HR system's records about one or all, of whom some enrol later."""
    people = played.model.people
    rows = tuple(
        drawn(each, len(people), step.what + extra, step.how, NAMES)
        for each in (people if step.how % 2 else [person])
        for extra in (0, 2)
    )

    def accepted(answer: dict[str, Any]) -> None:
        played.model.imports.append(Import(answer["id"], rows))
        played.queues.upload(answer["id"], file_of(rows))

    path, body = "/v1/admin/imports", {"filename": "2018.csv", "kind": "legacy_records"}
    return Request(played.administrator, "POST", path, body, accepted, played.key())


def _import_results(played: Played, person: Person, step: Step) -> Request:
    """A file of the examination office about one or all, of whom some enrol later."""
    rows = tuple(
        results.drawn(each, step.what + extra, step.how, NAMES)
        for each in (played.model.people if step.how % 2 else [person])
        for extra in range(1 + step.what % 2)
    )

    def accepted(answer: dict[str, Any]) -> None:
        played.model.results.append(ResultImport(answer["id"], rows))
        played.queues.upload(answer["id"], results.file_of(rows))

    path, body = "/v1/admin/imports", {"filename": "cj.csv", "kind": "examination_results"}
    return Request(played.administrator, "POST", path, body, accepted, played.key())


KINDS: dict[str, Prepare] = {
    "enrol": _enrol,
    "open account": _open_account,
    "correct account": _correct_account,
    "correct me": _correct_me,
    "administrate": _administrate,
    "register": _register,
    "change": _change,
    "submit": _owner_moves("submitted", "submit", "draft", "returned"),
    "withdraw": _owner_moves("withdrawn", "withdraw", "draft", "submitted", "returned"),
    "decide": _decide,
    "decide many": _decide_many,
    "take over": _above("take-over", "submitted"),
    "reopen": _above("reopen", "rejected"),
    "appeal": _appeal,
    "answer": _answer,
    "revoke": _revoke,
    "restore": _restore,
    "study": _study,
    "import": _import,
    "import results": _import_results,
    **reporting.KINDS,
    **employing.KINDS,
    **planning.KINDS,
}
