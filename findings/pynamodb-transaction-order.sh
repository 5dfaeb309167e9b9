#!/usr/bin/env bash
# pynamodb 6.1.0 (PyPI), DynamoDB, seen on moto 5.2.5.
# A good guess: what a TransactWrite was told stands in the request in that order, so the third reason
# why DynamoDB cancelled it is of the third call.
# Seen: the request has all condition checks first, then deletes, puts and updates, each kind in its
# order, and the reasons are those of the request. Who looks up by place which of many rows failed
# blames another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
    pynamodb==6.1.0 'moto[dynamodb]==5.2.5' boto3==1.43.106
cat > see.py <<'P'
from moto import mock_aws
from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite


class Item(Model):
    class Meta:
        table_name, region, billing_mode = "t", "us-east-1", "PAY_PER_REQUEST"

    pk = UnicodeAttribute(hash_key=True)


with mock_aws():
    Item.create_table(wait=True)
    Item("there").save()
    try:
        with TransactWrite(connection=Connection(region="us-east-1")) as write:
            write.save(Item("a"))
            write.save(Item("b"))
            write.condition_check(Item, "there", condition=Item.pk.does_not_exist())
    except TransactWriteError as error:
        places = [place for place, why in enumerate(error.cancellation_reasons) if why]
print("told as the third, index 2; reason at index", places)
raise SystemExit(places != [0])
P
AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x venv/bin/python see.py
