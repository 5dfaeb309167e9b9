"""A whole year's results of the national examinations, of people who have enrolled (R41): to the last row.

So many people are enrolled by an import, then a file of their results is imported to its end by one worker, on
ministack. Of the last thousand rows the calls are heard: what these took one by one before is then done by plain
boto3, in the same process, on the same tables. It fails unless every row is accounted for, and below `LEAST` times the rows a
second of that. Run it by `python -m bench.examinations 100000`, which takes as long as it takes to enrol a
hundred thousand people first.
"""

import os
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from bench.import_calls import ENROLMENT, KINDS, ROWS, as_before, enrolment
from bench.import_rows import in_a_process, offered, peak_megabytes
from bench.paths import hearing
from bench.targets import at_least, tell
from chalicelib.imports.rules.import_job import CHUNK_ROWS
from local import ministack, resources

ALL = 100_000
LEAST = 2.5
RESULTS = KINDS["examinations of who is enrolled"]


class Worked(NamedTuple):
    """What one worker took for a file: rows a second, by plain boto3 as `before`; milliseconds a row, megabytes at most."""

    rate: float
    before: float
    cpu: float
    peak: float


def main() -> int:
    """Import both files, and tell of the second."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ALL
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        in_a_process(enrolled, rows)
        spent = in_a_process(imported, rows)
    ratio = spent.rate / spent.before
    print(
        f"{rows:,} results: {spent.rate:,.0f} rows/s, {spent.cpu:.2f} ms CPU, {spent.peak:.0f} MB; "
        f"by plain boto3 as before {spent.before:,.0f} rows/s"
    )
    return tell([at_least("times the rows a second of plain boto3", ratio, LEAST)])


def enrolled(rows: int) -> None:
    """Let so many people have enrolled."""
    job, chunks = _split("enrolments", [ENROLMENT, *map(enrolment, range(rows))])
    _import(job, chunks)
    _check(job, rows)


def imported(rows: int) -> Worked:
    """Import their results to the end, at least `ROWS` of them; RuntimeError where a row is not accounted for."""
    job, chunks = _split(RESULTS.holds, [RESULTS.headings, *map(RESULTS.row, range(rows))])
    last = ROWS // CHUNK_ROWS
    began, spent = time.perf_counter(), time.process_time()
    _import(job, chunks[:-last])
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    with hearing() as heard:
        _import(job, chunks[-last:])
    _check(job, rows)
    peak, done = peak_megabytes(), rows - ROWS
    return Worked(done / seconds, as_before(RESULTS, heard).rate, cpu * 1000 / done, peak)


def _split(kind: str, content: Sequence[str]) -> tuple[str, list[int]]:
    from chalicelib.imports.actions.split_import import split_import  # noqa: PLC0415 - reads the environment
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    job, etag = offered(kind, kind, content)
    split_import(job, etag)
    return job, [chunk.number for chunk in imports.find_chunks(job)]


def _import(job: str, chunks: Sequence[int]) -> None:
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - as above

    for number in chunks:
        import_chunk(job, number)


def _check(job: str, rows: int) -> None:
    from chalicelib.imports.rules.import_job import progress_of  # noqa: PLC0415 - as above
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    totals = progress_of(imports.find_chunks(job))
    if (totals.rows, totals.imported) != (rows, rows):
        raise RuntimeError(totals)


if __name__ == "__main__":
    sys.exit(main())
