"""Uploads of what courses are made of: what may be announced, in which pieces it comes (R53).

A file is only ever announced here; what it really is decides `check_media` once it has come.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.courses.rules.media import MediaKind
from chalicelib.platform.rules.refusal import Refusal

MIB = 1024 * 1024
SMALLEST_PART = 8 * MIB
"""Of a piece: on a poor line no more than this is lost, and S3 takes nothing below five."""
MOST_PARTS = 128
PICTURES = ("image/jpeg", "image/png", "image/webp")


class MediaTaken(NamedTuple):
    """What is taken of a kind of file: its types, and how many bytes at most."""

    types: tuple[str, ...]
    most_bytes: int


TAKEN = {
    MediaKind.VIDEO: MediaTaken(("video/mp4", "video/webm"), 4096 * MIB),
    MediaKind.CAPTIONS: MediaTaken(("text/vtt",), MIB),
    MediaKind.TRANSCRIPT: MediaTaken(("text/markdown", "text/plain"), MIB),
    MediaKind.POSTER: MediaTaken(PICTURES, 2 * MIB),
    MediaKind.PICTURE: MediaTaken(PICTURES, 5 * MIB),
}
"""What comes by upload; a text is sent with its lesson."""


class UploadPart(NamedTuple):
    """A piece that has come: its number, from 1; its size in bytes; S3's sign of its content."""

    number: int
    size: int
    etag: str


def require_taken(kind: MediaKind, content_type: str, size: int) -> None:
    """Refuse a file of another type, or a larger one, than is taken of its kind.

    Raises:
        Refusal: `media_not_taken`, with the field at fault.
    """
    taken = TAKEN.get(kind)
    if taken is None:
        allowed = "、".join(TAKEN)
        raise Refusal("media_not_taken", field="kind", why=f"不是可上传的种类，可用：{allowed}")
    if content_type not in taken.types:
        why = f"应为{'、'.join(taken.types)}"
        raise Refusal("media_not_taken", field="content_type", why=why)
    if not 0 < size <= taken.most_bytes:
        why = f"大小应为1字节至{taken.most_bytes // MIB} MB"
        raise Refusal("media_not_taken", field="size", why=why)


def part_size(size: int) -> int:
    """How large the pieces of a file are, all but its last, in bytes."""
    piece = SMALLEST_PART
    while piece * MOST_PARTS < size:
        piece *= 2
    return piece


def wanted_parts(size: int) -> dict[int, int]:
    """The sizes of all pieces of a file by their numbers."""
    piece = part_size(size)
    count = -(-size // piece)
    return {number: min(piece, size - (number - 1) * piece) for number in range(1, count + 1)}


def missing_parts(size: int, arrived: Sequence[UploadPart]) -> list[int]:
    """The numbers of the pieces that have not come, or not whole."""
    come = {each.number: each.size for each in arrived}
    return [number for number, bytes_ in wanted_parts(size).items() if come.get(number) != bytes_]
