"""What a call of AWS asks of IAM: the action, the resource and the condition keys that narrow it.

Resources are named as policies name them, by the template's logical ids: `RegistryTable`,
`RegistryTable/index/waiting`, `EvidenceBucket/evidence/…`. The source is AWS's Service
Authorization Reference.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from local.template import PSEUDO_PARAMETERS, names

Params = Mapping[str, Any]
Keys = tuple[tuple[str, tuple[str, ...]], ...]
LOGICAL = {physical: logical for logical, physical in names().items()}
INDEX_KEYS = {"waiting": "waits_for", "listed": "list"}
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}


class Need(NamedTuple):
    """One permission that a call needs; `keys` are IAM's condition keys with their values."""

    action: str
    resource: str
    keys: Keys = ()


def needs(service: str, operation: str, params: Params) -> Iterator[Need]:
    """Say which permissions a call needs.

    Raises:
        LookupError: a service or an operation that has no entry here yet: add it.
    """
    try:
        describe = SERVICES[service]
    except KeyError:
        raise LookupError(f"tests/deploy/needs.py does not know {service}:{operation}") from None
    yield from describe(operation, params)


def _dynamodb(operation: str, params: Params) -> Iterator[Need]:
    if operation == "TransactWriteItems":
        for item in params["TransactItems"]:
            (kind, write), *_ = item.items()
            yield _of_item(WRITES.get(kind, "ConditionCheckItem"), write)
    elif operation == "BatchGetItem":
        for table, asked in params["RequestItems"].items():
            leading = tuple(sorted({key["pk"]["S"] for key in asked["Keys"]}))
            yield Need(f"dynamodb:{operation}", LOGICAL[table], _leading(*leading))
    elif operation == "Query":
        yield _of_query(params)
    else:
        yield _of_item(operation, params)


def _of_item(operation: str, params: Params) -> Need:
    item = params.get("Key") or params["Item"]
    named = params.get("ExpressionAttributeNames", {}).values()
    keys: Keys = _leading(item["pk"]["S"])
    if operation == "UpdateItem":
        keys += (("dynamodb:Attributes", tuple(sorted({*item, *named}))),)
    return Need(f"dynamodb:{operation}", LOGICAL[params["TableName"]], keys)


def _of_query(params: Params) -> Need:
    index = params.get("IndexName")
    leading = INDEX_KEYS[index] if index else "pk"
    (name,) = [n for n, key in params["ExpressionAttributeNames"].items() if key == leading]
    (value,) = re.findall(rf"{name} = (:\d+)", params["KeyConditionExpression"])
    table = LOGICAL[params["TableName"]]
    resource = f"{table}/index/{index}" if index else table
    return Need(
        "dynamodb:Query", resource, _leading(params["ExpressionAttributeValues"][value]["S"])
    )


def _leading(*keys: str) -> Keys:
    return (("dynamodb:LeadingKeys", keys),)


OF_VERSION = {
    "GetObject": "GetObjectVersion",
    "DeleteObjectTagging": "DeleteObjectVersionTagging",
}
"""What IAM calls it where a version is named."""
PARTS = {"CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"}
"""What IAM knows as putting an object."""
CALLED = {"ListParts": "ListMultipartUploadParts", "HeadObject": "GetObject"}
"""What IAM calls it."""


def _s3(operation: str, params: Params) -> Iterator[Need]:
    if operation == "CreateBucket":
        return  # never sent: botocore finds the address of a presigned POST by it
    bucket = LOGICAL[params["Bucket"]]
    if operation in {"ListBucket", "ListObjectsV2"}:
        yield Need("s3:ListBucket", bucket)
        return
    if operation == "ListMultipartUploads":
        yield Need("s3:ListBucketMultipartUploads", bucket)
        return
    operation = "PutObject" if operation in PARTS else CALLED.get(operation, operation)
    if params.get("VersionId"):
        operation = OF_VERSION.get(operation, operation)
    yield Need(f"s3:{operation}", f"{bucket}/{params['Key']}")


ALIASES: dict[str, tuple[str, ...]] = {}
"""The aliases of each KMS key, by the key's id."""


def note_alias(params: Params) -> None:
    """Keep by which alias a key is known from now on: policies name signing keys by theirs."""
    stack = PSEUDO_PARAMETERS["AWS::StackName"]
    key, alias = params["TargetKeyId"], params["AliasName"].replace(stack, "AWS::StackName")
    ALIASES[key] = (*ALIASES.get(key, ()), alias)


def _kms(operation: str, params: Params) -> Iterator[Need]:
    if operation == "Sign":
        key = params["KeyId"].rpartition("/")[2]
        arn = f"arn:AWS::Partition:kms:AWS::Region:AWS::AccountId:key/{key}"
        asked = {
            "kms:ResourceAliases": ALIASES.get(key, ()),
            "kms:MessageType": (params["MessageType"],),
            "kms:SigningAlgorithm": (params["SigningAlgorithm"],),
        }
        yield Need("kms:Sign", arn, tuple(asked.items()))
        return
    context = params.get("EncryptionContext", {})
    keys = tuple((f"kms:EncryptionContext:{key}", (value,)) for key, value in context.items())
    yield Need(
        f"kms:{operation}", "DataKey", (("kms:EncryptionContextKeys", tuple(context)), *keys)
    )


def _streams(operation: str, params: Params) -> Iterator[Need]:
    """An iterator names the stream that it was made of; it is opaque, so its maker answers for it."""
    if operation == "GetShardIterator":
        table = LOGICAL[params["StreamArn"].split("/")[1]]
        yield Need("dynamodb:GetShardIterator", f"{table}.StreamArn")
        yield Need("dynamodb:GetRecords", f"{table}.StreamArn")


def _sns(operation: str, params: Params) -> Iterator[Need]:
    # As with queues, one action for one message and for several.
    yield Need(
        f"sns:{operation.removesuffix('Batch')}", LOGICAL[params["TopicArn"].rpartition(":")[2]]
    )


def _sqs(operation: str, params: Params) -> Iterator[Need]:
    # IAM knows one action for one message and for several.
    action = operation.removesuffix("Batch")
    yield Need(f"sqs:{action}", LOGICAL[params["QueueUrl"].rpartition("/")[2]])


SERVICES = {
    "dynamodb": _dynamodb,
    "dynamodbstreams": _streams,
    "s3": _s3,
    "kms": _kms,
    "sns": _sns,
    "sqs": _sqs,
}
