"""Take every condition of a write away, one at a time, and tell which test notices.

Each mutant is made in a copy of the tree. The tests that carry its condition out run on it until one
fails; what none of them notices is told as SURVIVED. `make mutants`, or `python -m tests.mutants
--only slots.py --histories 40 --processes 2`.

With `--refusals plans,duties` each refusal of the rules and verbs of these subjects is taken away instead, and
each line that they draw is moved by its last step; with `--tests tests/plans` only those tests are asked.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from tests.mutants import reach
from tests.mutants.sites import ROOT, Site, refusals, sites, without

FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
LONGEST_SECONDS = 900
LONGEST_WHOLE_SECONDS = 3600
"""How long the tests may take together, on a machine that has other work too."""
FOLDERS = [
    *sorted(
        f"tests/{each.name}"
        for each in (ROOT / "tests").iterdir()
        if (ROOT / "chalicelib" / each.name / "store").is_dir()
    ),
    "tests/journey",
    "tests/races",
    "tests/torture",
]
AT_ONCE = (4, 40)
"""How many of a condition's tests are tried first and second, before all the others."""


class Outcome(NamedTuple):
    """What became of a mutant."""

    site: Site
    reached_by: int
    killed_by: str
    seconds: float


def _copied(place: Path) -> Path:
    """Copy the tree as it is now; environment and fonts are shared."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place / name)
    for shared in (".venv", ".cache"):
        (place / shared).symlink_to((ROOT / shared).resolve())
    return place


def _pytest(
    tree: Path,
    arguments: Sequence[str],
    environment: dict[str, str],
    longest: int = LONGEST_SECONDS,
) -> str:
    """Run tests; the name of one that failed, or nothing."""
    command = [str(tree / ".venv/bin/python"), "-m", "pytest", "-q", "-x"]
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=tree,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no end within {longest} s"
    if done.returncode == 0:
        return ""
    named = FAILED.search(done.stdout)
    if named is None:
        raise RuntimeError(f"the tests did not run: {done.stdout[-500:]}{done.stderr[-500:]}")
    return named[1]


def _tried(tree: Path, site: Site, tests: list[str], environment: dict[str, str]) -> Outcome:
    """Run the tests that carry a condition out, a few first, until one fails without it."""
    file = tree / site.file
    whole = file.read_bytes()
    began = time.monotonic()
    killer = ""
    file.write_bytes(without(whole, site))
    try:
        for begin, end in zip((0, *AT_ONCE), (*AT_ONCE, None), strict=True):
            asked = tests[begin:end]
            if asked and (killer := _pytest(tree, ["-n", "0", *asked], environment)):
                break
    finally:
        file.write_bytes(whole)
    return Outcome(site, len(tests), killer, time.monotonic() - began)


def _reached(
    tree: Path,
    found: Sequence[Site],
    folders: Sequence[str],
    environment: dict[str, str],
    processes: int,
) -> dict[Site, list[str]]:
    """Run everything once on a marked copy; RuntimeError if a test fails without any mutant."""
    told = tree / "reached.txt"
    reach.mark(tree, found)
    split = ["-n", str(processes), "--dist", "worksteal"]
    telling = {**environment, reach.TOLD_IN: str(told)}
    if fails := _pytest(tree, [*split, *folders], telling, LONGEST_WHOLE_SECONDS):
        raise RuntimeError(f"{fails} fails without any mutant: mend that first")
    return reach.reached(told, found)


def _table(
    wanted: Sequence[Site], folders: Sequence[str], environment: dict[str, str], processes: int
) -> int:
    """Print a line for each mutant; how many survived."""
    survived = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        began = time.monotonic()
        marked = _copied(Path(folder) / "marked")
        tests = _reached(marked, wanted, folders, environment, processes)
        print(f"the tests ran once in {time.monotonic() - began:.0f} s", flush=True)
        trees: Queue[Path] = Queue()
        for number in range(processes):
            trees.put(_copied(Path(folder) / str(number)))

        def work(site: Site) -> Outcome:
            tree = trees.get()
            try:
                return _tried(tree, site, tests[site], environment)
            finally:
                trees.put(tree)

        for outcome in pool.map(work, wanted):
            survived += not outcome.killed_by
            result = outcome.killed_by or f"SURVIVED {outcome.reached_by} tests"
            print(f"| {outcome.site.name} | {result} | {outcome.seconds:.0f} s |", flush=True)
    return survived


def main() -> int:
    """Try every mutant and print the table; the number of survivors is the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of the sites to try")
    parser.add_argument("--histories", type=int, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--refusals", default="", help="subjects whose refusals are tried instead")
    parser.add_argument(
        "--tests", nargs="*", default=FOLDERS, help="what is asked, else everything"
    )
    asked = parser.parse_args()
    found = refusals(asked.refusals.split(",")) if asked.refusals else sites()
    wanted = [site for site in found if asked.only in site.name]
    if asked.list:
        print("\n".join(site.name for site in wanted))
        return 0
    environment = {
        # hypothesis looks at no clock then, and draws the same each time.
        "CI": "true",
        "TORTURE_BLOCK": str(asked.histories),
        "TORTURE_SEEDS": "1",
        "TORTURE_RAW": "1",
        "XUEFEN_FONTS": str((ROOT / ".cache/fonts").resolve()),
    }
    survived = _table(wanted, asked.tests, environment, asked.processes)
    print(f"{len(wanted)} mutants, {len(wanted) - survived} noticed, {survived} not")
    return min(survived, 100)


if __name__ == "__main__":
    sys.exit(main())
