"""Which Python the functions run on, in one place: what is packaged is packaged by it (docs/decisions/0066).

Chalice packages for the interpreter that runs it, and what is compiled is compiled for that one: so
`make package` makes an environment with this Python and packages there.
"""

import sys

RUNTIME = "3.13"
"""The newest of Lambda that this product was played on: until 2029-06-30."""
C_LIBRARIES = {(3, 10): (2, 26), (3, 11): (2, 26)}
"""The versions of the C library that Lambda has for a Python (Amazon Linux 2)."""
NEWEST_C_LIBRARY = (2, 34)
"""And for every Python since (Amazon Linux 2023)."""


class RuntimeVersionError(RuntimeError):
    """Another interpreter packages than the one that the functions run on."""


def require_runtime(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """See that it is the functions' Python that packages.

    Raises:
        RuntimeVersionError: which one it should be.
    """
    if ".".join(map(str, version)) != RUNTIME:
        raise RuntimeVersionError(f"请用Python {RUNTIME}打包：make package (package by {RUNTIME})")


def c_library(version: tuple[int, int] = sys.version_info[:2]) -> tuple[int, int]:
    """The version of the C library that Lambda has for a Python."""
    return C_LIBRARIES.get(version, NEWEST_C_LIBRARY)
