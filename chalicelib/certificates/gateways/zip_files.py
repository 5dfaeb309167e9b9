"""Parcels of certificates (S3): a ZIP that is sent away in parts while it is being written.

It lies in the bucket of imports, whose lifecycle forgets it. Its key holds the parcel's id alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_STORED, ZipFile

from chalicelib.certificates.gateways.certificate_bucket import certificate_key
from chalicelib.platform.gateways.files import Signed, client, signed

if TYPE_CHECKING:
    from typing import IO

    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART_BYTES = 8 * 1024 * 1024
"""What is kept in memory; S3 takes no part but the last below 5 MiB, and 10,000 parts."""


class _Parts:
    """A file to write to that keeps no more than a part: what zipfile wants of one."""

    def __init__(self, bucket: str, key: str) -> None:
        self._bucket, self._key = bucket, key
        begun = client().create_multipart_upload(
            Bucket=bucket, Key=key, ContentType="application/zip"
        )
        self._upload = begun["UploadId"]
        self._kept = bytearray()
        self._sent: list[CompletedPartTypeDef] = []

    def write(self, content: bytes) -> int:
        """Take content; send a part once there is enough for one."""
        self._kept += content
        if len(self._kept) >= PART_BYTES:
            self._send()
        return len(content)

    def flush(self) -> None:
        """Nothing: a part is sent when it is full."""

    def _send(self) -> None:
        number = len(self._sent) + 1
        answer = client().upload_part(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=self._upload,
            PartNumber=number,
            Body=bytes(self._kept),
        )
        self._sent.append({"PartNumber": number, "ETag": answer["ETag"]})
        self._kept.clear()

    def finish(self) -> None:
        """Send what is left and put the parts together: only now the object is there."""
        self._send()
        client().complete_multipart_upload(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=self._upload,
            MultipartUpload={"Parts": self._sent},
        )


def _key(parcel: str) -> str:
    return f"archives/{parcel}.zip"


@contextmanager
def writing(parcel: str) -> Iterator[ZipFile]:
    """Write a parcel's ZIP; it is there once all of it is, and never in part.

    An upload that ends half-way is forgotten by the bucket's lifecycle.
    """
    parts = _Parts(os.environ["IMPORT_BUCKET"], _key(parcel))
    with ZipFile(cast("IO[bytes]", parts), "w", ZIP_STORED) as file:
        yield file
    parts.finish()


def read_certificate(number: str, version: int) -> bytes:
    """Read the PDF of one version of a certificate."""
    found = client().get_object(
        Bucket=os.environ["CERTIFICATE_BUCKET"], Key=certificate_key(number, version)
    )
    return found["Body"].read()


def parcel_url(parcel: str) -> Signed:
    """Sign a download of a parcel, for whoever ordered it (R33)."""
    bucket = os.environ["IMPORT_BUCKET"]
    return signed(bucket, _key(parcel), f"certificates-{parcel}.zip", "application/zip", {})
