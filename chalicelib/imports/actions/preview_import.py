"""Show what an import would do before anything of it is written (R28): the first rows at once, then all.

The file is read to its end and cut into the chunks of which it will be imported; workers look at each as they
would import it, and write nothing (foresee_rows.py). A run that broke off anywhere is simply done again.
"""

from collections.abc import Callable
from itertools import islice

import msgspec

from chalicelib.imports.actions.finish_preview import finish_preview
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.csv_file import Table
from chalicelib.imports.rules.first_row import understood
from chalicelib.imports.rules.headings import headings_of
from chalicelib.imports.rules.import_job import CHUNK_ROWS, Job
from chalicelib.imports.rules.import_preview import MOST_SHOWN, Preview
from chalicelib.imports.rules.import_row import raw_rows
from chalicelib.imports.store import imports
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.gateways import messages
from chalicelib.platform.store.correlation import current_request


def preview_table(job: Job, table: Table, require_room: Callable[[int], None]) -> None:
    """Show a table, and let workers look at its rows.

    Args:
        job: the import, whose kind is known.
        table: the lines of its file, from the headings on.
        require_room: asked before each chunk, by its number; raises `Refusal` where there is none.

    Raises:
        Refusal: `headings_invalid`; `file_unreadable`.
    """
    wanted = headings_of(job)
    rows = raw_rows(iter(table), wanted)
    some = list(islice(rows, CHUNK_ROWS))
    first = tuple(understood(row, wanted) for row in some[:MOST_SHOWN])
    preview = Preview(len(some), table.notes, first, is_whole=False)
    _show(job.id, preview)
    total = number = 0
    while some:
        require_room(number)
        import_bucket.put_chunk(job.id, number, msgspec.json.encode(some))
        messages.send_chunk(job.id, number, current_request())
        total, number = total + len(some), number + 1
        some = list(islice(rows, CHUNK_ROWS))
    _show(job.id, msgspec.structs.replace(preview, rows=total, is_whole=True, chunks=number))
    _forget_discarded(job.id, number)
    finish_preview(job.id)


def _forget_discarded(job: str, chunks: int) -> None:
    """Keep no chunks of an import that was discarded while they were cut."""
    kept = imports.find_job(job)
    if kept is not None and kept.discarded_by:
        import_bucket.forget_files(job, chunks)


def _show(job: str, preview: Preview) -> None:
    settled(lambda: _show_once(job, preview))


def _show_once(job: str, preview: Preview) -> None:
    kept = imports.find_job(job)
    if kept is None or kept.is_split or kept.is_shown or kept.confirmed_by:
        return
    until = None if preview.is_whole else kept.reading_until
    after = msgspec.structs.replace(
        kept, preview=preview, reading_until=until, version=kept.version + 1
    )
    imports.put_job(after, kept.version)
