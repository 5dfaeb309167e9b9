"""Every list takes `limit` and `cursor` and says `next`; what changes a thing honours `If-Match` or need not."""

from typing import Any

from chalicelib.assembly.contract import ALL, contract_document

DOCUMENT = contract_document()
EVERY = [each for calls in ALL for each in calls.declarations]
NO_LISTS = {
    "DELETE /v1/employers/{code}/clerks/{login}": "what is left of a few: the list itself is read where it lies",
}
"""Answers with `items` that no cursor goes through, and why."""
_OF_A_REPORT = "a correction is added to the others with its reason, and each stays in the history"
UNCONDITIONAL = {
    "PUT /v1/employers/{code}/clerks/{login}": "adds one login to others: nothing is overwritten",
    "DELETE /v1/employers/{code}/clerks/{login}": "takes one login away, whatever the others are",
    "PUT /v1/employers/{code}/plans/{id}/roster/{row}": _OF_A_REPORT,
    "PUT /v1/provider/reports/{id}": _OF_A_REPORT,
    "PUT /v1/admin/records/{id}/report": _OF_A_REPORT,
    "PATCH /v1/hr/held/{id}": "its reading is kept as a look: the version goes in the body",
}
"""What changes something by PUT, PATCH or DELETE and takes no `If-Match`, and why."""


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _answers() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Each operation that answers JSON, with the schema of its success."""
    found = {}
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            success = next(
                each for status, each in operation["responses"].items() if status[0] == "2"
            )
            content = success.get("content", {}).get("application/json")
            if content:
                found[f"{method.upper()} {path}"] = (operation, _resolved(content["schema"]))
    return found


def _taken(operation: dict[str, Any]) -> set[str]:
    """What an operation takes, by its query or in its body."""
    query = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    if "requestBody" not in operation:
        return query
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    return query | set(_resolved(body)["properties"])


def test_every_list_takes_a_limit_and_a_cursor_and_says_where_it_goes_on() -> None:
    lists = {
        name: each for name, each in _answers().items() if "items" in each[1].get("properties", {})
    }
    assert len(lists) > 40
    assert {
        name
        for name, (operation, answer) in lists.items()
        if not {"limit", "cursor"} <= _taken(operation) or "next" not in answer["required"]
    } == NO_LISTS.keys()


def test_every_list_refuses_a_cursor_that_it_did_not_give() -> None:
    """It is 422 with the field: a parameter of the request, as any other."""
    cut = [each for each in EVERY if {"limit", "cursor"} <= _names(each.query or each.body)]
    assert [each.path for each in cut if "cursor_invalid" not in each.refusals] == []


def _names(sent: Any) -> set[str]:  # noqa: ANN401 - a struct or none
    return set(getattr(sent, "__struct_fields__", ()))


def test_no_answer_is_a_bare_list() -> None:
    assert {
        name for name, (_, answer) in _answers().items() if answer.get("type") == "array"
    } == set()


def test_what_changes_a_thing_honours_what_was_seen_or_says_why_not() -> None:
    changing = {
        f"{each.method} {each.path}"
        for each in EVERY
        if each.method in {"PUT", "PATCH", "DELETE"} and not each.conditional
    }
    assert changing == UNCONDITIONAL.keys()


def test_what_is_conditional_can_be_read_with_its_tag_or_tells_it_itself() -> None:
    assert [each.path for each in EVERY if each.conditional and not each.versioned] == []
