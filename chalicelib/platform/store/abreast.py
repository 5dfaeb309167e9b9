"""Several reads at once: each waits for the network, none for another."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache
from itertools import islice
from typing import TypeVar

ThingT = TypeVar("ThingT")
ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")
MOST_BESIDE = 32
"""How many second reads of requests are under way together; a function has one request at a time."""
AT_ONCE = 8
"""How many calls are under way together; botocore keeps ten connections."""


def abreast(work: Callable[[ThingT], ResultT], things: Sequence[ThingT]) -> list[ResultT]:
    """What comes of each thing, in their order. Nothing says which is done first."""
    results = [work(each) for each in things[:1]]
    if others := things[1:]:  # one alone, which is most callers, needs no threads
        with ThreadPoolExecutor(AT_ONCE) as pool:
            results += pool.map(work, others)
    return results


def both(work: Callable[[], ResultT], other: Callable[[], OtherT]) -> tuple[ResultT, OtherT]:
    """What comes of two reads that are under way at once; the other one asks for no thread itself."""
    waiting = _threads(os.getpid()).submit(other)
    try:
        return work(), waiting.result()
    finally:
        wait([waiting])  # whatever became of the first, nothing of it goes on


@cache
def _threads(_process: int) -> ThreadPoolExecutor:
    """What a process keeps for its second reads: a thread costs more than many a read's own work."""
    return ThreadPoolExecutor(MOST_BESIDE)


def ahead(
    work: Callable[[ThingT], ResultT], things: Iterable[ThingT], at_once: int = AT_ONCE
) -> Iterator[ResultT]:
    """What comes of each thing, in their order, while that of the next ones is on its way.

    For reads alone. No more than twice `at_once` are under way or waiting to be taken, however many
    things there are; who stops early waits for those.
    """
    others = iter(things)
    for first in islice(others, 1):
        yield work(first)
    under_way: deque[Future[ResultT]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        for each in others:
            under_way.append(pool.submit(work, each))
            if len(under_way) >= 2 * at_once:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
