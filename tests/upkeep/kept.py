"""A store as an earlier version left it: written once, read by every later version's tests.

A folder a version holds it: `items.jsonl` has both tables as DynamoDB writes them, `objects.jsonl` the
buckets, `messages.jsonl` what lay in queues, `answers.jsonl` what that version answered, `setting.json`
when that was, and the key that moto had, so that what is sealed can be opened.
"""

import base64
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.kms.models import Key, kms_backends

from chalicelib.platform.rules.functions import workers
from local.batches import event_of
from local.cloud import Cloud
from local.mappings import readers
from local.template import REGION, names

KEPT = Path(__file__).parent / "stores"
TABLES = ("RegistryTable", "HrTable")
QUEUES = {worker.queue: name for name, worker in workers().items()}
BUCKETS = ("EvidenceBucket", "CertificateBucket", "ImportBucket", "AuditBucket", "CourseBucket")
PUBLISHED = "keys/published.json"
DRAWN = ("certificates/", "archives/")
BEGINNING = 300
"""Bytes that stand for a PDF or a ZIP: what is in it nobody reads again."""
Item = dict[str, Any]


class Setting(NamedTuple):
    """When the store was left, by which commit, and what its secrets were wrapped with."""

    commit: str
    now: str
    key: str
    material: str
    secret: str


def versions() -> list[Path]:
    """Every store that is kept, the oldest first."""
    return sorted(each for each in KEPT.iterdir() if each.is_dir())


def before(version: str) -> list[Path]:
    """The stores of earlier versions, the oldest first: `0.3.0`."""
    return [each for each in versions() if _numbers(each.name) < _numbers(version)]


def _numbers(version: str) -> list[int]:
    return [int(each) for each in version.split(".")]


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    """What a file of a kept store says, line by line."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def setting_of(folder: Path) -> Setting:
    """When a store was left, and its keys."""
    return Setting(**json.loads((folder / "setting.json").read_text("utf-8")))


def now_of(folder: Path) -> datetime:
    """The instant at which a store was left."""
    return datetime.fromisoformat(setting_of(folder).now)


def write_store(cloud: Cloud, folder: Path, commit: str, now: datetime) -> None:
    """Write down what a cloud holds."""
    folder.mkdir(parents=True, exist_ok=True)
    key = os.environ["DATA_KEY_ID"]
    material = kms_backends[DEFAULT_ACCOUNT_ID][REGION].keys[key].key_material
    secret = os.environ["IDENTITY_SECRET"]
    told = Setting(commit, now.isoformat(), key, base64.b64encode(material).decode(), secret)
    (folder / "setting.json").write_text(json.dumps(told._asdict(), indent=1) + "\n")
    write_lines(folder, "messages.jsonl", _messages(cloud))
    write_lines(folder, "items.jsonl", _items(cloud))
    write_lines(folder, "objects.jsonl", _objects(cloud))


def write_lines(folder: Path, name: str, values: Iterable[dict[str, Any]]) -> None:
    """Write values, one a line."""
    text = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in values)
    (folder / name).write_text(text, "utf-8")


def _items(cloud: Cloud) -> Iterator[dict[str, Any]]:
    client = cloud.client("dynamodb")
    for logical in TABLES:
        found: list[Item] = []
        for page in client.get_paginator("scan").paginate(
            TableName=cloud.attributes[logical]["Ref"]
        ):
            found += page["Items"]
        for item in sorted(found, key=lambda item: (item["pk"]["S"], item["sk"]["S"])):
            yield {"table": logical, "item": _texts(item)}


def _objects(cloud: Cloud) -> Iterator[dict[str, Any]]:
    s3 = cloud.client("s3")
    for logical in BUCKETS:
        bucket = cloud.attributes[logical]["Ref"]
        for each in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            if each["Key"] == PUBLISHED:  # of keys whose private halves are kept nowhere
                continue
            found = s3.get_object(Bucket=bucket, Key=each["Key"])
            whole = found["Body"].read()
            content = whole[:BEGINNING] if each["Key"].startswith(DRAWN) else whole
            yield {"bucket": logical, "key": each["Key"], **_readable(content)}


def _readable(content: bytes) -> dict[str, str]:
    try:
        return {"text": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _content(line: dict[str, Any]) -> bytes:
    if "text" in line:
        return str(line["text"]).encode()
    return base64.b64decode(line["base64"])


def _messages(cloud: Cloud) -> Iterator[dict[str, Any]]:
    sqs = cloud.client("sqs")
    for logical, function in QUEUES.items():
        url = cloud.queue_url(logical)
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get(
            "Messages", []
        ):
            yield {"queue": logical, "function": function, "body": message["Body"]}


def told(logical: str) -> int:
    """How many records a table's stream has."""
    return len(_stream(names()[logical]))


def events(cloud: Cloud, seen: dict[str, int], now: datetime) -> Iterator[dict[str, Any]]:
    """What the streams' readers have not been brought since so many records had been seen."""
    for reader in readers(cloud, lambda _name: _unread):
        for record in _stream(reader.table)[seen[reader.table] :]:
            event = event_of(record.to_json(), f"arn:aws-cn:dynamodb:{REGION}", at=now)
            if reader.filter(event):
                event["dynamodb"].pop("OldImage", None)
                yield {"function": reader.name, "record": event}


def _unread(_event: object, _context: object) -> None:
    raise AssertionError


def _stream(table: str) -> list[Any]:
    found: list[Any] = (
        dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[table].stream_shard.items
    )
    return found


def environment_of(folder: Path) -> dict[str, str]:
    """What opens a store: the key that it was sealed with, and the secret of its digests."""
    setting = setting_of(folder)
    return {"DATA_KEY_ID": setting.key, "IDENTITY_SECRET": setting.secret}


def put_items(cloud: Cloud, folder: Path) -> None:
    """Put a kept store's items into tables that are empty, and its key where moto looks for it.

    The streams tell nothing of it: what they had told is delivered by itself (`events.jsonl`).
    """
    setting = setting_of(folder)
    keys = kms_backends[DEFAULT_ACCOUNT_ID][REGION].keys
    made: Key = keys[cloud.attributes["DataKey"]["Ref"]]
    made.key_material = base64.b64decode(setting.material)
    keys[setting.key] = made
    for line in lines(folder, "items.jsonl"):
        table = cloud.attributes[line["table"]]["Ref"]
        cloud.client("dynamodb").put_item(TableName=table, Item=_bytes(line["item"]))
    for logical in TABLES:
        _stream(cloud.attributes[logical]["Ref"]).clear()


def put_objects(cloud: Cloud, folder: Path) -> None:
    """Put a kept store's files into buckets, and its messages into queues, that are empty."""
    for line in lines(folder, "objects.jsonl"):
        bucket = cloud.attributes[line["bucket"]]["Ref"]
        cloud.client("s3").put_object(Bucket=bucket, Key=line["key"], Body=_content(line))
    for logical in QUEUES:
        # The files that were put just now have told of themselves; what lay there is put anew.
        cloud.client("sqs").purge_queue(QueueUrl=cloud.queue_url(logical))
    for line in lines(folder, "messages.jsonl"):
        url = cloud.queue_url(line["queue"])
        cloud.client("sqs").send_message(QueueUrl=url, MessageBody=line["body"])


def _texts(value: Any) -> Any:  # noqa: ANN401 - a node of DynamoDB's typed JSON
    """Bytes as base64, as DynamoDB's own JSON has them."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items()}
    return [_texts(each) for each in value] if isinstance(value, list) else value


def _bytes(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        if value.keys() == {"B"}:
            return {"B": base64.b64decode(value["B"])}
        return {key: _bytes(each) for key, each in value.items()}
    return [_bytes(each) for each in value] if isinstance(value, list) else value
