#!/usr/bin/env bash
# moto 5.2.5 (PyPI), DynamoDB.
# A good guess: a number comes back as DynamoDB keeps it, whose guide says of the type that leading and trailing zeros
# are trimmed: 22.50 credits are 22.5, and 0.00 are 0.
# Seen: moto gives back the digits that it was given, in its streams too, and adds with all their places; conditions
# go by value. Credits shown or digested as they were read are what was written in every test, and something else as
# soon as the table is a real one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'moto[dynamodb]==5.2.5' boto3==1.43.106
cat > see.py <<'P'
import boto3
from moto import mock_aws

KEY = {"p": {"S": "a year"}}
with mock_aws():
    table = boto3.client("dynamodb", region_name="us-east-1")
    streams = boto3.client("dynamodbstreams", region_name="us-east-1")
    made = table.create_table(
        TableName="years", KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    shard = streams.describe_stream(StreamArn=made)["StreamDescription"]["Shards"][0]["ShardId"]
    place = streams.get_shard_iterator(StreamArn=made, ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    seen = []
    for written in ("22.50", "030", "0.00"):
        table.put_item(TableName="years", Item=KEY | {"credits": {"N": written}})
        seen.append(table.get_item(TableName="years", Key=KEY)["Item"]["credits"]["N"])
    added = table.update_item(
        TableName="years", Key=KEY, UpdateExpression="ADD credits :more", ConditionExpression="credits = :none",
        ExpressionAttributeValues={":more": {"N": "22.50"}, ":none": {"N": "0"}}, ReturnValues="ALL_NEW",
    )["Attributes"]["credits"]["N"]
    told = streams.get_records(ShardIterator=place)["Records"][0]["dynamodb"]["NewImage"]["credits"]["N"]
print("read:", *seen, "added:", added, "stream:", told)
raise SystemExit((seen, added, told) != (["22.50", "030", "0.00"], "22.50", "22.50"))
P
AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x venv/bin/python see.py
