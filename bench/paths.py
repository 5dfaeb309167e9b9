"""What a person's usual requests cost the processor, beside their calls of AWS by plain boto3.

Each request goes through the app as an event that API Gateway brings; then the calls that it made at commit
b1978d3 (29 November 2026) are made by plain boto3, in turn, in one process. On ministack, which is
another process: its work is not counted, as moto's would be, that works in ours. What is written the
second time is written without its condition, which the first time has spent. It fails over the bounds. Run it by
`python -m bench.paths`.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
import msgspec
from botocore import xform_name

from bench.targets import at_most, tell
from local import ministack, resources

if TYPE_CHECKING:
    from tests.journey.world import Client, Professional, World

ROUNDS = 40
MOST_OF_PLAIN = 0.9
SUBMITTING, MOST_OF_SUBMITTING = "submitting a draft with one file", 4
PAST, OF_A_YEAR = 8, 5
"""The years before this one, and the records of each."""
AFTER = {"GetObject", "DeleteObjectTagging", "PutItem", "TransactWriteItems"}
"""What followed once everything was read, then as now."""
ONCE = {
    "ConditionExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ClientRequestToken",
    "ReturnConsumedCapacity",
}
"""What is left out of a write that is done again; PynamoDB asks for the capacity, nobody else."""
NUMBERS = count()


class Asked(NamedTuple):
    """A call of AWS."""

    service: str
    operation: str
    params: dict[str, Any]


class Request(NamedTuple):
    """A request ready to be sent: whose year it is of, and the item that says who asks."""

    send: Callable[[], object]
    person: str
    asks_for: tuple[str, str]


class Measured(NamedTuple):
    """Medians, in milliseconds of the processor, and how many calls there were."""

    ours: float
    theirs: float
    calls: int
    calls_before: int


def main() -> int:
    """Print a line for each kind of request, fail where a target is missed."""
    print(f"{'':<34}{'calls':>6}{'before':>8}{'ours':>10}{'boto3':>10}{'ratio':>7}")
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        world = new_world(emulator)
        held = []
        for name, requests in kinds(world).items():
            each = measured(requests)
            held.append(at_most(f"{name}: of plain boto3", each.ours / each.theirs, MOST_OF_PLAIN))
            if name == SUBMITTING:
                held.append(at_most(f"{name}: calls", each.calls, MOST_OF_SUBMITTING))
            print(
                f"{name:<34}{each.calls:>6}{each.calls_before:>8}"
                f"{each.ours:>7.2f} ms{each.theirs:>7.2f} ms{each.ours / each.theirs:>7.2f}"
            )
    return tell(held)


def new_world(emulator: ministack.Ministack) -> "World":
    """A province in which nobody is enrolled, its issuer known to the app."""
    from local.issuer import Issuer  # noqa: PLC0415 - as below

    cloud = resources.create(emulator.endpoint)
    issuer = Issuer("http://127.0.0.1/dev/issuer", resources.AUDIENCE)
    os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
    os.environ["OIDC_JWKS"] = json.dumps(issuer.jwks())
    from local.clock import Clock  # noqa: PLC0415 - reads the environment
    from local.mappings import pump_of  # noqa: PLC0415 - as above
    from tests.journey.world import World  # noqa: PLC0415 - as above
    from tests.processes import alone  # noqa: PLC0415 - as above

    clock = Clock()
    return World(cloud, issuer, clock, pump_of(cloud, clock, alone))


def kinds(world: "World") -> dict[str, Iterator[Request]]:
    """The kinds of requests that are measured."""
    return {
        "a year, nothing before it": years(world, "young"),
        f"a year, {PAST} years before it": years(world, "old", lived=True),
        SUBMITTING: submissions(world),
        "a decision": decisions(world),
    }


def years(world: "World", subject: str, *, lived: bool = False) -> Iterator[Request]:
    """Somebody looks at the year again and again; it holds three records."""
    person = enrolled(world, subject)
    for number in range(3):
        person.submit(reference=f"JM-{number}")
    if lived:
        put_past(of(person)[0])
    for _ in range(ROUNDS):
        yield Request(sending(person, "GET", "/v1/me/years/2020"), *of(person))


def submissions(world: "World") -> Iterator[Request]:
    """Each time another one submits the only draft."""
    for number in range(ROUNDS):
        person = enrolled(world, f"submits {number}")
        draft = person.application(evidence=[person.upload()])
        path = f"/v1/me/records/{person.must('POST', '/v1/me/years/2020/records', draft)['id']}"
        yield Request(sending(person, "POST", f"{path}/submit"), *of(person))


def decisions(world: "World") -> Iterator[Request]:
    """A reviewer accredits record after record, each of another person."""
    wu = world.reviewer("440703")
    for number in range(ROUNDS):
        person = enrolled(world, f"is accredited {number}")
        path = f"/v1/review/records/{person.submit()['id']}/decision"
        send = sending(wu, "POST", path, {"decision": "accredit"})
        yield Request(send, of(person)[0], (f"STAFF#{login_of(wu)}", "ROLE"))


def sending(client: "Client", method: str, path: str, body: object = None) -> Callable[[], None]:
    """Sends an event of API Gateway, which finds out itself what is asked for: that is none of our work."""
    from app import app  # noqa: PLC0415 - reads the environment

    sent = client.event_of(method, path, body)

    def send() -> None:
        answered = app(sent, None)
        if answered["statusCode"] not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise RuntimeError(answered["body"])

    return send


def enrolled(world: "World", subject: str) -> "Professional":
    """Somebody new, known by a passport of a number that no country gives."""
    number = f"E{next(NUMBERS):08d}"
    return world.professional(subject).enrol(document={"type": "passport", "number": number})


def of(person: "Client") -> tuple[str, tuple[str, str]]:
    """Somebody's id, and where the login's lock lies."""
    return person.must("GET", "/v1/me")["id"], (f"LOGIN#{login_of(person)}", "LOCK")


def login_of(client: "Client") -> str:
    """The digest of a client's login."""
    from chalicelib.http.authorization import read_login  # noqa: PLC0415 - reads the environment

    return read_login(f"Bearer {client.token}").digest


def put_past(person: str) -> None:
    """Let records of earlier years lie with somebody."""
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above
    from chalicelib.records.store import records  # noqa: PLC0415 - as above
    from tests.platform.records import submitted  # noqa: PLC0415 - as above

    with RegistryItem.batch_write() as batch:
        for serial in range(PAST * OF_A_YEAR):
            year = 2020 - PAST + serial // OF_A_YEAR
            record = msgspec.structs.replace(submitted(serial), person=person, year=year)
            batch.save(records.record_item(record, None))


def measured(requests: Iterator[Request]) -> Measured:
    """Send each, and make the calls of b1978d3 for it."""
    clients = {name: boto3.client(name) for name in ("dynamodb", "s3")}  # type: ignore[call-overload]  # of a name
    ours, theirs, counts = [], [], (0, 0)
    for request in requests:
        with hearing() as heard:
            ours.append(spent(request.send))
        before = calls_before(request, heard)
        theirs.append(spent(partial(make, clients, before)))
        counts = len(heard), len(before)
    return Measured(median(ours), median(theirs), *counts)


@contextmanager
def hearing() -> Iterator[list[Asked]]:
    """Hear what the product asks, but for the law, which a process reads twice a minute."""
    from tests.faults import every_client  # noqa: PLC0415 - reads the environment

    heard: list[Asked] = []

    def hear(event_name: str, params: dict[str, Any], **_: object) -> None:
        _, service, operation = event_name.split(".")
        if "POLICY" not in str(params.get("ExpressionAttributeValues")):
            heard.append(Asked(service, operation, params))

    for client in every_client():
        client.meta.events.register("provide-client-params", hear)
    yield heard
    for client in every_client():
        client.meta.events.unregister("provide-client-params", hear)


def calls_before(request: Request, heard: list[Asked]) -> list[Asked]:
    """The calls of the same request at b1978d3: who asks, the years up to this one, and what followed."""
    registry, hr = os.environ["REGISTRY_TABLE"], os.environ["HR_TABLE"]
    pk, sk = request.asks_for
    known = {"TableName": registry, "Key": key(pk, sk), "ConsistentRead": True}
    span = {":p": {"S": f"P#{request.person}"}, ":a": {"S": "PROFILE"}, ":z": {"S": "Y#2020~"}}
    years = {
        "TableName": registry,
        "KeyConditionExpression": "pk = :p AND sk BETWEEN :a AND :z",
        "ExpressionAttributeValues": span,
        "ConsistentRead": True,
    }
    shown = {"TableName": hr, "Key": key(f"P#{request.person}", "C#2020"), "ConsistentRead": True}
    after = [unconditional(call) for call in heard if call.operation in AFTER]
    return [
        Asked("dynamodb", "GetItem", known),
        Asked("dynamodb", "Query", years),
        *(after or [Asked("dynamodb", "GetItem", shown)]),
    ]


def key(pk: str, sk: str) -> dict[str, Any]:
    """A key as DynamoDB has it."""
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def unconditional(call: Asked) -> Asked:
    """The call once more, without what would refuse it the second time."""
    return call._replace(params=_stripped(call.params))


def _stripped(params: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in params.items() if name not in ONCE}
    if "TransactItems" in kept:
        acts = kept["TransactItems"]
        kept["TransactItems"] = [
            {verb: act[verb] if verb == "ConditionCheck" else _stripped(act[verb]) for verb in act}
            for act in acts
        ]
    return kept


def make(clients: dict[str, Any], calls: list[Asked]) -> None:
    """Make calls by plain boto3; a file is read to its end and hashed, as it was."""
    for service, operation, params in calls:
        answer = getattr(clients[service], xform_name(operation))(**params)
        if "Body" in answer:
            sha256(answer["Body"].read()).hexdigest()


def spent(act: Callable[[], object]) -> float:
    """Milliseconds of the processor, all threads of ours."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
