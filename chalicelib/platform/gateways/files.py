"""Files (S3): evidence that professionals upload, certificates that they download.

Nothing in a bucket is public; every access is a signed URL that lasts minutes (R33). Keys hold a
random id or a digest, never a name or a document number (R7).
"""

import os
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from botocore.config import Config

from chalicelib.platform.gateways import clients

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SIGNED_SECONDS = 300
MOST_CONNECTIONS = 16
"""Kept open at once: as many files can be read together."""


class SignedPost(NamedTuple):
    """Where a browser posts a file: `fields` first, then the file itself, as multipart form."""

    url: str
    fields: dict[str, str]


class Signed(NamedTuple):
    """A signed address and the real instant after which S3 refuses it."""

    url: str
    expires_at: datetime


@cache
def client() -> "S3Client":
    """Return the process's S3 client, made when first needed."""
    config = Config(signature_version="s3v4", max_pool_connections=MOST_CONNECTIONS)
    if "AWS_ENDPOINT_URL" in os.environ:
        config = config.merge(Config(s3={"addressing_style": "path"}))
    made: S3Client = clients.made("s3", config=config)
    return made


def signed(
    bucket: str, key: str, filename: str, content_type: str, extra: dict[str, str]
) -> Signed:
    """Sign a download as an attachment, and say when it ends."""
    url = client().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": bucket,
            "Key": key,
            "ResponseContentType": content_type,
            "ResponseContentDisposition": f'attachment; filename="{filename}"',
            **extra,
        },
        ExpiresIn=SIGNED_SECONDS,
    )
    signed_at = parse_qs(urlsplit(url).query)["X-Amz-Date"][0]
    expires_at = datetime.strptime(signed_at, "%Y%m%dT%H%M%S%z") + timedelta(seconds=SIGNED_SECONDS)
    return Signed(url, expires_at)
