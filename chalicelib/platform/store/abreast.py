"""Several reads at once: each waits for the network, none for another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

ThingT = TypeVar("ThingT")
ResultT = TypeVar("ResultT")
OtherT = TypeVar("OtherT")
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
    """What comes of two reads that are under way at once."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(other)
        return work(), waiting.result()
