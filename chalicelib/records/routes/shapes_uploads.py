"""Files that are sent, in the HTTP contract: announced, posted, asked for again (R15)."""

from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Digest, Short
from chalicelib.http.told import (
    Id,
    Line,
    MediaType,
    Sentences,
    Url,
)
from chalicelib.records.gateways.evidence_bucket import SUFFIXES


class UploadSent(Sent, frozen=True, kw_only=True):
    """A file to come: PDF, JPEG or PNG of at most 10 MiB."""

    filename: Annotated[str, Meta(min_length=1, max_length=200)]
    content_type: Annotated[Short, Meta(extra_json_schema={"enum": [*SUFFIXES]})]
    size: int
    sha256: Digest


class UploadShown(Answered, frozen=True, kw_only=True):
    """A file as it was announced: `announced` while it has not come, `arrived` once it lies there in its size."""

    id: Id
    filename: Line
    content_type: MediaType
    size: int
    state: Literal["announced", "arrived"]


class Upload(Answered, frozen=True, kw_only=True):
    """Where to post the file: `fields` first, then `file`, as multipart/form-data."""

    id: Id
    url: Url
    fields: dict[str, Sentences]
