"""Whether the cut-off's work grows with what is open, not with the table (R26).

The same 200 drafts expire beside 1,000 and beside 50,000 closed records, on ministack, in one run:
what counts is the second against the first, which is the baseline. Seconds are those of the
processors, ours and the emulator's, so that a busy machine does not matter. Run it by `make bench`.
"""

import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.targets import at_most, tell
from local import ministack, resources

OPEN = 200
BASELINE, LARGE = 1_000, 50_000
YEARS = (2020, 2021, 2023)
"""One measurement a year; the median counts."""
MOST_RATIO = 1.5
AT = datetime(2030, 1, 1, tzinfo=UTC)
REGISTERED = datetime(2020, 6, 1, tzinfo=UTC)


def main() -> int:
    """Measure both, print a table, fail where the work has grown."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        small = measure(emulator, BASELINE)
        large = measure(emulator, LARGE)
    print(f"\n{OPEN} open records   beside {BASELINE:>7,}   beside {LARGE:>7,}   ratio")
    ratios = {name: large[name] / small[name] for name in small}
    for name, ratio in ratios.items():
        print(f"{name:<18}{small[name]:>14,.3f}{large[name]:>17,.3f}{ratio:>8.2f}")
    return tell([at_most(name, ratio, MOST_RATIO) for name, ratio in ratios.items()])


def measure(emulator: ministack.Ministack, closed: int) -> dict[str, float]:
    """Fill the table, close three windows, sweep; seconds and requests of each."""
    from chalicelib.cut_offs.actions.close_window import windows_due  # noqa: PLC0415 - reads the environment

    emulator.reset()
    cloud = resources.create(emulator.endpoint)
    os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
    fill(closed)
    windows = {each.window.year: each for each in windows_due(at=AT)}
    with counting() as calls:
        spent = [timed(emulator, lambda year=year: close(windows[year])) for year in YEARS]
        requests = sum(calls.values()) / len(YEARS)
        calls.clear()
        swept = timed(emulator, sweep)
    return {
        "close, seconds": statistics.median(spent),
        "close, requests": requests,
        "sweep, seconds": swept,
        "sweep, requests": float(sum(calls.values())),
    }


def fill(closed: int) -> None:
    """Write the open and the closed records, spread over years and people."""
    from chalicelib.law.rules.policy import policy_of  # noqa: PLC0415 - reads the environment
    from chalicelib.law.rules.year_law import law_of  # noqa: PLC0415 - as above
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above
    from chalicelib.records.rules.record import RecordState  # noqa: PLC0415 - as above
    from chalicelib.records.store.records import record_item  # noqa: PLC0415 - as above

    windows = {year: law_of(policy_of(year), at=AT).own_window for year in YEARS}
    with RegistryItem.batch_write() as batch:
        for number in range(OPEN):
            for year in YEARS:
                batch.save(record_item(record(year, number, RecordState.DRAFT), windows[year]))
        for number in range(closed):
            year = YEARS[number % len(YEARS)]
            batch.save(record_item(record(year, OPEN + number, RecordState.ACCREDITED), None))
            if number % 10_000 == 0:
                print(f"filled {number:,} of {closed:,} …", flush=True)


def record(year: int, number: int, state: Any) -> Any:  # noqa: ANN401 - imported late
    """One record of one person."""
    from chalicelib.law.rules.subject import Subject  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Actor, Cause, Party  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.identifier import derived, record_id  # noqa: PLC0415 - as above
    from chalicelib.records.rules.record import Record, RecordSource, Step  # noqa: PLC0415 - as above

    person = derived("bench", str(number))
    return Record(
        id=record_id(person, year, "bench"),
        person=person,
        year=year,
        slot="training-bench",
        subject=Subject.PROFESSIONAL,
        form="training",
        title="新收入准则专题培训",
        ended_on=date(year, 6, 1),
        credits=Decimal(60),
        figure="conversion.training",
        law="财会〔2018〕10号",
        state=state,
        source=RecordSource.SELF,
        territory="440703",
        moves=(Step(at=REGISTERED, by=Actor(Party.PROFESSIONAL), to=state, cause=Cause("bench")),),
        version=1,
    )


def close(due: Any) -> None:  # noqa: ANN401 - imported late
    """Close one window in every shard."""
    from chalicelib.cut_offs.actions.close_window import close_window  # noqa: PLC0415 - as above
    from chalicelib.platform.actions.run import Run  # noqa: PLC0415 - as above

    run = Run(lambda: True)
    close_window(due, at=AT, run=run)
    run.end()


def sweep() -> None:
    """One sweep, in which nothing is left to do."""
    from chalicelib.platform.actions.run import Run  # noqa: PLC0415 - as above
    from chalicelib.upkeep.actions.sweep import sweep as redo_lost  # noqa: PLC0415 - as above

    run = Run(lambda: True)
    redo_lost(at=AT, run=run)
    run.end()


def timed(emulator: ministack.Ministack, work: Callable[[], object]) -> float:
    """Seconds of the processors that a call takes."""
    began = spent_by(emulator)
    work()
    return spent_by(emulator) - began


def spent_by(emulator: ministack.Ministack) -> float:
    """Seconds of the processors that this process and the emulator have had (Linux)."""
    fields = (
        Path(f"/proc/{emulator.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    )
    ticks = int(fields[11]) + int(fields[12])  # utime and stime
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


class counting:  # noqa: N801 - read as a verb: with counting() as calls
    """Counts the requests of the product's clients to DynamoDB by operation."""

    def __enter__(self) -> Counter[str]:
        """Begin."""
        from chalicelib.platform.store import tables  # noqa: PLC0415 - as above

        self.calls: Counter[str] = Counter()
        connections = (
            tables.RegistryItem._get_connection().connection,  # noqa: SLF001 - no other way in
            tables.HrItem._get_connection().connection,  # noqa: SLF001 - as above
            tables._connection(),  # noqa: SLF001 - as above
        )
        self.clients = {id(each.client): each.client for each in connections}.values()
        for client in self.clients:
            client.meta.events.register("before-call.dynamodb", self._count)
        return self.calls

    def _count(self, model: Any, **_event: Any) -> None:  # noqa: ANN401 - botocore's
        self.calls[model.name] += 1

    def __exit__(self, *_error: object) -> None:
        """End."""
        for client in self.clients:
            client.meta.events.unregister("before-call.dynamodb", self._count)


if __name__ == "__main__":
    sys.exit(main())
