"""What a row of an import takes, beside what each row asked by itself at commit 58d6662, by plain boto3.

Chunks are imported by the product, of rows that wait for their people, of people who have enrolled, of
enrolments and of HR accounts; then the calls that the same rows took one by one (30 November 2026) are
made by plain boto3, in the same process and on the same ministack, without reading or judging a row.
What is written the second time is written without its condition, which the first time has spent.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import boto3

from bench.paths import Asked, hearing, key, make, unconditional

ROWS = 1_000
ENROLLED, ABSENT = 20_000_000, 30_000_000
"""From which number of a passport on people are enrolled, and are not."""
Items = Sequence[dict[str, Any]]
LEGACY = (
    "流水号,姓名,证件类型,证件号码,年度,科目类型,学习内容,学时,学分,完成日期,认定日期,行政区划代码"
)
ENROLMENT = "姓名,证件类型,证件号码,人员类别,工作单位,行政区划代码,手机号码,开始从事会计工作的日期"
ACCOUNT = "姓名,证件类型,证件号码"
EXAMINATION = "姓名,证件类型,证件号码,考试,科目,年度,合格日期,证书或成绩单编号"


class Kind(NamedTuple):
    """A kind of rows: what the file says, how many items a row writes, what was read of it before."""

    holds: str
    headings: str
    row: Callable[[int], str]
    items: int
    read_before: Callable[[Items], Iterator[Asked]]


class Taken(NamedTuple):
    """What a row takes: calls one after the other, milliseconds of the processor, and rows a second."""

    calls: float
    cpu: float
    rate: float


def legacy(first: int, number: int) -> str:
    """A row of the HR system, each another person's."""
    whose = first + number
    return f"C{whose},史环勤,护照,E{whose},2019,公需科目,管理会计应用指引,30,30,2019-03-09,2019-12-17,441900"


def enrolment(number: int) -> str:
    """A row of an enrolment."""
    return f"史环勤,护照,E{ENROLLED + number},在职,江门市示范会计有限公司,440703,,"


def account(number: int) -> str:
    """A row of an HR account."""
    return f"史环勤,护照,E{ENROLLED + number}"


def examination(number: int) -> str:
    """A row of the examination office, each another person's."""
    return f"史环勤,护照,E{ENROLLED + number},注册会计师全国统一考试,税法,2020,2020-05-23,G{number:08d}A"


def of_result(items: Items) -> Iterator[Asked]:
    """Who has the identity; the person's years: as a report of one study asked."""
    yield query("ID#" + "0" * 40)
    yield query(_pk(items, "P#"), "PROFILE")


def of_row(items: Items) -> Iterator[Asked]:
    """Who has the identity and what waits for it; the lock of the row's number."""
    yield query(_pk(items, "ID#"))
    yield batch(_pk(items, "HR#"))


def of_person(items: Items) -> Iterator[Asked]:
    """As of a row, then the person's years."""
    yield query(
        "ID#" + "0" * 40
    )  # by what identity the person is known is not said by what is written
    yield batch(_pk(items, "HR#"))
    yield query(_pk(items, "P#"), "PROFILE")


def of_identity(items: Items) -> Iterator[Asked]:
    """Who has the identity; then a data key."""
    yield one("REGISTRY_TABLE", _pk(items, "ID#"), "LOCK")
    context = {"person": "bench"}
    asked = {"KeyId": os.environ["DATA_KEY_ID"], "KeySpec": "AES_256", "EncryptionContext": context}
    yield Asked("kms", "GenerateDataKey", asked)


def of_account(items: Items) -> Iterator[Asked]:
    """The account of the identity."""
    yield one("HR_TABLE", _pk(items, "ID#"), "ACCOUNT")


KINDS = {
    "existing enrolments": Kind("enrolments", ENROLMENT, enrolment, 3, of_identity),
    "existing HR accounts": Kind("hr_accounts", ACCOUNT, account, 1, of_account),
    "credits of who is enrolled": Kind(
        "legacy_records", LEGACY, partial(legacy, ENROLLED), 3, of_person
    ),
    "examinations of who is enrolled": Kind(
        "examination_results", EXAMINATION, examination, 3, of_result
    ),
    "credits that wait": Kind("legacy_records", LEGACY, partial(legacy, ABSENT), 3, of_row),
}


def _pk(items: Items, begins: str) -> str:
    """The partition key of the first item of a row that begins so."""
    writes = [write for act in items for write in act.values()]
    return next(_key_of(write) for write in writes if _begins(write, begins))


def _begins(write: dict[str, Any], begins: str) -> bool:
    return _key_of(write).startswith(begins)


def _key_of(write: dict[str, Any]) -> str:
    return str(write.get("Key", write.get("Item"))["pk"]["S"])


def query(pk: str, since: str = "") -> Asked:
    """A query of a partition, or of all from a sort key on."""
    span = {":p": {"S": pk}, **({":s": {"S": since}} if since else {})}
    asked = {
        "TableName": os.environ["REGISTRY_TABLE"],
        "KeyConditionExpression": "pk = :p AND sk >= :s" if since else "pk = :p",
        "ExpressionAttributeValues": span,
        "ConsistentRead": True,
    }
    return Asked("dynamodb", "Query", asked)


def batch(pk: str) -> Asked:
    """One lock, as a batch of one."""
    keys = {"Keys": [key(pk, "LOCK")], "ConsistentRead": True}
    asked = {"RequestItems": {os.environ["REGISTRY_TABLE"]: keys}}
    return Asked("dynamodb", "BatchGetItem", asked)


def one(table: str, pk: str, sk: str) -> Asked:
    """One item by its key."""
    asked = {"TableName": os.environ[table], "Key": key(pk, sk), "ConsistentRead": True}
    return Asked("dynamodb", "GetItem", asked)


def measured() -> dict[str, tuple[Taken, Taken]]:
    """Import all kinds; what a row of each takes, and by plain boto3 as of before."""
    return {name: _measured(name, kind) for name, kind in KINDS.items()}


def _measured(name: str, kind: Kind) -> tuple[Taken, Taken]:
    from bench.import_rows import offered  # noqa: PLC0415 - reads the environment
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - as above
    from chalicelib.imports.actions.split_import import split_import  # noqa: PLC0415 - as above
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    job, etag = offered(name, kind.holds, [kind.headings, *map(kind.row, range(ROWS))])
    split_import(job, etag)
    chunks = imports.find_chunks(job)
    with hearing() as heard:
        ours = taken(lambda: [import_chunk(job, chunk.number) for chunk in chunks])
    totals = [each.totals for each in imports.find_chunks(job)]
    if sum(each.imported + each.waiting for each in totals if each) != ROWS:
        raise RuntimeError(totals)
    return ours._replace(calls=len(heard) / ROWS), as_before(kind, heard)


def as_before(kind: Kind, heard: Sequence[Asked]) -> Taken:
    """What `ROWS` rows of a kind, whose calls were heard, take by plain boto3 one by one."""
    before = list(_before(kind, heard))
    clients = {service: boto3.client(service) for service in ("dynamodb", "kms")}  # type: ignore[call-overload]  # of a name
    return taken(partial(make, clients, before))._replace(calls=len(before) / ROWS)


def _before(kind: Kind, heard: Sequence[Asked]) -> Iterator[Asked]:
    """The calls of 58d6662: each row by itself."""
    for call in heard:
        if call.operation == "TransactWriteItems":
            for row in _rows(kind, call.params["TransactItems"]):
                yield from kind.read_before(row)
                acts = {"TransactItems": [act for act in row if not _is_younger(act)]}
                yield unconditional(Asked("dynamodb", "TransactWriteItems", acts))


def _is_younger(act: dict[str, Any]) -> bool:
    """Whether nobody wrote such an item then: what leads to people from their names."""
    return any(_begins(write, "NAMED#") for write in act.values())


def _rows(kind: Kind, acts: Items) -> Iterator[Items]:
    """What each row writes; PynamoDB has brought all checks to the front."""
    checks = [act for act in acts if "ConditionCheck" in act]
    puts, each = acts[len(checks) :], kind.items - bool(checks)
    for number, start in enumerate(range(0, len(puts), each)):
        yield [*checks[number : number + 1], *puts[start : start + each]]


def taken(work: Callable[[], object]) -> Taken:
    """What some work takes, a row of `ROWS`; its calls somebody else has heard."""
    began, spent = time.perf_counter(), time.process_time()
    work()
    cpu = (time.process_time() - spent) * 1000 / ROWS
    return Taken(0, cpu, ROWS / (time.perf_counter() - began))
