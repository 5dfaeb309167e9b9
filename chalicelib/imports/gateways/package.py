"""The package (ZIP) that an office file is, opened only once its list of parts is known to be small.

`zipfile` holds the whole list in memory, so the list's size is read before it is given the file. What
a part is said to unpack to bounds what is read of it, whatever it really holds.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal

PIECE_BYTES = 64 * 1024
DAMAGED = "工作簿已损坏、加了密码或格式特殊，请用Excel或WPS另存为XLSX"
TOO_LARGE = "解压后过大，请分成几个文件"
TOO_LONG = "读取用时过长，请分成几个较小的文件"
FOREIGN = {
    "xl/workbook.bin": "是二进制工作簿（XLSB），请另存为“Excel工作簿（*.xlsx）”",
    "content.xml": "是ODS等其他格式的表格，请另存为“Excel工作簿（*.xlsx）”",
    "word/document.xml": "是Word文档，请上传CSV或XLSX表格",
    "ppt/presentation.xml": "是演示文稿，请上传CSV或XLSX表格",
    "index/document.iwa": "是Numbers表格，请导出为XLSX",
}
"""Packages that are no workbook of ours, by a part that each has."""
StillTime = Callable[[], bool]
"""Whether there is time left to go on reading."""
_END = b"PK\x05\x06"
_END_BYTES, _LONGEST_COMMENT = 22, 65_535
_LOCATOR, _LOCATOR_BYTES = b"PK\x06\x07", 20
_END_64, _END_64_BYTES = b"PK\x06\x06", 56
_IS_ENCRYPTED = 0x1


class Package:
    """The parts of an office file, by their names in small letters, without the first stroke."""

    def __init__(self, packed: ZipFile, bounds: Bounds, still_time: StillTime) -> None:
        self._packed = packed
        self._bounds = bounds
        self._still_time = still_time
        self._parts: dict[str, ZipInfo] = {}
        for part in packed.infolist():
            self._add(part)
        if sum(part.file_size for part in self._parts.values()) > bounds.unpacked_bytes:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        for name, why in FOREIGN.items():
            if name in self._parts:
                raise Refusal("file_unreadable", why=why)

    def _add(self, part: ZipInfo) -> None:
        name = part.filename.replace("\\", "/").lower().lstrip("/")
        is_readable = part.compress_type in {ZIP_STORED, ZIP_DEFLATED}
        if name in self._parts or part.flag_bits & _IS_ENCRYPTED or not is_readable:
            raise Refusal("file_unreadable", why=DAMAGED)
        self._parts[name] = part

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._parts

    def names(self) -> Iterable[str]:
        """The names of all parts."""
        return self._parts.keys()

    def size_of(self, name: str) -> int:
        """The bytes of a part, unpacked, as its package says; of none that it has not."""
        return self._parts[name.lower()].file_size

    def pieces(self, name: str, most_bytes: int) -> Iterator[bytes]:
        """Unpack a part piece by piece.

        Args:
            name: the part's.
            most_bytes: of it, unpacked.

        Raises:
            Refusal: `file_unreadable` where there is none, it is larger, or no time is left.
        """
        part = self._parts.get(name.lower())
        if part is None:
            raise Refusal("file_unreadable", why=DAMAGED)
        if part.file_size > most_bytes:
            raise Refusal("file_unreadable", why=TOO_LARGE)
        with self._packed.open(part) as file:
            while piece := file.read(PIECE_BYTES):
                yield from in_time((piece,), self._still_time)


def in_time(pieces: Iterable[bytes], still_time: StillTime) -> Iterator[bytes]:
    """Hand pieces on as long as there is time.

    Raises:
        Refusal: `file_unreadable` when there is none left.
    """
    for piece in pieces:
        if not still_time():
            raise Refusal("file_unreadable", why=TOO_LONG)
        yield piece


def open_package(file: IO[bytes], bounds: Bounds, still_time: StillTime) -> Package:
    """Open an office file, which stays open as long as its parts are read.

    Raises:
        Refusal: `file_unreadable` where it is too large, damaged, or another format's.
    """
    _require_short_list(file, bounds)
    return Package(ZipFile(file), bounds, still_time)


def _require_short_list(file: IO[bytes], bounds: Bounds) -> None:
    """Refuse a list of parts that is long, by what its end says of it: `zipfile` goes by the same."""
    size = file.seek(0, 2)
    start = max(0, size - _END_BYTES - _LONGEST_COMMENT - _LOCATOR_BYTES - _END_64_BYTES)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_BYTES:
        raise Refusal("file_unreadable", why=DAMAGED)
    entries, listed = struct.unpack_from("<HL", tail, place + 10)
    before = place - _LOCATOR_BYTES
    if before >= 0 and tail.startswith(_LOCATOR, before):
        entries, listed = _long_end(tail, before - _END_64_BYTES)
    file.seek(0)
    if entries > bounds.entries or listed > bounds.directory_bytes:
        raise Refusal("file_unreadable", why=TOO_LARGE)


def _long_end(tail: bytes, place: int) -> tuple[int, int]:
    """How many parts and how many bytes of list the end of a package with long numbers says."""
    if place < 0 or not tail.startswith(_END_64, place):
        raise Refusal("file_unreadable", why=DAMAGED)
    entries, listed = struct.unpack_from("<QQ", tail, place + 32)
    return entries, listed
