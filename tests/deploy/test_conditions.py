"""The guard of the writes' conditions notices a condition that is gone, halved or another's."""

import pytest
from pynamodb.expressions.condition import Condition

from chalicelib.platform.store.tables import RegistryItem, is_new, transaction
from local.cloud import Cloud
from tests.deploy import conditions
from tests.deploy.conditions import RULES, Write, unheard, writes_of

PROFILE = {"pk": "P#one", "sk": "PROFILE"}


@pytest.fixture
def broken() -> list[Write]:
    """What the guard has against the running test."""
    return conditions.BROKEN


@pytest.mark.usefixtures("cloud")
def test_given_a_write_on_its_condition_then_nothing_is_said(broken: list[Write]) -> None:
    with transaction() as write:
        write.save(RegistryItem(**PROFILE, body={}), condition=is_new())
    assert broken == []


@pytest.mark.parametrize(
    "condition",
    [None, RegistryItem.sk.does_not_exist(), is_new() & RegistryItem.sk.does_not_exist()],
)
@pytest.mark.usefixtures("cloud")
def test_given_a_write_on_no_or_another_condition_then_it_is_told(
    condition: Condition | None, broken: list[Write]
) -> None:
    with transaction() as write:
        write.save(RegistryItem(**PROFILE, body={}), condition=condition)
    assert [each.kind for each in broken] == ["P/PROFILE"]
    broken.clear()


def test_given_a_write_of_a_test_s_own_then_it_is_none_of_the_product_s(
    cloud: Cloud, broken: list[Write]
) -> None:
    item = {name: {"S": value} for name, value in PROFILE.items()}
    cloud.client("dynamodb").put_item(TableName=RegistryItem.Meta.table_name, Item=item)
    assert broken == []


def test_given_all_writes_heard_but_one_then_that_one_is_named() -> None:
    everything = unheard(())
    assert len(everything) == sum(len(each) for verbs in RULES.values() for each in verbs.values())
    assert unheard(everything[1:]) == everything[:1]


@pytest.mark.parametrize(
    ("pk", "sk", "kind"),
    [
        ("P#one", "Y#2020", "P/Y"),
        ("P#one", "Y#2020#R#slot", "P/Y#R"),
        ("P#one", "Y#2020#R#slot#id", "P/Y#R filed"),
        ("P#one", "C#2020#V#1", "P/C#V"),
        ("POLICY", "2020#440300", "POLICY/*"),
    ],
)
def test_given_a_key_then_its_kind_names_nobody(pk: str, sk: str, kind: str) -> None:
    asked = {"Item": {"pk": {"S": pk}, "sk": {"S": sk}}}
    assert list(writes_of("PutItem", asked)) == [Write(kind, "Put", "")]
