"""What reporters reported, in their ledgers, against the model (R18, R40, R42).

A report stands as one record, waits as one row, or stands nowhere; what was done to it is in its history once; it
says what was said last. Which record is whose the tables tell: nothing is asked of the product.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tests.torture.certificates import Items
from tests.torture.model import CLOSES, Act, Entry, Person, Reported, trained
from tests.torture.reporting import masked

SOURCES = {"provider", "employer"}
STANDING = {"draft", "submitted", "returned", "accredited"}
CLERKS_TOO = {1, 2}
"""Who may be a clerk besides, so that the row is about the clerk's own person."""
COUNTS = {"accredited", "corrected"}
HELD_STATES = {"revoked", "withdrawn"}
STAFF = {"administrator", "bureau_above"}
"""Who ends what was reported, or lets it count again, in the place of its reporter."""
Named = tuple[str, str]
ById = dict[str, tuple[str, dict[str, Any]]]


class Ledger(NamedTuple):
    """One report as its ledger has it."""

    reporter: str
    id: str
    body: dict[str, Any]

    @property
    def named(self) -> Named:
        """By what its reporter knows it: the ledger, and its own reference there."""
        return self.reporter, str(self.body["reference"])

    @property
    def days(self) -> int:
        """How many days it says."""
        return int(self.body["facts"]["days"])

    def records(self) -> set[str]:
        """Every record that it has or had."""
        before = {step[5] for step in self.body.get("steps", ()) if len(step) > 5}
        return {each for each in (self.body.get("record", ""), *before) if each}


def ledgers_of(registry: Items, person: Person) -> list[Ledger]:
    """Everything that was reported of a person."""
    return [
        Ledger(pk.removeprefix("REPORT#"), sk, item["body"])
        for (pk, sk), item in registry.items()
        if pk.startswith("REPORT#") and item["body"]["masked_number"] == masked(person.number)
    ]


def learn_reported(registry: Items, person: Person, by_id: ById) -> None:
    """What was claimed, or came in a file, is a record that no answer has told of: each of a report that waited or came so."""
    ledgers = {name: each for each in ledgers_of(registry, person) for name in each.records()}
    for name, (_, item) in by_id.items():
        body = item["body"]
        if name in person.records or body["source"] not in SOURCES:
            continue
        assert name in ledgers, f"a record that no ledger knows: {name}"
        ledger = ledgers[name]
        told = person.reported.get(ledger.named)
        assert told is not None, "a report that nobody made"
        assert {"waiting", "file", "unchanged"} & told.told, "neither claimed nor in a file"
        days = int(body["facts"]["days"])
        assert days in told.said, "days that nobody said"
        first = Act(body["moves"][0][2], _at(body["moves"][0]))
        entry = Entry(trained(*ledger.named, days), source=body["source"], acts=[first])
        person.records[name] = entry


def _at(move: Sequence[Any]) -> datetime:
    return datetime.fromisoformat(move[0])


def require_ledgers(registry: Items, person: Person, by_id: ById) -> None:
    """Each report of a person is what was accepted of it, once."""
    ledgers = {each.named: each for each in ledgers_of(registry, person)}
    assert len(ledgers) == len(ledgers_of(registry, person)), "one report, two entries"
    assert ledgers.keys() <= person.reported.keys(), "a report that nobody made"
    rows = _rows_of(registry, person)
    for named, told in person.reported.items():
        ledger = ledgers.get(named)
        if ledger is None:
            is_certain = bool({"accredited", "submitted", "waiting", "unchanged"} & told.told)
            assert not is_certain, f"its ledger knows nothing of {named}"
            continue
        _require_steps(told, ledger, by_id)
        _require_state(person, told, ledger, by_id, rows)
    waiting = {each.id for each in ledgers.values() if each.body["state"] == "waiting"}
    assert Counter(_entry(row) for row in rows) == Counter(waiting), "a row, and no such report"
    _require_records(ledgers, by_id)


def _rows_of(registry: Items, person: Person) -> list[dict[str, Any]]:
    """The rows of reporters that wait for a person."""
    known = {each.id for each in ledgers_of(registry, person)}
    return [
        item["body"]
        for (_, sk), item in registry.items()
        if sk.startswith(("WAIT#provider#", "WAIT#employer#")) and _entry(item["body"]) in known
    ]


def _entry(row: dict[str, Any]) -> str:
    return str(row["id"])


def _require_steps(told: Reported, ledger: Ledger, by_id: ById) -> None:
    """What was done to a report is in its history once, and as its records tell it."""
    steps = [(*step, "", "")[:6] for step in ledger.body.get("steps", ())]
    own = [Act(to, _at(step), reason) for step in steps for to, reason in [(step[2], step[4])]]
    moves = {
        (name, move[5]): move
        for name in ledger.records()
        for move in by_id[name][1]["body"]["moves"]
        if len(move) > 5 and move[5]
    }
    followed = [act for act in own if act not in told.acts]
    assert Counter(act for act in own if act in told.acts) == Counter(told.acts), (
        "every correction and withdrawal exactly once"
    )
    assert len({act.reason for act in own}) == len(own), "one act, two steps"
    for act, step in zip(own, steps, strict=True):
        if step[5]:
            move = moves.get((step[5], act.reason))
            assert move is not None, f"a step, and its record knows nothing of it: {act}"
            assert _at(move) == act.at
    assert all(step[1][0] in STAFF for step in steps if _is_among(step, followed))
    current = ledger.body.get("record", "")
    if current:
        by_staff = {
            move[5]
            for move in by_id[current][1]["body"]["moves"]
            if move[1][0] in STAFF
            and move[4:5] in (["accredited"], ["revoked"])
            and move[2] != move[4]
        }
        assert by_staff <= {act.reason for act in own}, "what staff did, and the ledger missed it"


def _is_among(step: tuple[Any, ...], acts: list[Act]) -> bool:
    return Act(step[2], _at(step), step[4]) in acts


def _require_state(
    person: Person,
    told: Reported,
    ledger: Ledger,
    by_id: ById,
    rows: list[dict[str, Any]],
) -> None:
    """What became of a report is what its record is, or its row; it says what was said last."""
    state, name = ledger.body["state"], ledger.body.get("record", "")
    record = by_id[name][1]["body"] if name and state != "refused" else None
    waits = [row for row in rows if _entry(row) == ledger.id]
    if state == "waiting":
        assert not person.id, "waits though its person has enrolled"
        assert [int(row["facts"]["days"]) for row in waits] == [ledger.days]
        assert ledger.days in told.said
        _require_said_last(told, ledger)
        return
    assert not waits, "a row waits of what stands, or was taken back"
    if state == "refused":
        _require_refused(person, told, ledger, by_id)
        return
    if record is None:
        assert state == "withdrawn", f"{state}, and no record"
        return
    became = record["state"]
    if state in COUNTS:
        assert became == "accredited", f"{state}, and its record is {became}"
        assert int(record["facts"]["days"]) == ledger.days
        _require_said_last(told, ledger)
    elif state == "submitted":
        assert record["source"] == "employer"
    elif state == "withdrawn":
        assert became in HELD_STATES, f"{state}, and its record is {became}"
    else:
        assert (state, became) == ("revoked", "revoked")


def _require_said_last(told: Reported, ledger: Ledger) -> None:
    """What a report says is what its last correction said, unless it was taken back and came anew since."""
    steps = [(*step, "", "")[:6] for step in ledger.body.get("steps", ())]
    said = [step for step in steps if step[4] in told.days or step[2] in HELD_STATES]
    if said and said[-1][4] in told.days:
        assert ledger.days == told.days[said[-1][4]], "not what was said last"
    else:
        assert ledger.days in told.said


def _require_refused(person: Person, told: Reported, ledger: Ledger, by_id: ById) -> None:
    """What was refused has a reason that there was, and counts nowhere."""
    code = ledger.body["code"]
    is_late = datetime.fromisoformat(ledger.body["reported_at"]) >= CLOSES
    late = {"window_closed"} if is_late else set()
    assert code in {"name_differs", "report_revoked", "duplicate_credit"} | late, code
    if code == "name_differs" and person.id:
        assert len(person.names | {"李䶮"}) > 1 or "file" in told.told, (
            "a name that agrees was refused"
        )
    assert not any(by_id[each][1]["body"]["state"] in STANDING for each in ledger.records())


def _require_records(ledgers: dict[Named, Ledger], by_id: ById) -> None:
    """Every reported record is of one report, and of each report at most one stands (R16)."""
    owners = Counter[str]()
    for ledger in ledgers.values():
        known = ledger.records()
        owners.update(known)
        standing = [each for each in known if by_id[each][1]["body"]["state"] in STANDING]
        assert len(standing) <= 1, f"counted twice: {standing}"
    reported = {name for name, (_, item) in by_id.items() if item["body"]["source"] in SOURCES}
    assert owners == Counter(reported), "a record without its report, or in two"


def require_sources(changes: Sequence[dict[str, Any]], people: Sequence[Person]) -> None:
    """R40: a row about another's employee is the bureau's to decide, any other counts as it comes.

    Whose employee somebody was the profile says as it was once a roster had been brought last, or since.

    Args:
        changes: everything that was written to the registry, in its order, as the stream tells it.
        people: the people of the province.
    """
    named: dict[str, list[str]] = {}
    seen = {name for each in people for name, kept in each.records.items() if kept.is_corrected}
    numbers = {f"P#{each.id}": each.number for each in people if each.id}
    for change in changes:
        image = change["dynamodb"].get("NewImage", {})
        pk, sk = (image.get(key, {}).get("S", "") for key in ("pk", "sk"))
        body = image.get("body", {}).get("M", {})
        if sk == "PROFILE":
            named.setdefault(pk, []).append(body.get("employer_code", {}).get("S", ""))
        elif pk.startswith("PLAN#") and sk.startswith("A#"):
            named = {each: codes[-1:] for each, codes in named.items()}
        is_row = body.get("source", {}).get("S") == "employer" and "#R#" in sk
        if is_row and body["id"]["S"] not in seen:
            seen.add(body["id"]["S"])
            _require_source(body["moves"]["L"][0]["L"], set(named[pk]), numbers[pk])


def _require_source(move: list[dict[str, Any]], named: set[str], number: int) -> None:
    code, to = move[1]["L"][1]["S"].partition("-")[0], move[2]["S"]
    if to == "accredited":
        assert named & {"", code}, "another's employee, and no bureau was asked"
    elif number not in CLERKS_TOO:
        assert named - {"", code}, "nobody else's employee, and it waits for a bureau"
