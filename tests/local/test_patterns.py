import json
from typing import Any

import pytest

from local.patterns import any_of

SYNC = '{"dynamodb": {"NewImage": {"waits_for": {"S": [{"prefix": "SYNC#"}]}}}}'


def marked(mark: str) -> dict[str, Any]:
    return {"eventName": "MODIFY", "dynamodb": {"NewImage": {"waits_for": {"S": mark}}}}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (marked("SYNC#07"), True),
        (marked("MATCH#07"), False),
        ({"eventName": "REMOVE", "dynamodb": {"OldImage": {"waits_for": {"S": "SYNC#07"}}}}, False),
        ({"dynamodb": {"NewImage": {}}}, False),
        ({}, False),
    ],
)
def test_given_a_prefix_then_only_a_new_image_with_it_passes(
    record: dict[str, Any], expected: object
) -> None:
    assert any_of([SYNC])(record) is expected


def test_given_several_patterns_then_any_one_is_enough_and_none_lets_nothing_through() -> None:
    either = any_of([SYNC, SYNC.replace("SYNC", "MATCH")])
    assert either(marked("MATCH#01"))
    assert either(marked("SYNC#01"))
    assert not either(marked("RENDER#01"))
    assert not any_of([])(marked("SYNC#01"))


@pytest.mark.parametrize(
    ("rules", "value", "expected"),
    [
        (["INSERT", "MODIFY"], "MODIFY", True),
        (["INSERT"], "MODIFY", False),
        ([{"anything-but": ["REMOVE"]}], "MODIFY", True),
        ([{"anything-but": ["MODIFY"]}], "MODIFY", False),
        ([{"exists": True}], "MODIFY", True),
        ([{"exists": False}], "MODIFY", False),
        ([{"prefix": "M"}], 5, False),
        ([5], 5, True),
        ([None], None, True),
    ],
)
def test_given_a_rule_then_it_is_read_as_lambda_reads_it(
    rules: list[object], value: object, expected: object
) -> None:
    assert any_of([json.dumps({"eventName": rules})])({"eventName": value}) is expected


def test_given_an_absent_value_then_only_its_absence_matches() -> None:
    assert any_of(['{"a": [{"exists": false}]}'])({})
    assert not any_of(['{"a": [{"exists": true}]}'])({})
    assert not any_of(['{"a": [{"anything-but": ["x"]}]}'])({})
    assert not any_of(['{"a": [null]}'])({})


def test_given_several_members_then_all_must_match() -> None:
    both = any_of(['{"a": ["x"], "b": ["y"]}'])
    assert both({"a": "x", "b": "y"})
    assert not both({"a": "x", "b": "z"})


def test_given_an_unknown_rule_then_it_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown filter rule"):
        any_of(['{"a": [{"cidr": "10.0.0.0/8"}]}'])({"a": "x"})
