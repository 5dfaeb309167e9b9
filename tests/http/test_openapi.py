import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.access.caller import Who
from chalicelib.http.calls import Call, Calls
from chalicelib.http.openapi import openapi_document
from chalicelib.http.openapi_parameters import WORDS
from chalicelib.platform.rules.refusal_kinds import KINDS
from tests.http.sample import CALLS, Answer, Body

DOCUMENT = openapi_document([CALLS])


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _referred(node: Any) -> Any:  # noqa: ANN401 - any part of a document
    """What a node says itself, or what it refers to."""
    if "$ref" not in node:
        return node
    target: Any = DOCUMENT
    for step in node["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return target


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for member in node.values():
            yield from _references(member)
    elif isinstance(node, list):
        for member in node:
            yield from _references(member)


def test_every_reference_leads_somewhere() -> None:
    references = set(_references(DOCUMENT))

    assert "#/components/schemas/Body" in references
    for reference in references:
        assert _referred({"$ref": reference})


def test_the_document_is_json() -> None:
    assert json.loads(json.dumps(DOCUMENT))["paths"] == DOCUMENT["paths"]
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert DOCUMENT["tags"] == [{"name": "样例"}]


def test_a_tag_of_several_modules_is_named_once() -> None:
    shared = Calls(__name__, tag=CALLS.tag)

    assert openapi_document([CALLS, shared])["tags"] == [{"name": CALLS.tag}]


def test_every_route_is_in_it_once() -> None:
    shown = {(method.upper(), path) for path, method, _ in _operations()}
    names = [operation["operationId"] for _, _, operation in _operations()]

    assert shown == {(one.method, one.path) for one in CALLS.declarations}
    assert len(set(names)) == len(names)


def test_every_operation_says_what_it_takes_and_answers() -> None:
    create = DOCUMENT["paths"]["/things"]["post"]

    assert create["summary"] == "登记"
    assert create["security"] == [{"login": []}]
    assert create["requestBody"]["required"] is True
    sent = create["requestBody"]["content"]["application/json"]
    assert sent["schema"] == {"$ref": "#/components/schemas/Body"}
    answered = create["responses"]["201"]["content"]["application/json"]
    assert answered["schema"] == {"$ref": "#/components/schemas/Answer"}
    assert msgspec.convert(sent["example"], Body)
    assert answered["example"].keys() == {each.name for each in msgspec.structs.fields(Answer)}
    assert [one["name"] for one in create["parameters"]] == ["Idempotency-Key"]


def test_a_body_that_may_be_left_out_is_not_required() -> None:
    assert DOCUMENT["paths"]["/things/{id}"]["put"]["requestBody"]["required"] is False


def test_anybody_needs_no_login() -> None:
    assert DOCUMENT["paths"]["/page"]["get"]["security"] == []
    assert "text/html" in DOCUMENT["paths"]["/page"]["get"]["responses"]["200"]["content"]


def test_a_query_is_listed_with_its_limits() -> None:
    parameters = DOCUMENT["paths"]["/things"]["get"]["parameters"]
    by_name = {one["name"]: one for one in parameters}

    assert {name: one["required"] for name, one in by_name.items()} == {
        "year": True,
        "mood": False,
        "limit": False,
        "cursor": False,
    }
    assert by_name["limit"]["in"] == "query"
    assert by_name["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 200,
        "default": 50,
    }


def test_a_path_parameter_is_listed() -> None:
    (parameter,) = DOCUMENT["paths"]["/things/{id}"]["get"]["parameters"]

    assert parameter.pop("description") == WORDS["id"]
    schema = parameter.pop("schema")
    assert parameter == {"name": "id", "in": "path", "required": True}
    assert schema["type"] == "string"
    assert schema["pattern"]


def test_headers_that_come_are_listed() -> None:
    made = DOCUMENT["paths"]["/things"]["post"]["responses"]
    assert list(made["201"]["headers"]) == ["Location"]
    assert list(_referred(made["401"])["headers"]) == ["WWW-Authenticate"]
    assert list(_referred(made["405"])["headers"]) == ["Allow"]
    assert list(_referred(made["429"])["headers"]) == ["Retry-After"]
    assert list(_referred(made["503"])["headers"]) == ["Retry-After"]
    kept = DOCUMENT["paths"]["/kept"]["get"]["responses"]
    assert list(kept["200"]["headers"]) == list(kept["304"]["headers"]) == ["ETag", "Cache-Control"]


def test_every_problem_is_listed_under_its_status() -> None:
    for declared in CALLS.declarations:
        responses = DOCUMENT["paths"][declared.path][declared.method.lower()]["responses"]
        for code in declared.codes:
            response = _referred(responses[str(KINDS[code].status)])
            told = response["content"]["application/problem+json"]
            assert told["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert _referred(told["examples"][code])["value"]["code"] == code
            assert KINDS[code].title in response["description"]


def test_what_comes_before_any_route_is_listed_at_each() -> None:
    for _, _, operation in _operations():
        assert {"405", "429"} <= operation["responses"].keys()


def test_nothing_is_in_it_that_nothing_refers_to() -> None:
    components = DOCUMENT["components"]
    kept = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "examples")
        for name in components[kind]
    }

    assert kept - set(_references(DOCUMENT)) == set()


def test_two_types_of_one_name_are_refused() -> None:
    class Body(msgspec.Struct):
        other: int

    def handler(call: Call[None]) -> Body: ...

    other = Calls(__name__, tag="另一")
    handler.__annotations__ = {"call": Call[None], "return": Body}
    other.call("GET", "/other", who=Who.ANYBODY, answers=Body, summary="另一")(handler)

    with pytest.raises(TypeError, match="two types of one name"):
        openapi_document([CALLS, other])


def test_what_a_client_sends_is_closed_to_other_members() -> None:
    assert DOCUMENT["components"]["schemas"]["Body"]["additionalProperties"] is False
