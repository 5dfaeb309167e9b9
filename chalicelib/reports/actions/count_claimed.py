"""Count for their imports what became of rows that waited: the totals follow (R28, R41)."""

from collections.abc import Iterator, Sequence

import msgspec

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.platform.store.writes import Write
from chalicelib.reports.actions.accredit_reports import Besides, RowOutcome
from chalicelib.reports.store import claimed_rows
from chalicelib.reports.store.claimed_rows import ClaimedRows, LateRefusal
from chalicelib.reports.store.waiting_rows import Row

MOST_JOBS = 4
"""Of so many imports the rows of one transaction are."""


def job_of(row: Row) -> str:
    """The import that brought a row; "" of one that came by itself, and of a row from before that was kept."""
    return row.job


def of_few_jobs(rows: Sequence[Row]) -> list[Row]:
    """The first rows, of `MOST_JOBS` imports at most."""
    known = list(dict.fromkeys(filter(None, map(job_of, rows))))[:MOST_JOBS]
    return [row for row in rows if job_of(row) in {"", *known}]


def counting(person: str, rows: Sequence[Row]) -> Besides:
    """What `accredit_some` writes of a person's rows for their imports."""
    shard = claimed_rows.shard_of(person)
    jobs = {job for row in rows if (job := job_of(row))}
    before = claimed_rows.find_claimed(jobs, shard) if jobs else {}

    def besides(judged: Sequence[tuple[Row, RowOutcome]]) -> Iterator[Write]:
        for job, counts in before.items():
            mine = [each for each in judged if job_of(each[0]) == job]
            if mine:
                yield claimed_rows.claimed(job, shard, _counted(counts, mine))

    return besides


def _counted(before: ClaimedRows, judged: Sequence[tuple[Row, RowOutcome]]) -> ClaimedRows:
    late = [
        LateRefusal(row.line, outcome.refusal.code, detail_of(outcome.refusal))
        for row, outcome in judged
        if outcome.refusal is not None
    ]
    return msgspec.structs.replace(
        before,
        imported=before.imported + len(judged) - len(late),
        refused=before.refused + len(late),
        late=(*before.late, *late)[: claimed_rows.MOST_REFUSED],
    )
