"""The line of a table that says what its columns are: found among the first ones, and read."""

import re
from collections.abc import Sequence

from chalicelib.identity.rules.identity import half_width
from chalicelib.platform.rules.refusal import Refusal

OTHER_SEPARATORS = {"\t", ";"}
_ADDED = re.compile(r"^[*※]+|[*※]+$|[*※]*\([^()]*\)[*※]*$")


def parse_headings(cells: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    """Find the place of each column that is wanted; others are passed over.

    Raises:
        Refusal: `headings_invalid`, with the headings that are missing or there twice;
            `file_unreadable` where something else than commas separates the columns.
    """
    found, plain = headings_in(cells), plain_headings(cells)
    if len(cells) == 1 and OTHER_SEPARATORS & set(cells[0]):
        raise Refusal("file_unreadable", why="各列应以英文逗号分隔，请另存为CSV（逗号分隔）或XLSX")
    # What is written exactly so comes before what says more, as 备注 beside 备注（选填）.
    lines = {heading: found if heading in found else plain for heading in wanted}
    if wrong := [heading for heading, line in lines.items() if line.count(heading) != 1]:
        raise Refusal("headings_invalid", headings="、".join(wrong))
    return {heading: line.index(heading) for heading, line in lines.items()}


def are_headings(cells: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a line has most of the headings that are wanted: no row has, nor a title above them."""
    found = {*headings_in(cells), *plain_headings(cells)}
    return 2 * sum(heading in found for heading in wanted) > len(wanted)


def headings_in(cells: Sequence[str]) -> list[str]:
    """What the cells of a line say as headings: in half width, without spaces."""
    return ["".join(half_width(cell.lstrip("\ufeff")).split()) for cell in cells]


def plain_headings(cells: Sequence[str]) -> list[str]:
    """The same without what a form adds to a heading: a star, or in brackets a unit or that it must be filled in."""
    return [_ADDED.sub("", heading) or heading for heading in headings_in(cells)]
