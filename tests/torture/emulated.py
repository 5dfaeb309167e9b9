"""moto, made quick enough for thousands of histories in one process.

Quicker than `tests.quick`: every call of DynamoDB goes from PynamoDB straight to moto's actions,
through the network that may fail; so does what is asked of S3 most often, and what is sent to
queues is kept here. A history empties the
tables it finds; and what is asked of an empty list of the index `waiting` is answered at once, of
which a sweep asks a hundred times.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from boto3.dynamodb.types import TypeDeserializer
from botocore.client import BaseClient
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.sns.models import sns_backends

from chalicelib.certificates.gateways import key_bucket
from chalicelib.platform.gateways import files, messages
from chalicelib.platform.store.tables import HrItem, RegistryItem
from local.template import REGION
from tests.deploy.recorder import on_call
from tests.faults import Network, table_clients
from tests.straight import answered
from tests.torture.lean import lean
from tests.torture.stored import FILE_CALLS, moto

PUBLISHED = key_bucket.KEY
"""The keys that sign: they are there from the beginning on."""
_READER = TypeDeserializer()
NOTHING = {"Items": [], "Count": 0, "ScannedCount": 0}


class Emulated:
    """The tables of a cloud in process, with what has happened to them since the last look."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._names = (RegistryItem.Meta.table_name, HrItem.Meta.table_name)
        self._backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION]
        self._base: dict[str, dict[str, Any]] = {}
        self._twice = False
        self._sent: list[tuple[str, str]] = []

    @contextmanager
    def quickened(self) -> Iterator["Emulated"]:
        """Make moto quick while it lasts."""
        clients = [*table_clients(), files.client(), messages.client()]
        for client in clients:
            client._make_api_call = partial(self._call, client)  # noqa: SLF001 - what a client calls
        try:
            with lean():
                yield self
        finally:
            for client in clients:
                del client._make_api_call  # noqa: SLF001 - as above

    def keep_as_base(self, is_kept: Callable[[str, str], bool]) -> None:
        """Let every history begin with what is there now under the keys that are kept."""
        for name in self._names:
            kept: dict[Any, dict[Any, Any]] = {}
            for pk, items in self._backend.tables[name].items.items():
                for sk, item in items.items():
                    if is_kept(pk.value, sk.value):
                        kept.setdefault(pk, {})[sk] = item
            self._base[name] = kept

    def empty(self) -> None:
        """Begin anew: what was there at first, no certificate, no message, no event."""
        for name in self._names:
            table = self._backend.tables[name]
            base = {key: dict(items) for key, items in self._base[name].items()}
            table.items = defaultdict(dict, base)
            table.stream_shard.items = []
        buckets = moto().buckets
        for name in ("CERTIFICATE_BUCKET", "AUDIT_BUCKET", "IMPORT_BUCKET"):
            kept = buckets[os.environ[name]].keys
            for each in [key for key in kept if key != PUBLISHED]:
                kept.pop(each)
        for topic in sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics.values():
            topic.sent_notifications = []
        self._sent = []

    def take_sent(self) -> list[tuple[str, str]]:
        """Take what was sent to queues: their addresses and the messages."""
        sent, self._sent = self._sent, []
        return sent

    def told(self) -> list[dict[str, Any]]:
        """Every message that was published in this history."""
        topics = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics.values()
        return [json.loads(sent[1]) for topic in topics for sent in topic.sent_notifications]

    def writes(self) -> int:
        """How many items were written in this history."""
        return sum(len(self._backend.tables[name].stream_shard.items) for name in self._names)

    def changes(self, table: str, seen: int) -> list[dict[str, Any]]:
        """The stream's records of a table after the first `seen`."""
        shard = self._backend.tables[table].stream_shard
        return [record.to_json() for record in shard.items[seen:]]

    def version_of(self, pk: str, sk: str) -> int:
        """The version of an item of the registry, as it lies there."""
        item = self._backend.get_item(self._names[0], {"pk": {"S": pk}, "sk": {"S": sk}})
        assert item is not None
        return int(item.to_json()["Attributes"]["version"]["N"])

    def partition(self, pk: str) -> dict[str, dict[str, Any]]:
        """What lies in the registry under a key, by the sort keys."""
        kept = self._backend.tables[self._names[0]].items
        found = next((items for key, items in kept.items() if key.value == pk), {})
        return {
            sk.value: {
                name: _READER.deserialize(value)
                for name, value in item.to_json()["Attributes"].items()
            }
            for sk, item in found.items()
        }

    def items(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every item of both tables, as DynamoDB writes it, by its table's name."""
        for name in self._names:
            for items in self._backend.tables[name].items.values():
                for item in items.values():
                    yield name, item.to_json()["Attributes"]

    def send_next_twice(self) -> None:
        """Let the next call be carried out twice, as when its answer was lost and botocore repeats."""
        self._twice = True

    def _call(self, client: Any, operation: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - as botocore has it
        """Answer a call as moto does, without HTTP."""
        model = client.meta.service_model
        if model.service_name == "s3" and operation not in FILE_CALLS:
            return BaseClient._make_api_call(client, operation, asked)  # noqa: SLF001 - the usual way
        on_call(asked, model.operation_model(operation), {})
        self._network.before(operation)
        times, self._twice = 2 if self._twice else 1, False
        for _time in range(times):
            status, answer = self._answered(operation, asked)
        self._network.after(operation)
        if status >= 400:
            raise client.exceptions.from_code(answer["Error"]["Code"])(answer, operation)
        return answer

    def _answered(self, operation: str, asked: dict[str, Any]) -> tuple[int, Any]:
        if operation == "SendMessage":
            self._sent.append((asked["QueueUrl"], asked["MessageBody"]))
            return 200, {}
        if operation == "SendMessageBatch":
            self._sent += [(asked["QueueUrl"], each["MessageBody"]) for each in asked["Entries"]]
            return 200, {}
        if operation in FILE_CALLS:
            return FILE_CALLS[operation](asked)
        if asked.get("IndexName") == "waiting" and self._nobody_waits(asked):
            return 200, dict(NOTHING)
        return answered(operation, asked)

    def _nobody_waits(self, asked: dict[str, Any]) -> bool:
        """Whether a query of the index `waiting` names a list in which nothing waits."""
        rows = self._backend.tables[asked["TableName"]].items.values()
        waiting = {
            item.attrs["waits_for"].value
            for items in rows
            for item in items.values()
            if "waits_for" in item.attrs
        }
        return waiting.isdisjoint(
            value["S"] for value in asked["ExpressionAttributeValues"].values()
        )
