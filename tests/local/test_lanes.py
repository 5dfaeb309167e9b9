"""What a shard brings goes side by side and stays in order for each item, whatever fails."""

from collections import defaultdict
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from local.batches import Batch, Outcome, after_failure
from local.lanes import Lane, Shard, lane_of

SIZE, RETRIES = 3, 2
WELL = 0.6
KEYS = st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["PROFILE", "Y#2020", "C#2020"]))


def event(number: int, key: tuple[str, str]) -> dict[str, Any]:
    keys = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
    return {"dynamodb": {"SequenceNumber": str(number), "Keys": keys}}


def numbers(batch: Batch) -> list[int]:
    return [int(each["dynamodb"]["SequenceNumber"]) for each in batch.records]


def tried(lane: Lane, luck: Random, tries: list[int]) -> list[int]:
    """Try the batch whose turn it is; the events that are done or given up by this."""
    batch = lane.first()
    if batch is None:
        return []
    assert len(batch.records) <= SIZE
    tries += numbers(batch)
    if luck.random() < WELL:
        lane.follow(Outcome())
        return numbers(batch)
    place = luck.randrange(len(batch.records))
    outcome = after_failure(batch, place, retries=RETRIES, bisect=luck.random() < WELL)
    lane.follow(outcome)
    return numbers(batch)[:place] + (numbers(outcome.dead) if outcome.dead else [])


@given(lanes=st.integers(1, 10), keys=st.lists(KEYS, max_size=40), seed=st.integers(0, 1000))
def test_given_any_failures_then_each_item_s_events_are_through_in_order_and_none_is_lost(
    lanes: int, keys: list[tuple[str, str]], seed: int
) -> None:
    shard = Shard("one", lanes, SIZE)
    luck = Random(seed)  # noqa: S311 - what fails is no secret
    coming = list(enumerate(keys))
    tries: list[int] = []
    through: list[int] = []
    while coming or any(lane.waiting for lane in shard.lanes):
        now = luck.randrange(6)
        shard.deal_out(event(*each) for each in coming[:now])
        coming = coming[now:]
        for lane in luck.sample(shard.lanes, lanes):
            through += tried(lane, luck, tries)
    assert sorted(through) == list(range(len(keys)))
    of_item: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in through:
        of_item[keys[number]].append(number)
    assert all(each == sorted(each) for each in of_item.values())
    assert shard.looked_at == len(tries)


@given(key=KEYS, lanes=st.integers(1, 10), first=st.integers(), second=st.integers())
def test_given_two_events_of_an_item_then_they_go_into_one_lane(
    key: tuple[str, str], lanes: int, first: int, second: int
) -> None:
    assert lane_of(event(first, key), lanes) == lane_of(event(second, key), lanes)


def test_given_many_items_then_every_lane_has_something_to_do() -> None:
    found = {lane_of(event(n, (f"P#{n}", "Y#2020")), 10) for n in range(100)}
    assert found == set(range(10))


def test_given_somebody_who_works_a_lane_off_then_nobody_else_does_until_it_is_left() -> None:
    lane = Lane(SIZE)
    assert not lane.claim(), "nothing waits"
    lane.put(event(0, ("a", "x")))
    assert lane.claim()
    assert not lane.claim()
    assert not lane.leave(), "it is not done"
    lane.first()
    lane.follow(Outcome())
    assert lane.leave()
    lane.put(event(1, ("a", "x")))
    assert lane.claim()


def test_given_lanes_that_are_all_busy_then_no_more_is_taken() -> None:
    shard = Shard("one", 2, SIZE)
    assert shard.has_room(10)
    waiting = [event(n, (str(n), "x")) for n in range(20)]
    shard.deal_out(each for each in waiting if lane_of(each, 2) == 0)
    assert not shard.has_room(2), "so much waits in one lane"
    assert shard.has_room(100)
    shard.deal_out(waiting)
    assert not shard.has_room(100)
