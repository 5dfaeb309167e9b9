"""A small file with every kind of fault, as `python -m tests.large` plays it with 100,000 rows."""

from tests.journey.world import World
from tests.large import course


def test_r28_given_every_kind_of_fault_then_each_bad_row_is_named_and_no_good_one_lost_or_doubled(
    world: World,
) -> None:
    told: list[str] = []

    job = course.run(world, rows=700, enrolled=8, seed=1, tell=told.append)

    assert (job["state"], job["rows"]) == ("done", 700)
    assert told
