"""The policies of `policies/`, read as IAM reads them: which grant, if any, lets a call pass.

A grant is the smallest thing that can be taken away: one action on one resource for one value of
one condition key. What no call of the whole suite uses is granted to nobody's benefit.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.deploy.needs import Need

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".chalice" / "config.json"
Statement = Mapping[str, Any]
EXACT = {"StringEquals", "ForAllValues:StringEquals"}
LIKE = {"StringLike", "ForAllValues:StringLike", "ForAnyValue:StringLike"}
OF_ALL = "ForAllValues:"
OF_ANY = "ForAnyValue:"
NULL = "Null"
"""`false`: the key must be there; a condition on all of its values would let none at all pass."""


class Grant(NamedTuple):
    """One action on one resource for one value of one condition key, if there is a condition."""

    function: str
    sid: str
    action: str
    resource: str
    key: str = ""
    value: str = ""


def policy_files() -> dict[str, Path]:
    """Return the policy of each function, as Chalice's configuration names it."""
    functions = json.loads(CONFIG.read_text("utf-8"))["lambda_functions"]
    return {
        name: (CONFIG.parent / settings["iam_policy_file"]).resolve()
        for name, settings in functions.items()
    }


@cache
def statements(function: str) -> Sequence[Statement]:
    """Return the statements of a function's policy.

    Raises:
        LookupError: the function has none yet.
    """
    try:
        file = policy_files()[function]
    except KeyError:
        raise LookupError(
            f"{function} has no policy: write policies/{function}.json and name it in config.json"
        ) from None
    read: Sequence[Statement] = json.loads(file.read_text("utf-8"))["Statement"]
    return read


def resource_name(value: object) -> str:
    """Write a resource as `needs` does: by logical id, what lies below it after a slash."""
    match value:
        case {"Fn::GetAtt": [name, "Arn"]}:
            return str(name)
        case {"Fn::GetAtt": [name, attribute]}:
            return f"{name}.{attribute}"
        case {"Ref": name}:
            return str(name)
        case {"Fn::Sub": str(text)}:
            return text.replace(".Arn}", "}").replace("${", "").replace("}", "")
    raise AssertionError(f"not by reference to the template's resources: {value}")


def grants(function: str) -> Iterator[Grant]:
    """Take a function's policy apart into its grants."""
    for statement in statements(function):
        for action in statement["Action"]:
            for resource in _resources(statement):
                grant = Grant(function, statement["Sid"], action, resource)
                conditions = [each for each in _conditions(statement) if each[0] != NULL]
                if not conditions:
                    yield grant
                for _operator, key, values in conditions:
                    yield from (grant._replace(key=key, value=value) for value in values)


@cache
def used_by(function: str, need: Need) -> frozenset[Grant]:
    """Return the grants that let the call pass; none if nothing does."""
    used: set[Grant] = set()
    for statement in statements(function):
        used |= _used_of(function, statement, need)
    return frozenset(used)


def _used_of(function: str, statement: Statement, need: Need) -> set[Grant]:
    if need.action not in statement["Action"]:
        return set()
    resources = [each for each in _resources(statement) if fnmatchcase(need.resource, each)]
    asked = dict(need.keys)
    values = [
        (key, _matching(operator, allowed, asked.get(key)))
        for operator, key, allowed in _conditions(statement)
    ]
    if not resources or any(matching is None for _key, matching in values):
        return set()
    grant = Grant(function, statement["Sid"], need.action, resources[0])
    pairs = [(key, value) for key, matching in values for value in matching or ()]
    return {grant._replace(key=key, value=value) for key, value in pairs} or {grant}


def _matching(
    operator: str, allowed: Sequence[str], asked: Sequence[str] | None
) -> frozenset[str] | None:
    """Return the allowed values that let the asked ones pass; None where one of them does not."""
    if operator == NULL:
        return frozenset() if asked and set(allowed) == {"false"} else None
    if asked is None:
        return frozenset() if operator.startswith(OF_ALL) else None
    assert operator in EXACT | LIKE, f"tests/deploy/policies.py does not know {operator}"
    found: set[str] = set()
    for value in asked:
        agrees = {
            each
            for each in allowed
            if (fnmatchcase(value, each) if operator in LIKE else value == each)
        }
        if not agrees and not operator.startswith(OF_ANY):
            return None
        found |= agrees
    needs_one = operator.startswith(OF_ANY)
    return None if needs_one and not found else frozenset(found)


def _resources(statement: Statement) -> list[str]:
    given = statement["Resource"]
    return [resource_name(each) for each in (given if isinstance(given, list) else [given])]


def _conditions(statement: Statement) -> Iterator[tuple[str, str, list[str]]]:
    for operator, keys in statement.get("Condition", {}).items():
        for key, values in keys.items():
            each = values if isinstance(values, list) else [values]
            yield operator, key, [_text(value) for value in each]


def _text(value: object) -> str:
    """A value as it is written, or as `resource_name` writes what refers to the template."""
    return value if isinstance(value, str) else resource_name(value)
