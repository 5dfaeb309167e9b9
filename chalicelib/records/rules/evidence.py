"""A file of evidence, as whatever rests on it names it (R15)."""

import msgspec


class Evidence(msgspec.Struct, frozen=True, array_like=True):
    """An uploaded file as a record pins it. `id` is its SHA-256; `object_version` S3's.

    `owner` is the account that uploaded it, where its person has several that were merged.
    """

    id: str
    filename: str
    content_type: str
    size: int
    object_version: str = ""
    owner: str = ""
