"""Every rule has a test that names it, and what is not built yet is on one list that shrinks."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from app import app
from local.rules_page.later import LATER, Later
from local.rules_page.page import RULES
from tests.project.sources import ROOT, python_files, tree

NUMBER = re.compile(r"(?<![A-Za-z0-9])r([0-9]+)(?![0-9a-z])", re.IGNORECASE)
WHOLLY_LATER = {each.rule for each in LATER if each.is_whole}


def _numbers(texts: Iterable[str]) -> set[int]:
    return {int(number) for text in texts for number in NUMBER.findall(text)}


def _test_names() -> set[str]:
    files = [file for file in python_files("tests") if file.parent.name != "project"]
    nodes = (node for file in files for node in tree(file).body)
    return {name for node in nodes if (name := getattr(node, "name", "")).startswith("test_")}


def _case_rules() -> set[str]:
    """The rules that the tables of cases name, one by one."""
    documents = [tomllib.loads(file.read_text("utf-8")) for file in _case_files()]
    tables = [each for document in documents for each in document.values()]
    cases = [case for each in tables if isinstance(each, list) for case in each]
    return {case["rule"] for case in cases if isinstance(case, dict) and "rule" in case}


def _case_files() -> list[Path]:
    return sorted((ROOT / "tests" / "cases").glob("*.toml"))


def _named() -> set[int]:
    return _numbers(_test_names()) | _numbers(_case_rules())


def _exists(later: Later) -> bool:
    method, _, path = later.arrives_with.partition(" ")
    if path:
        return method in app.routes.get(path, {})
    return (ROOT / "chalicelib" / "actions" / f"{later.arrives_with}.py").exists()


def test_every_rule_that_is_built_has_a_test_named_after_it() -> None:
    missing = sorted(set(RULES) - WHOLLY_LATER - _named())

    assert not missing, f"no test named test_r{missing[0]}_… and no case of it: {missing}"


def test_no_test_names_a_rule_that_does_not_exist() -> None:
    assert _named() <= set(RULES)


def test_given_a_rule_of_later_with_a_test_then_it_is_struck_off_the_list() -> None:
    tested = sorted(WHOLLY_LATER & _named())

    assert not tested, f"strike is_whole of R{tested} in local/rules_page/later.py: tests name them"


def test_given_a_part_of_later_that_is_there_then_it_is_struck_off_the_list() -> None:
    built = [f"R{each.rule} {each.what}" for each in LATER if _exists(each)]

    assert not built, f"strike off local/rules_page/later.py and run make docs: {built}"


def test_every_rule_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    ranges = re.findall(r"R([0-9]+)(?:–R([0-9]+))?", page)
    stated = {n for first, last in ranges for n in range(int(first), int(last or first) + 1)}

    assert stated == set(RULES)
