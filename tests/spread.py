"""How the tests are dealt out to the processes that play them: a file is played by one, the longest first.

What a module prepares for its tests (a county played, a bundle built) is prepared once so. A process
that loses half of a file to another and is dealt another half of it prepares it again, on the same cloud.
The pages are all one process's, so that one browser and one local cloud run at a time.
"""

from collections import Counter
from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.loop import SLOW, emulator_of

PAGES = "tests/web"
LONG = (
    PAGES,
    "tests/deploy/test_deployed",
    "tests/deploy/test_bundle",
    "tests/torture/",
    "tests/journey/",
)
"""What prepares much: these are begun before all others."""
MINISTACK = "ministack"


def in_order(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the tests with the longest files first, and what runs on ministack last.

    Every change of emulator makes all clients anew.
    """
    slow = Counter(_file_of(line) for line in SLOW.read_text("utf-8").split())

    def rank(item: pytest.Item) -> tuple[bool, int, int]:
        file = _file_of(item.nodeid)
        first = next((at for at, begun in enumerate(LONG) if file.startswith(begun)), len(LONG))
        return emulator_of(item) == MINISTACK, first, -slow[file]

    return sorted(items, key=rank)


class ByFile(LoadScopeScheduling):
    """Deals out a file's tests of one emulator together."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(PAGES):
            return PAGES
        _, _, case = nodeid.partition("[")
        return f"{_file_of(nodeid)} {MINISTACK if MINISTACK in case else ''}"


@pytest.hookimpl
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # it would begin with the files of the most tests
    return ByFile(config, log)


def _file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]
