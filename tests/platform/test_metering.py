"""The meter itself, held against the rules of DynamoDB's developer guide."""

from typing import Any

import pytest

from tests.platform.metering import Item, size, units

KEYS = {"pk": {"S": "P#1"}, "sk": {"S": "Y#2020"}}


def item(weight: int, **attributes: str) -> Item:
    """An item of exactly so many bytes, with these attributes among them."""
    found: Item = {**KEYS, **{name: {"S": value} for name, value in attributes.items()}}
    filled = {**found, "fill": {"S": "x" * (weight - size(found) - len("fill"))}}
    assert size(filled) == weight
    return filled


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [
        ({"S": "江门"}, 6),
        ({"S": ""}, 0),
        ({"N": "2020"}, 3),
        ({"N": "1590973200000"}, 5),
        ({"B": b"123"}, 3),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"M": {"days": {"N": "6"}}}, 3 + 1 + 4 + 2),
        ({"L": [{"S": "ab"}, {"NULL": True}]}, 3 + 1 + 2 + 1 + 1),
    ],
)
def test_given_a_value_then_its_size_is_as_documented(value: dict[str, Any], bytes_: int) -> None:
    assert size({"name": value}) == len("name") + bytes_


@pytest.mark.parametrize(
    ("before", "after", "in_transaction", "expected"),
    [
        (None, item(1024), False, 1),
        (None, item(1025), False, 2),
        (None, item(1025), True, 4),
        (item(1025), item(100), False, 2),
        (item(1025), None, False, 2),
        (None, None, False, 1),
    ],
)
def test_given_an_item_then_the_larger_of_before_and_after_is_paid(
    before: Item | None,
    after: Item | None,
    in_transaction: bool,  # noqa: FBT001 - a case's column
    expected: int,
) -> None:
    assert units(before, after, in_transaction=in_transaction) == expected


WAITING = {"waits_for": "REVIEW#440703", "since": "2020-06-01"}


@pytest.mark.parametrize(
    ("before", "after", "entries"),
    [
        ({}, WAITING, 1),
        (WAITING, {}, 1),
        (WAITING, WAITING, 0),
        (WAITING, {**WAITING, "since": "2020-06-02"}, 2),
        ({}, {"waits_for": "REVIEW#440703"}, 0),
        ({}, {**WAITING, "list": "YEAR#2020", "order": "complete#1"}, 2),
    ],
)
def test_given_index_keys_then_every_entry_put_or_deleted_is_paid(
    before: dict[str, str], after: dict[str, str], entries: int
) -> None:
    assert units(item(500, **before), item(500, **after)) == 1 + entries
