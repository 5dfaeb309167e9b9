"""The certificate's QR code (R34, R47): the address where it is verified, with the statement behind `#`.

Drawn at 30 mm. What a telephone reads from a skewed, blurred photograph of paper is 61 modules a
side; 81 it hardly ever reads. The longest statement has room in 61 where the host of the address has
56 characters at most, the usual one at level Q where it has 40.
"""

import re
from collections.abc import Sequence

import segno

_MOST_MODULES = 61
_DARK = re.compile(rb"\x01+")
"""A stretch of dark modules in a line."""
_MASK = 0
"""Of the eight patterns that may be laid over a QR code, the one taken: to weigh all eight for the
easiest to read costs four times as much as to draw one, and every one can be read."""


def qr_code(address: str, statement: str) -> str:
    """The code as SVG. It still scans with a tenth of it covered, but for its three corners.

    Args:
        address: the whole address, with number and version.
        statement: in decimal digits; empty for none. A digit costs less than half a character.
    """
    modules = _modules([f"{address}#", statement] if statement else [address])
    path = "".join(
        f"M{left} {row}h{right - left}v1h{left - right}z"
        for row, line in enumerate(modules)
        for left, right in (dark.span() for dark in _DARK.finditer(line))
    )
    side = len(modules)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def _modules(parts: list[str]) -> Sequence[bytearray]:
    """At level Q where that has room in 61 modules, else at M."""
    matrix: Sequence[bytearray] = ()
    for level in ("q", "m"):
        code = segno.make(parts, error=level, boost_error=False, micro=False, mask=_MASK)  # type: ignore[arg-type] # it takes segments too, its types do not say so
        matrix = code.matrix
        if len(matrix) <= _MOST_MODULES:
            break
    return matrix
