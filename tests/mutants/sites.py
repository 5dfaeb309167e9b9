"""Where the store makes the conditions of its writes, and how the code reads without one."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
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
    """Find every condition of the product's writes: only stores know of DynamoDB."""
    found = []
    for file in sorted((root / "chalicelib").glob("*/store/*.py")):
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


def without(code: bytes, site: Site) -> bytes:
    """The file's code with the condition gone."""
    return code[: site.start] + site.after.encode() + code[site.end :]
