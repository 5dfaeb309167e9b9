"""The published keys (S3): one object that anybody's verification and every signature begins with.

It lies in the certificates' bucket: certificate chains are too long for a function's environment, and
a table that is restored to an earlier minute would forget a key that has signed since.
"""

import os
import time
from functools import lru_cache
from typing import NamedTuple

import msgspec
from botocore.exceptions import ClientError

from chalicelib.certificates.rules.published_keys import PublishedKeys
from chalicelib.platform.gateways.files import client

KEY = "keys/published.json"
KEEP_SECONDS = 300
"""For so long a process goes on with the keys that it has read."""
ABSENT = frozenset({"NoSuchKey", "AccessDenied"})
"""S3 says that an object is absent only to who may list the bucket; to others, that it is forbidden."""
CHANGED = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"})


class KeysChanged(Exception):  # noqa: N818 - says what happened
    """Somebody published meanwhile: read again."""


class KeysRead(NamedTuple):
    """The keys as they were read; `etag` says which state that was, None of nothing yet."""

    published: PublishedKeys
    etag: str | None


def published_keys() -> PublishedKeys:
    """The published keys, some minutes old at most."""
    return _of_period(int(time.monotonic() // KEEP_SECONDS))


@lru_cache(maxsize=1)
def _of_period(_period: int) -> PublishedKeys:
    return read_keys().published


def read_keys() -> KeysRead:
    """Read the published keys as they are now; none where nothing is published yet."""
    try:
        answer = client().get_object(Bucket=_bucket(), Key=KEY)
    except ClientError as error:
        if error.response["Error"]["Code"] in ABSENT:
            return KeysRead(PublishedKeys(), None)
        raise
    return KeysRead(msgspec.json.decode(answer["Body"].read(), type=PublishedKeys), answer["ETag"])


def put_keys(published: PublishedKeys, before: KeysRead) -> None:
    """Publish, unless somebody else has since the keys were read.

    Raises:
        KeysChanged: somebody has.
    """
    condition = {"IfMatch": before.etag} if before.etag else {"IfNoneMatch": "*"}
    try:
        client().put_object(
            Bucket=_bucket(),
            Key=KEY,
            Body=msgspec.json.format(msgspec.json.encode(published)),
            ContentType="application/json",
            **condition,  # type: ignore[arg-type]  # typed one by one
        )
    except ClientError as error:
        if error.response["Error"]["Code"] in CHANGED:
            raise KeysChanged from error
        raise


def _bucket() -> str:
    return os.environ["CERTIFICATE_BUCKET"]
