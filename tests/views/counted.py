"""What the tests of counts share: a county's numbers, events that move them, what lies in the queues."""

import io
import json
from typing import Any

from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.views.rules.counting import CountedKind, CounterName
from tests.journey.world import Client, World
from tests.views.recounting import names_of

Table = type[RegistryItem] | type[HrItem]
COUNTERS = names_of("4407", 2020)
YEARS = CounterName(CountedKind.YEARS, 2020, "4407")
COUNTY = "/v1/admin/statistics?year=2020&territory=440703"
SUMS = ("enrolled", "in_progress", "complete", "certificates", "held", "revoked")


def counted(admin: Client, path: str = COUNTY) -> tuple[int, ...]:
    shown = admin.must("GET", path)
    return tuple(shown[name] for name in SUMS)


def break_counter(table: Table, pk: str, row: str, number: int) -> None:
    """Break a counter as somebody with a console would: nothing else of it changes."""
    item = table.get(pk, "4407")
    item.body["rows"][row] = number
    item.save()


def told_by(lines: io.StringIO, metric: str) -> list[dict[str, Any]]:
    """The lines that tell of something that was counted, with what they say of it."""
    read = [json.loads(line) for line in lines.getvalue().splitlines()]
    return [line for line in read if line.get(metric)]


def waiting(world: World, queue: str) -> list[dict[str, Any]]:
    """What lies in a queue and nobody has taken, as its function gets it."""
    sqs, url = world.cloud.client("sqs"), world.cloud.queue_url(queue)
    found = []
    while answer := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for each in answer:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        found += [{"messageId": each["MessageId"], "body": each["Body"]} for each in answer]
    return found


def delayed(world: World) -> str:
    """How many looks wait for some minutes to pass."""
    given = world.cloud.client("sqs").get_queue_attributes(
        QueueUrl=world.cloud.queue_url("CounterLooks"),
        AttributeNames=["ApproximateNumberOfMessagesDelayed"],
    )
    return str(given["Attributes"]["ApproximateNumberOfMessagesDelayed"])


def moved(world: World, before: str, after: str, number: str = "1") -> dict[str, Any]:
    """An event of a profile that is listed elsewhere than before, each in a territory's own list."""
    order = {"order": {"S": "name#x"}}
    images = {
        name: {"pk": {"S": "P#x"}, "sk": {"S": "PROFILE"}, "list": {"S": listed}, **order}
        for name, listed in (("OldImage", before), ("NewImage", after))
        if listed
    }
    at = world.now.timestamp()
    change = {"SequenceNumber": number, "ApproximateCreationDateTime": at, **images}
    return {"eventName": "MODIFY", "dynamodb": change}
