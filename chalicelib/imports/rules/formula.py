"""What a spreadsheet would take for a formula in a table written out, made a text (CWE-1236)."""

import unicodedata

_SIGNS = "=+-@\u2212"
_UNSEEN = "CZ"
"""Categories of what a spreadsheet passes over, or drops, before a formula: controls and spaces."""


def harmless(cell: str) -> str:
    """The cell as it may be written: an apostrophe in front of what could be a formula.

    Spreadsheets look past what nobody sees (tabs, NUL, U+FEFF, spaces of any width) and some take
    ＝＋－＠ of full width for the signs, so both are done here, too.
    """
    first = next((char for char in cell if unicodedata.category(char)[0] not in _UNSEEN), "")
    return f"'{cell}" if unicodedata.normalize("NFKC", first)[:1] in (*_SIGNS,) else cell
