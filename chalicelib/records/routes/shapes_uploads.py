"""Uploads of evidence in the HTTP contract: announced, and asked for again (R15)."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Digest, Short


class UploadSent(Sent, frozen=True, kw_only=True):
    """A file to come: PDF, JPEG or PNG of at most 10 MiB."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    content_type: Short
    size: int
    sha256: Digest


class UploadShown(Answered, frozen=True, kw_only=True):
    """A file as it was announced: `announced` while it has not come, `arrived` once it lies there in its size."""

    id: str
    filename: str
    content_type: str
    size: int
    state: Literal["announced", "arrived"]
