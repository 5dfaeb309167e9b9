"""The texts that cells of a workbook share, held as one run of bytes and not as objects."""

import re
from array import array
from collections.abc import Mapping

from chalicelib.imports.gateways.package import TOO_LARGE
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text as it is meant: what XML cannot hold is written `_x000D_` (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Texts:
    """The shared texts: a run of UTF-8 with the place where each ends."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._run = bytearray()
        self._ends = array("Q")
        self._kept: list[str] = []
        self._length = 0
        self._is_text = self._is_reading = False

    def __getitem__(self, place: int) -> str:
        """The text at a place.

        Raises:
            IndexError: there is none.
        """
        if not 0 <= place < len(self._ends):
            raise IndexError(place)
        start = self._ends[place - 1] if place else 0
        return self._run[start : self._ends[place]].decode("utf-8", "surrogatepass")

    def element_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """A text begins, or a piece of it; how it is spoken (`rPh`) is no part of it."""
        del attributes
        if name == "si":
            self._kept, self._length, self._is_text = [], 0, True
        elif name == "rPh":
            self._is_text = False
        elif name == "t":
            self._is_reading = self._is_text

    def element_ends(self, name: str) -> None:
        """A text ends, or a piece of it."""
        if name == "t":
            self._is_reading = False
        elif name == "rPh":
            self._is_text = True
        elif name == "si":
            self._run += unescaped("".join(self._kept)).encode("utf-8", "surrogatepass")
            self._ends.append(len(self._run))
            if len(self._ends) > self._bounds.texts:
                raise Refusal("file_unreadable", why=TOO_LARGE)

    def text_comes(self, said: str) -> None:
        """Some of a text; what no cell can hold is passed over."""
        if self._is_reading and self._length < self._bounds.cell_characters:
            self._kept.append(said[: self._bounds.cell_characters - self._length])
            self._length += len(said)
