"""Contests: several requests released at one instant, in threads or in processes of their own."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from chalicelib.identity.gateways import keys
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import tables
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.rules.record import Record
from tests.records.province import decided, fresh_cause, reviewer

Act = Callable[[], object]
PATIENCE_SECONDS = 60
MOST_PROCESSES = 4


class Outcome(NamedTuple):
    """What one contender was told: an answer written as text, or the code of a refusal."""

    answer: str | None
    refused: str | None = None


Contest = Callable[[Sequence[Act]], list[Outcome]]


def decision(record: Record, verdict: Decision, by: str) -> Act:
    """A reviewer's decision over a record, told by the state that it led to."""
    cause = fresh_cause()
    return lambda: decided(record, verdict, cause=cause, staff=reviewer(name=by)).state


def _outcome(act: Act) -> Outcome:
    try:
        return Outcome(str(act()))
    except Refusal as refusal:
        return Outcome(None, refusal.code)


def in_threads(acts: Sequence[Act]) -> list[Outcome]:
    """Let each act in a thread; they share clients, as requests of one local cloud do."""
    start = threading.Barrier(len(acts), timeout=PATIENCE_SECONDS)

    def contend(act: Act) -> Outcome:
        start.wait()
        return _outcome(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(contend, acts))


def in_processes(acts: Sequence[Act], patience: float = PATIENCE_SECONDS) -> list[Outcome]:
    """Let them act in up to four processes with connections of their own, as Lambda's do.

    Where there are more acts than processes, each process has several threads.
    """
    context = multiprocessing.get_context("fork")
    count = min(MOST_PROCESSES, len(acts))
    start = context.Barrier(count, timeout=PATIENCE_SECONDS)
    results = context.Queue()

    def contend(first: int) -> None:
        _forget_connections()
        start.wait()
        results.put((first, in_threads(acts[first::count])))

    processes = [context.Process(target=contend, args=(first,)) for first in range(count)]
    for process in processes:
        process.start()
    by_process = dict(results.get(timeout=patience) for _ in processes)
    for process in processes:
        process.join(patience)
    assert [process.exitcode for process in processes] == [0] * count
    return [by_process[place % count][place // count] for place in range(len(acts))]


def _forget_connections() -> None:
    """Let a forked process make its own: two must not speak over one socket."""
    for made in (files.client, keys.client, tables._connection):  # noqa: SLF001 - tests of it
        made.cache_clear()
    for model in (tables.RegistryItem, tables.HrItem):
        model._connection = None  # noqa: SLF001 - PynamoDB has no other way


def refusals(outcomes: Sequence[Outcome]) -> list[str]:
    """The codes of those that were refused, sorted."""
    return sorted(outcome.refused for outcome in outcomes if outcome.refused)


def answers(outcomes: Sequence[Outcome]) -> list[str]:
    """What those were told that succeeded, sorted."""
    return sorted(outcome.answer for outcome in outcomes if outcome.answer is not None)
