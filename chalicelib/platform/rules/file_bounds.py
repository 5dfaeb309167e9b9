"""How large what is in a file may be before it is refused: a small file may unpack to anything (R28).

Everything that a format leaves open, and that our reading holds in memory or counts, has its bound
here. What the format itself bounds has that bound: no program writes more.
"""

from typing import NamedTuple


class Bounds(NamedTuple):
    """The bounds of one file. Tests lower them, so that no file need be large."""

    entries: int = 10_000
    """Parts of a package: a workbook of a thousand sheets, each with its drawing, has fewer."""
    directory_bytes: int = 4 * 1024**2
    """Of the package's list of parts, all of which `zipfile` holds."""
    unpacked_bytes: int = 1024**3
    """Of all parts: 12 million cells are less."""
    held_bytes: int = 32 * 1024**2
    """Of the parts that describe a workbook (itself, its relations, its styles)."""
    text_bytes: int = 128 * 1024**2
    """Of the table of shared texts, all of which is held, as XML and as UTF-8."""
    texts: int = 4_000_000
    """Of that table, each with its place of 8 bytes."""
    token_bytes: int = 1024**2
    """Of one tag with its attributes, one comment: expat holds it until it ends."""
    depth: int = 64
    """Of elements within elements, each of which expat remembers; workbooks have a dozen."""
    names: int = 4_096
    """Of elements and attributes that differ, which expat never forgets; workbooks have hundreds."""
    sheets: int = 1_024
    """The first rows of each are read."""
    rows: int = 1_048_576
    """The format's own: the number of the last row."""
    columns: int = 16_384
    """The format's own: XFD."""
    cells: int = 30_000_000
    """Of one sheet, filled or not: each takes its microseconds."""
    styles: int = 65_490
    """The format's own: of cell formats, and as many number formats."""
    format_characters: int = 255
    """Of a number format, as Excel takes it."""
    merged: int = 200_000
    """Ranges of merged cells of one sheet."""
    cell_characters: int = 32_767
    """The format's own: of the text of a cell; the rest of it is passed over."""
    lines: int = 5_000_000
    """Of a CSV, blank or not."""
    joined_lines: int = 100
    """Of a CSV: how many further lines one cell may go over."""
    vain_joins: int = 1_000
    """Of a CSV: how often a quotation mark without its other is looked for in the lines after it."""


USUAL = Bounds()
