"""What courses are made of (S3): films, captions, pictures, transcripts (R52).

A file comes piece by piece, each put by a browser at an address that is signed here, so that an upload
that broke off goes on where it stopped; what has come is asked of S3, nothing of it is kept beside. Who
studies gets pieces of a file at an address that expires. Keys hold ids alone, never a name, and what lies
at one never changes.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from botocore.exceptions import ClientError

from chalicelib.courses.rules.course_id import find_course_year
from chalicelib.courses.rules.given_up import StoredMedia
from chalicelib.courses.rules.upload import MIB, UploadPart
from chalicelib.platform.gateways.files import Signed, client

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PUTTING_SECONDS = 3 * 3600
"""How long a piece may be put; an address for what is left is to be had again."""
SHOWING_SECONDS = 6 * 3600
"""How long a film may be played: the longest lesson twice."""
MOST_WHOLE = 5 * MIB
"""Bytes of a file that is read whole; of a film, pieces are."""
PACKAGES = "packages/"
_MEDIA = re.compile(r"media/([a-z0-9-]+)/([a-z0-9-]+)/([a-z0-9]+)")
_GONE = {"NoSuchUpload", "404"}


class Stored(NamedTuple):
    """What lies at a key: its size in bytes, and S3's sign of its content."""

    size: int
    etag: str


def _bucket() -> str:
    return os.environ["COURSE_BUCKET"]


def media_key(course: str, lesson: str, media: str) -> str:
    """Where a file of a lesson lies; S3 tells a queue of what comes there."""
    return f"media/{course}/{lesson}/{media}"


def package_key(job: str) -> str:
    """Where a course lies that comes as a package; S3 tells a queue of it."""
    return f"{PACKAGES}{job}"


def find_address(key: str) -> tuple[str, str, str] | None:
    """Course, lesson and file that the key of a file names; None for any other key."""
    match = _MEDIA.fullmatch(key)
    return (match[1], match[2], match[3]) if match else None


def open_upload(key: str, content_type: str) -> str:
    """Open an upload for a file, or find the one that is open; S3's own name of it."""
    found = find_upload(key)
    if found is not None:
        return found
    return client().create_multipart_upload(
        Bucket=_bucket(), Key=key, ContentType=content_type, CacheControl="private, max-age=86400"
    )["UploadId"]


def find_upload(key: str) -> str | None:
    """S3's own name of the upload that is open for a file; of several the first."""
    answer = client().list_multipart_uploads(Bucket=_bucket(), Prefix=key)
    found = [each for each in answer.get("Uploads", []) if each["Key"] == key]
    return min(found, key=lambda each: each["Initiated"])["UploadId"] if found else None


def parts_of(key: str, upload: str) -> list[UploadPart]:
    """The pieces that have come, in their order; none of an upload that is gone."""
    found: list[UploadPart] = []
    with _passed_over(_GONE):
        for page in (
            client()
            .get_paginator("list_parts")
            .paginate(Bucket=_bucket(), Key=key, UploadId=upload)
        ):
            found += [
                UploadPart(each["PartNumber"], each["Size"], each["ETag"])
                for each in page.get("Parts", [])
            ]
    return found


def part_url(key: str, upload: str, number: int) -> Signed:
    """Sign a PUT of one piece."""
    params = {"Bucket": _bucket(), "Key": key, "UploadId": upload, "PartNumber": number}
    return _signed("upload_part", params, PUTTING_SECONDS)


def put_part(key: str, upload: str, number: int, content: bytes) -> None:
    """Put one piece from within."""
    client().upload_part(
        Bucket=_bucket(), Key=key, UploadId=upload, PartNumber=number, Body=content
    )


def complete_upload(key: str, upload: str, parts: Iterable[UploadPart]) -> None:
    """Put a file together of its pieces; again, when that is done, changes nothing."""
    named: list[CompletedPartTypeDef] = [
        {"PartNumber": each.number, "ETag": each.etag} for each in parts
    ]
    with _passed_over(_GONE):
        client().complete_multipart_upload(
            Bucket=_bucket(), Key=key, UploadId=upload, MultipartUpload={"Parts": named}
        )


def drop_upload(key: str) -> None:
    """Forget what has come of a file that is given up; again changes nothing."""
    while (upload := find_upload(key)) is not None:
        with _passed_over(_GONE):
            client().abort_multipart_upload(Bucket=_bucket(), Key=key, UploadId=upload)


def has(key: str) -> bool:
    """Whether anything lies at a key."""
    try:
        get_stored(key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _GONE:
            raise
        return False
    return True


def get_stored(key: str) -> Stored:
    """What lies at a key."""
    found = client().head_object(Bucket=_bucket(), Key=key)
    return Stored(found["ContentLength"], found["ETag"])


def stored_of(years: Collection[int]) -> Iterator[StoredMedia]:
    """Every file of a lesson of a course of these years, with the instant at which it came."""
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=_bucket(), Prefix="media/")
    for found in chain.from_iterable(page.get("Contents", []) for page in pages):
        address = find_address(found["Key"])
        if address and find_course_year(address[0]) in years:
            yield StoredMedia(found["Key"], found["LastModified"])


def forget(key: str) -> None:
    """Take a file away; it stays an old version for as long as the bucket keeps those."""
    client().delete_object(Bucket=_bucket(), Key=key)


def read_whole(key: str, etag: str) -> bytes:
    """Read the very file of an ETag, as far as any is read whole, and a byte more."""
    found = client().get_object(Bucket=_bucket(), Key=key, IfMatch=etag)
    return found["Body"].read(MOST_WHOLE + 1)


def read_range(key: str, etag: str, start: int, end: int) -> bytes:
    """Read the bytes from `start` up to `end`, which is not read, of the very file of an ETag."""
    found = client().get_object(
        Bucket=_bucket(), Key=key, IfMatch=etag, Range=f"bytes={start}-{end - 1}"
    )
    return found["Body"].read()


def media_url(key: str, content_type: str) -> Signed:
    """Sign a GET that a player may ask for pieces (ranges); what is shown, not saved."""
    params = {
        "Bucket": _bucket(),
        "Key": key,
        "ResponseContentType": content_type,
        "ResponseContentDisposition": "inline",
    }
    return _signed("get_object", params, SHOWING_SECONDS)


def _signed(operation: str, params: Mapping[str, object], seconds: int) -> Signed:
    url = client().generate_presigned_url(operation, Params=dict(params), ExpiresIn=seconds)
    signed_at = parse_qs(urlsplit(url).query)["X-Amz-Date"][0]
    ends = datetime.strptime(signed_at, "%Y%m%dT%H%M%S%z") + timedelta(seconds=seconds)
    return Signed(url, ends)


@contextmanager
def _passed_over(codes: set[str]) -> Iterator[None]:
    """Pass over answers of S3 that have one of some codes."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in codes:
            raise
