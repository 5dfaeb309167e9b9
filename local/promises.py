"""What a contract promises of each call, read from an openapi.json: its members, their kinds and values.

Words, patterns and bounds are left out: they are not compared, and what is kept of a release stays small.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

KEPT = (
    "$ref",
    "type",
    "properties",
    "required",
    "enum",
    "const",
    "items",
    "additionalProperties",
    "anyOf",
    "oneOf",
    "allOf",
)
"""What of a schema says which values there are; words, patterns and bounds are not compared."""
DEEPEST = 12
"""Members that lie deeper than this are not looked at: what holds itself has no end."""
Object = dict[str, Any]


class Promise(NamedTuple):
    """What is promised of one member: the kinds of its values, those that it may have, whether it is there.

    `values` is None where they are not listed.
    """

    kinds: frozenset[str]
    values: frozenset[str] | None
    required: bool


class Promises(NamedTuple):
    """What is promised of each call: how it is called, what it takes, what it answers."""

    names: dict[str, str]
    taken: dict[str, Promise]
    answered: dict[str, Promise]


def kept(document: Mapping[str, Any]) -> Object:
    """A contract without its words, as it is kept."""
    return {
        "paths": {
            path: {method: _kept_call(call) for method, call in calls.items()}
            for path, calls in document["paths"].items()
        },
        "components": {
            "schemas": {
                name: _kept_schema(schema)
                for name, schema in document["components"]["schemas"].items()
            }
        },
    }


def _kept_call(call: Mapping[str, Any]) -> Object:
    return {
        "operationId": call["operationId"],
        "parameters": [
            {
                **{k: each[k] for k in ("name", "in", "required")},
                "schema": _kept_schema(each["schema"]),
            }
            for each in call["parameters"]
        ],
        "requestBody": _kept_content(call.get("requestBody", {})),
        "responses": {
            status: _kept_content(response)
            for status, response in call["responses"].items()
            if status.startswith("2")
        },
    }


def _kept_content(said: Mapping[str, Any]) -> Object:
    content = {
        media: {"schema": _kept_schema(each["schema"])}
        for media, each in said.get("content", {}).items()
    }
    return {"required": said.get("required", False), "content": content}


def _kept_schema(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, list):
        return [_kept_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        word: {name: _kept_schema(each) for name, each in value.items()}
        if word == "properties"
        else _kept_schema(value)
        for word, value in schema.items()
        if word in KEPT
    }


def promises(document: Mapping[str, Any]) -> Promises:
    """What a contract promises, call by call."""
    reader = _Reader(document["components"]["schemas"])
    found = Promises({}, {}, {})
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            name = f"{method.upper()} {path}"
            found.names[name] = call["operationId"]
            for each in call["parameters"]:
                where = f"{name} {each['in']}.{each['name']}"
                reader.read(each["schema"], where, found.taken, required=each["required"])
            for media in call.get("requestBody", {}).get("content", {}).values():
                reader.read(media["schema"], f"{name} body", found.taken, required=True)
            for status, response in call["responses"].items():
                for media in response.get("content", {}).values() if status[0] == "2" else ():
                    reader.read(media["schema"], f"{name} {status}", found.answered, required=True)
    return found


class _Reader:
    """Goes through schemas, and notes of each member what is promised."""

    def __init__(self, schemas: Mapping[str, Object]) -> None:
        self._schemas = schemas

    def read(
        self, schema: Object, where: str, found: dict[str, Promise], *, required: bool
    ) -> None:
        """Note what a schema says of a member, and of its own members."""
        branches = list(self._branches(schema))
        kinds = frozenset(kind for each in branches for kind in _kinds(each))
        values = [_values(each) for each in branches if "null" not in _kinds(each)]
        listed = None if None in values else frozenset(v for each in values for v in each or ())
        found[where] = Promise(kinds, listed, required)
        if where.count(".") + where.count("[]") > DEEPEST:
            return
        objects = [each for each in branches if "properties" in each]
        for name in {name for each in objects for name in each["properties"]}:
            having = [each for each in objects if name in each["properties"]]
            always = len(having) == len(objects) and all(
                name in each.get("required", ()) for each in objects
            )
            told = {"anyOf": [each["properties"][name] for each in having]}
            self.read(told, f"{where}.{name}", found, required=always)
        others = [each.get("additionalProperties") for each in branches]
        if any(isinstance(each, dict) for each in others):
            named = {"anyOf": [each for each in others if isinstance(each, dict)]}
            self.read(named, f"{where}.*", found, required=False)
        items = [each["items"] for each in branches if isinstance(each.get("items"), dict)]
        if items:
            self.read({"anyOf": items}, f"{where}[]", found, required=True)

    def _branches(self, schema: Object) -> Iterator[Object]:
        """A schema, or those of which a value may be any."""
        if "$ref" in schema:
            yield from self._branches(self._schemas[schema["$ref"].rpartition("/")[2]])
            return
        choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if choices is None:
            yield schema
            return
        for each in choices:
            yield from self._branches(each)


def _kinds(schema: Object) -> list[str]:
    kind = schema.get("type", "string" if "enum" in schema else "any")
    return [kind] if isinstance(kind, str) else list(kind)


def _values(schema: Object) -> list[str] | None:
    if "const" in schema:
        return [str(schema["const"])]
    return [str(each) for each in schema["enum"]] if "enum" in schema else None
