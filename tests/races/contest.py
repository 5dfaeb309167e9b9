"""Contests: several requests released at one instant, in threads or in processes of their own."""

import gc
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from chalicelib.identity.gateways import keys
from chalicelib.notices.gateways import notices
from chalicelib.platform.gateways import files, messages
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import tables
from chalicelib.platform.store.tables import HrItem, Item, RegistryItem
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
        # What was there before is nobody's to look through: it stays shared with who started us.
        gc.freeze()
        start.wait()
        results.put((first, in_threads(acts[first::count])))

    processes = [context.Process(target=contend, args=(first,)) for first in range(count)]
    _end_connections()
    for process in processes:
        process.start()
    by_process = dict(results.get(timeout=patience) for _ in processes)
    for process in processes:
        process.join(patience)
    assert [process.exitcode for process in processes] == [0] * count
    return [by_process[place % count][place // count] for place in range(len(acts))]


def _end_connections() -> None:
    """Let each process make connections of its own: two must not speak over one socket.

    Clients are made here and end what they hold: to make one costs a process more than its act.
    """
    made = (files.client(), keys.client(), messages.client(), notices.client())
    for client in (*made, *map(_of_model, (RegistryItem, HrItem))):
        client.close()
    tables._connection().client.close()  # noqa: SLF001 - tests of it


def _of_model(model: type[Item]) -> Any:  # noqa: ANN401 - boto3 types clients by literal names
    return model._get_connection().connection.client  # noqa: SLF001 - PynamoDB has no other way


def refusals(outcomes: Sequence[Outcome]) -> list[str]:
    """The codes of those that were refused, sorted."""
    return sorted(outcome.refused for outcome in outcomes if outcome.refused)


def answers(outcomes: Sequence[Outcome]) -> list[str]:
    """What those were told that succeeded, sorted."""
    return sorted(outcome.answer for outcome in outcomes if outcome.answer is not None)
