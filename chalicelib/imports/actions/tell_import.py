"""Tell people of an import that accredited something of theirs: one notice a person, once all is done.

No row's transaction holds a notice. When the last chunk is done, the rows that brought credits are put together
by person, some people an order, and each order is a message to the workers that import. All of it may come
twice or break off anywhere: a notice is named after import and person, and is put if it is not there.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile
from zlib import crc32

import msgspec

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.import_job import Chunk, Job
from chalicelib.imports.rules.imported_notice import CreditedRow, imported_notice
from chalicelib.imports.store import imports
from chalicelib.notices.actions.put_notices import MOST_TOGETHER, put_notices
from chalicelib.platform.gateways import messages
from chalicelib.platform.store.abreast import ahead
from chalicelib.platform.store.correlation import current_request

ROWS = 2_000
"""About so many rows an order: a worker tells of them within a minute."""
MOST_ORDERS = 250
"""Of one import: so many files are open at once. A larger one has larger orders."""


def order_telling(job: Job, chunks: Sequence[Chunk]) -> None:
    """Bring what an import's chunks have credited to workers, by person; at least once."""
    telling = [chunk for chunk in chunks if chunk.credited]
    rows = sum(chunk.credited for chunk in telling)
    orders = min(MOST_ORDERS, -(-rows // ROWS))
    with ExitStack() as opened:
        files = [opened.enter_context(TemporaryFile()) for _ in range(orders)]
        for part in ahead(lambda chunk: import_bucket.read_credited(job.id, chunk.number), telling):
            for row in msgspec.json.decode(part, type=list[CreditedRow]):
                # Not Python's own hash, which differs from process to process.
                file = files[crc32(row.person.encode()) % orders]
                file.write(msgspec.json.encode(row) + b"\n")
        for number, file in enumerate(files):
            file.seek(0)
            import_bucket.put_telling(job.id, number, file)
    for number in range(orders):
        messages.send_telling(job.id, number, current_request())


def tell_import(job: str, order: int) -> None:
    """Put the notices of an order into the inboxes of its people; whoever has it already has no other."""
    kept = imports.find_job(job)
    if kept is None:
        return
    people: dict[str, list[CreditedRow]] = {}
    for line in import_bucket.read_telling(job, order).splitlines():
        row = msgspec.json.decode(line, type=CreditedRow)
        people.setdefault(row.person, []).append(row)
    notices = (imported_notice(kept, rows) for rows in people.values())
    while some := list(islice(notices, MOST_TOGETHER)):
        put_notices(some, at=kept.offered_at)
