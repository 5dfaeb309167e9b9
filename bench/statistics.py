"""What a province's statistics cost with 20,000 people: counted anew by the lists, and kept.

On ministack, every list filled as the product fills it. The baseline asks the index for each number,
six for each territory, as it was done before counters were kept; both answer the same. Run it by
`make bench`, or alone by `python -m bench.statistics`.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import boto3

from bench.targets import at_most, tell
from local import ministack, resources

YEAR = 2020
MOST_READS = 4
AT = datetime(2020, 6, 1, tzinfo=UTC)
"""The instant of the recount, and of whoever asks."""
AT_ONCE = 8
"""How many reads the product has under way together."""
PROGRESS = ("in_progress", "complete")
STATES = ("issued", "held", "revoked")
Item = dict[str, Any]


def main() -> int:
    """Fill the tables, measure both ways, print a table; numbers that differ end it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    people = parser.parse_args().people
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        return _measured(people)


def _measured(people: int) -> int:
    from chalicelib.bureaus.rules.territory import PROVINCE, below  # noqa: PLC0415 - as below
    from chalicelib.views.actions.count_year import count_year  # noqa: PLC0415 - reads the environment
    from chalicelib.views.rules.statistics import Counts  # noqa: PLC0415 - as above

    dynamodb, places = boto3.client("dynamodb"), below(PROVINCE)
    _fill(dynamodb, people, places)
    print(f"{'statistics of a province':<34}{'reads':>7}{'seconds':>9}{'ratio':>8}")
    asked: list[None] = []
    before, seconds = _timed(lambda: _counted_anew(dynamodb, places, asked))
    print(f"{'every list counted (before)':<34}{len(asked):>7}{seconds:>9.3f}{1.0:>8.3f}")
    looks, filling = _timed(_recount)
    reads = _reads(lambda: count_year(YEAR, places, at=AT))
    after, kept = _timed(lambda: count_year(YEAR, places, at=AT))
    print(f"{'counters':<34}{reads:>7}{kept:>9.3f}{kept / seconds:>8.3f}")
    print(f"\nrecount: {looks} counters filled in {filling:.1f} s, {people:,} people")
    total = sum(after.counts.values(), Counts())
    if after.recounted_at is None or [*vars_of(total)] != before:
        print(f"not the same: {before}, {total}")
        return 1
    return tell([at_most("statistics of a province: reads", reads, MOST_READS)])


def vars_of(counts: Any) -> tuple[int, ...]:  # noqa: ANN401 - the product is imported late
    """The numbers, in the order of the statistics."""
    return (
        counts.enrolled,
        counts.in_progress,
        counts.complete,
        counts.certificates,
        counts.held,
        counts.revoked,
    )


def _recount() -> int:
    """Fill every counter of the year: two looks at each, without the minutes between them."""
    from chalicelib.views.actions.recount import compare_counts  # noqa: PLC0415 - reads the environment
    from chalicelib.views.rules.counter import RecountOrder  # noqa: PLC0415 - as above
    from chalicelib.views.rules.counting import counted_lists  # noqa: PLC0415 - as above

    orders, looked_at = [RecountOrder(name, AT) for name in counted_lists([YEAR])], set[str]()
    while orders:
        found = [each for order in orders for each in compare_counts(order)]
        looked_at.update(str(each.name) for each in found)
        orders = [each.again for each in found if each.again]
    return len(looked_at)


def _counted_anew(dynamodb: Any, places: tuple[str, ...], asked: list[None]) -> list[int]:  # noqa: ANN401 - boto3's own type
    """Ask the index for every number of every territory."""
    ranges = [
        [("REGISTRY_TABLE", f"PEOPLE#{place[:4]}", f"{place}#") for place in places],
        *(
            [("REGISTRY_TABLE", f"YEAR#{YEAR}#{place[:4]}", f"{place}#{word}#") for place in places]
            for word in PROGRESS
        ),
        *(
            [("HR_TABLE", _certificates(place, state), f"{place}#{state}#") for place in places]
            for state in STATES
        ),
    ]

    def count(table: str, listed: str, begins: str) -> int:
        asked.append(None)
        found = dynamodb.query(
            TableName=os.environ[table],
            IndexName="listed",
            Select="COUNT",
            KeyConditionExpression="#l = :l AND begins_with(#o, :o)",
            ExpressionAttributeNames={"#l": "list", "#o": "order"},
            ExpressionAttributeValues={":l": {"S": listed}, ":o": {"S": begins}},
        )
        return int(found["Count"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [sum(pool.map(lambda each: count(*each), those)) for those in ranges]


def _certificates(place: str, state: str) -> str:
    """The list of certificates of a territory in a state."""
    named = {"held": "held#44", "revoked": f"{YEAR}#revoked#44"}
    return f"CERT#{named.get(state, f'{YEAR}#{place[:4]}')}"


def _fill(dynamodb: Any, people: int, places: tuple[str, ...]) -> None:  # noqa: ANN401 - boto3's own type
    """List people, their year and, of those with a complete one, its certificate."""
    luck = random.Random(YEAR)  # noqa: S311 - the same province every time
    registry, hr = [_applied()], list[Item]()
    for number in range(people):
        place, person = luck.choice(places), f"p{number:07}"
        progress, state = luck.choice(PROGRESS), luck.choices(STATES, (90, 8, 2))[0]
        city = place[:4]
        registry.append(_item(person, "PROFILE", f"PEOPLE#{city}", f"{place}#李䶮"))
        registry.append(_item(person, f"Y#{YEAR}", f"YEAR#{YEAR}#{city}", f"{place}#{progress}"))
        if progress == "complete":
            listed = _certificates(place, state)
            hr.append(_item(person, f"C#{YEAR}", listed, f"{place}#{state}"))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for table, items in (("REGISTRY_TABLE", registry), ("HR_TABLE", hr)):
            asked = [{os.environ[table]: batch} for batch in _batches(items)]
            list(pool.map(lambda each: dynamodb.batch_write_item(RequestItems=each), asked))


def _applied() -> Item:
    """That everything lies in the lists of cities."""
    applied = {"M": {"applied_at": {"S": AT.isoformat()}}}
    key = {"pk": {"S": "MIGRATIONS"}, "sk": {"S": "MIGRATION#0002"}}
    return {"PutRequest": {"Item": {**key, "body": applied}}}


def _item(person: str, sk: str, listed: str, order: str) -> Item:
    texts = {"pk": f"P#{person}", "sk": sk, "list": listed, "order": f"{order}#{person}"}
    kept = {name: {"S": text} for name, text in texts.items()}
    return {"PutRequest": {"Item": {**kept, "version": {"N": "1"}, "body": {"M": {}}}}}


def _batches(items: list[Item], size: int = 25) -> Iterator[list[Item]]:
    yield from (items[start : start + size] for start in range(0, len(items), size))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    done = work()
    return done, time.perf_counter() - began


def _reads(work: Callable[[], object]) -> int:
    """How many calls of the tables something makes."""
    from tests.faults import Network, table_clients  # noqa: PLC0415 - reads the environment

    with Network(table_clients(), counted=()).listening() as network:
        work()
    return network.calls


if __name__ == "__main__":
    sys.exit(main())
