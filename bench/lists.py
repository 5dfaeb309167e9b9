"""How many calls a page of a list costs, and what processor time: lists by city beside those of before.

On ministack in a process of its own, so that the time is the reader's alone. The same things stand first
where the version before listed them, and are read by its calls through plain boto3: each territory's own
lists one after the other until the page is full, the queue's merged, 100 places of it whatever the page;
then what stands at the keys. Then migration 0002 moves them, and the product reads the same pages. It fails
over the bounds, of the calls and of the queue's time. Run it by `make bench`.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from statistics import median
from typing import Any, NamedTuple

from bench.targets import Held, at_most, tell
from local import ministack, resources

EACH = 6
"""Things of each kind in each territory."""
ROUNDS = 3
AT = datetime(2020, 6, 1, tzinfo=UTC)
PLACES = {"province": "440000", "city": "440100", "county": "440103"}
MOST_CALLS = {"province": 25, "city": 3, "county": 3}
"""Queries of a page; one more reads what stands at the keys."""
MOST_OF_HELD, MOST_OF_QUEUE = 3, 0.5


Key = tuple[str, str]
"""A list, and of what place."""


class Cost(NamedTuple):
    """Calls of a page, and milliseconds of processor time."""

    calls: int
    milliseconds: float


def main() -> int:
    """Fill, measure, migrate, measure; print a table."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        from bench import listed_things as things  # noqa: PLC0415 - reads the environment

        client = cloud.client("dynamodb")
        count = things.fill(EACH)
        plain = things.plain(client, PLACES).items()
        before = {key: measured(client, read) for key, read in plain}
        began = time.perf_counter()
        moved = things.migrate(AT)
        seconds = time.perf_counter() - began
        print(f"{count:,} things, {moved:,} moved, {moved / seconds:,.0f} a second")
        print(f"{'list':<28}{'of':<10}{'calls':>14}{'ms CPU':>16}{'ratio':>7}")
        own = things.watched()
        after = {key: measured(own, read) for key, read in things.product(PLACES).items()}
    for key, cost in after.items():
        show(key, before[key], cost)
    return tell(held(before, after))


def held(before: Mapping[Key, Cost], after: Mapping[Key, Cost]) -> list[Held]:
    """What is asked of the lists, beside what they take."""
    calls = [
        at_most(f"{name}, {place}: calls", cost.calls, 1 + most_of(name, place))
        for (name, place), cost in after.items()
    ]
    county = ("queue", "county")
    ratio = after[county].milliseconds / before[county].milliseconds
    return [*calls, at_most("queue, county: CPU of plain boto3's", ratio, MOST_OF_QUEUE)]


def most_of(name: str, place: str) -> int:
    """How many queries a list may take."""
    return MOST_OF_HELD if name == "held" else MOST_CALLS[place]


def measured(client: Any, read: Callable[[], object]) -> Cost:  # noqa: ANN401 - boto3's
    """Read a page some times over: the calls of one, and the median of its time."""
    calls: list[None] = []

    def count(**_: object) -> None:
        calls.append(None)

    client.meta.events.register("before-call.dynamodb", count)
    read()
    calls.clear()
    times = [spent(read) for _ in range(ROUNDS)]
    client.meta.events.unregister("before-call.dynamodb", count)
    return Cost(len(calls) // ROUNDS, median(times))


def spent(read: Callable[[], object]) -> float:
    """Milliseconds of this process's own time."""
    began = time.process_time()
    read()
    return (time.process_time() - began) * 1000


def show(key: Key, was: Cost, now: Cost) -> None:
    """One line of the table."""
    name, place = key
    calls = f"{was.calls:,} → {now.calls:,}"
    times = f"{was.milliseconds:.1f} → {now.milliseconds:.1f}"
    ratio = now.milliseconds / was.milliseconds
    print(f"{name:<28}{place:<10}{calls:>14}{times:>16}{ratio:>7.2f}")


if __name__ == "__main__":
    sys.exit(main())
