"""The list of the slow tests names tests that exist, and the quick loop leaves them out."""

import ast

from tests.loop import SLOW
from tests.project.sources import ROOT

NAMES = SLOW.read_text("utf-8").split()


def test_every_slow_test_exists_and_is_named_once() -> None:
    files = {name.partition("::")[0] for name in NAMES}
    there = {
        f"{file}::{node.name}"
        for file in files
        if (ROOT / file).is_file()
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    }

    assert len(NAMES) > 1
    assert [name for name in NAMES if name not in there] == []
    assert sorted(set(NAMES)) == NAMES
