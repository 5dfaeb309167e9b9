"""Where the code raises refusals, read from its source: the code, the facts, the function."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.project.sources import name_of, product_files, python_files, tree

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Raised:
    """One place where a refusal is made. `codes`: all that it may be there."""

    file: Path
    function: str
    line: int
    codes: frozenset[str]
    facts: frozenset[str]

    def __str__(self) -> str:
        return f"{name_of(self.file)}:{self.line} {'/'.join(sorted(self.codes))}"


@cache
def raised() -> tuple[Raised, ...]:
    """Every refusal of the product, of the local cloud's front and of API Gateway."""
    files = [*product_files(), *python_files("local", "deploy")]
    return tuple(each for file in files for each in _raised_in(file))


def _raised_in(file: Path) -> Iterator[Raised]:
    module = tree(file)
    for function in _functions(module):
        for call in _calls(function, "Refusal"):
            codes = frozenset(_codes(call.args[0], function, module))
            facts = frozenset(each.arg for each in call.keywords if each.arg is not None)
            yield Raised(file, function.name, call.lineno, codes, facts)


def _functions(node: ast.AST) -> Iterator[Function]:
    """Functions and methods, not those within a function: their calls belong to it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child)


def _calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for child in ast.walk(node):
        match child:
            case ast.Call(func=ast.Name(id=called)) if called == name:
                yield child


def _codes(node: ast.expr, function: Function, module: ast.Module) -> Iterator[str]:
    """What an expression for a code may be; an assertion fails for one that nobody can read."""
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from _codes(one, function, module)
            yield from _codes(other, function, module)
        case ast.Name(id=name) if name in _parameters(function):
            place = _parameters(function).index(name)
            for caller in _functions(module):
                for call in _calls(caller, function.name):
                    yield from _codes(call.args[place], caller, module)
        case ast.Name(id=name):
            for value in _assigned(name, function):
                yield from _codes(value, function, module)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, default]):
            (table,) = _assigned(name, module)
            assert isinstance(table, ast.Dict)
            for value in (*table.values, default):
                yield from _codes(value, function, module)
        case _:
            raise AssertionError(f"cannot read which refusal this is: {ast.unparse(node)}")


def _parameters(function: Function) -> list[str]:
    return [each.arg for each in function.args.args]


def _assigned(name: str, node: ast.AST) -> list[ast.expr]:
    return [
        child.value
        for child in ast.walk(node)
        if isinstance(child, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in child.targets)
    ]
