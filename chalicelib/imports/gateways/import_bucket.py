"""Files of imports (S3): what administrators upload, its chunks, and the table of refused rows.

All of it lies in a bucket of its own, whose lifecycle forgets it. Keys hold the import's id alone.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from botocore.exceptions import ClientError

from chalicelib.platform.gateways.files import SIGNED_SECONDS, Signed, SignedPost, client, signed
from chalicelib.platform.gateways.messages import UPLOADS
from chalicelib.platform.store.abreast import abreast

MOST_BYTES = 200 * 1024 * 1024
PIECE_BYTES = 64 * 1024


class Replaced(Exception):  # noqa: N818 - says what happened
    """The file is no longer the one that the import began with."""


def _bucket() -> str:
    return os.environ["IMPORT_BUCKET"]


def offer_file(job: str) -> SignedPost:
    """Sign a POST that takes one file, of any content, to the import's place."""
    offered = client().generate_presigned_post(
        _bucket(),
        f"{UPLOADS}{job}",
        Conditions=[["content-length-range", 1, MOST_BYTES]],
        ExpiresIn=SIGNED_SECONDS,
    )
    return SignedPost(offered["url"], offered["fields"])


def read_file(job: str, etag: str) -> Iterator[bytes]:
    """Stream the uploaded file, piece by piece.

    Raises:
        Replaced: another one has been put in its place.
    """
    try:
        found = client().get_object(Bucket=_bucket(), Key=f"{UPLOADS}{job}", IfMatch=etag)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 412:  # noqa: PLR2004 - S3's answer to IfMatch
            raise
        raise Replaced from error
    yield from found["Body"].iter_chunks(PIECE_BYTES)


@contextmanager
def on_disk(pieces: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """Keep pieces in a file of the machine, which is gone afterwards."""
    with TemporaryFile() as file:
        for piece in pieces:
            file.write(piece)
        file.seek(0)
        yield file


def _chunk_key(job: str, number: int) -> str:
    return f"chunks/{job}/{number:04d}.json"


def put_chunk(job: str, number: int, content: bytes) -> None:
    """Store the rows of a chunk; the same chunk is always the same content."""
    client().put_object(Bucket=_bucket(), Key=_chunk_key(job, number), Body=content)


def read_chunk(job: str, number: int) -> bytes:
    """Read the rows of a chunk."""
    found = client().get_object(Bucket=_bucket(), Key=_chunk_key(job, number))
    return found["Body"].read()


def _part_key(job: str, number: int) -> str:
    return f"refused/{job}/{number:04d}.csv"


def put_part(job: str, number: int, content: str) -> None:
    """Store the refused rows of a chunk."""
    client().put_object(Bucket=_bucket(), Key=_part_key(job, number), Body=content.encode())


def read_part(job: str, number: int) -> bytes:
    """Read the refused rows of a chunk."""
    return client().get_object(Bucket=_bucket(), Key=_part_key(job, number))["Body"].read()


def _rows_key(job: str, number: int) -> str:
    return f"refused/{job}/{number:04d}.json"


def put_refused(job: str, number: int, content: bytes) -> None:
    """Store the refused rows of a chunk for the interface; before the chunk is done."""
    client().put_object(Bucket=_bucket(), Key=_rows_key(job, number), Body=content)


def read_refused(job: str, number: int) -> bytes:
    """Read the refused rows of a chunk that has them ready."""
    return client().get_object(Bucket=_bucket(), Key=_rows_key(job, number))["Body"].read()


def forget_files(job: str, chunks: int) -> None:
    """Delete what was uploaded, its chunks, and what was kept of their refused rows; what is gone stays gone."""
    numbered = (_chunk_key, _part_key, _rows_key)
    keys = [key(job, number) for number in range(chunks) for key in numbered]
    every = (f"{UPLOADS}{job}", _table_key(job), *keys)
    abreast(lambda key: client().delete_object(Bucket=_bucket(), Key=key), every)


def _credited_key(job: str, number: int) -> str:
    return f"told/{job}/{number:04d}.json"


def put_credited(job: str, number: int, content: bytes) -> None:
    """Store which rows of a chunk brought whom credits; before the chunk is done."""
    client().put_object(Bucket=_bucket(), Key=_credited_key(job, number), Body=content)


def read_credited(job: str, number: int) -> bytes:
    """Read which rows of a chunk brought whom credits."""
    return client().get_object(Bucket=_bucket(), Key=_credited_key(job, number))["Body"].read()


def _telling_key(job: str, order: int) -> str:
    return f"told/{job}/order-{order:04d}.jsonl"


def put_telling(job: str, order: int, file: IO[bytes]) -> None:
    """Store whom an order tells of what; the same import is always the same orders."""
    client().put_object(Bucket=_bucket(), Key=_telling_key(job, order), Body=file)


def read_telling(job: str, order: int) -> bytes:
    """Read whom an order tells of what."""
    return client().get_object(Bucket=_bucket(), Key=_telling_key(job, order))["Body"].read()


def _table_key(job: str) -> str:
    return f"refused/{job}.csv"


def put_table(job: str, file: IO[bytes]) -> None:
    """Store the table of all refused rows."""
    client().put_object(
        Bucket=_bucket(), Key=_table_key(job), Body=file, ContentType="text/csv; charset=utf-8"
    )


def table_url(job: str) -> Signed:
    """Sign a download of the table of refused rows."""
    return signed(_bucket(), _table_key(job), f"refused-{job}.csv", "text/csv", {})
