"""What msgspec says of a type, said in the words that common generators know.

Nothing is said less: what a document says in a rarer way is of no use to whoever has a tool that does not
know it (docs/decisions/0061).
"""

from collections.abc import Mapping
from typing import Any

Object = dict[str, Any]


def plain_schema(schema: Mapping[str, Any], *, is_sent: bool = False) -> Object:
    """A schema of a struct, and all that it is made of; `is_sent` even where it is open to other members."""
    is_answer = (
        not is_sent and "properties" in schema and schema.get("additionalProperties") is not False
    )
    plain: Object = _plain(_always_there(schema) if is_answer else schema)
    return plain


def _always_there(schema: Mapping[str, Any]) -> Object:
    """A member of an answer that has a default is always written: defaults are for who sends."""
    members: Mapping[str, Object] = schema["properties"]
    known = schema.get("required", [])
    required = [name for name, said in members.items() if name in known or "default" in said]
    told = {
        name: {key: value for key, value in said.items() if key != "default"}
        for name, said in members.items()
    }
    return {**schema, "properties": told, **({"required": required} if required else {})}


def _plain(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if isinstance(node, list | tuple):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    return _without_null(_with_items({member: _plain(value) for member, value in node.items()}))


def _with_items(schema: Object) -> Object:
    """Further items of a pair are of its kinds, and `maxItems` lets none come: `false` some cannot read at all."""
    if "prefixItems" not in schema or schema.get("items") is not False:
        return schema
    kinds = [
        kind
        for n, kind in enumerate(schema["prefixItems"])
        if kind not in schema["prefixItems"][:n]
    ]
    return {**schema, "items": kinds[0] if len(kinds) == 1 else {"anyOf": kinds}}


def _without_null(schema: Object) -> Object:
    """What may be left out and may be null: that it is null when left out says nothing more.

    Whatever has a default is taken by some for what has to be there (openapi-typescript).
    """
    is_null = "default" in schema and schema["default"] is None
    return {k: v for k, v in schema.items() if k != "default"} if is_null else schema
