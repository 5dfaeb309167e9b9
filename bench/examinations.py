"""A whole year's results of the national examinations, of people who have enrolled (R41): to the last row.

So many people are enrolled by an import, then a file of their results is imported to its end by one worker, on
ministack. It fails unless every row is accounted for. Run it by `python -m bench.examinations 100000`, which takes
as long as it takes to enrol a hundred thousand people first; nothing of it is alike another run's.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from bench.import_calls import ENROLMENT, EXAMINATION, enrolment, examination
from bench.import_rows import in_a_process, offered, peak_megabytes
from local import ministack, resources

ROWS = 100_000


class Worked(NamedTuple):
    """What one worker took for a file: rows a second, milliseconds of the processor a row, megabytes at most."""

    rate: float
    cpu: float
    peak: float


def main() -> int:
    """Import both files, and tell of the second."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        in_a_process(imported, "enrolments", ENROLMENT, enrolment, rows)
        spent = in_a_process(imported, "examination_results", EXAMINATION, examination, rows)
    print(
        f"{rows:,} results: {spent.rate:,.0f} rows/s, {spent.cpu:.2f} ms CPU, {spent.peak:.0f} MB"
    )
    return 0


def imported(kind: str, headings: str, row: Callable[[int], str], rows: int) -> Worked:
    """Import a file to its end; RuntimeError where a row is not accounted for."""
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - reads the environment
    from chalicelib.imports.actions.split_import import split_import  # noqa: PLC0415 - as above
    from chalicelib.imports.rules.import_job import progress_of  # noqa: PLC0415 - as above
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    job, etag = offered(kind, kind, [headings, *map(row, range(rows))])
    split_import(job, etag)
    began, spent = time.perf_counter(), time.process_time()
    for chunk in imports.find_chunks(job):
        import_chunk(job, chunk.number)
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    totals = progress_of(imports.find_chunks(job))
    if (totals.rows, totals.imported) != (rows, rows):
        raise RuntimeError(totals)
    return Worked(rows / seconds, cpu * 1000 / rows, peak_megabytes())


if __name__ == "__main__":
    sys.exit(main())
