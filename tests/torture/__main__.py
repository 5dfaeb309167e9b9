"""Play thousands of histories in several processes, telling how far they are: `make torture`.

A block of histories has a seed of its own; one that failed is played again, exactly, by its seed.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = 30
"""How many histories a seed plays, here as in the tests of every day."""
AT_ONCE = 4
"""How many blocks a process plays before it begins anew: what it remembers does not grow."""


def played(seeds: Sequence[int], *, shown: bool) -> tuple[Sequence[int], int, str]:
    """Play blocks in a process of their own; say which, its exit status and what it told."""
    named = ",".join(str(seed) for seed in seeds)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/torture"],
        cwd=ROOT,
        env={**os.environ, "TORTURE_SEEDS": named, "TORTURE_BLOCK": str(BLOCK)},
        stdout=None if shown else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return seeds, done.returncode, done.stdout or ""


def main() -> int:
    """Play what is asked for; the exit status says whether anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=20_000)
    parser.add_argument("--seed", type=int, help="play this block alone, and show it")
    parser.add_argument("--first", type=int, default=1000, help="the first block's seed")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    if asked.seed is not None:
        return played([asked.seed], shown=True)[1]
    blocks = -(-asked.histories // BLOCK)
    seeds = range(asked.first, asked.first + blocks)
    groups = [seeds[start : start + AT_ONCE] for start in range(0, blocks, AT_ONCE)]
    began, count, failed = time.monotonic(), 0, 0
    with ThreadPoolExecutor(asked.processes) as pool:
        for done in as_completed([pool.submit(played, group, shown=False) for group in groups]):
            group, status, told = done.result()
            count += len(group) * BLOCK
            failed += bool(status)
            passed = time.monotonic() - began
            print(
                f"· {count} of {blocks * BLOCK} histories, {count / passed:.1f} a second,"
                f" {passed:.0f} s, failed: {failed}",
                flush=True,
            )
            if status:
                print(f"{told[-6000:]}\nplay again: make torture SEED={group[0]} … {group[-1]}")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
