"""How fast an import is, and that its memory does not grow with the file (R28).

First what a row takes of each kind, as `bench/import_calls.py` says; then two files.

A file of 1,000 rows and one of 100,000, on ministack, in one run: every row another person's, one
in ten refused. Both are split to the end; of the chunks the first two are imported, since they are
alike and one emulator takes the rows one after the other. Each is split and imported in a process of
its own, so that its memory can be compared: the most that it ever held, the second file against the
first. Linux tells that by `VmHWM`; `ru_maxrss` begins with what the parent held, and the parent wrote
the file. Run it by `make bench`.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bench.targets import Held, at_least, at_most, tell
from local import ministack, resources

if TYPE_CHECKING:
    from bench.import_calls import Taken

BASELINE, LARGE = 1_000, 100_000
MOST_CHUNKS = 2
MOST_RATIO, MOST_CALLS, LEAST_FASTER = 1.2, 1.2, 2.5
"""Of the memory; of a row's calls; times the rows a second of before."""
T = TypeVar("T")
AT = datetime(2020, 6, 1, tzinfo=UTC)
HEADINGS = (
    "流水号,姓名,证件类型,证件号码,年度,科目类型,学习内容,学时,学分,完成日期,认定日期,行政区划代码"
)


class Spent(NamedTuple):
    """What one import took."""

    rate: float
    splitting: float
    peak: float


def main() -> int:
    """Measure both, print a table, fail where memory has grown or a row takes too much."""
    rows = [int(each) for each in sys.argv[1:]] or [BASELINE, LARGE]
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        spent = {each: in_a_process(measure, *offered_rows(each)) for each in rows}
        taken = in_a_process(calls_of_all)
    show(taken)
    print(f"{'rows':>8}{'rows/s':>10}{'split, s':>10}{'peak, MB':>10}")
    for count, each in spent.items():
        print(f"{count:>8,}{each.rate:>10,.0f}{each.splitting:>10.1f}{each.peak:>10.1f}")
    peaks = [each.peak for each in spent.values()]
    grown = at_most("memory of the large file", peaks[-1] / peaks[0], MOST_RATIO)
    return tell([*held(taken), grown])


def held(taken: "dict[str, tuple[Taken, Taken]]") -> Iterator[Held]:
    """What is asked of a row of each kind."""
    for name, (ours, theirs) in taken.items():
        yield at_most(f"{name}: calls", ours.calls, MOST_CALLS)
        yield at_least(f"{name}: rows a second", ours.rate / theirs.rate, LEAST_FASTER)


def in_a_process(work: Callable[..., T], *given: object) -> T:
    """Do some work in a new process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def calls_of_all() -> "dict[str, tuple[Taken, Taken]]":
    """What a row of each kind takes, and took by plain boto3."""
    from bench.import_calls import measured  # noqa: PLC0415 - reads the environment

    return measured()


def show(taken: "dict[str, tuple[Taken, Taken]]") -> None:
    """Print what a row takes."""
    print(
        f"{'a row':<28}{'calls':>7}{'before':>8}{'CPU, ms':>9}{'boto3':>7}{'rows/s':>8}{'boto3':>7}{'ratio':>7}"
    )
    for name, (ours, theirs) in taken.items():
        calls = f"{ours.calls:>7.2f}{theirs.calls:>8.2f}{ours.cpu:>9.2f}{theirs.cpu:>7.2f}"
        rates = f"{ours.rate:>8,.0f}{theirs.rate:>7,.0f}{ours.rate / theirs.rate:>7.2f}"
        print(f"{name:<28}{calls}{rates}")


def measure(job: str, etag: str, rows: int) -> Spent:
    """Import one file."""
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - reads the environment
    from chalicelib.imports.actions.split_import import split_import  # noqa: PLC0415 - as above
    from chalicelib.imports.rules.import_job import progress_of  # noqa: PLC0415 - as above
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    started = time.perf_counter()
    split_import(job, etag)
    splitting = time.perf_counter() - started
    chunks = imports.find_chunks(job)[:MOST_CHUNKS]
    for chunk in chunks:
        import_chunk(job, chunk.number)
    seconds = time.perf_counter() - started - splitting
    done = sum(chunk.rows for chunk in chunks)
    check(progress_of(imports.find_chunks(job)), rows, done)
    return Spent(done / seconds, splitting, peak_megabytes())


def peak_megabytes() -> float:
    """The most memory that this process ever held."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def check(totals: Any, rows: int, done: int) -> None:  # noqa: ANN401 - imported late
    """Every row was split off, and every one of the chunks that were imported is accounted for."""
    if (totals.rows, totals.waiting, totals.refused) != (rows, done - done // 10, done // 10):
        raise RuntimeError(totals)


def offered_rows(rows: int) -> tuple[str, str, int]:
    """Offer a file of so many rows."""
    return *offered(str(rows), "legacy_records", lines(rows)), rows


def offered(name: str, kind: str, content: Iterable[str]) -> tuple[str, str]:
    """Offer an import of a kind and put its file."""
    from chalicelib.imports.actions.offer_import import offer_import  # noqa: PLC0415 - reads the environment
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.staff.store.staff import Staff  # noqa: PLC0415 - as above

    staff = Staff("bench", "administrator", "440000", "bench")
    job = offer_import(staff, "bench.csv", kind, at=AT, cause=Cause(f"bench-{name}")).id
    return job, put_file(job, content)


def put_file(job: str, content: Iterable[str]) -> str:
    """Put the file of an import; its ETag."""
    from chalicelib.platform.gateways import files  # noqa: PLC0415 - reads the environment

    body = "\r\n".join(content).encode("gb18030")
    bucket = os.environ["IMPORT_BUCKET"]
    put = files.client().put_object(Bucket=bucket, Key=f"imports/{job}", Body=body)
    return put["ETag"].strip('"')


def lines(rows: int) -> Iterator[str]:
    """The file, every tenth row without its credits."""
    yield HEADINGS
    for number in range(rows):
        earned = "" if number % 10 == 9 else "30"  # noqa: PLR2004 - the tenth
        yield (
            f"B{rows}-{number},史环勤,护照,E{10_000_000 + number},2019,公需科目,"
            f"管理会计应用指引,30,{earned},2019-03-09,2019-12-17,441900"
        )


if __name__ == "__main__":
    sys.exit(main())
