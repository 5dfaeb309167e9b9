"""Write the table of an import's refused rows, out of what its chunks have kept of them (R28)."""

from collections.abc import Iterable

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.refused_table import refused_headings

BYTE_ORDER_MARK = "\ufeff"
"""By which a spreadsheet knows that a table is in UTF-8."""


def write_refused(job: Job, chunks: Iterable[int]) -> None:
    """Write the table; where no chunk has a refused row there is none.

    Args:
        job: the import.
        chunks: the numbers of those that have refused rows, in the order of the file.
    """
    at_fault = list(chunks)
    if not at_fault:
        return
    head = BYTE_ORDER_MARK + refused_headings(headings_of(job))
    parts = (import_bucket.read_part(job.id, number) for number in at_fault)
    with import_bucket.on_disk([head.encode()]) as file:
        file.seek(0, 2)
        for part in parts:
            file.write(part)
        file.seek(0)
        import_bucket.put_table(job.id, file)
