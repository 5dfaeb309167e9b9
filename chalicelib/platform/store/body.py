"""How a domain value is kept as an item's body: a DynamoDB map, exact and readable."""

from typing import Any

import msgspec
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from pynamodb.attributes import Attribute
from pynamodb.constants import MAP


class _MemberReader(TypeDeserializer):
    """Reads whole numbers as int: decimals are kept as text, so nothing else is a number."""

    def _deserialize_n(self, value: str) -> int:
        return int(value)

    def _deserialize_b(self, value: bytes) -> bytes:
        return bytes(value)


_WRITER = TypeSerializer()
_READER = _MemberReader()


def _plain(value: object) -> object:
    """Turn what msgspec leaves as it is into what DynamoDB keeps."""
    if isinstance(value, bytes):
        return Binary(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def keep(value: msgspec.Struct) -> dict[str, Any]:
    """Turn a domain value into an item's body: decimals and times as text, exact and readable."""
    body: dict[str, Any] = msgspec.to_builtins(value, builtin_types=(bytes,))
    return body


class BodyAttribute(Attribute[dict[str, Any]]):
    """The domain value of an item, as a DynamoDB map."""

    attr_type = MAP

    def serialize(self, value: dict[str, Any]) -> dict[str, Any]:
        """Write the body as DynamoDB's typed JSON."""
        return dict(_WRITER.serialize(_plain(value))["M"])

    def deserialize(self, value: dict[str, Any]) -> dict[str, Any]:
        """Read the body back as plain values."""
        return dict(_READER.deserialize({"M": value}))
