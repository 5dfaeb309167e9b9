"""Files (S3): evidence that professionals upload, certificates that they download.

Nothing in a bucket is public; every access is a signed URL that lasts minutes (R33). Keys hold a
random id or a digest, never a name or a document number (R7).
"""

import os
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config

from chalicelib.gateways.evidence_file import find_fault

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SIGNED_SECONDS = 300
MAX_BYTES = 10 * 1024 * 1024
UNUSED = {"use": "none"}
"""The tag of a file that no submitted record rests on yet: the bucket forgets it in the end."""
_UNUSED_FORM = "<Tagging><TagSet><Tag><Key>use</Key><Value>none</Value></Tag></TagSet></Tagging>"
SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


class Upload(NamedTuple):
    """Where a browser posts a file: `fields` first, then the file itself, as multipart form."""

    url: str
    fields: dict[str, str]


class Stored(NamedTuple):
    """What really lies in the bucket: the S3 version, and what is wrong with it if anything."""

    object_version: str
    fault: str | None


class Signed(NamedTuple):
    """A signed address and the real instant after which S3 refuses it."""

    url: str
    expires_at: datetime


@cache
def client() -> "S3Client":
    """Return the process's S3 client, made when first needed."""
    path_style = Config(signature_version="s3v4", s3={"addressing_style": "path"})
    local = "AWS_ENDPOINT_URL" in os.environ
    return boto3.client("s3", config=path_style if local else Config(signature_version="s3v4"))


def evidence_key(person: str, digest: str) -> str:
    """Where a person's evidence file lies: its SHA-256 is its name."""
    return f"evidence/{person}/{digest}"


def offer_upload(person: str, digest: str, content_type: str, size: int) -> Upload:
    """Sign a POST that takes exactly this file: its type, its size, its place, as yet unused."""
    offered = client().generate_presigned_post(
        os.environ["EVIDENCE_BUCKET"],
        evidence_key(person, digest),
        Fields={"Content-Type": content_type, "tagging": _UNUSED_FORM},
        Conditions=[
            {"Content-Type": content_type},
            {"tagging": _UNUSED_FORM},
            ["content-length-range", size, size],
        ],
        ExpiresIn=SIGNED_SECONDS,
    )
    return Upload(offered["url"], offered["fields"])


def check_evidence(person: str, digest: str, content_type: str, size: int) -> Stored:
    """Read an uploaded file, compare it with what was announced, and open it as a reviewer would."""
    try:
        stored = client().get_object(
            Bucket=os.environ["EVIDENCE_BUCKET"], Key=evidence_key(person, digest)
        )
    except client().exceptions.NoSuchKey:
        return Stored("", "尚未上传成功，或久未使用已被清理")
    content = stored["Body"].read(MAX_BYTES + 1)
    version = stored.get("VersionId", "")
    if len(content) != size or sha256(content).hexdigest() != digest:
        return Stored(version, "与登记的文件不一致")
    return Stored(version, find_fault(content, content_type))


def keep_evidence(person: str, digest: str, version: str) -> None:
    """Keep a file for good, of the version that a record pins; again is harmless."""
    client().delete_object_tagging(
        Bucket=os.environ["EVIDENCE_BUCKET"],
        Key=evidence_key(person, digest),
        **({"VersionId": version} if version else {}),
    )


def evidence_url(person: str, digest: str, content_type: str, version: str) -> Signed:
    """Sign a download of the very version that a record pinned, as an attachment.

    The owner's file name stays out of the URL: people put their numbers into file names.
    """
    return signed(
        os.environ["EVIDENCE_BUCKET"],
        evidence_key(person, digest),
        f"evidence-{digest[:8]}{SUFFIXES[content_type]}",
        content_type,
        {"VersionId": version} if version else {},
    )


def certificate_key(number: str, version: int) -> str:
    """Where the PDF of one version of a certificate lies."""
    return f"certificates/{number}/v{version}.pdf"


def put_certificate(number: str, version: int, content: bytes) -> None:
    """Store a rendered certificate; the same version is always the same content."""
    client().put_object(
        Bucket=os.environ["CERTIFICATE_BUCKET"],
        Key=certificate_key(number, version),
        Body=content,
        ContentType="application/pdf",
    )


def certificate_url(number: str, version: int) -> Signed:
    """Sign a download of one version's PDF, for its holder or an administrator (R33)."""
    return signed(
        os.environ["CERTIFICATE_BUCKET"],
        certificate_key(number, version),
        f"certificate-{number}.pdf",
        "application/pdf",
        {},
    )


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
