"""How long it takes from a decision until the certificate's PDF lies in S3.

On ministack, with the pump of the local cloud; its functions run in processes of their own, as Lambda's
do. People are decided about at a steady pace, then a hundred at once: first with one batch of a shard at
a time, then with ten, in one run. What the functions took of the processor and how many calls they made
gives the model: how long each event lasts on Lambda, and how long decisions would then wait, which says it of
fifty a second as well, and of a machine that has less to do than this one. Run it by `python -m bench.decision_to_pdf [seconds]
[decisions a second]`.
"""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import accumulate, count, product
from math import ceil
from multiprocessing import get_context
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from bench.targets import Held, at_most, tell
from local import ministack, resources
from local.clock import Clock
from local.context import Context

if TYPE_CHECKING:
    from chalicelib.records.rules.record import Record
    from local.cloud import Cloud

SECONDS, PACE, BURST, WARM = 20, 10, 100, 5
AT_ONCE = (1, 10)
PROCESSES, DECIDING = 4, 8
MOST_SECONDS = 120
"""After so long a decision has no PDF."""
WHOLE_PROCESSOR = 1769
"""Megabytes for which Lambda gives a whole processor; less memory gives its share."""
LATENCY = 0.005
"""Seconds that a call of AWS waits for, beside the processor's work."""
QUIET = 3.0
"""Seconds in which nothing comes when all is done."""
MODELLED = 50
MOST_P99, MOST_OF_BURST = 1.0, 10.0
"""Seconds, by the model with ten batches at once: at `PACE`, and of `BURST` at once."""
WAY = ("sync_to_hr", "render_certificate")
"""The functions between a decision and its PDF."""
POLLED = 0.25
"""Seconds between two looks of Lambda at a shard."""
NUMBERS = count()


class Ran(NamedTuple):
    """A call of a function: its answer, when it put which PDFs, what it took.

    Instants are those of the machine's one monotonic clock, which all processes read.
    """

    answer: Any
    put: list[tuple[str, float]]
    seconds: float
    calls: int


class Took(NamedTuple):
    """What a function took of the processor, its calls of AWS, and how many events it was brought."""

    seconds: float = 0
    calls: int = 0
    events: int = 0


class Lambdas:
    """The functions, each call in one of several processes."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self.put: dict[str, float] = {}
        self.took: dict[str, Took] = {}

    def handler(self, name: str) -> Callable[[dict[str, Any], Any], Any]:
        """What the pump calls in the place of a function."""

        def handle(event: dict[str, Any], _context: object) -> Any:  # noqa: ANN401 - as the function answers
            ran = self._pool.submit(call, name, event).result()
            self.put.update(ran.put)
            before = self.took.get(name, Took())
            events = before.events + len(event["Records"])
            self.took[name] = Took(before.seconds + ran.seconds, before.calls + ran.calls, events)
            return ran.answer

        return handle

    def settle(self) -> None:
        """Wait until nothing was brought for a while: also what making people owes is done then."""
        seen = None
        while seen != (seen := dict(self.took)):
            time.sleep(QUIET)


def call(name: str, event: dict[str, Any]) -> Ran:
    """Call a function, in a process of its own."""
    from chalicelib.events import streams  # noqa: PLC0415 - reads the environment

    heard, put = listening()
    heard.clear()
    put.clear()
    began = time.process_time()
    answer = getattr(streams, name)(event, Context(name))
    return Ran(answer, list(put), time.process_time() - began, heard.total())


@cache
def listening() -> tuple[Counter[str], list[tuple[str, float]]]:
    """What this process has called since it was last asked, and which PDFs it has put."""
    from tests.faults import every_client  # noqa: PLC0415 - reads the environment

    heard: Counter[str] = Counter()
    put: list[tuple[str, float]] = []

    def hear(event_name: str, **_: object) -> None:
        heard[event_name.rpartition(".")[2]] += 1

    def see(params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        context["key"] = params["Key"]

    def note(context: dict[str, Any], **_: object) -> None:
        if context["key"].endswith(".pdf"):
            put.append((context["key"], time.monotonic()))

    for client in every_client():
        client.meta.events.register("after-call", hear)
        client.meta.events.register("provide-client-params.s3.PutObject", see)
        client.meta.events.register("after-call.s3.PutObject", note)
    return heard, put


def submitted(number: int) -> list["Record"]:
    """So many people, each with both accounts and a record whose accreditation completes the year."""
    from chalicelib.imports.actions.import_accounts import import_enrolments, import_hr_accounts  # noqa: PLC0415 - reads the environment
    from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS  # noqa: PLC0415 - as above
    from chalicelib.imports.rules.import_job import ImportKind, Job  # noqa: PLC0415 - as above
    from chalicelib.people.actions import ask_people  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.identifier import record_id  # noqa: PLC0415 - as above
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above
    from chalicelib.records.store.records import record_item  # noqa: PLC0415 - as above
    from tests.platform import records  # noqa: PLC0415 - as above
    from tests.records.province import JUNE  # noqa: PLC0415 - as above

    numbers = [f"E{10_000_000 + next(NUMBERS)}" for _ in range(number)]
    job = Job(
        id=numbers[0], kind=ImportKind.ENROLMENTS, filename="", login="bench", offered_at=JUNE
    )
    import_enrolments(job, list(rows(numbers, ENROLMENT_HEADINGS)))
    import_hr_accounts(job, list(rows(numbers, HR_HEADINGS)))
    people = ask_people.find_people_by_identity([digest(each) for each in numbers])
    made = [
        msgspec.structs.replace(
            records.submitted(serial, form="exam"),
            id=record_id(person, 2020, "bench"),
            person=person,
            completes_year=True,
        )
        for serial, person in enumerate(people.values())
    ]
    with RegistryItem.batch_write() as batch:
        for record in made:
            batch.save(record_item(record, records.REGULAR))
    return made


def digest(number: str) -> str:
    """The digest of a passport's number."""
    from chalicelib.identity.gateways import keys  # noqa: PLC0415 - reads the environment

    return keys.document_digest("passport", number)


def rows(numbers: Sequence[str], headings: Sequence[str]) -> Iterator[Any]:
    """A row of an import for each passport."""
    from chalicelib.imports.rules.import_row import RawRow  # noqa: PLC0415 - reads the environment

    said = {"姓名": "史环勤", "证件类型": "护照", "人员类别": "在职", "行政区划代码": "440703"}
    said["工作单位"] = "江门市示范会计有限公司"
    for line, number in enumerate(numbers, 2):
        cells = {**said, "证件号码": number}
        yield RawRow(line, tuple(cells.get(heading, "") for heading in headings))


def decide(record: "Record", due: float) -> tuple[str, float]:
    """Accredit a record at a time; under which key its PDF will lie, and when it was asked for."""
    from chalicelib.certificates.gateways.certificate_bucket import certificate_key  # noqa: PLC0415 - reads the environment
    from chalicelib.certificates.rules.certificate_number import number_of  # noqa: PLC0415 - as above
    from chalicelib.identity.gateways import keys  # noqa: PLC0415 - as above
    from tests.records.province import decided  # noqa: PLC0415 - as above

    time.sleep(max(0.0, due - time.monotonic()))
    asked = time.monotonic()
    decided(record)
    return certificate_key(number_of(keys.certificate_digest(record.person, 2020)), 1), asked


def waited(lambdas: Lambdas, records: Sequence["Record"], pace: float | None) -> list[float]:
    """Decide, at a pace or all at once; how long each took until its PDF was put."""
    began = time.monotonic()
    dues = [began + (number / pace if pace else 0) for number in range(len(records))]
    with ThreadPoolExecutor(DECIDING) as pool:
        asked = dict(pool.map(decide, records, dues))
    while not lambdas.put.keys() >= asked.keys():
        if time.monotonic() > began + MOST_SECONDS + len(records) / (pace or PACE):
            raise TimeoutError(f"{len(asked.keys() - lambdas.put.keys())} without a PDF")
        time.sleep(0.02)
    return [lambdas.put[key] - at for key, at in asked.items()]


@contextmanager
def pumping(cloud: "Cloud", lambdas: Lambdas, at_once: int) -> Iterator[None]:
    """Let a pump bring events, so many batches of a shard at once."""
    from local.mappings import readers  # noqa: PLC0415 - reads the environment
    from local.pump import Pump  # noqa: PLC0415 - as above

    found = [replace(each, at_once=at_once) for each in readers(cloud, lambdas.handler)]
    pump, stop = Pump(cloud, found, Clock()), threading.Event()
    running = threading.Thread(target=pump.run, args=(stop,))
    running.start()
    try:
        yield
    finally:
        stop.set()
        running.join()


def measured(cloud: "Cloud", seconds: int, pace: int) -> dict[str, Took]:
    """Print how long decisions wait for their PDFs; what the functions took with ten batches at once."""
    print(f"{'batches of a shard at once':<28}{'p50, s':>9}{'p99, s':>9}{'all of a burst, s':>19}")
    for at_once in AT_ONCE:
        people = [submitted(each) for each in (WARM, seconds * pace, BURST)]
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
            lambdas = Lambdas(pool)
            with pumping(cloud, lambdas, at_once):
                waited(lambdas, people[0], None)
                lambdas.settle()
                lambdas.took.clear()
                steady = quantiles(waited(lambdas, people[1], pace), n=100)
                lambdas.settle()
                took = dict(lambdas.took)
                burst = max(waited(lambdas, people[2], None))
        print(f"{at_once:<28}{steady[49]:>9.2f}{steady[98]:>9.2f}{burst:>19.1f}", flush=True)
    return took


def tell_model(took: dict[str, Took], decisions: int) -> list[Held]:
    """Print what an event takes of Lambda, and how long decisions would wait in one shard of each table; what of it is asked."""
    print(
        f"\n{'an event':<28}{'of each':>9}{'CPU, ms':>9}{'calls':>7}{'lasts, ms':>11}{'at once for 50/s':>18}"
    )
    for name, each in sorted(took.items()):
        events, lasts = each.events / decisions, lasting(name, each)
        cpu, calls = 1000 * each.seconds / each.events, each.calls / each.events
        row = f"{events:>9.1f}{cpu:>9.1f}{calls:>7.1f}{lasts * 1000:>11.0f}"
        print(f"{name:<28}{row}{MODELLED * events * lasts:>18.1f}")
    print(
        f"\n{'by the model, one shard':<28}{'a second':>9}{'p50, s':>9}{'p99, s':>9}{'all of a burst, s':>19}"
    )
    steps = [lasting(name, took[name]) for name in WAY]
    held = []
    for at_once, pace in product(AT_ONCE, (PACE, MODELLED)):
        steady = quantiles(modelled(by_chance(pace), steps, at_once), n=100)
        burst = max(modelled([0.0] * BURST, steps, at_once))
        print(f"{at_once:<28}{pace:>9}{steady[49]:>9.2f}{steady[98]:>9.2f}{burst:>19.1f}")
        if at_once == max(AT_ONCE):
            held.append(at_most(f"by the model, {pace} a second: p99, s", steady[98], MOST_P99))
    return [*held, at_most("by the model: all of a burst, s", burst, MOST_OF_BURST)]


def lasting(name: str, took: Took) -> float:
    """Seconds that an event lasts on Lambda: the processor by the memory's share, and the calls."""
    from chalicelib.platform.rules.functions import readers  # noqa: PLC0415 - reads the environment

    share = min(1.0, readers()[name].memory / WHOLE_PROCESSOR)
    return (took.seconds / share + took.calls * LATENCY) / took.events


def by_chance(pace: int) -> list[float]:
    """When decisions are made: so many a second on average, for a minute, each by itself."""
    chance = Random(10)  # noqa: S311 - no secret
    return list(accumulate(chance.expovariate(pace) for _ in range(60 * pace)))


def modelled(decisions: Sequence[float], steps: Sequence[float], at_once: int) -> list[float]:
    """How long decisions wait: each step takes what has come at its next poll, an item always in one lane."""
    chance = Random(22)  # noqa: S311 - no secret
    ready = [(at, at) for at in decisions]
    for lasts in steps:
        free, phase = [0.0] * at_once, chance.uniform(0, POLLED)
        done = []
        for at, asked in sorted(ready):
            lane = chance.randrange(at_once)
            polled = phase + POLLED * ceil((at - phase) / POLLED)
            free[lane] = max(free[lane], polled) + lasts
            done.append((free[lane], asked))
        ready = done
    return [at - asked for at, asked in ready]


def main() -> int:
    """Measure, print the model, fail where it misses a target."""
    given = [int(each) for each in sys.argv[1:]]
    seconds, pace = [*given, *(SECONDS, PACE)[len(given) :]]
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1:8000"))
        print(f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} processors when it began")
        took = measured(cloud, seconds, pace)
    return tell(tell_model(took, seconds * pace))


if __name__ == "__main__":
    sys.exit(main())
