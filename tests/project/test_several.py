"""What takes several ids takes no single text, which would be read letter by letter."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.project.sources import name_of, product_files, tree

TAKES_ONE_TOO = {"Sequence[str]", "Iterable[str]", "Collection[str]", "Container[str]"}


def _loose(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            for each in arguments:
                if each.annotation and ast.unparse(each.annotation) in TAKES_ONE_TOO:
                    yield f"{name_of(file)}:{node.name}({each.arg})"


def test_given_a_function_of_the_store_then_none_takes_one_text_for_several() -> None:
    files = [file for file in product_files() if "store" in name_of(file)]
    assert files
    assert [each for file in files for each in _loose(file)] == []
