"""An upload in pieces, whatever it is of: what has come, where the rest is put, how it is put together (R53)."""

from typing import NamedTuple

from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.upload import UploadPart, missing_parts, part_size, wanted_parts
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.refusal import Refusal


class Pieces(NamedTuple):
    """How large pieces are, those that have come, and signed addresses for those that are missing."""

    part_size: int
    arrived: tuple[UploadPart, ...]
    addresses: dict[int, Signed]


def no_pieces(size: int) -> Pieces:
    """Nothing more is put of a file of so many bytes."""
    return Pieces(part_size(size), (), {})


def open_pieces(key: str, content_type: str, size: int) -> Pieces:
    """What has come of a file, with fresh addresses for the rest.

    One that S3 has forgotten, as it does after a week, begins anew.
    """
    upload = course_bucket.open_upload(key, content_type)
    arrived = tuple(course_bucket.parts_of(key, upload))
    left = missing_parts(size, arrived)
    addresses = {number: course_bucket.part_url(key, upload, number) for number in left}
    return Pieces(part_size(size), arrived, addresses)


def put_together(key: str, size: int) -> None:
    """Let S3 put a file together, unless a call before did, whose answer was lost.

    Raises:
        Refusal: `upload_incomplete`, which names the pieces that are missing.
    """
    upload = course_bucket.find_upload(key)
    if upload is None:
        if not course_bucket.has(key):
            raise Refusal("upload_incomplete", missing=list(wanted_parts(size)))
        return
    arrived = course_bucket.parts_of(key, upload)
    if missing := missing_parts(size, arrived):
        raise Refusal("upload_incomplete", missing=missing)
    course_bucket.complete_upload(key, upload, arrived)
