"""What is asked of DynamoDB, and what its items are, is written and read as botocore and PynamoDB do it."""

import json
from typing import Any

import pytest
from botocore.serialize import JSONSerializer
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st
from pynamodb.exceptions import AttributeDeserializationError, AttributeNullError
from pynamodb.models import Model

from chalicelib.platform.store.requests import RequestSerializer, is_plain_operation
from chalicelib.platform.store.tables import HrItem, RegistryItem
from tests.platform.test_answers import OURS
from tests.platform.test_body import BODIES

SERVICE: Any = get_session().get_service_model("dynamodb")
WRITES = SERVICE.operation_model("TransactWriteItems")
TEXTS = st.none() | st.text(min_size=1)
NUMBERS = st.none() | st.integers(0, 10**30)
ITEMS = st.builds(
    RegistryItem,
    pk=st.text(min_size=1),
    sk=st.text(min_size=1),
    waits_for=TEXTS,
    list=TEXTS,
    version=NUMBERS,
    forgotten_at=NUMBERS,
    body=BODIES,
)


def asked(body: dict[str, Any]) -> dict[str, Any]:
    """A transaction that puts an item."""
    item = RegistryItem(pk="P#1", sk="李雷", version=1, body=body)
    return {"TransactItems": [{"Put": {"TableName": "t", "Item": item.serialize()}}]}


def written(serializer: JSONSerializer, parameters: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """A request: all but its body, and what its body says."""
    request = serializer.serialize_to_request(parameters, WRITES)
    return {**request, "body": None}, json.loads(request["body"])


@given(BODIES)
def test_given_any_item_then_it_is_asked_as_botocore_asks(body: dict[str, Any]) -> None:
    parameters = asked(body)
    assert written(RequestSerializer(), parameters) == written(JSONSerializer(), parameters)


def test_given_half_a_character_then_it_is_left_to_botocore() -> None:
    parameters = asked({"text": "\ud800", "sealed": b"\x00\xff"})
    assert written(RequestSerializer(), parameters) == written(JSONSerializer(), parameters)


@pytest.mark.parametrize("name", OURS)
def test_what_is_done_with_items_is_plain(name: str) -> None:
    assert is_plain_operation(SERVICE.operation_model(name))


def test_what_has_a_time_is_left_to_botocore() -> None:
    assert not is_plain_operation(SERVICE.operation_model("ExportTableToPointInTime"))


@given(ITEMS)
def test_given_any_item_then_it_is_written_and_read_as_pynamodb_does(item: RegistryItem) -> None:
    raw = item.serialize()
    assert raw == Model.serialize(item)
    theirs, ours = HrItem(), HrItem()
    Model.deserialize(theirs, raw)
    ours.deserialize(raw)
    assert ours.attribute_values == theirs.attribute_values
    assert vars(RegistryItem.from_raw_data(raw)) == vars(theirs)


def test_given_what_may_not_be_absent_or_is_of_another_type_then_it_is_refused() -> None:
    with pytest.raises(AttributeNullError):
        RegistryItem(pk="P#1", sk="A").serialize()
    assert RegistryItem(pk="P#1").serialize(null_check=False) == {"pk": {"S": "P#1"}}
    with pytest.raises(AttributeDeserializationError):
        RegistryItem().deserialize({"pk": {"N": "1"}})
    absent = RegistryItem()
    absent.deserialize({"pk": {"S": "P#1"}, "list": {"NULL": True}})
    assert absent.attribute_values == {"pk": "P#1"}
