import json
from collections.abc import Iterator
from typing import Any

from chalicelib.http.calls import Calls
from chalicelib.http.openapi import openapi_document
from chalicelib.platform.rules.refusal_kinds import KINDS
from tests.http.sample import CALLS

DOCUMENT = openapi_document([CALLS])


def _operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


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
        node: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert node


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
    assert create["requestBody"] == {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}},
    }
    assert create["responses"]["201"]["content"]["application/json"] == {
        "schema": {"$ref": "#/components/schemas/Answer"}
    }
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
    assert DOCUMENT["paths"]["/things/{id}"]["get"]["parameters"] == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    ]


def test_headers_that_come_are_listed() -> None:
    made = DOCUMENT["paths"]["/things"]["post"]["responses"]
    assert list(made["201"]["headers"]) == ["Location"]
    assert list(made["401"]["headers"]) == ["WWW-Authenticate"]
    assert list(made["503"]["headers"]) == ["Retry-After"]
    kept = DOCUMENT["paths"]["/kept"]["get"]["responses"]
    assert list(kept["200"]["headers"]) == list(kept["304"]["headers"]) == ["ETag", "Cache-Control"]


def test_every_problem_is_listed_under_its_status() -> None:
    for declared in CALLS.declarations:
        responses = DOCUMENT["paths"][declared.path][declared.method.lower()]["responses"]
        for code in declared.codes:
            response = responses[str(KINDS[code].status)]
            schema = response["content"]["application/problem+json"]["schema"]
            assert code in schema["allOf"][1]["properties"]["code"]["enum"]
            assert KINDS[code].title in response["description"]


def test_what_a_client_sends_is_closed_to_other_members() -> None:
    assert DOCUMENT["components"]["schemas"]["Body"]["additionalProperties"] is False
