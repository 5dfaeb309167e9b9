"""The calls of S3 that histories make most, answered from what moto holds, without HTTP."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from botocore.response import StreamingBody
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import S3Backend, s3_backends

PARTITION = "aws-cn"
ABSENT = {"Error": {"Code": "NoSuchKey", "Message": "no such object"}}
CHANGED = {
    "Error": {"Code": "PreconditionFailed", "Message": "another file"},
    "ResponseMetadata": {"HTTPStatusCode": 412},
}
PREFIX = "x-amz-meta-"
TAKEN = {"Error": {"Code": "PreconditionFailed", "Message": "the name is taken"}}


def moto() -> S3Backend:
    """What moto holds of S3."""
    return s3_backends[DEFAULT_ACCOUNT_ID][PARTITION]


def _list(asked: dict[str, Any]) -> tuple[int, Any]:
    keys = moto().buckets[asked["Bucket"]].keys
    found = sorted(key for key in keys if key.startswith(asked["Prefix"]))
    return 200, {"Contents": [{"Key": key} for key in found], "IsTruncated": False}


def _put(asked: dict[str, Any]) -> tuple[int, Any]:
    before = moto().buckets[asked["Bucket"]].keys.get(asked["Key"])
    if asked.get("IfNoneMatch") == "*" and before is not None:
        return 412, TAKEN
    if "IfMatch" in asked and (before is None or before.etag != asked["IfMatch"]):
        return 412, CHANGED
    given = asked["Body"]
    content = given if isinstance(given, bytes) else given.read()
    put = moto().put_object(asked["Bucket"], asked["Key"], content, disable_notification=True)
    # moto writes names of metadata as they are in headers; a client reads them without.
    put.set_metadata({f"{PREFIX}{name}": each for name, each in asked.get("Metadata", {}).items()})
    return 200, {}


def _get(asked: dict[str, Any]) -> tuple[int, Any]:
    key = moto().get_object(asked["Bucket"], asked["Key"], asked.get("VersionId"))
    if key is None:
        return 404, ABSENT
    if asked.get("IfMatch", key.etag.strip('"')) != key.etag.strip('"'):
        return 412, CHANGED
    body = StreamingBody(BytesIO(key.value), len(key.value))
    version = {} if key.version_id is None else {"VersionId": key.version_id}
    kept = {name.removeprefix(PREFIX): str(each) for name, each in key.metadata.items()}
    return 200, {"Body": body, "ETag": key.etag, "Metadata": kept, **version}


FILE_CALLS: dict[str, Callable[[dict[str, Any]], tuple[int, Any]]] = {
    "GetObject": _get,
    "ListObjectsV2": _list,
    "PutObject": _put,
}
