"""The audit archive (S3 under Object Lock): what is written stays, and is written once.

A name is taken by whoever writes it first (`If-None-Match`): a repeated write changes nothing. The
bucket keeps every version, so what somebody lays over an object or hides by a deletion is seen.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from botocore.exceptions import ClientError

from chalicelib.platform.gateways.files import client

TAKEN = "PreconditionFailed"
ABSENT = "NoSuchKey"


class StoredVersions(NamedTuple):
    """An object with all its versions, the oldest first; hidden ones have a deletion marker."""

    key: str
    contents: tuple[bytes, ...]
    is_hidden: bool


def _bucket() -> str:
    return os.environ["AUDIT_BUCKET"]


def put_once(key: str, content: bytes) -> None:
    """Write an object unless its name is taken."""
    try:
        client().put_object(
            Bucket=_bucket(),
            Key=key,
            Body=content,
            ContentType="application/json",
            IfNoneMatch="*",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != TAKEN:
            raise


def find_keys(prefix: str) -> Iterator[str]:
    """The names that begin so, in their order."""
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=_bucket(), Prefix=prefix)
    for page in pages:
        yield from (each["Key"] for each in page.get("Contents", []))


def find_folders(prefix: str) -> list[str]:
    """What stands between the prefix and the next slash, each once, in order."""
    pages = client().get_paginator("list_objects_v2")
    found = pages.paginate(Bucket=_bucket(), Prefix=prefix, Delimiter="/")
    return [
        each["Prefix"].removeprefix(prefix).rstrip("/")
        for page in found
        for each in page.get("CommonPrefixes", [])
    ]


def get_object(key: str) -> bytes:
    """Read an object."""
    return client().get_object(Bucket=_bucket(), Key=key)["Body"].read()


def find_object(key: str) -> bytes | None:
    """Read an object if there is one: a twelfth of what a listing costs."""
    try:
        return get_object(key)
    except ClientError as error:
        if error.response["Error"]["Code"] == ABSENT:
            return None
        raise


def read_everything() -> Iterator[StoredVersions]:
    """Read every object with all its versions."""
    versions: dict[str, list[str]] = defaultdict(list)
    hidden: set[str] = set()
    for page in client().get_paginator("list_object_versions").paginate(Bucket=_bucket()):
        for each in page.get("Versions", []):
            versions[each["Key"]].append(each["VersionId"])
        hidden.update(each["Key"] for each in page.get("DeleteMarkers", []))
    for key in sorted({*versions, *hidden}):
        # S3 lists the newest version of a name first.
        contents = tuple(_read(key, version) for version in reversed(versions[key]))
        yield StoredVersions(key, contents, key in hidden)


def _read(key: str, version: str) -> bytes:
    found = client().get_object(Bucket=_bucket(), Key=key, VersionId=version)
    return found["Body"].read()
