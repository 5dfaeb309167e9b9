"""What is true after a history, its faults over and swept once: the tables against the model."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from chalicelib.access.login import login_digest
from chalicelib.identity.gateways import keys
from chalicelib.platform.store.tables import HrItem, RegistryItem
from tests.journey.reports import document
from tests.torture import model
from tests.torture.certificates import require_certificate
from tests.torture.counts import require_counts
from tests.torture.employing import require_employers, require_named
from tests.torture.imports import require_imports
from tests.torture.ledgers import SOURCES, learn_reported, require_ledgers, require_sources
from tests.torture.model import YEAR, Act, Entry, Person
from tests.torture.moves import is_appeal, require_answered, require_chain
from tests.torture.planning import require_in_turn, require_plans
from tests.torture.province import Played
from tests.torture.results import learn_results, require_results, require_told
from tests.torture.rosters import require_rosters

DEBTS = ("SYNC#", "MATCH#", "CLAIM#", "RENDER#", "CREDENTIAL#", "NOTIFY#")
_READER = TypeDeserializer()


@dataclass
class Tables:
    """Both tables, read without the product: what is under each key."""

    registry: dict[tuple[str, str], dict[str, Any]]
    hr: dict[tuple[str, str], dict[str, Any]]

    def of(self, person: Person, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """A person's items in the registry whose sort key begins so."""
        for (pk, sk), item in self.registry.items():
            if pk == f"P#{person.id}" and sk.startswith(prefix):
                yield sk, item


def tables_of(played: Played) -> Tables:
    """Read everything."""
    found: dict[str, dict[tuple[str, str], dict[str, Any]]] = {
        RegistryItem.Meta.table_name: {},
        HrItem.Meta.table_name: {},
    }
    for name, attributes in played.emulated.items():
        item = {key: _READER.deserialize(value) for key, value in attributes.items()}
        found[name][item["pk"], item["sk"]] = item
    return Tables(*found.values())


def require_truth(played: Played) -> Tables:
    """Hold everything that is kept against the model; return it."""
    tables = tables_of(played)
    require_no_debt(tables, played.now)
    expired = 0
    for person in played.model.people:
        profiles = [item for (_, sk), item in tables.registry.items() if sk == "PROFILE"]
        assert len(profiles) == sum(bool(each.id) for each in played.model.people)
        if person.id:
            require_profile(tables, person)
            expired += require_person(played, tables, person)
        else:
            require_ledgers(tables.registry, person, {})
        require_account(tables, played, person)
    require_counted(played, tables, expired)
    changes = played.emulated.changes(RegistryItem.Meta.table_name, 0)
    require_sources(changes, played.model.people)
    require_in_turn(changes)
    require_imports(played.model, tables.registry)
    require_results(played.model, tables.registry)
    require_rosters(played.model, tables.registry)
    require_employers(played.model, tables.registry)
    require_plans(played.model, tables.registry)
    require_counts(played.now, lambda: tables_of(played))
    numbers = [pk for pk, _ in tables.hr if pk.startswith("NUMBER#")]
    kept = [item for (_, sk), item in tables.hr.items() if sk == f"C#{YEAR}"]
    assert len(numbers) == len([each for each in kept if each["body"].get("number")])
    return tables


def require_no_debt(tables: Tables, now: datetime) -> None:
    """Nothing waits for a machine any more, but for the morning; what waits for people waits in its list."""
    for items in (tables.registry, tables.hr):
        for key, item in items.items():
            waits = item.get("waits_for", "")
            assert not waits.startswith(DEBTS), f"{key} still waits: {waits}"
            assert ("since" in item) == bool(waits), key
            if waits.startswith("LATER#"):
                assert datetime.fromisoformat(item["since"]) > now, f"{key} was forgotten"


def require_profile(tables: Tables, person: Person) -> None:
    """The profile, its locks and the list it is found in."""
    item = tables.registry[f"P#{person.id}", "PROFILE"]
    body = item["body"]
    assert body["name"] == person.name
    require_named(person, body)
    assert item["list"] == f"PEOPLE#{person.territory[:4]}"
    assert item["order"].startswith(f"{person.territory}#")
    lock = tables.registry[f"ID#{body['document_digest']}", "LOCK"]
    login = tables.registry[f"LOGIN#{body['login']}", "LOCK"]
    assert lock["body"]["person"] == login["body"]["person"] == person.id
    locks = [i for i in tables.registry.values() if i["sk"] == "LOCK"]
    assert sum(i["body"].get("person") == person.id for i in locks) == 2
    acts = [item["body"] for _, item in tables.of(person, "A#")]
    reasons = Counter(each["reason"] for each in acts if each.get("reason"))
    assert reasons == Counter(person.acts), "an administrator's act, exactly once"


def require_person(played: Played, tables: Tables, person: Person) -> int:
    """A person's records, standing, study and certificate; answer how many expired."""
    prefix = f"Y#{YEAR}#R#"
    slots = {sk.removeprefix(prefix): item for sk, item in tables.of(person, prefix)}
    records = {slot: each for slot, each in slots.items() if "part_of" not in each["body"]}
    by_id = {each["body"]["id"]: (slot, each) for slot, each in records.items()}
    assert len(by_id) == len(records), "a record lies in two slots"
    require_study(person, tables, by_id)
    learn_reported(tables.registry, person, by_id)
    learn_results(played.model, person, by_id)
    assert by_id.keys() == person.records.keys(), "records that nobody, or somebody else, made"
    counted, taken, expired = [], Counter[str](), 0
    for name, entry in person.records.items():
        slot, item = by_id[name]
        state = require_record(played, person, entry, item)
        expired += state == "expired"
        if state not in model.FREED or is_appeal(item["body"]["moves"][-1]):
            taken.update(entry.thing.known_by)
            require_parts(slots, slot, item["body"])
        if state == "accredited":
            counted.append((name, entry.subject, Decimal(item["body"]["accredited"])))
    assert not [thing for thing, times in taken.items() if times > 1], "registered twice (R16)"
    require_standing(tables, person, [(subject, worth) for _, subject, worth in counted])
    require_appeals(tables, person, by_id)
    require_ledgers(tables.registry, person, by_id)
    require_refused(tables, person)
    require_notices(played, tables, person, by_id)
    inbox = (item["body"] for _, item in tables.of(person, "N#"))
    require_told(person, by_id, Counter(each["kind"] for each in inbox))
    names = [name for name, _, _ in counted]
    require_certificate(played, tables.hr, person, names, _sums(counted))
    return expired


def _sums(counted: list[tuple[str, str, Decimal]]) -> dict[str, Decimal]:
    return model.summed((subject, worth) for _, subject, worth in counted)


def require_record(played: Played, person: Person, entry: Entry, item: dict[str, Any]) -> str:
    """One record: its audit, its state, what it is worth, whom it waits for."""
    body = item["body"]
    acts = require_chain(body, entry.source)
    own = [act for act in acts if act.to != "expired"]
    if entry.source in SOURCES:
        # When it was claimed, or an answer that was lost told of it, is not known.
        assert {act.to for act in own[:1]} <= {"accredited", "submitted"}
        own, expected = own[1:], entry.acts[1:]
    else:
        expected = entry.acts
    assert Counter(own) == Counter(expected), "every accepted act exactly once"
    state = str(body["state"])
    assert state == body["moves"][-1][2]
    until = _open_until(acts)
    if acts[-1].to == "expired":
        assert acts[-1].at == until
        assert acts[-2].to in model.OPEN_STATES
        assert played.now >= until + model.RECORDED_AFTER
    else:
        overdue = state in model.OPEN_STATES and played.now >= until + model.RECORDED_AFTER
        assert not overdue, "expired, and not recorded"
    assert Decimal(body["credits"]) == entry.thing.credits
    if state == "accredited" and entry.accepted:
        by = [act.reason for act in acts if act.reason in entry.accepted]
        assert Decimal(body["accredited"]) == entry.accepted[by[-1]], "restored as accredited"
    require_lists(person, item, state, until)
    return state


def _open_until(acts: list[Act]) -> datetime:
    returns = [act.at for act in acts if act.to == "returned"]
    return model.deadline(returns[-1] if returns else None)


def require_lists(person: Person, item: dict[str, Any], state: str, until: datetime) -> None:
    """The index entries of a record say what its state says."""
    waits = item.get("waits_for", "").partition("#")[0]
    if state == "submitted":
        bureau = item["body"].get("taken_over_by") or person.territory
        assert item["waits_for"] == f"REVIEW#{bureau}"
        assert item["list"] == f"REVIEW#{bureau[:4]}"
        assert item["order"].startswith(item["since"])
    elif state in model.OPEN_STATES:
        assert waits in {"OPEN", "GRACE"}
        assert waits == "OPEN" or until > model.CLOSES
    else:
        assert not waits
    if state in {"returned", "rejected", "revoked"}:
        assert item["list"] == f"RECORDS#{state}#{person.territory[:4]}"
        assert item["order"].startswith(f"{person.territory}#")
    else:
        assert ("list" in item) == (state == "submitted")


def require_appeals(tables: Tables, person: Person, by_id: dict[str, Any]) -> None:
    """R43: each appeal stands in the list of its state, once, and no other one does."""
    states = {
        f"{name}.{n}": state
        for name, (_, item) in by_id.items()
        for n, state in enumerate(require_answered(item["body"]["moves"]), 1)
    }
    listed = {sk.removeprefix("APPEAL#"): item for sk, item in tables.of(person, "APPEAL#")}
    city = person.territory[:4]
    assert {name: item["list"] for name, item in listed.items()} == {
        name: f"APPEALS#{state}#{city}" for name, state in states.items()
    }
    for item in listed.values():
        lodged = datetime.fromisoformat(item["body"]["since"])
        assert datetime.fromisoformat(item["body"]["due"]) == model.after_workdays(
            lodged, model.ANSWER_WORKDAYS
        )


def require_parts(slots: dict[str, Any], slot: str, body: dict[str, Any]) -> None:
    """Each further slot of a record that holds its things points to it (R16)."""
    assert "#" not in slot, "filed aside though it holds its slot"
    for part in body.get("parts", ()):
        assert slots[part]["body"]["part_of"] == body["id"], "a part was lost"


def require_standing(tables: Tables, person: Person, counted: list[tuple[str, Decimal]]) -> None:
    """R10: the sum over accredited records; complete iff every requirement is met."""
    item = tables.registry.get((f"P#{person.id}", f"Y#{YEAR}"))
    sums = model.summed(counted)
    if item is None:
        assert not counted, "accredited, and no standing"
        return
    body = item["body"]
    assert {name: Decimal(body.get(name, 0)) for name in sums} == sums
    complete = model.is_complete(sums)
    assert bool(body.get("complete")) == complete
    word = "complete" if complete else "in_progress"
    assert item["order"] == f"{person.territory}#{word}#{person.id}"
    assert item["list"] == f"YEAR#{YEAR}#{person.territory[:4]}"


def require_study(person: Person, tables: Tables, by_id: dict[str, Any]) -> None:
    """R17: study time is credited once, and completes the course once."""
    ((_, item),) = tables.of(person, f"S#{YEAR}#")
    required = 30 * 45 * 60
    assert int(item["body"]["seconds"]) == min(required, required - 900 + person.studied)
    public = {name for name, (_, each) in by_id.items() if each["body"]["subject"] == "public"}
    assert len(public) == (person.studied >= 900), "the public subject, exactly once"
    for name in public - person.records.keys():
        body = by_id[name][1]["body"]
        thing = model.Thing({}, model.REQUIRED["public"], frozenset())
        at = datetime.fromisoformat(body["moves"][0][0])
        acts = [Act("accredited", at)]
        person.records[name] = Entry(thing, source="platform", subject="public", acts=acts)


def _digest_of(person: Person) -> str:
    stated = document(person.number)
    return keys.document_digest(stated["type"], stated["number"])


def require_account(tables: Tables, played: Played, person: Person) -> None:
    """The HR account as it was last accepted, one of a login and one of a document."""
    account = played.model.accounts.get(person.number)
    login = login_digest(played.world.issuer.url, f"p{person.number}")
    lock = tables.hr.get((f"LOGIN#{login}", "LOCK"))
    assert (lock is not None) == (account is not None)
    if account is not None and lock is not None:
        body = tables.hr[f"ID#{lock['body']['digest']}", "ACCOUNT"]["body"]
        assert (body["name"], body["login"]) == (account.name, login)
        owned = [i for i in tables.hr.values() if i["sk"] == "ACCOUNT"]
        assert sum(i["body"]["login"] == login for i in owned) == 1
        stated = Person(account.document, "")
        assert lock["body"]["digest"] == _digest_of(stated)


def require_refused(tables: Tables, person: Person) -> None:
    """R18, R35: what waited for a person and could not be credited is kept with its reason, and its person told."""
    pk = f"ID#{_digest_of(person)}"
    kept = [sk for key, sk in tables.registry if key == pk and sk.startswith("REFUSED#")]
    inbox = Counter(item["body"]["kind"] for _, item in tables.of(person, "N#"))
    assert inbox["report_refused"] == len(kept), "refused, and nobody was told"


TOLD = {"expired", "returned", "rejected", "revoked"}
"""Moves of which the owner is told, appeals among them; besides, what lets a refused record count."""


def require_notices(played: Played, tables: Tables, person: Person, by_id: dict[str, Any]) -> None:
    """Whose record a bureau decided, or a cut-off ended, was told of each time.

    Once in the inbox and, of what was not good news alone, at least once outside, or in the morning.
    """
    expired = {name for name, (_, item) in by_id.items() if item["body"]["state"] == "expired"}
    notices = [item for _, item in tables.of(person, "N#") if "record" in item["body"]]
    corrected = {reason for told in person.reported.values() for reason in told.days}
    replaced = {
        (name, act.reason)
        for name, entry in person.records.items()
        for act in entry.acts
        if act.reason in corrected
    }
    entered = {
        name for name, (_, item) in by_id.items() if item["body"]["moves"][0][2] == "accredited"
    }
    inbox = Counter(
        item["body"]["record"]
        for item in notices
        # Of what was accredited as it came there is one notice of all that came together.
        if item["body"]["kind"] != "record_accredited" or item["body"]["record"] not in entered
    )
    times = Counter(
        name
        for name, (_, item) in by_id.items()
        for move in item["body"]["moves"]
        if _is_told(move) and (name, *move[5:6]) not in replaced
    )
    # Of a correction its owner is told by what the new record says.
    times.update(name for name, entry in person.records.items() if entry.is_corrected)
    assert set(times) >= expired
    assert inbox == times
    sent = {each["id"] for each in played.told()}
    for item in notices:
        is_usual = item["body"]["kind"] != "record_accredited"
        waits = item.get("waits_for", "").startswith("LATER#")
        # What was dealt with before its message went is unread no more, and needs none.
        is_told = item["body"]["id"] in sent or waits or (is_usual and "read_at" in item["body"])
        assert is_told == is_usual, item["body"]


def _is_told(move: list[Any]) -> bool:
    """Whether a move has a notice of its own: what the examination office proves is told by the import."""
    (party, *_), to, source = move[1], move[2], move[4:5]
    if to != "accredited":
        return to in TOLD or (to, party) == ("withdrawn", "reporter")
    return source in (["revoked"], ["rejected"], ["submitted"]) and party != "system"


def require_counted(played: Played, tables: Tables, expired: int) -> None:
    """R26: the cut-off's report and its shards count what expired, each once."""
    shards = [
        item["body"]
        for (pk, sk), item in tables.registry.items()
        if pk.startswith(f"CUTOFF#{YEAR}") and sk.startswith("SHARD#")
    ]
    total = sum(
        int(number)
        for shard in shards
        for name in ("expired", "late")
        for tally in shard.get(name, {}).values()
        for number in tally.values()
    )
    assert total == expired
    if played.now >= model.CLOSES + model.RECORDED_AFTER:
        assert sum("closed_at" in shard for shard in shards) == 16
