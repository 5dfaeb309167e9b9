"""What a film is, as libmediainfo finds it in the file itself.

The file is never fetched whole: the library says where it wants to read, and what it wants is asked of
S3, some pieces of a film of hours. It comes in the layer of media, which one function alone carries.
"""

import io
from collections.abc import Callable
from typing import Any

from chalicelib.courses.rules.film import Film, Picture

PIECE = 256 * 1024
"""Bytes asked for at once."""
Read = Callable[[int, int], bytes]
"""Reads the bytes from one place up to another."""


class FarFile(io.RawIOBase):
    """A file of which pieces are fetched when they are read, for libraries that read files."""

    mode = "rb"

    def __init__(self, size: int, read: Read) -> None:
        super().__init__()
        self._size, self._fetch, self._at = size, read, 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a buffer of whatever kind
        """Read from where the file stands, as many bytes as the buffer holds or are left."""
        end = min(self._size, self._at + len(buffer))
        if self._at >= end:
            return 0
        found = self._fetch(self._at, end)
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place, counted from the beginning (0), where it stands (1) or the end (2)."""
        self._at = place + (0, self._at, self._size)[whence]
        return self._at

    def tell(self) -> int:
        """The place where the file stands."""
        return self._at


def measured(file: FarFile) -> Film:
    """Say what a film is; of what is none, hardly anything is known."""
    from pymediainfo import MediaInfo  # noqa: PLC0415 - in the layer of media alone

    # At no speed the library reads what it needs and nothing of the pictures themselves.
    found = MediaInfo.parse(file, parse_speed=0, buffer_size=PIECE)
    general = found.general_tracks[0]
    return Film(
        container=general.format or "",
        pictures=tuple(_picture(each) for each in found.video_tracks),
        sounds=tuple(each.format or "" for each in found.audio_tracks),
        seconds=_seconds(general.duration),
        is_cut=general.istruncated == "Yes",
    )


def _picture(track: Any) -> Picture:  # noqa: ANN401 - pymediainfo's tracks have whatever was found
    return Picture(
        codec=track.format or "",
        chroma=track.chroma_subsampling or "",
        depth=track.bit_depth or 0,
        width=track.width or 0,
        height=track.height or 0,
        seconds=_seconds(track.duration),
    )


def _seconds(milliseconds: object) -> float | None:
    """MediaInfo tells milliseconds, of some formats as a text with decimals."""
    return float(str(milliseconds)) / 1000 if milliseconds else None
