"""What every step of the bill spends, held to `bench/steps.toml`, which the bill itself counts with.

A step is a request of a client, and all that it wakes; what a function does alone is held by
`test_costs.py`.
"""

from typing import NamedTuple

import pytest

from bench.cost import MOST_DOLLARS, dollars, read, times_of
from bench.played_steps import Played
from local.cloud import Cloud
from local.issuer import Issuer
from tests.deploy import recorder
from tests.platform.metering import read_units

STEPS = read("steps")["step"]


class Total(NamedTuple):
    """What a step spends in all functions: units of DynamoDB, requests to AWS."""

    writes: int = 0
    reads: float = 0
    requests: int = 0


def played(cloud: Cloud, issuer: Issuer) -> dict[str, Total]:
    """What one playing of each step spends."""
    totals: dict[str, Total] = {}
    looking = cloud.client("dynamodb")
    # The meter looks while functions run: what it reads is none of theirs, and uses no grant.
    looking.meta.events.unregister("provide-client-params", recorder.on_call)
    for (step, _), spent in Played(cloud, issuer, looking).play().spent.items():
        before = totals.get(step, Total())
        totals[step] = Total(
            before.writes + spent.writes,
            before.reads + spent.reads,
            before.requests + spent.requests,
        )
    return totals


def test_given_every_step_of_the_bill_then_none_spends_more_than_the_bill_counts_with(
    cloud: Cloud, issuer: Issuer
) -> None:
    totals = played(cloud, issuer)
    assert set(totals) - {""} == set(STEPS)
    over = {
        name: (totals[name], step["most"])
        for name, step in STEPS.items()
        if any(spent > most for spent, most in zip(totals[name], step["most"], strict=True))
    }
    assert over == {}


ITEM = {"pk": {"S": "x" * 4095}, "sk": {"S": ""}}
"""A little more than a unit."""


@pytest.mark.parametrize(
    ("operation", "asked", "answered", "expected"),
    [
        ("GetItem", {"ConsistentRead": True}, {}, 1),
        ("GetItem", {"ConsistentRead": True}, {"Item": ITEM}, 2),
        ("GetItem", {}, {"Item": ITEM}, 1),
        ("Query", {}, {"Items": []}, 0.5),
        ("Query", {"ConsistentRead": True}, {"Items": [ITEM, ITEM]}, 3),
        (
            "BatchGetItem",
            {"RequestItems": {"T": {"Keys": [1, 2, 3], "ConsistentRead": True}}},
            {"Responses": {"T": [ITEM, ITEM]}},
            5,
        ),
        ("TransactGetItems", {}, {"Responses": [{"Item": ITEM}, {}]}, 6),
        ("PutItem", {}, {}, 0),
    ],
)
def test_given_a_read_then_its_units_are_as_documented(
    operation: str, asked: dict[str, object], answered: dict[str, object], expected: float
) -> None:
    assert read_units(operation, asked, answered) == expected


@pytest.mark.parametrize(
    ("usage", "amount", "before", "expected"),
    [
        ("api_requests", 12_000_000, 0, 42.0),
        ("api_requests", 12_000_000, 12 * 333_000_000, 33.6),
        ("api_requests", 12 * 334_000_000, 0, 12 * (333 * 3.5 + 2.8)),
        ("write_units", 2_000_000, 10**12, 1.25),
    ],
)
def test_given_tiers_then_each_month_begins_with_the_first(
    usage: str, amount: float, before: float, expected: float
) -> None:
    assert dollars(usage, amount, read("prices"), before) == pytest.approx(expected)


def test_given_how_often_a_step_happens_then_for_people_or_for_all() -> None:
    assert times_of({"a_person": 0.5}, 10) == 5
    assert times_of({"a_year": 9}, 10) == 9
    assert MOST_DOLLARS == 600
