"""moto made quick gives nothing up: what an update changes is undone with it, and is in no copy."""

import pytest
from botocore.exceptions import ClientError

from local.cloud import Cloud
from tests.quick import Kept

TABLE = "RegistryTable"
KEY = {"pk": {"S": "P#1"}, "sk": {"S": "PROFILE"}}
UPDATE = {
    "TableName": TABLE,
    "Key": KEY,
    "UpdateExpression": "SET waits_for = :value",
    "ExpressionAttributeValues": {":value": {"S": "later"}},
}


@pytest.fixture(autouse=True)
def _stored(cloud: Cloud) -> None:
    item = {**KEY, "waits_for": {"S": "before"}, "since": {"S": "1"}}
    cloud.client("dynamodb").put_item(TableName=TABLE, Item=item)


def waits_for(cloud: Cloud) -> str:
    item = cloud.client("dynamodb").get_item(TableName=TABLE, Key=KEY)["Item"]
    return str(item["waits_for"]["S"])


def test_given_an_update_whose_transaction_fails_then_the_item_is_as_it_was(cloud: Cloud) -> None:
    absent = {"pk": {"S": "P#2"}, "sk": {"S": "PROFILE"}}
    check = {"TableName": TABLE, "Key": absent, "ConditionExpression": "attribute_exists(pk)"}
    both = [{"Update": UPDATE}, {"ConditionCheck": check}]
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        cloud.client("dynamodb").transact_write_items(TransactItems=both)
    assert waits_for(cloud) == "before"


def test_given_an_update_after_a_state_was_kept_then_it_is_put_back_as_it_was(cloud: Cloud) -> None:
    kept = Kept()
    for _again in range(2):
        cloud.client("dynamodb").update_item(**UPDATE)
        assert waits_for(cloud) == "later"
        kept.put_back()
        assert waits_for(cloud) == "before"
