"""A class name stands for one thing: whoever reads `RecordState` need not look where it came from."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping

from chalicelib.assembly.contract import contract_document
from chalicelib.http.openapi import SHAPE
from tests.project.sources import name_of, product_files, tree


def _shared(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Class names that several modules have, and those modules."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, each in trees.items():
        for name in {node.name for node in ast.walk(each) if isinstance(node, ast.ClassDef)}:
            found[name].append(module)
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def _named(trees: Iterable[ast.Module]) -> set[str]:
    return {
        node.name for each in trees for node in ast.walk(each) if isinstance(node, ast.ClassDef)
    }


def test_no_class_name_stands_in_two_modules() -> None:
    shared = _shared({name_of(file): tree(file) for file in product_files()})
    assert shared == {}, (
        f"say which it is, like RecordState; a shape of the contract ends in {SHAPE}"
    )


def test_given_two_modules_with_one_class_name_then_both_are_found() -> None:
    state = ast.parse("class State:\n    class Part: ...\n")
    part = ast.parse("class Part: ...\n")
    assert _shared({"one.py": state, "two.py": part}) == {"Part": ["one.py", "two.py"]}


def test_a_shape_takes_the_ending_only_where_the_domain_has_its_name() -> None:
    names = _named(tree(file) for file in product_files())
    endings = {name.removesuffix(SHAPE) for name in names if name.endswith(SHAPE)}
    assert endings
    assert endings <= names


def test_the_contract_knows_no_ending_of_ours() -> None:
    schemas = contract_document()["components"]["schemas"]
    assert "Record" in schemas
    assert not [name for name in schemas if name.endswith(SHAPE)]
    assert not [schema for schema in schemas.values() if schema.get("title", "").endswith(SHAPE)]
