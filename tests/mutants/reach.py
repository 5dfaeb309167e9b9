"""Which tests carry out which condition: only those can notice that it is gone.

A copy of the tree is marked where the conditions stand; the tests run on it once and each mark tells
which test passed it.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.mutants.sites import Site

TOLD_IN = "MUTANTS_REACHED"
_told: set[tuple[int, str]] = set()


def passed(number: int) -> None:
    """Tell that the running test carries a condition out; called by the marked code."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition("[")[0].partition(" (")[0]
    if test and (number, test) not in _told:
        _told.add((number, test))
        with Path(os.environ[TOLD_IN]).open("a", encoding="utf-8") as told:
            told.write(f"{number}\t{test}\n")


def mark(tree: Path, sites: Sequence[Site]) -> None:
    """Let every condition in a copy of the tree tell when it is carried out."""
    insertions = defaultdict(list)
    for number, site in enumerate(sites):
        call = f'(__import__("tests.mutants.reach", fromlist=["passed"]).passed({number}), '
        insertions[tree / site.file] += [(site.start, 1, call), (site.end, 0, ")[1]")]
    for file, texts in insertions.items():
        code = file.read_bytes()
        for position, _, text in sorted(texts, reverse=True):
            code = code[:position] + text.encode() + code[position:]
        file.write_bytes(code)


def reached(told: Path, sites: Sequence[Site]) -> dict[Site, list[str]]:
    """The tests that carry each condition out, one of every file first: if one is blind, ask another."""
    tests = defaultdict(set)
    for line in told.read_text("utf-8").splitlines():
        number, test = line.split("\t")
        tests[sites[int(number)]].add(test)
    return {site: _spread(tests[site]) for site in sites}


def _spread(tests: Iterable[str]) -> list[str]:
    ranked, seen = [], defaultdict[str, int](int)
    for test in sorted(tests):
        file = test.partition("::")[0]
        seen[file] += 1
        ranked.append((seen[file], test))
    return [test for _, test in sorted(ranked)]
