"""`python -m tests.verifier`: alters every digit of a signature and ten thousand bytes of the file.

What `make test` does with a sample; each must be refused (R47).
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.verifier.issued import is_genuine, keys_of, signed

MANY = 10_000


def main() -> int:
    """Print what was altered, and each place where that was not noticed."""
    content, chosen = signed(), random.Random()  # noqa: S311 - places to alter, other ones each time
    with tempfile.TemporaryDirectory() as folder:
        keys = keys_of(Path(folder))
    assert is_genuine(content, keys)
    first = content.index(b"/Contents <") + len(b"/Contents ")
    places = [*range(first, content.index(b">", first) + 1)]
    places += [chosen.randrange(len(content)) for _ in range(MANY)]
    began, passed = time.perf_counter(), []
    for place in places:
        altered = bytearray(content)
        altered[place] ^= chosen.randrange(1, 256)
        if is_genuine(bytes(altered), keys):
            passed.append(place)
    seconds = time.perf_counter() - began
    print(f"{len(places)} bytes altered in {seconds:.1f} s, not noticed: {passed or 'none'}")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
