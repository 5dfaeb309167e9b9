"""What the contract takes away from clients since the last release is found, and declared in CHANGELOG.md."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.assembly.contract import contract_document
from local.contract_change import Change, changes, declared, released, undeclared
from local.promises import kept, promises
from tests.project.sources import ROOT

CALL = "POST /v1/things/{id}"
TEXT = {"type": "string"}
BEFORE: dict[str, Any] = {
    "paths": {
        "/v1/things/{id}": {
            "post": {
                "operationId": "things_change",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}
                    },
                },
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        }
                    },
                    "422": {"content": {"application/problem+json": {"schema": TEXT}}},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Sent": {
                "type": "object",
                "properties": {
                    "title": TEXT,
                    "kind": {"enum": ["a", "b"]},
                    "size": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                },
                "required": ["title"],
            },
            "Thing": {
                "type": "object",
                "properties": {
                    "id": TEXT,
                    "state": {"type": "string", "enum": ["open", "closed"]},
                    "note": {"anyOf": [TEXT, {"type": "null"}]},
                    "parts": {
                        "type": "array",
                        "items": {"$ref": "#/components/schemas/Thing"},
                    },
                },
                "required": ["id", "state", "parts"],
            },
        }
    },
}
Break = Callable[[dict[str, Any], dict[str, Any]], object]
"""Changes what is sent, or what is answered: their schemas."""


def _found(change: Break) -> set[Change]:
    now = json.loads(json.dumps(BEFORE))
    schemas = now["components"]["schemas"]
    change(schemas["Sent"], schemas["Thing"])
    found = changes(promises(kept(BEFORE)), promises(now))
    return {each for each in found if "parts[]" not in each.where}


@pytest.mark.parametrize(
    ("change", "where", "how"),
    [
        (lambda _, t: t["properties"].pop("note"), "200.note", "is not answered any more"),
        (lambda _, t: t["required"].remove("id"), "200.id", "may be absent"),
        (lambda _, t: t["properties"].update(id={"type": "integer"}), "200.id", "may be integer as well"),
        (
            lambda _, t: t["properties"].update(id=t["properties"]["note"]),
            "200.id",
            "may be null as well",
        ),
        (lambda _, t: t["properties"]["state"]["enum"].append("lost"), "200.state", "may be lost as well"),
        (lambda _, t: t["properties"]["state"].pop("enum"), "200.state", "may be anything"),
        (lambda s, _: s["properties"].pop("kind"), "body.kind", "is not taken any more"),
        (lambda s, _: s["required"].append("size"), "body.size", "may not be left out any more"),
        (lambda s, _: s["properties"].update(size={"type": "integer"}), "body.size", "may not be null any more"),
        (lambda s, _: s["properties"]["kind"]["enum"].remove("b"), "body.kind", "may not be b any more"),
        (lambda s, _: s["properties"]["title"].update(enum=["x"]), "body.title", "may not be any other any more"),
        (
            lambda s, _: (s["properties"].update(new=TEXT), s["required"].append("new")),
            "body.new",
            "is new, and must be sent",
        ),
    ],
)  # fmt: skip
def test_what_a_client_relied_on_is_found_gone(change: Break, where: str, how: str) -> None:
    assert _found(change) == {Change(f"{CALL} {where}", how)}


@pytest.mark.parametrize(
    "change",
    [
        lambda _, t: t["properties"].update(more=TEXT),
        lambda _, t: t["required"].append("note"),
        lambda _, t: t["properties"].update(note=TEXT),
        lambda _, t: t["properties"]["state"]["enum"].remove("closed"),
        lambda _, t: t["properties"].update(id={"type": "string", "enum": ["x"], "pattern": "x"}),
        lambda s, _: s["properties"].update(more=TEXT),
        lambda s, _: s["properties"]["kind"]["enum"].append("c"),
        lambda s, _: s["properties"]["kind"].pop("enum"),
        lambda s, _: s["required"].remove("title"),
        lambda s, _: s["properties"].update(size={"oneOf": [{"type": "null"}, {"type": "integer"}]}),
    ],
)  # fmt: skip
def test_what_takes_nothing_away_is_none(change: Break) -> None:
    assert _found(change) == set()


def test_a_call_that_is_gone_or_has_another_name_is_found() -> None:
    gone, renamed = copy.deepcopy(BEFORE), copy.deepcopy(BEFORE)
    gone["paths"] = {}
    renamed["paths"]["/v1/things/{id}"]["post"]["operationId"] = "things_alter"
    before = promises(kept(BEFORE))

    assert changes(before, promises(gone)) == [Change(CALL, "is gone")]
    assert changes(before, promises(renamed)) == [
        Change(f"{CALL} operationId", "things_change is called things_alter")
    ]


def test_a_change_is_declared_where_what_is_unreleased_names_it() -> None:
    changelog = f"# Changes\n\n## Unreleased\n\n- `{CALL} 200.*`不再答复。\n\n## 0.3.0\n\n- `{CALL} body.kind`\n"
    answered, sent = Change(f"{CALL} 200.note", "x"), Change(f"{CALL} body.kind", "x")

    assert undeclared([answered, sent], declared(changelog)) == [sent]


def test_nothing_is_taken_from_clients_that_the_changelog_does_not_declare() -> None:
    found = changes(promises(released()), promises(contract_document()))
    names = declared((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert undeclared(found, names) == [], "keep it, or declare it in CHANGELOG.md in backquotes"


def test_the_kept_contract_is_that_of_the_last_release() -> None:
    kept_of_release = promises(released())

    assert kept_of_release.names["GET /v1/me"] == "people_show_me"
    assert kept_of_release.answered["GET /v1/me 200.id"].required
    assert len(kept_of_release.names) > 80
