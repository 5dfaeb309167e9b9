"""DynamoDB's answers, read straight into what botocore makes of them.

botocore reads an answer as JSON and then walks it beside the service's model, value by value; for a
page of fifty records that is more work than all of ours. Here the model is turned once, for each kind
of answer, into a type that msgspec reads in one go. Whatever is not exactly of that type (a null, a
number out of range, what is no JSON) is left to botocore, and so is every error.
"""

from types import GenericAlias
from typing import Any, TypedDict

import msgspec
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.parsers import JSONParser, ResponseParser, ResponseParserFactory

from chalicelib.platform.store.known import decoder_of

COMPONENT = "response_parser_factory"
"""The name by which a botocore session knows what makes its parsers."""


class AttributeValue(TypedDict, total=False):
    """A value with its type: the one shape of DynamoDB's model that holds itself."""

    S: str
    N: str
    B: bytes
    SS: list[str]
    NS: list[str]
    BS: list[bytes]
    M: "dict[str, AttributeValue]"
    L: "list[AttributeValue]"
    NULL: bool
    BOOL: bool


NUMBER = int | float
"""As it is written: botocore leaves 1.0 a float where the model says integer."""
PLAIN: dict[str, object] = {
    "string": str,
    "boolean": bool,
    "blob": bytes,
    "integer": NUMBER,
    "long": NUMBER,
    "float": NUMBER,
    "double": NUMBER,
}


class _NotPlainError(Exception):
    """A shape is more than values by their names, as a timestamp is: botocore reads it."""


class AnswerParsers(ResponseParserFactory):
    """Makes a session's parsers: of DynamoDB's JSON our own, of other protocols botocore's."""

    def __init__(self) -> None:
        super().__init__()
        self._decoders: dict[Shape, msgspec.json.Decoder[Any] | None] = {}

    def create_parser(self, protocol_name: str) -> ResponseParser:
        """Return a parser of this protocol, as botocore asks for one at every answer."""
        if protocol_name == "json":
            return _AnswerParser(self._decoders)
        return super().create_parser(protocol_name)


class _AnswerParser(JSONParser):
    def __init__(self, decoders: dict[Shape, msgspec.json.Decoder[Any] | None]) -> None:
        super().__init__()
        self._decoders = decoders

    def _handle_json_body(self, raw_body: bytes, shape: Shape) -> Any:  # noqa: ANN401 - as botocore has it
        """Read a body; what is left to botocore gets whatever botocore makes of it, its errors too."""
        decoder = self._decoder_of(shape)
        if decoder is not None:
            try:
                # As text: bytes that are none are refused, where a type does not name them too.
                return decoder.decode(raw_body.decode())
            except msgspec.DecodeError:
                pass
        return super()._handle_json_body(raw_body, shape)  # type: ignore[misc]  # the stubs leave it out

    def _decoder_of(self, shape: Shape) -> msgspec.json.Decoder[Any] | None:
        if shape not in self._decoders:
            try:
                self._decoders[shape] = decoder_of(_type_of(shape))
            except _NotPlainError:
                self._decoders[shape] = None
        return self._decoders[shape]


def _type_of(shape: Shape) -> Any:  # noqa: ANN401 - a type made of botocore's model
    if shape.name == AttributeValue.__name__:
        return AttributeValue
    if isinstance(shape, ListShape):
        return GenericAlias(list, (_type_of(shape.member),))
    if isinstance(shape, MapShape):
        return GenericAlias(dict, (str, _type_of(shape.value)))
    if isinstance(shape, StructureShape) and _is_plain(shape):
        members = {name: _type_of(member) for name, member in shape.members.items()}
        return TypedDict(shape.name, members, total=False)  # type: ignore[operator]  # made of the model
    if shape.type_name in PLAIN:
        return PLAIN[shape.type_name]
    raise _NotPlainError(shape.name)


def _is_plain(shape: StructureShape) -> bool:
    """Whether a structure is its members by their own names, each there or not."""
    renamed = any("name" in member.serialization for member in shape.members.values())
    return not (shape.is_tagged_union or shape.is_document_type or renamed)
