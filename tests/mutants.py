"""Proof that the tests notice: every condition of a write is taken away, one at a time.

Each mutant is made in a copy of the tree, and the tests run on it until the first one fails; what
none of them notices is told as SURVIVED. `make mutants`, or `python -m tests.mutants --only
slots.py --histories 40 --processes 2`.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MAKERS = {
    "is_new",
    "is_version",
    "is_still_at",
    "is_version_of",
    "is_as_read",
    "_is_as_read",
    "_condition",
}
"""What makes a condition; each call of one is a site."""
PREDICATES = {"exists", "does_not_exist"}
CHECK = "condition_check"
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
LONGEST_SECONDS = 600
STAGES = (
    ["tests/actions", "tests/races", "tests/store"],
    ["tests/torture"],
    ["tests/journey"],
)
"""From the quickest that notices most to the slowest."""


class Site(NamedTuple):
    """A place in the code, and what stands there once the condition is gone."""

    file: str
    line: int
    function: str
    before: str
    start: int
    end: int
    after: str

    @property
    def name(self) -> str:
        """How the table names it."""
        return f"{self.file}:{self.line} {self.function} `{self.before}`"


class Outcome(NamedTuple):
    """What became of a mutant."""

    site: Site
    killed_by: str
    seconds: float


def _offset(lines: Sequence[str], line: int, column: int) -> int:
    return sum(len(each.encode()) for each in lines[: line - 1]) + column


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _replaced(node: ast.AST, parents: Sequence[ast.AST]) -> tuple[ast.expr, str] | None:
    """What of the code is replaced and by what, if a node is a condition or a half of one."""
    parent = parents[-1]
    if isinstance(parent, ast.BinOp) and isinstance(node, ast.expr) and not _joins(node):
        other = parent.right if node is parent.left else parent.left
        return (parent, ast.unparse(other)) if _joins(parent) else None
    if not isinstance(node, ast.Call):
        return None
    called = _called(node)
    above = {each.name for each in parents if isinstance(each, ast.FunctionDef)}
    is_made = bool(above & MAKERS) and "_condition" not in above
    is_checked = any(isinstance(each, ast.Call) and _called(each) == CHECK for each in parents)
    is_site = called in PREDICATES | MAKERS and not is_made and not is_checked
    return (node, "None") if is_site or called == CHECK else None


def _joins(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd)


def _walk(
    node: ast.AST, parents: tuple[ast.AST, ...] = ()
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        yield child, (*parents, node)
        yield from _walk(child, (*parents, node))


def sites(root: Path = ROOT) -> list[Site]:
    """Find every condition of the product's writes: only the store knows of DynamoDB."""
    found = []
    for file in sorted((root / "chalicelib" / "store").rglob("*.py")):
        text = file.read_text("utf-8")
        lines = text.splitlines(keepends=True)
        for node, parents in _walk(ast.parse(text)):
            replaced = _replaced(node, parents)
            if replaced is None:
                continue
            old, new = replaced
            function = next(
                (each.name for each in reversed(parents) if isinstance(each, ast.FunctionDef)), ""
            )
            found.append(
                Site(
                    str(file.relative_to(root)),
                    node.lineno,
                    function,
                    ast.unparse(node)[:60],
                    _offset(lines, old.lineno, old.col_offset),
                    _offset(lines, old.end_lineno, old.end_col_offset),
                    new,
                )
            )
    return found


def copied(place: Path) -> Path:
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
        if not (place / shared).exists():
            (place / shared).symlink_to((ROOT / shared).resolve())
    return place


def tried(tree: Path, site: Site, environment: dict[str, str], stages: int) -> Outcome:
    """Run the tests on a mutant until one fails."""
    file = tree / site.file
    whole = file.read_bytes()
    began = time.monotonic()
    file.write_bytes(whole[: site.start] + site.after.encode() + whole[site.end :])
    try:
        for folders in STAGES[:stages]:
            if killer := _run(tree, folders, environment):
                return Outcome(site, killer, time.monotonic() - began)
    finally:
        file.write_bytes(whole)
    return Outcome(site, "", time.monotonic() - began)


def _run(tree: Path, folders: list[str], environment: dict[str, str]) -> str:
    command = [str(tree / ".venv/bin/python"), "-m", "pytest", "-q", "-x", "-n", "0"]
    try:
        done = subprocess.run(
            [*command, *folders],
            cwd=tree,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no end within {LONGEST_SECONDS} s"
    if done.returncode == 0:
        return ""
    named = FAILED.search(done.stdout)
    if named is None:
        raise RuntimeError(f"the tests did not run: {done.stdout[-500:]}{done.stderr[-500:]}")
    return named[1]


def main() -> int:
    """Try every mutant and print the table; the number of survivors is the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of the sites to try")
    parser.add_argument("--histories", type=int, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--stages", type=int, default=len(STAGES))
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    wanted = [site for site in sites() if asked.only in site.name]
    if asked.list:
        print("\n".join(site.name for site in wanted))
        return 0
    environment = {
        "TORTURE_BLOCK": str(asked.histories),
        "TORTURE_SEEDS": "1",
        "TORTURE_RAW": "1",
        "XUEFEN_FONTS": str((ROOT / ".cache/fonts").resolve()),
    }
    survived = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(asked.processes) as pool:
        trees: Queue[Path] = Queue()
        for number in range(asked.processes):
            trees.put(copied(Path(folder) / str(number)))
        if fails := _run(Path(folder) / "0", STAGES[0], environment):
            print(f"{fails} fails without any mutant: mend that first")
            return 100

        def work(site: Site) -> Outcome:
            tree = trees.get()
            try:
                return tried(tree, site, environment, asked.stages)
            finally:
                trees.put(tree)

        for outcome in pool.map(work, wanted):
            survived += not outcome.killed_by
            result = outcome.killed_by or "SURVIVED"
            print(f"| {outcome.site.name} | {result} | {outcome.seconds:.0f} s |", flush=True)
    print(f"{len(wanted)} conditions, {len(wanted) - survived} noticed, {survived} not")
    return min(survived, 100)


if __name__ == "__main__":
    sys.exit(main())
