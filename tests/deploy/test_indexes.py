"""CloudFormation makes one index of a table in an update: a release brings one new index at most."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from local.template import own_resources
from tests.project.sources import ROOT

RELEASED = ROOT / "deploy" / "released_indexes.json"
Indexes = Mapping[str, set[str]]


def of_template() -> dict[str, set[str]]:
    """The indexes of each table as the template has them."""
    return {
        name: {each["IndexName"] for each in body["Properties"].get("GlobalSecondaryIndexes", [])}
        for name, body in own_resources().items()
        if body["Type"] == "AWS::DynamoDB::Table"
    }


def of_last_release() -> dict[str, set[str]]:
    """The indexes of each table as the last release left them."""
    kept: dict[str, Any] = json.loads(RELEASED.read_text("utf-8"))
    return {name: set(indexes) for name, indexes in kept["tables"].items()}


def fault(before: Indexes, now: Indexes) -> str:
    """Why an update from one to the other would fail or stand still, "" where it goes through."""
    made = sorted(
        f"{table}.{name}"
        for table in now.keys() & before.keys()
        for name in now[table] - before[table]
    )
    if len(made) > 1:
        return f"one new index a release: {', '.join(made)}"
    for table in sorted(now.keys() & before.keys()):
        changed = now[table] ^ before[table]
        if len(changed) > 1:
            return f"one index of {table} in an update: {', '.join(sorted(changed))}"
    if lost := sorted(before.keys() - now.keys()):
        return f"a table is never given up: {', '.join(lost)}"
    return ""


def test_given_the_last_release_then_this_one_makes_one_index_at_most() -> None:
    assert fault(of_last_release(), of_template()) == "", "see docs/operations.md, Migrations"


def test_the_last_release_is_one_that_a_store_is_kept_of() -> None:
    release = json.loads(RELEASED.read_text("utf-8"))["release"]
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert (ROOT / "tests" / "upkeep" / "stores" / release).is_dir()
    assert tuple(map(int, release.split("."))) <= tuple(map(int, version.split(".")))


TWO = {"RegistryTable": {"waiting", "listed"}, "HrTable": {"waiting"}}


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (TWO, ""),
        (TWO | {"RegistryTable": {"waiting", "listed", "new"}}, ""),
        (TWO | {"RegistryTable": {"listed"}}, ""),
        (TWO | {"Third": {"one", "two"}}, ""),
        (TWO | {"RegistryTable": {"waiting", "listed", "a", "b"}}, "one new index a release"),
        (
            {"RegistryTable": {"waiting", "listed", "a"}, "HrTable": {"waiting", "b"}},
            "one new index a release: HrTable.b, RegistryTable.a",
        ),
        (TWO | {"RegistryTable": {"waiting", "other"}}, "one index of RegistryTable in an update"),
        (TWO | {"RegistryTable": set()}, "one index of RegistryTable in an update"),
        ({"RegistryTable": {"waiting", "listed"}}, "a table is never given up: HrTable"),
    ],
)
def test_given_indexes_of_two_releases_then_it_is_known_whether_the_update_goes_through(
    now: Indexes, why: str
) -> None:
    found = fault(TWO, now)
    assert found.startswith(why)
    assert bool(found) == bool(why)
