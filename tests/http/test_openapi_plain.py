"""What common generators stumble over is said in other words, and nothing is said less."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.openapi_plain import plain_schema
from chalicelib.http.shapes import Answered, Sent


class SpanSent(Sent, frozen=True, kw_only=True):
    played: list[tuple[int, int]]
    mixed: tuple[int, str] = (0, "")
    note: Annotated[str, Meta(max_length=9)] | None = None
    submit: bool = False


class SpanShown(Answered, frozen=True, kw_only=True):
    note: str | None = None
    kind: str = "span"
    only_sometimes: str | UnsetType = UNSET


def _told(kind: type[msgspec.Struct]) -> dict[str, object]:
    _, components = msgspec.json.schema_components([kind])
    return plain_schema(components[kind.__name__])


SENT, SHOWN = _told(SpanSent), _told(SpanShown)


def test_a_pair_is_an_array_of_two_whose_items_every_tool_can_read() -> None:
    integer, text = {"type": "integer"}, {"type": "string"}
    told = {"type": "array", "minItems": 2, "maxItems": 2}

    assert SENT["properties"]["played"] == {
        "type": "array",
        "items": {**told, "prefixItems": [integer, integer], "items": integer},
    }
    mixed = {**told, "prefixItems": [integer, text], "items": {"anyOf": [integer, text]}}
    assert SENT["properties"]["mixed"] == {**mixed, "default": [0, ""]}


def test_what_may_be_left_out_and_be_null_has_no_default() -> None:
    assert SENT["properties"]["note"] == {
        "anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]
    }
    assert SENT["properties"]["submit"] == {"type": "boolean", "default": False}
    assert SENT["required"] == ["played"]


def test_what_is_sent_may_be_left_out_even_where_others_may_be_sent_as_well() -> None:
    _, components = msgspec.json.schema_components([SpanShown])

    assert plain_schema(components["SpanShown"], is_sent=True)["required"] == []


def test_what_an_answer_always_says_is_required_of_it() -> None:
    assert SHOWN["required"] == ["note", "kind"]
    assert SHOWN["properties"]["kind"] == {"type": "string"}
    assert msgspec.to_builtins(SpanShown()).keys() == set(SHOWN["required"])
