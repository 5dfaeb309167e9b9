"""How a domain value is kept as an item's body: a DynamoDB map, exact and readable.

boto3 has the like for any value; what a body holds is little, and read at every item of every page.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from pynamodb.attributes import Attribute
from pynamodb.constants import MAP

Typed = dict[str, Any]
"""A value with its type, as DynamoDB's JSON has it: `{"S": "text"}`."""
AS_THEY_ARE = frozenset({"S", "B", "BOOL"})


def keep(value: msgspec.Struct) -> dict[str, Any]:
    """Turn a domain value into an item's body: decimals and times as text, exact and readable."""
    body: dict[str, Any] = msgspec.to_builtins(value, builtin_types=(bytes,))
    return body


class BodyAttribute(Attribute[dict[str, Any]]):
    """The domain value of an item, as a DynamoDB map."""

    attr_type = MAP

    def serialize(self, value: dict[str, Any]) -> dict[str, Typed]:
        """Write the body as DynamoDB's typed JSON.

        Raises:
            TypeError: it holds what `keep` leaves in no body, such as a float.
        """
        return _members(value)

    def deserialize(self, value: dict[str, Typed]) -> dict[str, Any]:
        """Read the body back as plain values; whole numbers as int: decimals are kept as text.

        Raises:
            TypeError: it holds what no body is written with, such as a set.
        """
        return {name: _read(each) for name, each in value.items()}


def _members(value: Mapping[str, object]) -> dict[str, Typed]:
    return {name: _typed(each) for name, each in value.items() if each is not None}


def _typed(value: object) -> Typed:  # noqa: PLR0911 - one return for each type
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case dict():
            return {"M": _members(value)}
        case list() | tuple():
            return {"L": [_typed(each) for each in value]}
        case bytes():
            return {"B": value}
        case None:
            return {"NULL": True}
    raise TypeError(f"no body holds a {type(value).__name__}")


def _read(typed: Typed) -> Any:  # noqa: ANN401 - whatever a body holds
    ((kind, value),) = typed.items()
    if kind in AS_THEY_ARE:
        return value
    if kind == "M":
        return {name: _read(each) for name, each in value.items()}
    if kind == "L":
        return [_read(each) for each in value]
    if kind == "N":
        return int(value)
    if kind == "NULL":
        return None
    raise TypeError(f"no body is written with a {kind}")
