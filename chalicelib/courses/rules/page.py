"""A page made of a text, when it is shown: its pictures' signed addresses, and how much there is to read."""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

CHARACTERS_A_SECOND = 5
"""A text counts at most one second per so many characters [A] (R52)."""
_PICTURE = re.compile(r'<img src="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


def with_pictures(page: str, addresses: Mapping[str, str]) -> str:
    """Put the addresses of pictures, by file name, into a page; of one that there is not, only its words stay."""

    def shown(found: re.Match[str]) -> str:
        address = addresses.get(_name(found[1]))
        return f'<img src="{escape(address)}"' if address else "<img"

    return _PICTURE.sub(shown, page)


def pictures_of(page: str) -> set[str]:
    """The file names of the pictures that a page shows."""
    return {_name(each) for each in _PICTURE.findall(page)}


def most_seconds(page: str) -> int:
    """The most seconds that reading a page may count, by the characters that it shows."""
    return len("".join(unescape(_TAG.sub(" ", page)).split())) // CHARACTERS_A_SECOND


def _name(address: str) -> str:
    return unquote(unescape(address))
