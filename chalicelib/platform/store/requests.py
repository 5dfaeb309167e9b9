"""What is asked of DynamoDB, written straight: the counterpart of `store/answers.py`.

botocore walks a request beside the service's model, value by value, into a second one of the same names, which
it writes as JSON; of a transaction of a hundred items that is as much work as all of its signing and sending.
Here msgspec writes what was asked as it is, wherever the model names nothing otherwise and turns nothing
but bytes, which both write as Base64. Whatever is not exactly so is left to botocore.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.serialize import JSONSerializer

TURNED = frozenset({"timestamp", "float", "double"})
"""What botocore writes otherwise than it is."""


class RequestSerializer(JSONSerializer):
    """Writes the requests of a service that speaks plain JSON."""

    def serialize_to_request(
        self, parameters: Mapping[str, Any], operation_model: OperationModel
    ) -> dict[str, Any]:
        """Return the request, with the body, as botocore's own serializer does."""
        body = _written(parameters) if is_plain_operation(operation_model) else None
        if body is None:
            return super().serialize_to_request(parameters, operation_model)
        request: dict[str, Any] = super().serialize_to_request({}, operation_model)
        return {**request, "body": body}


def _written(parameters: Mapping[str, Any]) -> bytes | None:
    """The JSON of what was asked; None where it is nothing that msgspec writes, as half a character is not."""
    try:
        return msgspec.json.encode(parameters)
    except (TypeError, UnicodeEncodeError):
        return None


@lru_cache(maxsize=64)
def is_plain_operation(operation: OperationModel) -> bool:
    """Whether all that an operation can be asked is written by its own name, as it is."""
    shape = operation.input_shape
    return shape is not None and _is_plain(shape, frozenset())


def _is_plain(shape: Shape, above: frozenset[str]) -> bool:
    if shape.name in above:  # a value that holds values
        return True
    within = above | {shape.name}
    if isinstance(shape, ListShape):
        return _is_plain(shape.member, within)
    if isinstance(shape, MapShape):
        return _is_plain(shape.value, within)
    if isinstance(shape, StructureShape):
        members = shape.members.values()
        renamed = any("name" in each.serialization for each in members)
        is_odd = renamed or shape.is_document_type
        return not is_odd and all(_is_plain(each, within) for each in members)
    return shape.type_name not in TURNED
