#!/usr/bin/env bash
# moto 5.2.5 (PyPI), DynamoDB.
# A good guess: a key condition BETWEEN whose lower bound sorts after the upper one is answered as
# DynamoDB answers it, by a ValidationException ("The BETWEEN operator requires upper bound to be
# greater than or equal to lower bound").
# Seen: an empty answer. A test on moto of a cursor that points beyond its list is green, and the
# deployed system answers 500.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'moto[dynamodb]==5.2.5' boto3==1.43.106
cat > see.py <<'P'
import boto3
from moto import mock_aws

KEYS = [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}]
TYPES = [{"AttributeName": name, "AttributeType": "S"} for name in "ps"]
with mock_aws():
    table = boto3.client("dynamodb", region_name="us-east-1")
    table.create_table(
        TableName="t", KeySchema=KEYS, AttributeDefinitions=TYPES, BillingMode="PAY_PER_REQUEST"
    )
    table.put_item(TableName="t", Item={"p": {"S": "list"}, "s": {"S": "m"}})
    answer = table.query(
        TableName="t",
        KeyConditionExpression="p = :p AND s BETWEEN :lower AND :upper",
        ExpressionAttributeValues={
            ":p": {"S": "list"}, ":lower": {"S": "z"}, ":upper": {"S": "a"}
        },
    )
print("status", answer["ResponseMetadata"]["HTTPStatusCode"], "items", answer["Items"])
raise SystemExit(answer["Items"] != [])
P
AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x venv/bin/python see.py
