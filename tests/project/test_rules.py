"""Every rule has a test that names it, and stands on the page."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from local.rules_page.page import RULES
from tests.project.sources import ROOT, python_files, tree

NUMBER = re.compile(r"(?<![A-Za-z0-9])r([0-9]+)(?![0-9a-z])", re.IGNORECASE)


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


def test_every_rule_has_a_test_named_after_it() -> None:
    missing = sorted(set(RULES) - _named())

    assert not missing, f"no test named test_r{missing[0]}_… and no case of it: {missing}"


def test_no_test_names_a_rule_that_does_not_exist() -> None:
    assert _named() <= set(RULES)


def test_every_rule_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    ranges = re.findall(r"R([0-9]+)(?:–R([0-9]+))?", page)
    stated = {n for first, last in ranges for n in range(int(first), int(last or first) + 1)}

    assert stated == set(RULES)
