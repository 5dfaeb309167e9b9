"""The texts that clients send: one check for all of them, whatever the route (R7, R32).

Every `str` of a body or a query is one line that can be read and holds no identity number, unless its
type here says otherwise. So a new member cannot forget the check: it can only ask for another.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, inspect

from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.platform.rules.refusal import Refusal, several
from chalicelib.platform.rules.text import TextKind, parse_text

T = TypeVar("T", bound=msgspec.Struct)
KIND = "text"
UNCHECKED = "unchecked"


def _kind(kind: TextKind) -> Meta:
    return Meta(extra={KIND: kind})


def unchecked(why: str) -> Meta:
    """The mark of a member that is no text for people, or is checked by more than this; and why."""
    return Meta(extra={UNCHECKED: why})


Short = Annotated[str, Meta(max_length=100)]
Text = Annotated[str, Meta(max_length=200)]
Long = Annotated[str, Meta(max_length=500)]
Lines = Annotated[Long, _kind(TextKind.LINES)]
Reasons = Annotated[str, Meta(max_length=2000), _kind(TextKind.LINES)]
PrintedBrief = Annotated[str, Meta(min_length=1, max_length=30), _kind(TextKind.PRINTED)]
PrintedShort = Annotated[Short, _kind(TextKind.PRINTED)]
PrintedText = Annotated[Text, _kind(TextKind.PRINTED)]
_OF_PLACE = {
    "pattern": r"^44[0-9]{2}[0-9A-Z][0-9]$",
    "description": "广东省的行政区划代码，见/v1/territories",
    "examples": ["440703"],
}
PlaceAsked = Annotated[str, Meta(extra_json_schema=_OF_PLACE)]
PlaceSent = Annotated[Short, Meta(extra_json_schema=_OF_PLACE)]
"""A territory: described by how it is written, read by its own rule, which refuses any other in words."""
Name = Annotated[Text, unchecked("a name is read by its own rule, parse_name, or compared")]
DocumentNumber = Annotated[Short, unchecked("an identity number belongs here; parse_document")]
EmployerCode = Annotated[
    Short, unchecked("eighteen characters of their own kind are no identity number; parse_code")
]
Digest = Annotated[Short, unchecked("hexadecimal digits, compared with what is known")]
Cursor = Annotated[str, Meta(max_length=2048), unchecked("an opaque mark of ours, read_cursor")]


def parse_texts(sent: T, today: date) -> T:
    """Check every text that was sent, and trim it; all faults are told at once.

    Args:
        sent: the body or the query as it was read.
        today: the day in Shanghai.

    Raises:
        Refusal: `field_invalid` or `identity_number_in_text` as the first text at fault has it;
            where there are several, each is in `faults`.
    """
    reader = _TextReader(today)
    parsed = reader.struct_of(sent, "")
    if reader.faults:
        raise several(reader.faults)
    return parsed


class _TextReader:
    """Goes through what was sent and gathers what is wrong."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.faults: list[Refusal] = []

    def struct_of(self, sent: T, path: str) -> T:
        """Read a struct's members, each as its type has it."""
        parsed = {
            member.name: self._value(value, member.type, f"{path}{member.encode_name}")
            for member in fields_of(type(sent))
            if (value := getattr(sent, member.name)) is not msgspec.UNSET
        }
        return msgspec.structs.replace(sent, **parsed)

    def _value(self, value: Any, kind: inspect.Type, field: str) -> Any:  # noqa: ANN401 - whatever was sent
        if UNCHECKED in extra_of(kind) or isinstance(value, Enum):  # a word of our own is no text
            return value
        match value:
            case str():
                return self._text(value, kind, field)
            case msgspec.Struct():
                return self.struct_of(value, f"{field}.")
            case list() | tuple():
                item = item_of(kind)
                items = (self._value(each, item, f"{field}.{n}") for n, each in enumerate(value))
                return type(value)(items)
            case dict():
                return self._mapping(value, field)
        return value

    def _mapping(self, value: Mapping[str, Any], field: str) -> dict[str, Any]:
        any_type = inspect.AnyType()
        return {
            self._text(name, any_type, field): self._value(each, any_type, f"{field}.{name}")
            for name, each in value.items()
        }

    def _text(self, text: str, kind: inspect.Type, field: str) -> str:
        try:
            parsed = parse_text(text, field, extra_of(kind).get(KIND, TextKind.LINE))
            require_no_number(parsed, field, today=self._today)
        except Refusal as fault:
            self.faults.append(fault)
            return text
        return parsed


@cache
def fields_of(kind: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    """The members of a struct."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - what msgspec says of a struct
    return info.fields


def extra_of(kind: inspect.Type) -> Mapping[str, Any]:
    """What the type of a member says of its text; of a choice, what any of the choices says."""
    match kind:
        case inspect.Metadata(extra=extra):
            return extra or {}
        case inspect.UnionType(types=types):
            return next((found for each in types if (found := extra_of(each))), {})
    return {}


def item_of(kind: inspect.Type) -> inspect.Type:
    """The type of a list's items."""
    match kind:
        case inspect.Metadata(type=inner):
            return item_of(inner)
        case inspect.UnionType(types=types):
            lists = (each for each in types if not isinstance(each, inspect.NoneType))
            return next(map(item_of, lists), inspect.AnyType())
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            return item
    return inspect.AnyType()
