"""Reading DER (X.690), in which every value has one form: what is written in another is no DER.

Libraries read more than DER, and so let a byte pass that was altered.
"""

from typing import NamedTuple

_LONG = 0x80
_HIGH_TAG = 0x1F


class Element(NamedTuple):
    """A value: its tag, its content, and all of its bytes."""

    tag: int
    content: bytes
    whole: bytes


def first(data: bytes) -> Element:
    """The value that bytes begin with; what follows it is left alone.

    Raises:
        ValueError: there is none, or it is not written as DER has it.
    """
    if len(data) < 2 or data[0] & _HIGH_TAG == _HIGH_TAG:  # noqa: PLR2004 - a tag and a length
        raise ValueError("no value")
    length, begins = data[1], 2
    if length >= _LONG:
        begins += length - _LONG
        length = int.from_bytes(data[2:begins], "big")
        if length < _LONG or data[2] == 0:
            raise ValueError("a length is longer than it need be")
    ends = begins + length
    if ends > len(data):
        raise ValueError("a value is cut off")
    return Element(data[0], data[begins:ends], data[:ends])


def every(content: bytes) -> list[Element]:
    """The values of a sequence or a set, in order.

    Raises:
        ValueError: as `first`.
    """
    found = []
    while content:
        element = first(content)
        found.append(element)
        content = content[len(element.whole) :]
    return found
