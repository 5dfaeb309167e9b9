"""Results of examinations in a history: files of the examination office, and what each row must have become (R41).

The oracle's own word: paper and year are the sitting, however either is written; a result is a record of its own or
accredits the application that was open for its paper, which then says that paper alone.
"""

import re
from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests.journey.imports import csv_file, result
from tests.journey.reports import document
from tests.torture import model
from tests.torture.certificates import Items
from tests.torture.imports import FIRST_LINE, refused_lines
from tests.torture.model import Act, Entry, Person, Province, ResultRow, Thing

HEADINGS = ("姓名", "证件类型", "证件号码", "考试", "科目", "年度", "合格日期", "证书或成绩单编号")
PAPERS = ("会计实务", "经济法", "财务管理")
"""As applicants write them."""
WRITTEN = ("中级{}", "《{}》", "{}（中级）", "科目：{}", "{}", "2020年{}", "{}", "{}")
OTHER_NAME, BROKEN = 5, 6
WORTH = Decimal(90)
PROVED = {None, "draft", "submitted", "returned", "rejected"}
"""What a result leads from."""


class Proof(NamedTuple):
    """A step by which a result made or accredited a record: which import and line, and the act."""

    job: str
    line: int
    act: Act
    is_first: bool


def drawn(person: Person, what: int, how: int, names: tuple[str, str]) -> ResultRow:
    """The row that two small numbers mean: about a paper that was applied for, where one was."""
    papers = (*_applied_for(person), *PAPERS)
    paper = papers[what % len(papers)]
    return ResultRow(
        number=person.number,
        name=names[how == OTHER_NAME],
        paper=paper,
        written=WRITTEN[how].format(paper),
        certificate="" if how == BROKEN else f"GD2020-{person.number}-{what}",
    )


def _applied_for(person: Person) -> list[str]:
    open_ones = (each for each in person.records.values() if each.last() in PROVED)
    known = {name.removeprefix("exam ") for each in open_ones for name in each.thing.known_by}
    return sorted(known & set(PAPERS))


def file_of(rows: tuple[ResultRow, ...]) -> bytes:
    """The file that the province uploads."""
    return csv_file(*(_cells(each) for each in rows), headings=HEADINGS)


def _cells(said: ResultRow) -> dict[str, str]:
    return result(
        said.written,
        model.YEAR,
        姓名=said.name,
        证件号码=document(said.number)["number"],
        合格日期="2020-05-23",
        证书或成绩单编号=said.certificate,
    )


def proof_of(body: dict[str, Any]) -> Proof | None:
    """The step of a record that a result made, if one did."""
    before = None
    for number, move in enumerate(body["moves"]):
        at, by, to, (token, line) = move[:4]
        if token.startswith("EXAM#"):
            assert (by[0], to) == ("system", "accredited")
            assert before in PROVED, f"a result moves nothing that is {before}"
            job, number_of_line = line.split("#")
            reason = move[5] if before else ""
            act = Act("accredited", datetime.fromisoformat(at), reason)
            return Proof(job, int(number_of_line), act, number == 0)
        before = to
    return None


def learn_results(province: Province, person: Person, by_id: dict[str, Any]) -> None:
    """What results have made of a person's records: each names a row that says so, and the paper alone."""
    for name, (_, item) in by_id.items():
        proof = proof_of(item["body"])
        if proof is None:
            continue
        said = row_of(province, proof)
        assert said.number == person.number
        assert said.name in person.names
        thing = Thing({}, WORTH, frozenset({f"exam {said.paper}"}))
        assert (item["body"]["source"] == "examination_office") == proof.is_first
        if proof.is_first:
            assert name not in person.records
            person.records[name] = Entry(thing, source="examination_office", acts=[proof.act])
            continue
        entry = person.records[name]
        assert thing.known_by <= entry.thing.known_by, (
            "accredited for a paper that it does not list"
        )
        entry.thing = thing
        entry.acts.append(proof.act)


def row_of(province: Province, proof: Proof) -> ResultRow:
    """The row that a step names."""
    job = next(each for each in province.results if each.id == proof.job)
    return job.rows[proof.line - FIRST_LINE]


def require_results(province: Province, registry: Items) -> None:
    """Every file is through; every good row is there once, or waits once; others were refused."""
    for job in province.results:
        body = registry[f"JOB#{job.id}", "JOB"]["body"]
        totals = {name: int(number) for name, number in body["totals"].items()}
        refused = refused_lines(job.id)
        assert totals["rows"] == len(job.rows)
        assert totals.get("refused", 0) == len(refused)
        settled = sum(totals.get(name, 0) for name in ("imported", "waiting", "refused"))
        assert settled == len(job.rows), "a row was lost or doubled"
        for place, said in enumerate(job.rows):
            is_refused = place + FIRST_LINE in refused
            assert said.certificate or is_refused, "imported without a number"
            if said.certificate:
                _require_row(province, said, registry, is_refused=is_refused)


def _require_row(province: Province, said: ResultRow, registry: Items, *, is_refused: bool) -> None:
    person = province.people[said.number]
    bodies = [item["body"] for (pk, sk), item in registry.items() if _is_of(person, pk, sk)]
    about = [each for each in bodies if _is_about(each, said.paper)]
    has_cause = not {said.name} >= person.names or any(each["state"] == "revoked" for each in about)
    assert has_cause or not is_refused, f"a good result was refused: {said}"
    waiting = [
        item["body"]["name"]
        for (_, sk), item in registry.items()
        if sk.startswith("WAIT#examination_office#") and _is_waiting(item["body"], person, said)
    ]
    assert max(Counter(waiting).values(), default=0) <= 1, "a result waits twice"
    if has_cause:
        return
    assert len(waiting) == (not person.id), "waits though its person has enrolled, or is lost"
    accredited = [each for each in about if each["state"] == "accredited"]
    assert len(accredited) == bool(person.id), f"not there, or twice: {said}"


def _is_of(person: Person, pk: str, sk: str) -> bool:
    return bool(person.id) and pk == f"P#{person.id}" and sk.startswith(f"Y#{model.YEAR}#R#")


def _is_about(body: dict[str, Any], paper: str) -> bool:
    if body.get("form") != "exam":
        return False
    return paper in re.sub(r"[《》中级（）科目：2020年]", "", body["reference"]).split("；")


def _is_waiting(body: dict[str, Any], person: Person, said: ResultRow) -> bool:
    return body["number"].startswith(f"GD2020-{person.number}-") and body["paper"].endswith(
        said.paper
    )


def require_told(person: Person, by_id: dict[str, Any], kinds: Counter[str]) -> None:
    """Whom a result credited with a record of its own was told: by the import, or as it was claimed."""
    proofs = [proof_of(item["body"]) for _, item in by_id.values()]
    if any(proof and proof.is_first for proof in proofs):
        assert kinds["records_imported"] + kinds["record_accredited"], person
