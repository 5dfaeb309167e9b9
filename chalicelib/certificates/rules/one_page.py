"""Whether a certificate surely fits on one page, told without setting it (R32).

To ask a page where something stands, or how many pages there are, sets it once more: a sixth of what
drawing costs. Most certificates list a few short records; of all others the page is asked.
"""

import re
from collections.abc import Iterable

PLAIN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Characters as wide as they are high; whatever else there is counts as two of them, words do not break."""
TITLE, FORM, AUTHORITY = 22, 9, 16
"""Such characters on a line of the columns, and where the authority stands: two less than fit."""
MOST_LINES = 14
"""Of all records together where nothing else is said: one less than fit."""


def is_surely_one_page(
    records: Iterable[tuple[str, str]], authority: str, further_lines: int
) -> bool:
    """Say whether there is room for everything on one page; False where it might be.

    Args:
        records: the title and the form of each, as printed.
        authority: who issued it.
        further_lines: how many of a note, credits of general knowledge and a national identifier it says.
    """
    lines = sum(max(_lines(title, TITLE), _lines(form, FORM)) for title, form in records)
    return lines <= MOST_LINES - further_lines and _lines(authority, AUTHORITY) == 1


def _lines(text: str, room: int) -> int:
    plain = len(PLAIN.findall(text))
    width = plain + 2 * (len(text) - plain)
    return max(1, -(-width // room))
