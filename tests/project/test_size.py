"""Files and functions stay short enough to be read in one go."""

import ast
from pathlib import Path

from tests.project.sources import ROOT, name_of, product_files, python_files, tree

LONGEST_FILE = 250
LONGEST_FUNCTION = 35
"""Lines, without the docstring."""
LONGER_FILES = {
    "chalicelib/platform/rules/functions.py": "one declaration for each function",
    "chalicelib/platform/rules/refusal_kinds.py": "one table, a row for each refusal",
}
LONGER_FUNCTIONS = {
    "chalicelib/records/actions/compose_record.py:compose": "one constructor, a line for each member",
    "chalicelib/http/calls.py:call": "one declaration, a line for each member",
    "chalicelib/records/routes/present.py:record": "one constructor, a line for each member",
}


def _files() -> list[Path]:
    return [*product_files(), *python_files("local", "deploy")]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function, its docstring left out: an explained one is not a long one."""
    length = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


def _long_files() -> set[str]:
    counts = {file: len(file.read_text("utf-8").splitlines()) for file in _files()}
    return {name_of(file) for file, count in counts.items() if count > LONGEST_FILE}


def _long_functions() -> set[str]:
    return {
        f"{name_of(file)}:{node.name}"
        for file in _files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _length(node) > LONGEST_FUNCTION
    }


def test_no_file_is_long_but_those_with_a_reason() -> None:
    assert _long_files() == set(LONGER_FILES), "split it, or strike it off the list"


def test_no_function_is_long_but_those_with_a_reason() -> None:
    assert _long_functions() == set(LONGER_FUNCTIONS), "split it, or strike it off the list"


def test_the_app_s_own_file_does_nothing_else() -> None:
    assert not [node for node in tree(ROOT / "app.py").body if isinstance(node, ast.FunctionDef)]
