"""Evidence that professionals upload (S3): checked when it is submitted, kept for good from then on."""

import os
from hashlib import sha256
from http import HTTPStatus
from typing import NamedTuple

from chalicelib.platform.gateways.files import SIGNED_SECONDS, Signed, SignedPost, client, signed
from chalicelib.records.gateways.evidence_file import find_fault

MAX_BYTES = 10 * 1024 * 1024


UNUSED = {"use": "none"}
"""The tag of a file that no submitted record rests on yet: the bucket forgets it in the end."""


_UNUSED_FORM = "<Tagging><TagSet><Tag><Key>use</Key><Value>none</Value></Tag></TagSet></Tagging>"


SUFFIXES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


class StoredFile(NamedTuple):
    """What really lies in the bucket: the S3 version, and what is wrong with it if anything."""

    object_version: str
    fault: str | None


def evidence_key(person: str, digest: str) -> str:
    """Where a person's evidence file lies: its SHA-256 is its name."""
    return f"evidence/{person}/{digest}"


def offer_upload(person: str, digest: str, content_type: str, size: int) -> SignedPost:
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
    return SignedPost(offered["url"], offered["fields"])


def check_evidence(person: str, digest: str, content_type: str, size: int) -> StoredFile:
    """Read an uploaded file, compare it with what was announced, and open it as a reviewer would."""
    try:
        stored = client().get_object(
            Bucket=os.environ["EVIDENCE_BUCKET"], Key=evidence_key(person, digest)
        )
    except client().exceptions.NoSuchKey:
        return StoredFile("", "尚未上传成功，或久未使用已被清理")
    content = stored["Body"].read(MAX_BYTES + 1)
    version = stored.get("VersionId", "")
    if len(content) != size or sha256(content).hexdigest() != digest:
        return StoredFile(version, "与登记的文件不一致")
    return StoredFile(version, find_fault(content, content_type))


def has_arrived(person: str, digest: str, size: int) -> bool:
    """Whether a file lies there in its announced size; what it is, check_evidence says."""
    try:
        found = client().head_object(
            Bucket=os.environ["EVIDENCE_BUCKET"], Key=evidence_key(person, digest)
        )
    except client().exceptions.ClientError as fault:
        if fault.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.NOT_FOUND:
            raise
        return False
    return found["ContentLength"] == size


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
