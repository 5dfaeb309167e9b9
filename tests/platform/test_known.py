"""What stores read is known to msgspec before two threads can meet it."""

import ast

from tests.project.sources import ROOT


def test_given_the_stores_then_each_lets_msgspec_know_a_type_before_it_reads_one() -> None:
    conversions = [
        (path, node.args[1])
        for path in (ROOT / "chalicelib").glob("*/store/*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "msgspec.convert"
    ]
    assert conversions
    careless = [
        f"{path.name}: {ast.unparse(kind)}"
        for path, kind in conversions
        if not ast.unparse(kind).startswith("known(")
    ]
    assert careless == []
