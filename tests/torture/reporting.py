"""What reporters of a history do: a provider, the clerks of employers, and an administrator in their place (R18, R40).

They bring what somebody studied, correct it and take it back. Whom a request is about is looked up where it
lies, so that also what waited for its person, and was claimed, is corrected and taken back.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.journey.reports import document
from tests.journey.world import Client
from tests.torture.employing import clerk_of
from tests.torture.model import (
    DAYS_OF_PLAN,
    REPORTED,
    YEAR,
    Act,
    Entry,
    Person,
    Planned,
    Reported,
    RosterImport,
    RosterRow,
    trained,
)
from tests.torture.province import Played
from tests.torture.rosters import file_of
from tests.torture.steps import Prepare, Request, Step

NAMES = ("李䶮", "李岩")
DAYS = (3, 3, 3, 2, 3, 3, 1, 3)
"""How many days a row has, as a rule all of the plan."""
TITLE = "专题培训"
COMPLETED_ON = "2020-05-20"
STANDS = ("accredited", "corrected", "waiting", "submitted")


class Kept(NamedTuple):
    """A report as its ledger has it when a request about it is made ready."""

    ledger: str
    id: str
    body: dict[str, Any]

    @property
    def reference(self) -> str:
        """The provider's own; none in a roster."""
        return str(self.body["reference"])

    @property
    def days(self) -> int:
        """How many days it says."""
        return int(self.body["facts"]["days"])


def masked(number: int) -> str:
    """How a person's document is shown."""
    written = document(number)["number"]
    return f"{written[:6]}{'*' * 8}{written[-4:]}"


def _kept_of(played: Played, person: Person) -> list[Kept]:
    """Everything that was reported of a person, what stands first."""
    ledgers = [played.provider_login, *played.model.plans]
    found = [
        Kept(ledger, sk, item["body"])
        for ledger in ledgers
        for sk, item in played.emulated.partition(f"REPORT#{ledger}").items()
        if item["body"]["masked_number"] == masked(person.number)
    ]
    return sorted(found, key=lambda each: each.body["state"] not in STANDS)


def report(played: Played, person: Person, step: Step) -> Request:
    """A provider's call about several people, of whom some enrol later."""
    people = played.model.people if step.how % 2 else [person]
    sent = [(each, f"PX-{(step.what + extra) % 3}") for each in people for extra in range(2)]
    ledger = played.provider_login

    def accepted(answer: dict[str, Any]) -> None:
        for (each, reference), result in zip(sent, answer["results"], strict=True):
            told = each.told_of(ledger, reference)
            _learn(played, each, told, (ledger, reference), result, DAYS_OF_PLAN, "provider")

    body = {"reports": [_reported(each, reference, DAYS_OF_PLAN) for each, reference in sent]}
    path = "/v1/provider/reports"
    return Request(played.provider, "POST", path, body, accepted, played.key())


def _reported(person: Person, reference: str, days: int) -> dict[str, object]:
    return {
        "reference": reference,
        "name": person.name or NAMES[0],
        "document": document(person.number),
        "year": YEAR,
        "subject": "professional",
        "form": REPORTED,
        "facts": {"days": days},
        "title": TITLE,
        "completed_on": COMPLETED_ON,
    }


def _learn(
    played: Played,
    person: Person,
    told: Reported,
    named: tuple[str, str],
    result: dict[str, Any],
    days: int,
    source: str,
) -> None:
    """Keep what a reporter was told of what it brought."""
    faults = result.get("faults") or [{}]
    status = result.get("code") or faults[0].get("code") or result["status"]
    told.told.add(status)
    if result["status"] == "refused":
        return
    told.said.add(days)
    if "record" in result:
        first = "submitted" if result["status"] == "submitted" else "accredited"
        entry = Entry(trained(*named, days), source=source, acts=[Act(first, played.now)])
        person.records.setdefault(result["record"], entry)


def bring(played: Played, person: Person, step: Step) -> Request | None:
    """A clerk brings rows of a roster by form or paste: about one or all, of whom some enrol later."""
    found = planned(played, step)
    if found is None:
        return None
    plan, code = found
    people = played.model.people if step.how % 2 else [person]
    days = DAYS[step.how]

    def accepted(answer: dict[str, Any]) -> None:
        for each, result in zip(people, answer["results"], strict=True):
            is_own = client is played.login(each)
            assert not (is_own and result["status"] == "accredited"), "a clerk's own row"
            told = each.told_of(plan)
            _learn(played, each, told, (plan, ""), result, days, "employer")

    rows = [
        {"name": each.name or NAMES[0], "document": document(each.number), "days": days}
        for each in people
    ]
    client = clerk_of(played, code, step.who)
    return Request(client, "POST", roster_of(plan, code), {"rows": rows}, accepted, played.key())


def bring_file(played: Played, person: Person, step: Step) -> Request | None:
    """A clerk brings rows of a roster by file, one about the same person twice now and then."""
    found = planned(played, step)
    if found is None:
        return None
    plan, code = found
    people = [*played.model.people, person] if step.how % 2 else [person]
    rows = tuple(
        RosterRow(each.number, NAMES[step.how == 5] if each is person else NAMES[0], DAYS[step.how])
        for each in people
    )

    def accepted(answer: dict[str, Any]) -> None:
        played.model.rosters.append(RosterImport(answer["id"], plan, rows))
        played.queues.upload(answer["id"], file_of(rows))
        for row in rows:
            told = played.model.people[row.number].told_of(plan)
            told.told.add("file")
            told.said.add(row.days)

    client = clerk_of(played, code, step.who)
    body = {"filename": "名单.csv", "kind": "rosters", "plan": plan}
    path = f"/v1/employers/{code}/imports"
    return Request(client, "POST", path, body, accepted, played.key())


def planned(played: Played, step: Step) -> tuple[str, str] | None:
    """A plan and its employer's code: the first one, which is approved already, most of the time."""
    plans: list[tuple[str, Planned]] = list(played.model.plans.items())
    if not plans:
        return None
    name, found = plans[step.what % len(plans) if step.how > 4 else 0]
    return name, found.code


def roster_of(plan: str, code: str) -> str:
    """The address of a plan's roster."""
    return f"/v1/employers/{code}/plans/{plan}/roster"


def _picked(played: Played, person: Person, step: Step) -> Kept | None:
    kept = _kept_of(played, person)
    standing = [each for each in kept if each.body["state"] in STANDS]
    choice = standing if standing and step.how != 7 else kept
    return choice[step.what % len(choice)] if choice else None


def correct(played: Played, person: Person, step: Step) -> Request | None:
    """Whoever reported something says another number of days, or an administrator in its place."""
    kept = _picked(played, person, step)
    if kept is None:
        return None
    days, reason, at = 1 + step.how % 3, played.reason(), played.now
    told = person.told_of(kept.ledger, kept.reference)
    source = "provider" if kept.ledger == played.provider_login else "employer"
    named = (kept.ledger, kept.reference)

    def accepted(answer: dict[str, Any]) -> None:
        made = next((each for each in answer["history"] if each["reason"] == reason), None)
        if made is None:
            _learn(played, person, told, named, answer, days, source)
            return
        told.acts.append(Act(made["to"], at, reason))
        told.days[reason] = days
        told.said.add(days)
        if made["record"]:
            _take_back(person, kept, made["record"], Act("revoked", at, reason), source)
            entry = Entry(trained(*named, days), source=source, acts=[Act("accredited", at)])
            entry.is_corrected = True
            person.records[answer["record"]] = entry

    client, path, body = _correction(played, person, kept, step)
    body |= {"reason": reason}
    return Request(client, "PUT", path, body, accepted, played.key())


def _correction(
    played: Played, person: Person, kept: Kept, step: Step
) -> tuple[Client, str, dict[str, object]]:
    days = 1 + step.how % 3
    whole = _reported(person, kept.reference, days) | {
        "title": kept.body["title"],
        "completed_on": kept.body["completed_on"],
    }
    if step.who % 3 == 2 and "record" in kept.body:
        path = f"/v1/admin/records/{kept.body['record']}/report"
        return played.administrator, path, whole
    if kept.ledger == played.provider_login:
        return played.provider, f"/v1/provider/reports/{kept.id}", whole
    code = played.model.plans[kept.ledger].code
    path = f"{roster_of(kept.ledger, code)}/{kept.id}"
    return clerk_of(played, code, step.what), path, {"days": days}


def withdraw(played: Played, person: Person, step: Step) -> Request | None:
    """Whoever reported something withdraws it."""
    kept = _picked(played, person, step)
    if kept is None:
        return None
    reason, at = played.reason(), played.now
    told = person.told_of(kept.ledger, kept.reference)
    source = "provider" if kept.ledger == played.provider_login else "employer"

    def accepted(answer: dict[str, Any]) -> None:
        made = next(each for each in answer["history"] if each["reason"] == reason)
        told.acts.append(Act(made["to"], at, reason))
        if made["record"]:
            _take_back(person, kept, made["record"], Act("revoked", at, reason), source)

    if source == "provider":
        client, path = played.provider, f"/v1/provider/reports/{kept.id}/withdraw"
    else:
        code = played.model.plans[kept.ledger].code
        client = clerk_of(played, code, step.what)
        path = f"{roster_of(kept.ledger, code)}/{kept.id}/withdraw"
    return Request(client, "POST", path, {"reason": reason}, accepted, played.key())


def _take_back(person: Person, kept: Kept, record: str, act: Act, source: str) -> None:
    """A record is taken back; one that was claimed, or came in a file, is met for the first time now."""
    thing = trained(kept.ledger, kept.reference, kept.days)
    first = Entry(thing, source=source, acts=[Act("accredited", act.at)])
    person.records.setdefault(record, first).acts.append(act)
    person.revocations += 1


KINDS: dict[str, Prepare] = {
    "report": report,
    "bring": bring,
    "bring file": bring_file,
    "correct report": correct,
    "withdraw report": withdraw,
}


def people_of(kept: dict[str, Any], people: list[Person]) -> Iterator[Person]:
    """Whom a report in a ledger is about."""
    return (each for each in people if masked(each.number) == kept["masked_number"])
