"""A PynamoDB model whose attributes are each a value of their own, written and read without detours.

PynamoDB asks of every attribute of every item whether it is a map of further attributes, by which name it
is known there, whether it has a default. Ours have none of that; of an import's processor time it was a fifth.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, Self

from pynamodb.constants import NULL
from pynamodb.models import Model

Typed = dict[str, dict[str, Any]]
"""Attributes with their types, as DynamoDB's JSON has them: `{"pk": {"S": "P#1"}}`."""


class _Plain(NamedTuple):
    """An attribute: its name here and in the table, its type, how it is written and read."""

    name: str
    stored_as: str
    type: str
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]
    may_be_absent: bool


@cache
def _attributes_of(model: type[Model]) -> tuple[_Plain, ...]:
    return tuple(
        _Plain(name, each.attr_name, each.attr_type, each.serialize, each.deserialize, each.null)
        for name, each in model.get_attributes().items()
    )


class StraightModel(Model):
    """A model without maps of attributes, defaults or versions of PynamoDB's own."""

    def serialize(self, null_check: bool = True) -> Typed:  # noqa: FBT001, FBT002 - PynamoDB's own signature
        """Write the item as DynamoDB takes it.

        Raises:
            AttributeNullError: an attribute is absent that may not be.
        """
        values, written = self.attribute_values, {}
        for name, stored_as, kind, write, _, may_be_absent in _attributes_of(type(self)):
            value = values.get(name)
            if value is not None:
                written[stored_as] = {kind: write(value)}
            elif null_check and not may_be_absent:
                return super().serialize(null_check=null_check)
        return written

    @classmethod
    def from_raw_data(cls, data: Typed) -> Self:
        """Make an item of what DynamoDB answered."""
        item = cls.__new__(cls)
        item.deserialize(data)
        return item

    def deserialize(self, attribute_values: Typed) -> None:
        """Read what DynamoDB answered into this item.

        Raises:
            AttributeDeserializationError: an attribute is of another type.
        """
        values: dict[str, Any] = {}
        for name, stored_as, kind, _, read, _ in _attributes_of(type(self)):
            typed = attribute_values.get(stored_as)
            if typed and kind in typed:
                values[name] = read(typed[kind])
            elif typed and NULL not in typed:
                super().deserialize(attribute_values)
                return
        self.attribute_values = values
