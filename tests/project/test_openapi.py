"""openapi.json of the product: what generators and linters of others need of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app import app
from chalicelib.assembly.contract import ALL
from chalicelib.assembly.groups import GROUPS
from chalicelib.http.openapi import openapi_document
from chalicelib.http.openapi_parameters import WORDS
from tests.http.events import content, event

DOCUMENT = openapi_document(ALL, groups=GROUPS, server="https://example.org")
READABLE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def _operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for member in node.values():
            yield from _nodes(member)
    elif isinstance(node, list | tuple):
        for member in node:
            yield from _nodes(member)


def test_every_operation_is_named_and_described() -> None:
    ids = [operation["operationId"] for _, operation in _operations()]

    assert [each for each in ids if not READABLE.fullmatch(each)] == []
    assert len(set(ids)) == len(ids)
    for name, operation in _operations():
        assert operation["summary"], name
        assert operation["description"].endswith("."), name


def test_every_group_is_described_and_has_calls() -> None:
    assert [tag["name"] for tag in DOCUMENT["tags"]] == list(GROUPS)
    assert all(tag["description"] for tag in DOCUMENT["tags"])


def test_titles_are_unique_and_name_no_module() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    titles = [schema["title"] for schema in schemas.values()]

    assert titles == list(schemas)
    assert [title for title in titles if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", title)] == []


def test_what_is_described_is_referred_to() -> None:
    references = {node["$ref"] for node in _nodes(DOCUMENT) if "$ref" in node}
    described = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "examples")
        for name in DOCUMENT["components"][kind]
    }

    assert described == references


def test_the_document_served_names_its_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:8000")

    served = content(app(event("GET", "/openapi.json"), None))

    assert served["servers"][0]["url"] == "http://127.0.0.1:8000"
    assert served["paths"].keys() == DOCUMENT["paths"].keys()
    assert json.loads(json.dumps(DOCUMENT))["components"] == served["components"]


def test_every_parameter_says_what_it_is() -> None:
    """A name that is new gets its words in chalicelib/http/openapi_parameters.py."""
    parameters = [each for _, call in _operations() for each in call["parameters"]]

    assert [each["name"] for each in parameters if not each.get("description")] == []
    assert WORDS.keys() <= {each["name"] for each in parameters}
