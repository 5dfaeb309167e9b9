"""A body is kept as boto3 would keep it, and read back as it was."""

from typing import Any

import pytest
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.platform.store.body import BodyAttribute

ATTRIBUTE: Any = BodyAttribute()
LEAVES = st.one_of(
    st.none(), st.text(), st.booleans(), st.integers(-(10**37), 10**37), st.binary(min_size=1)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.dictionaries(st.text(), VALUES, max_size=4)


def without_nothing(value: object) -> Any:  # noqa: ANN401 - any value
    """A value without the members that are None: a body leaves them out."""
    if isinstance(value, dict):
        return {name: without_nothing(each) for name, each in value.items() if each is not None}
    return [without_nothing(each) for each in value] if isinstance(value, list) else value


def binary(value: object) -> Any:  # noqa: ANN401 - any value
    """A value as boto3 takes it, which tells bytes apart by a type of its own."""
    if isinstance(value, dict):
        return {name: binary(each) for name, each in value.items()}
    if isinstance(value, list):
        return [binary(each) for each in value]
    return Binary(value) if isinstance(value, bytes) else value


@given(BODIES)
def test_given_a_body_then_it_is_written_as_boto3_writes_it(body: dict[str, Any]) -> None:
    typed = ATTRIBUTE.serialize(body)
    assert typed == TypeSerializer().serialize(binary(without_nothing(body)))["M"]


@given(BODIES)
def test_given_a_body_then_it_is_read_as_it_was_kept_and_as_boto3_reads_it(
    body: dict[str, Any],
) -> None:
    typed = ATTRIBUTE.serialize(body)
    read = ATTRIBUTE.deserialize(typed)
    assert repr(read) == repr(without_nothing(body))
    assert read == TypeDeserializer().deserialize({"M": typed})


def test_given_a_tuple_then_it_is_a_list() -> None:
    assert ATTRIBUTE.serialize({"a": ("b",)}) == {"a": {"L": [{"S": "b"}]}}


@pytest.mark.parametrize("value", [1.5, {"a"}, object()])
def test_given_what_no_body_holds_then_it_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no body holds a"):
        ATTRIBUTE.serialize({"a": [value]})


@pytest.mark.parametrize("typed", [{"SS": ["a"]}, {"NS": ["1"]}, {"X": 1}])
def test_given_what_no_body_is_written_with_then_it_is_not_read(typed: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="no body is written with a"):
        ATTRIBUTE.deserialize({"a": typed})
