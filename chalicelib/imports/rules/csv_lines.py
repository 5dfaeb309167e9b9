"""The physical lines of a text file, as bytes with their numbers, and what encoding they are in (R28)."""

import re
from collections.abc import Iterable, Iterator

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import spaced

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LONGEST_LINE = 65_536
"""In bytes; of what is longer only this much is kept."""
_LINE_END = re.compile(rb"\r\n|\n|\r")
_TOO_MANY_LINES = "行数过多，请分成几个文件"


def numbered_lines(chunks: Iterable[bytes], most: int) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers.

    Raises:
        Refusal: `file_unreadable` where there are more than `most`.
    """
    for number, raw in enumerate(_physical(chunks), 1):
        if number > most:
            raise Refusal("file_unreadable", why=_TOO_MANY_LINES)
        yield number, raw


def decoded(raw: bytes, encoding: str) -> str:
    """The text of a line; bytes that are none in the encoding become lone surrogates."""
    return spaced(raw.decode(encoding, "surrogateescape"))


def encoding_of(headings: bytes) -> str:
    """The encoding of a line that has Chinese in it, and so of its file."""
    try:
        headings.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _physical(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the file, without their ends; a byte of either encoding's characters is no end."""
    left = b""
    for chunk in chunks:
        data, held = left + chunk, b""
        if data.endswith(b"\r"):  # half of an end, perhaps
            data, held = data[:-1], b"\r"
        *whole, left = _LINE_END.split(data)
        left = left[: LONGEST_LINE + 1] + held
        yield from whole
    yield left.removesuffix(b"\r")
