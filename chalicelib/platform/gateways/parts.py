"""A file (S3) that is sent away in parts while it is being written: no more of it than a part is in memory.

It is there once it is finished, and never in part. What one run leaves of it, another can go on with; an
upload that is never finished is forgotten by its bucket's lifecycle.
"""

from typing import TYPE_CHECKING

import msgspec
from botocore.exceptions import ClientError

from chalicelib.platform.gateways.files import client

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART_BYTES = 8 * 1024 * 1024
"""What is kept in memory; S3 takes no part but the last below 5 MiB, and 10,000 parts."""


class SentParts(msgspec.Struct, frozen=True, array_like=True):
    """What one run leaves to another: the upload, its parts, what is kept of the next, the bytes of all."""

    upload: str
    parts: tuple[str, ...]
    rest: bytes
    bytes: int


class Parts:
    """A file to write to that keeps no more than a part: what zipfile wants of one.

    `upload` is S3's name of it, `sent` the tags of the parts that are there, `kept` what is not sent yet.
    """

    def __init__(
        self,
        bucket: str,
        key: str,
        upload: str,
        *,
        sent: tuple[str, ...] = (),
        rest: bytes = b"",
        at: int = 0,
    ) -> None:
        self.upload = upload
        self.sent = list(sent)
        self.kept = bytearray(rest)
        self._bucket, self._key = bucket, key
        self._at = at
        self._is_over = False

    def tell(self) -> int:
        """How many bytes have been taken."""
        return self._at

    def write(self, content: bytes) -> int:
        """Take content; send a part once there is enough for one."""
        if self._is_over:
            return len(content)
        self.kept += content
        self._at += len(content)
        if len(self.kept) >= PART_BYTES:
            self._send()
        return len(content)

    def left(self) -> SentParts:
        """What another run needs to go on with it."""
        return SentParts(self.upload, tuple(self.sent), bytes(self.kept), self._at)

    def give_up(self) -> None:
        """Take nothing more: a ZipFile that is thrown away writes its table of contents."""
        self._is_over = True

    def flush(self) -> None:
        """Nothing: a part is sent when it is full."""

    def _send(self) -> None:
        answer = client().upload_part(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=self.upload,
            PartNumber=len(self.sent) + 1,
            Body=bytes(self.kept),
        )
        self.sent.append(answer["ETag"])
        self.kept.clear()

    def finish(self) -> None:
        """Send what is left and put the parts together: only now the object is there."""
        self._send()
        parts: list[CompletedPartTypeDef] = [
            {"PartNumber": number, "ETag": tag} for number, tag in enumerate(self.sent, 1)
        ]
        client().complete_multipart_upload(
            Bucket=self._bucket,
            Key=self._key,
            UploadId=self.upload,
            MultipartUpload={"Parts": parts},
        )


def begin_parts(bucket: str, key: str, content_type: str) -> Parts:
    """Begin a file."""
    begun = client().create_multipart_upload(Bucket=bucket, Key=key, ContentType=content_type)
    return Parts(bucket, key, begun["UploadId"])


def go_on_with(bucket: str, key: str, sent: SentParts) -> Parts:
    """Go on with a file that another run has left."""
    return Parts(bucket, key, sent.upload, sent=sent.parts, rest=sent.rest, at=sent.bytes)


def is_gone(error: ClientError) -> bool:
    """Whether an upload has been ended meanwhile, by another run or by the bucket's lifecycle."""
    return str(error.response["Error"]["Code"]) in {"NoSuchUpload", "InvalidPart"}
