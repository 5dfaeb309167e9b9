"""Which refusals a function can meet, found by following its source; an estimate from above.

A name is followed where it stands for a function, a class, a module or a table of functions of the
product; a method by its name alone.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from tests.project.raises import raised
from tests.project.sources import ROOT, product_files, tree

PACKAGE = "chalicelib."


def _module_of(file: Path) -> ModuleType:
    return import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


@cache
def _codes_raised_in() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for each in raised():
        key = (str(each.file), each.function)
        found[key] = found.get(key, frozenset()) | each.codes
    return found


@cache
def _methods() -> dict[str, tuple[FunctionType, ...]]:
    """Methods and properties of the product's classes by name."""
    found: dict[str, tuple[FunctionType, ...]] = {}
    for file in product_files():
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef):
                owner = vars(_module_of(file))[node.name]
                for name, member in vars(owner).items():
                    if function := _function(member):
                        found[name] = (*found.get(name, ()), function)
    return found


def _function(value: object) -> FunctionType | None:
    """The plain function behind a cached one or a property."""
    inner = value.fget if isinstance(value, property) else inspect.unwrap(value)  # type: ignore[arg-type] # any object may be unwrapped
    if isinstance(inner, FunctionType) and inner.__module__.startswith(PACKAGE):
        return inner
    return None


def reachable(function: Callable[..., Any]) -> frozenset[str]:
    """The codes of every refusal made in the function or in what it calls."""
    codes: set[str] = set()
    seen: set[FunctionType] = set()
    first = _function(function)
    waiting = [first] if first else []
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        file = inspect.getsourcefile(here)
        codes |= _codes_raised_in().get((str(file), here.__name__), frozenset())
        waiting += _called(here)
    return frozenset(codes)


@cache
def _called(function: FunctionType) -> tuple[FunctionType, ...]:
    return tuple(_each_called(function))


def _each_called(function: FunctionType) -> Iterator[FunctionType]:
    scope = function.__globals__
    for node in ast.walk(_node(function)):
        match node:
            case ast.Name(id=name) if name in scope:
                yield from _functions_in(scope[name])
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in scope:
                yield from _functions_in(getattr(scope[owner], name, None))
            case ast.Attribute(attr=name):
                yield from _methods().get(name, ())


def _node(function: FunctionType) -> ast.AST:
    """The definition of a function, without its decorators."""
    file = str(inspect.getsourcefile(function))
    found = _definitions()[file, function.__code__.co_firstlineno]
    assert found.name == function.__name__
    return ast.Module(body=found.body, type_ignores=[])


@cache
def _definitions() -> dict[tuple[str, int], ast.FunctionDef]:
    """Every function of the product by its file and the line that it begins in, decorators and all."""
    return {
        (str(file), min([node.lineno, *(each.lineno for each in node.decorator_list)])): node
        for file in product_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef)
    }


def _functions_in(value: object) -> Iterator[FunctionType]:
    values = value.values() if isinstance(value, dict) else (value,)
    for each in values:
        if function := _function(each):
            yield function
