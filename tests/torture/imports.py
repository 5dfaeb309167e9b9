"""Imports of a history: files of the HR system's records, and what must have become of each row (R28)."""

import csv
import io
import os
from collections import Counter
from decimal import Decimal
from typing import Any

from tests.journey.imports import csv_file, row
from tests.journey.reports import document
from tests.torture import model
from tests.torture.certificates import Items
from tests.torture.model import HrRow, Import, Person, Province
from tests.torture.moves import require_chain
from tests.torture.stored import moto

YEARS = (2018, 2019)
SERIALS = 4
OTHER_CREDITS, OTHER_NAME, OTHER_PERSON, BROKEN = 4, 5, 6, 7
FIRST_LINE = 2
"""The line of a file's first row: the headings stand above it."""


def drawn(person: Person, others: int, what: int, how: int, names: tuple[str, str]) -> HrRow:
    """The row that two small numbers mean: one serial says the same thing, as a rule."""
    number = (person.number + 1) % others if how == OTHER_PERSON else person.number
    year, public = YEARS[what % 2], what % SERIALS < SERIALS // 2
    usual = "30" if public else "60"
    return HrRow(
        serial=f"HR{person.number}-{what % SERIALS}",
        number=number,
        name=names[how == OTHER_NAME],
        year=year,
        subject="public" if public else "professional",
        credits="" if how == BROKEN else {OTHER_CREDITS: "31"}.get(how, usual),
    )


def file_of(rows: tuple[HrRow, ...]) -> bytes:
    """The file that an administrator uploads."""
    return csv_file(*(_cells(each) for each in rows))


def _cells(said: HrRow) -> dict[str, str]:
    return row(
        said.serial,
        姓名=said.name,
        证件号码=document(said.number)["number"],
        年度=str(said.year),
        科目类型={"public": "公需科目", "professional": "专业科目"}[said.subject],
        学分=said.credits,
    )


def require_imports(province: Province, registry: Items) -> None:
    """Every import is through; every row is there once, waits, or was refused for a reason."""
    refused = {job.id: require_finished(job, registry) for job in province.imports}
    for person in province.people:
        require_rows(province, person, registry, refused)
    locks = {pk.removeprefix("HR#") for pk, sk in registry if pk.startswith("HR#")}
    kept = Counter(_kept(registry))
    assert kept == Counter(locks), "a serial without its row, or a row without its serial"


def _kept(registry: Items) -> list[str]:
    """The serial of every row that is a record or waits, once for each."""
    found = []
    for (_pk, sk), item in registry.items():
        body = item.get("body", {})  # what a desk counts by the day has none
        if sk.startswith("WAIT#hr_legacy#"):
            found.append(body["serial"])
        elif "#R#" in sk and body.get("source") == "hr_legacy":
            found.append(body["reference"])
    return found


def require_finished(job: Import, registry: Items) -> set[int]:
    """Check a job's counts; return the lines that were refused."""
    body = registry[f"JOB#{job.id}", "JOB"]["body"]
    totals = {name: int(number) for name, number in body["totals"].items()}
    lines = refused_lines(job.id)
    assert totals["rows"] == len(job.rows)
    assert totals.get("refused", 0) == len(lines)
    settled = sum(totals.get(name, 0) for name in ("imported", "waiting", "refused"))
    assert settled == len(job.rows), "a row was lost or doubled"
    for place, said in enumerate(job.rows):
        assert said.credits or place + FIRST_LINE in lines, "imported without credits"
    return set(lines)


def refused_lines(job: str) -> list[int]:
    """The lines of the table of refused rows."""
    found = moto().get_object(os.environ["IMPORT_BUCKET"], f"refused/{job}.csv")
    if found is None:
        return []
    rows = list(csv.reader(io.StringIO(found.value.decode("utf-8-sig"))))[1:]
    return [int(each[0]) for each in rows]


def require_rows(
    province: Province, person: Person, registry: Items, refused: dict[str, set[int]]
) -> None:
    """Each row about a person: refused only with a cause, and otherwise there as it says."""
    for job in province.imports:
        for place, said in enumerate(job.rows):
            if said.number != person.number or not said.credits:
                continue
            has_cause = _differs(province, said) or not {said.name} >= person.names
            is_refused = place + FIRST_LINE in refused[job.id]
            assert has_cause or not is_refused, f"a good row was refused: {said}"
            if not has_cause:
                require_there(person, said, registry)
    for year in YEARS:
        require_year(person, year, registry)


def _differs(province: Province, said: HrRow) -> bool:
    """Whether another row says something else under the same serial."""
    sent = {each for job in province.imports for each in job.rows if each.credits}
    return len([each for each in sent if each.serial == said.serial]) > 1


def require_there(person: Person, said: HrRow, registry: Items) -> None:
    """A row that nothing speaks against is a record of its person, or waits for it."""
    found = [
        (int(sk.split("#")[1]) if pk.startswith("P#") else int(item["body"]["year"]), item["body"])
        for (pk, sk), item in registry.items()
        if (sk.startswith("WAIT#hr_legacy#") and item["body"]["serial"] == said.serial)
        or (pk == f"P#{person.id}" and item["body"].get("reference") == said.serial)
    ]
    assert len(found) == 1, f"not there, or twice: {said}"
    assert ("state" in found[0][1]) == bool(person.id), "waits though its person has enrolled"
    year, body = found[0]
    assert (year, body["subject"]) == (said.year, said.subject)
    assert Decimal(body["credits"]) == Decimal(said.credits)


def require_year(person: Person, year: int, registry: Items) -> None:
    """The standing of an imported year: the sum over its records; certified by HR iff complete."""
    prefix = f"Y#{year}#R#"
    records = [
        item["body"]
        for (pk, sk), item in registry.items()
        if pk == f"P#{person.id}" and sk.startswith(prefix)
    ]
    for body in records:
        require_chain(body, "hr_legacy")
    standing: dict[str, Any] = registry.get((f"P#{person.id}", f"Y#{year}"), {}).get("body", {})
    sums = model.summed((body["subject"], Decimal(body["accredited"])) for body in records)
    assert {name: Decimal(standing.get(name, 0)) for name in sums} == sums
    complete = model.is_complete(sums)
    assert bool(standing.get("complete")) == bool(standing.get("certified_by_hr")) == complete
