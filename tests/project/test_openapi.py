"""openapi.json of the product: what generators and linters of others need of it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from app import app
from chalicelib.assembly.contract import ALL, contract_document
from chalicelib.assembly.groups import GROUPS
from chalicelib.http.openapi_parameters import WORDS
from tests.http.events import content, event

DOCUMENT = contract_document("https://example.org")
FORMATS = FormatChecker()
SAYS_ENOUGH = {"enum", "const", "format", "pattern", "maxLength", "contentEncoding"}
UNBOUNDED = {
    "StudiedLesson.html": "the text of a lesson, as long as it is",
    "LessonPreview.html": "the text of a lesson, as long as it is",
}
"""Texts of answers of which nothing can be said, and why."""
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


def _texts_of_answers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text in what is answered, by the schema and the member that it is in."""
    schemas = DOCUMENT["components"]["schemas"]
    waiting, seen = list(_answers()), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield from _texts(name, schemas[name])
            waiting += _references_of(schemas[name])


def _answers() -> Iterator[str]:
    for _, operation in _operations():
        for status, response in operation["responses"].items():
            media = response.get("content", {}).get("application/json")
            if media and status.startswith("2"):
                yield from _references_of(media)
    yield "Problem"


def _references_of(node: object) -> list[str]:
    return [
        each["$ref"].rpartition("/")[2]
        for each in _nodes(node)
        if each.get("$ref", "").startswith("#/components/schemas/")
    ]


def _texts(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if "properties" not in schema:
        yield name, dict(schema)
    for member, told in schema.get("properties", {}).items():
        yield from ((f"{name}.{member}", node) for node in _nodes(told) if "$ref" not in node)


def test_each_text_of_an_answer_says_what_it_may_be() -> None:
    says_nothing = {
        where
        for where, node in _texts_of_answers()
        if node.get("type") == "string" and not SAYS_ENOUGH & node.keys()
    }

    assert says_nothing == UNBOUNDED.keys(), "its type is in chalicelib/http/told.py, or an enum"


def test_each_example_is_what_its_schema_says() -> None:
    validators = {}
    for where, schema, value in _examples():
        kept = json.dumps(schema, sort_keys=True)
        if kept not in validators:
            whole = {**schema, "components": DOCUMENT["components"]}
            validators[kept] = Draft202012Validator(whole, format_checker=FORMATS)
        assert [error.message for error in validators[kept].iter_errors(value)] == [], where


def _examples() -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every example, and the schema beside it; of a problem once, by its code."""
    problem = {"$ref": "#/components/schemas/Problem"}
    for code, example in DOCUMENT["components"]["examples"].items():
        yield code, problem, example["value"]
    for name, operation in _operations():
        contents = [operation.get("requestBody", {}), *operation["responses"].values()]
        for media in (each for said in contents for each in said.get("content", {}).values()):
            if "example" in media:
                yield name, media["schema"], media["example"]
    for node in _nodes(DOCUMENT["components"]["schemas"]):
        for example in node.get("examples", ()) if "type" in node else ():
            yield str(node), {key: node[key] for key in node if key != "examples"}, example


def test_every_body_and_every_answer_has_an_example() -> None:
    for name, operation in _operations():
        sent = operation.get("requestBody", {}).get("content", {}).values()
        answered = operation["responses"].get("200", {}).get("content", {}).items()
        assert all("example" in media for media in sent), name
        assert all("example" in media for kind, media in answered if kind == "application/json")


def test_each_body_s_example_is_taken_by_its_own_type() -> None:
    for declared in (one for calls in ALL for one in calls.declarations if one.body):
        operation = DOCUMENT["paths"][declared.path][declared.method.lower()]
        (media,) = operation["requestBody"]["content"].values()
        assert msgspec.convert(media["example"], declared.body)


def test_no_schema_is_named_like_a_list_or_a_date_of_its_own() -> None:
    """A generated Python client calls both alike (findings/openapi-python-client-a-list-named-like-its-schema.sh)."""
    members = {
        name: schema.get("properties", {}).get(re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(), {})
        for name, schema in DOCUMENT["components"]["schemas"].items()
    }
    read = {n for n, said in members.items() if said.get("type") == "array" or "format" in said}

    assert read == set()
