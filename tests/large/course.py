"""The course of a large import: who enrols when, what is shown meanwhile, what must be there then."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from chalicelib.identity.gateways.keys import document_digest
from chalicelib.platform.store.keys import identity_key
from chalicelib.platform.store.tables import RegistryItem
from tests.journey import imports
from tests.journey.reports import document, year_of
from tests.journey.world import World
from tests.large.table import SUBJECTS, Said, Table, good_rows, name_of, table_of

Tell = Callable[[str], object]
COUNTED = ("imported", "waiting", "refused")
AT_ONCE = 5
"""How many enrol between two looks at the progress."""


class Place(NamedTuple):
    """Where a row of the HR system lies, and what it says there."""

    person: int
    is_record: bool
    serial: str
    year: int
    subject: str
    credits: Decimal


def run(world: World, rows: int, enrolled: int, seed: int, tell: Tell) -> dict[str, Any]:
    """Import a file, people enrolling before, during and after; return the job as shown at its end."""
    people = max(rows // 3, 3 * enrolled)
    table = table_of(rows, people, enrolled, seed)
    enrol(world, range(enrolled))
    job = imported(world, table, iter(range(enrolled, 2 * enrolled)), tell)
    enrol(world, range(2 * enrolled, 3 * enrolled))
    refused = require_named(table, job)
    good = list(good_rows(table, refused))
    world.settle()
    require_there(good, people, 3 * enrolled)
    require_standings(world, good, 3 * enrolled)
    return job


def enrol(world: World, people: Iterable[int]) -> None:
    """Let people enrol under the names that the file has."""
    for number in people:
        person = world.professional(f"large-{number}")
        person.enrol(name_of(number), document=document(number))


def imported(world: World, table: Table, late: Iterator[int], tell: Tell) -> dict[str, Any]:
    """Import the table while the late ones enrol."""
    offered = imports.begin(world, "large.csv")
    imports.put(offered, table.content)
    before = 0
    while (shown := imports.show(world, offered["id"]))["state"] in {"waiting", "running"}:
        done = sum(shown[name] for name in COUNTED)
        assert done >= before, "the progress went back"
        if done > before:
            tell(f"· {done:,} of {shown['rows']:,} rows")
            enrol(world, islice(late, AT_ONCE))
        before = done
        world.pump.step()
    assert shown["state"] == "done", shown
    done = sum(shown[name] for name in COUNTED)
    assert shown["rows"] == len(table.rows) == done, "a row was not counted, or twice"
    enrol(world, late)
    return shown


def require_named(table: Table, job: dict[str, Any]) -> set[int]:
    """Hold the table of refused rows to the faults; return its lines."""
    told = imports.refused_rows(job["id"])
    named = {int(line): field for line, _serial, _number, field, *_sent in told}
    assert len(told) == len(named) == job["refused"], "a line is named twice"
    assert all(why for _line, _serial, _number, _field, why, *_sent in told), (
        "refused without a reason"
    )
    contested = {line for pair in table.contested for line in pair}
    wanted = {(said.line, said.field) for said in table.rows if said.field}
    found = {(line, field) for line, field in named.items() if line not in contested}
    assert found == wanted, sorted(found ^ wanted)[:10]
    for pair in table.contested:
        fields = {named.get(line) for line in pair}
        assert fields == {None, "流水号"}, f"of two lines with one serial one counts: {pair}"
    return set(named)


def require_there(good: Sequence[Said], people: int, enrolled: int) -> None:
    """Each good row is its person's record, or waits for who never enrolled: once, as it says."""
    found = Counter(_places({_identity(number): number for number in range(people)}))
    wanted = Counter(
        Place(
            said.person,
            said.person < enrolled,
            said.serial,
            said.year,
            SUBJECTS[said.subject],
            said.credits,
        )
        for said in good
    )
    assert found == wanted, list(((found - wanted) + (wanted - found)).items())[:10]


def _places(identities: dict[str, int]) -> Iterator[Place]:
    """Every row that is a record or waits, by the number of its person."""
    kept = [(item.pk, item.sk, item.body) for item in RegistryItem.scan()]
    owners = {
        f"P#{body['person']}": identities[pk]
        for pk, sk, body in kept
        if pk in identities and sk == "LOCK"
    }
    for pk, sk, body in kept:
        if sk.startswith("WAIT#hr_legacy#"):
            yield _place(identities[pk], body, body["serial"], int(body["year"]))
        elif "#R#" in sk and body.get("source") == "hr_legacy":
            yield _place(owners[pk], body, body["reference"], int(sk.split("#")[1]))


def _place(person: int, body: dict[str, Any], serial: str, year: int) -> Place:
    earned = Decimal(body["credits"])
    return Place(person, "state" in body, serial, year, body["subject"], earned)


def require_standings(world: World, good: Sequence[Said], enrolled: int) -> None:
    """What those who have enrolled are shown is the sum over their rows."""
    sums: dict[tuple[int, int, str], Decimal] = defaultdict(Decimal)
    for said in good:
        sums[said.person, said.year, SUBJECTS[said.subject]] += said.credits
    for number in range(enrolled):
        person = world.professional(f"large-{number}")
        for year in (2018, 2019):
            shown = year_of(person, year)
            for subject in SUBJECTS.values():
                assert Decimal(shown[subject]["accredited"]) == sums[number, year, subject]


def _identity(number: int) -> str:
    stated = document(number)
    return identity_key(document_digest(stated["type"], stated["number"]))
