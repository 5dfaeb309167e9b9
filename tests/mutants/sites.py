"""Where the store makes the conditions of its writes, where rules refuse and where they draw a line, and how the
code reads without.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
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
STRICT = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
"""What stands on the other side of a boundary."""
REFUSES = {"Refusal", "several", "not_changeable"}
"""What a "no" is made by."""


Replaced = Callable[[ast.AST, Sequence[ast.AST]], tuple[ast.expr, str] | None]
"""Of a node below others: what is replaced in a mutant, and by what."""


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
    if isinstance(node, ast.Compare):
        is_whole = isinstance(parent, ast.keyword) and parent.arg == "condition"
        return (node, "None") if is_whole else None
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


def _refused(node: ast.AST, _parents: Sequence[ast.AST]) -> tuple[ast.expr, str] | None:
    """What of the code is replaced and by what, if a node refuses something, or draws a line."""
    if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise):
        raised = node.body[0].exc
        if isinstance(raised, ast.Call) and _called(raised) in REFUSES:
            return node.test, "False"
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in STRICT:
        other = STRICT[type(node.ops[0])]
        left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
        return node, f"{left} {other} {right}"
    return None


def _walk(
    node: ast.AST, parents: tuple[ast.AST, ...] = ()
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        yield child, (*parents, node)
        yield from _walk(child, (*parents, node))


def sites(root: Path = ROOT) -> list[Site]:
    """Find every condition of the product's writes: only stores know of DynamoDB."""
    files = sorted((root / "chalicelib").glob("*/store/*.py"))
    return [site for file in files for site in _sites_of(file, root, _replaced)]


def refusals(subjects: Sequence[str], root: Path = ROOT) -> list[Site]:
    """Find every refusal and every line that is drawn in the rules and verbs of some subjects."""
    files = [
        file
        for subject in subjects
        for layer in ("rules", "actions")
        for file in sorted((root / "chalicelib" / subject / layer).glob("*.py"))
    ]
    return [site for file in files for site in _sites_of(file, root, _refused)]


def _sites_of(file: Path, root: Path, replaced: Replaced) -> Iterator[Site]:
    text = file.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    for node, parents in _walk(ast.parse(text)):
        found = replaced(node, parents)
        if found is None:
            continue
        old, new = found
        function = next(
            (each.name for each in reversed(parents) if isinstance(each, ast.FunctionDef)), ""
        )
        yield Site(
            str(file.relative_to(root)),
            old.lineno,
            function,
            ast.unparse(old)[:60],
            _offset(lines, old.lineno, old.col_offset),
            _offset(lines, old.end_lineno or old.lineno, old.end_col_offset or old.col_offset),
            new,
        )


def without(code: bytes, site: Site) -> bytes:
    """The file's code with the condition gone."""
    return code[: site.start] + site.after.encode() + code[site.end :]
